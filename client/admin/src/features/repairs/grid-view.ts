/** Where things lie in the picture of a town: degrees become pixels, north is up. Pure. */

export interface Spot {
  lat: number;
  lon: number;
}

export interface GridView {
  width: number;
  height: number;
  place(spot: Spot): { x: number; y: number };
}

const margin = 24;
const widest = 880;
const highest = 420;

/** All spots fit; a degree of longitude is as much shorter as the town lies north. */
export function gridView(spots: readonly Spot[]): GridView {
  const middle = spots.reduce((sum, { lat }) => sum + lat, 0) / Math.max(1, spots.length);
  const squeeze = Math.cos((middle * Math.PI) / 180);
  const xs = spots.map(({ lon }) => lon * squeeze);
  const ys = spots.map(({ lat }) => lat);
  const [left, bottom] = [Math.min(...xs), Math.min(...ys)];
  const wide = Math.max(Math.max(...xs) - left, 0.001);
  const high = Math.max(Math.max(...ys) - bottom, 0.001);
  const scale = Math.min((widest - 2 * margin) / wide, (highest - 2 * margin) / high);
  const height = high * scale + 2 * margin;
  return {
    width: wide * scale + 2 * margin,
    height,
    place: ({ lat, lon }) => ({
      x: margin + (lon * squeeze - left) * scale,
      y: height - margin - (lat - bottom) * scale,
    }),
  };
}
