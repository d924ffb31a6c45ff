import { Readable } from 'node:stream';
import type { FileContent } from '../../server/src/infra/kept-file.ts';

/** Bytes as they come from a disk: in pieces of that many. */
export const fileContent = (bytes: Buffer, piece = 65_536): FileContent => ({
  size: bytes.length,
  stream: (from = 0, to = bytes.length) =>
    Readable.from(
      (function* () {
        for (let at = from; at < to; at += piece) yield bytes.subarray(at, Math.min(at + piece, to));
      })(),
    ),
  read: async (from, length) => bytes.subarray(from, from + length),
});

/** All that comes, piece by piece. */
export async function allOf<T>(pieces: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const piece of pieces) all.push(piece);
  return all;
}
