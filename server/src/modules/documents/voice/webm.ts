/** WebM (Matroska): elements in elements, as browsers record. Tags and files that lie in it are blanked. Pure. */

const ids = {
  ebml: 0x1a45dfa3,
  docType: 0x4282,
  segment: 0x18538067,
  tracks: 0x1654ae6b,
  track: 0xae,
  trackType: 0x83,
  cluster: 0x1f43b675,
} as const;
/** What may stand in a segment: its index, its facts, tracks, clusters of sound, cue points, chapters, emptiness. */
const inSegment = [0x114d9b74, 0x1549a966, ids.tracks, ids.cluster, 0x1c53bb6b, 0xec, 0xbf];
/** Tags, attachments and chapters. */
const blanked = [0x1254c367, 0x1941a469, 0x1043a770];
const sound = 2;
const voidId = 0xec;
/** Where a size is not said: all bits of its length are ones. */
const unknown = -1;

export function tidyWebm(bytes: Buffer): Buffer | undefined {
  const copy = Buffer.from(bytes);
  const head = elementAt(copy, 0);
  if (
    head.id !== ids.ebml ||
    childOf(copy, head, ids.docType)?.toString('latin1').replaceAll('\0', '') !== 'webm'
  )
    return undefined;
  const segment = elementAt(copy, head.end);
  if (segment.id !== ids.segment || segment.end !== copy.length) return undefined;
  const found = { tracks: [] as number[], clusters: 0 };
  return walkSegment(copy, segment, found) && found.clusters > 0 && isSound(found.tracks) ? copy : undefined;
}

const isSound = (tracks: number[]) => tracks.length > 0 && tracks.every(type => type === sound);

function walkSegment(
  bytes: Buffer,
  segment: Element,
  found: { tracks: number[]; clusters: number },
): boolean {
  let at = segment.body;
  while (at < bytes.length) {
    const element = elementAt(bytes, at);
    if (element.id === ids.cluster) {
      found.clusters += 1;
      // A cluster of a live recording says no size: it ends where the next element of a segment begins.
      at = element.size === unknown ? endOfCluster(bytes, element.body) : element.end;
    } else {
      if (element.size === unknown || element.end > bytes.length) return false;
      if (element.id === ids.tracks) found.tracks.push(...typesIn(bytes, element));
      if (blanked.includes(element.id)) blank(bytes, element);
      else if (!inSegment.includes(element.id)) return false;
      at = element.end;
    }
  }
  return at === bytes.length;
}

function endOfCluster(bytes: Buffer, from: number): number {
  let at = from;
  while (at < bytes.length) {
    const element = elementAt(bytes, at);
    if (element.id > 0xffffff) return at;
    if (element.size === unknown) return Number.NaN;
    at = element.end;
  }
  return at;
}

function typesIn(bytes: Buffer, tracks: Element): number[] {
  const types: number[] = [];
  for (let at = tracks.body; at < tracks.end; ) {
    const track = elementAt(bytes, at);
    if (track.size === unknown || track.end > tracks.end) return [0];
    if (track.id === ids.track) types.push(childOf(bytes, track, ids.trackType)?.at(-1) ?? 0);
    at = track.end;
  }
  return types;
}

interface Element {
  id: number;
  at: number;
  body: number;
  /** Or `unknown`. */
  size: number;
  end: number;
}

function elementAt(bytes: Buffer, at: number): Element {
  const idLength = lengthOf(bytes, at);
  const id = bytes.readUIntBE(at, Math.min(idLength, 4));
  const sizeAt = at + idLength;
  const sizeLength = lengthOf(bytes, sizeAt);
  let size = bytes[sizeAt]! & (0xff >> sizeLength);
  let ones = size === 0xff >> sizeLength;
  for (let index = 1; index < sizeLength; index += 1) {
    const byte = bytes[sizeAt + index];
    if (byte === undefined) throw new RangeError('cut off');
    ones &&= byte === 0xff;
    size = size * 256 + byte;
  }
  const body = sizeAt + sizeLength;
  if (ones) return { id, at, body, size: unknown, end: bytes.length };
  return { id, at, body, size, end: body + size };
}

/** Of how many bytes a number is: one more than noughts stand before its first one. */
function lengthOf(bytes: Buffer, at: number): number {
  const first = bytes[at];
  if (!first) throw new RangeError('no number');
  return Math.clz32(first) - 23;
}

function childOf(bytes: Buffer, parent: Element, id: number): Buffer | undefined {
  for (let at = parent.body; at < parent.end; ) {
    const child = elementAt(bytes, at);
    if (child.size === unknown || child.end > parent.end) return undefined;
    if (child.id === id) return bytes.subarray(child.body, child.end);
    at = child.end;
  }
  return undefined;
}

/** As an element of emptiness that reaches exactly as far. */
function blank(bytes: Buffer, { at, end }: Element): void {
  bytes.fill(0, at, end);
  bytes[at] = voidId;
  bytes[at + 1] = 0x01;
  bytes.writeUIntBE(end - at - 9, at + 3, 6);
}
