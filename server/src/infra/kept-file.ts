/** A file on its way in: first whole onto this machine's disk, with its hash, then it is kept and read from there, in pieces. */
import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdtemp, open, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

/** A file that has arrived whole and lies on this machine. */
export interface FileContent {
  size: number;
  /** Bytes from `from` up to but not including `to`. */
  stream(from?: number, to?: number): Readable;
  read(from: number, length: number): Promise<Buffer>;
}

export interface FileDownload {
  content: Readable;
  /** As the source announced it beforehand. */
  hash?: { algorithm: 'sha1' | 'sha256' | 'md5'; hex: string };
}

export interface KeptFile extends FileContent {
  sha256: Buffer;
  /** False when it is not what its source announced. */
  asAnnounced: boolean;
  remove(): Promise<void>;
}

/** Keeps what comes, also when it is not what was announced: it is looked at afterwards. Fails when the source breaks off. */
export async function keepFile(
  { content, hash }: FileDownload,
  onBytes: (bytes: number) => void = () => {},
): Promise<KeptFile> {
  const folder = await mkdtemp(join(tmpdir(), 'dianting-file-'));
  const path = join(folder, 'file');
  const remove = () => rm(folder, { recursive: true, force: true });
  const sha256 = createHash('sha256');
  const announced = hash && createHash(hash.algorithm);
  try {
    await pipeline(
      content,
      async function* (source: Readable) {
        for await (const chunk of source as AsyncIterable<Buffer>) {
          sha256.update(chunk);
          announced?.update(chunk);
          onBytes(chunk.length);
          yield chunk;
        }
      },
      createWriteStream(path),
    );
    const { size } = await stat(path);
    return {
      ...contentOf(path, size),
      sha256: sha256.digest(),
      asAnnounced: announced === undefined || announced.digest('hex') === hash!.hex,
      remove,
    };
  } catch (error) {
    await remove();
    throw error;
  }
}

function contentOf(path: string, size: number): FileContent {
  return {
    size,
    stream(from = 0, to = size) {
      // Nothing to read is no range for the file system.
      if (to <= from) return Readable.from([]);
      return createReadStream(path, { start: from, end: to - 1, highWaterMark: 256 * 1024 });
    },
    async read(from, length) {
      const file = await open(path);
      try {
        const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, from);
        return buffer.subarray(0, bytesRead);
      } finally {
        await file.close();
      }
    },
  };
}

/** The file as it lies there, once: then it is removed. */
export function readAndRemove(kept: KeptFile): Readable {
  return Readable.from(
    (async function* () {
      try {
        yield* kept.stream();
      } finally {
        await kept.remove();
      }
    })(),
  );
}
