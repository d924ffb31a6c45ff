/**
 * MP4 and M4A: boxes in boxes. What a telephone writes beside the sound (place, model, names) lies in boxes of its own; these
 * are blanked where they lie, for the table of samples counts bytes from the file's beginning. Pure.
 */

const known = [
  'ftyp',
  'moov',
  'mdat',
  'free',
  'skip',
  'wide',
  'moof',
  'mfra',
  'sidx',
  'styp',
  'udta',
  'meta',
  'uuid',
];
/** Boxes that are made of boxes. */
const nests = ['moov', 'trak', 'mdia', 'minf', 'stbl', 'edts', 'mvex', 'moof', 'traf'];
const blanked = ['udta', 'meta', 'uuid', 'free', 'skip', 'wide'];
const mostBoxes = 20_000;

export function tidyMp4(bytes: Buffer): Buffer | undefined {
  const copy = Buffer.from(bytes);
  const found = { boxes: 0, handlers: [] as string[], names: new Set<string>() };
  if (!walk(copy, 0, copy.length, 0, found)) return undefined;
  const soundOnly = found.handlers.length > 0 && found.handlers.every(handler => handler === 'soun');
  return soundOnly && found.names.has('mdat') ? copy : undefined;
}

interface Found {
  boxes: number;
  /** What each track holds. */
  handlers: string[];
  names: Set<string>;
}

function walk(bytes: Buffer, from: number, to: number, depth: number, found: Found): boolean {
  let at = from;
  while (at < to) {
    const name = bytes.toString('latin1', at + 4, at + 8);
    const { head, size } = sizeOf(bytes, at, to);
    found.boxes += 1;
    if (size < head || at + size > to || found.boxes > mostBoxes || depth > 8) return false;
    if (depth === 0 && !known.includes(name)) return false;
    found.names.add(name);
    if (name === 'hdlr' && depth === 3)
      found.handlers.push(bytes.toString('latin1', at + head + 8, at + head + 12));
    if (blanked.includes(name)) blank(bytes, at, head, size);
    else if (nests.includes(name) && !walk(bytes, at + head, at + size, depth + 1, found)) return false;
    at += size;
  }
  return at === to;
}

/** A size of 1 is said in eight further bytes, one of 0 reaches to the end. */
function sizeOf(bytes: Buffer, at: number, to: number): { head: number; size: number } {
  const size = bytes.readUInt32BE(at);
  if (size === 1) return { head: 16, size: Number(bytes.readBigUInt64BE(at + 8)) };
  return { head: 8, size: size === 0 ? to - at : size };
}

function blank(bytes: Buffer, at: number, head: number, size: number): void {
  bytes.write('free', at + 4, 'latin1');
  bytes.fill(0, at + head, at + size);
}
