/** How a camera held what it took, as the JPEG says (EXIF, tag 0x0112). Some canvases turn a picture by it, others do not. Pure. */

export interface Orientation {
  /** 1: as it is, 3: upside down, 6 and 8: on its side; even ones and 5, 7 are mirrored. */
  value: number;
  /** Where its last byte stands, so that a copy can be made that says 1. */
  at: number;
}

const orientationTag = 0x0112;

/** Null where nothing is said, or it is no JPEG. */
export function orientationOf(bytes: Uint8Array): Orientation | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.byteLength < 4 || view.getUint16(0) !== 0xffd8) return null;
  for (let at = 2; at + 10 < view.byteLength; ) {
    const marker = view.getUint16(at);
    // Metadata stand before the picture.
    if (marker < 0xffc0 || marker === 0xffda) return null;
    const exif = marker === 0xffe1 && view.getUint32(at + 4) === 0x45786966;
    if (exif) return inDirectory(view, at + 10);
    at += 2 + view.getUint16(at + 2);
  }
  return null;
}

/** @param start of the TIFF header, by which all offsets count */
function inDirectory(view: DataView, start: number): Orientation | null {
  if (start + 8 > view.byteLength) return null;
  const little = view.getUint16(start) === 0x4949;
  const directory = start + view.getUint32(start + 4, little);
  if (directory + 2 > view.byteLength) return null;
  const entries = view.getUint16(directory, little);
  for (let index = 0; index < entries; index += 1) {
    const entry = directory + 2 + index * 12;
    if (entry + 12 > view.byteLength) return null;
    if (view.getUint16(entry, little) !== orientationTag) continue;
    const value = view.getUint16(entry + 8, little);
    return value >= 1 && value <= 8 ? { value, at: entry + (little ? 8 : 9) } : null;
  }
  return null;
}

/** The same picture, saying that it is as it is: no canvas turns it by itself. */
export function withoutTurn(bytes: Uint8Array, { at }: Orientation): Uint8Array {
  const copy = bytes.slice();
  copy[at] = 1;
  return copy;
}

type Matrix = [a: number, b: number, c: number, d: number, e: number, f: number];

/** What draws a picture of that size upright, and the size it has then. */
export function uprightBy(value: number, width: number, height: number) {
  const turns: Record<number, Matrix> = {
    2: [-1, 0, 0, 1, width, 0],
    3: [-1, 0, 0, -1, width, height],
    4: [1, 0, 0, -1, 0, height],
    5: [0, 1, 1, 0, 0, 0],
    6: [0, 1, -1, 0, height, 0],
    7: [0, -1, -1, 0, height, width],
    8: [0, -1, 1, 0, 0, width],
  };
  const matrix: Matrix = turns[value] ?? [1, 0, 0, 1, 0, 0];
  return { matrix, size: value >= 5 ? { width: height, height: width } : { width, height } };
}
