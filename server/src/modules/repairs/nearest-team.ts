/** Which team goes: the free one with the shortest way. Pure. */

export interface Spot {
  lat: number;
  lon: number;
}

export interface FreeTeam extends Spot {
  id: number;
}

const earthKm = 6371.0088;
const radians = (degrees: number) => (degrees * Math.PI) / 180;

/** As the crow flies, in kilometres (haversine). */
export function kilometres(from: Spot, to: Spot): number {
  const half = (left: number, right: number) => Math.sin(radians(right - left) / 2) ** 2;
  const bend =
    half(from.lat, to.lat) + Math.cos(radians(from.lat)) * Math.cos(radians(to.lat)) * half(from.lon, to.lon);
  return 2 * earthKm * Math.asin(Math.min(1, Math.sqrt(bend)));
}

/** Of two equally near the one with the lower number, so that everybody finds the same. */
export function nearestTeam<Team extends FreeTeam>(place: Spot, free: readonly Team[]): Team | undefined {
  return free
    .map(team => ({ team, way: kilometres(place, team) }))
    .sort((left, right) => left.way - right.way || left.team.id - right.team.id)[0]?.team;
}
