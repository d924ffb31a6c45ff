/** Reads a sealed file (bank-debit README, section 1) twice from the disk, in pieces: what proves it first, then its rows. */
import { createHash } from 'node:crypto';
import { createCmac } from '../../../../../infra/aes-cmac.ts';
import { sameBytes } from '../../../../../infra/crypto.ts';
import type { FileContent } from '../../../../../infra/kept-file.ts';
import type { FileKey } from '../../batch-debit.ts';
import { FileRefused } from '../../file-refused.ts';

export interface RowBlock {
  /** The line of the first row in the file. */
  first: number;
  rows: string[][];
}

export interface OpenedFile {
  header: string[];
  /** A piece of the file at a time. @throws FileRefused */
  rows(): AsyncGenerator<RowBlock>;
  /** What stands between the trailer's `9` and its hash. */
  totals: string[];
  trailerLine: number;
}

const lineFeed = 0x0a;
const bar = 0x7c;
/** No line of these files comes near it. */
const longestLine = 4096;

/** Checks encoding and form, MAC and hash, in this order. @throws FileRefused */
export async function openSealedFile(
  content: FileContent,
  keys: readonly FileKey[],
  totalsCount: number,
): Promise<OpenedFile> {
  const { trailer, bodyEnd, signedEnd } = await trailerOf(content);
  const [stated, keyId, mac] = trailer.slice(-3);
  const key = keys.find(({ id }) => id === keyId);
  const hash = createHash('sha256');
  const cmac = key && createCmac(key.key);
  let at = 0;
  const { header, count } = await checkLines(content, block => {
    hash.update(block.subarray(0, Math.max(0, bodyEnd - at)));
    cmac?.update(block.subarray(0, Math.max(0, signedEnd - at)));
    at += block.length;
  });
  if (trailer.length !== totalsCount + 4 || trailer[0] !== '9') throw new FileRefused('form', count);
  if (!cmac) throw new FileRefused('key', count);
  if (!sameBytes(Buffer.from(hexOf(cmac.digest())), Buffer.from(mac!))) throw new FileRefused('mac', count);
  if (hexOf(hash.digest()) !== stated) throw new FileRefused('hash', count);
  if (header[0] !== '0') throw new FileRefused('form', 1);
  return {
    header,
    rows: () => rowsOf(content, bodyEnd),
    totals: trailer.slice(1, -3),
    trailerLine: count,
  };
}

const hexOf = (bytes: Buffer) => bytes.toString('hex').toUpperCase();

/** The last line, where it begins, and where that ends which its MAC is of. */
async function trailerOf(content: FileContent) {
  const from = Math.max(0, content.size - longestLine);
  const tail = await content.read(from, content.size - from);
  const begin = tail.length < 2 ? 0 : tail.lastIndexOf(lineFeed, tail.length - 2) + 1;
  const trailer = tail.toString('latin1', begin, Math.max(begin, tail.length - 1)).split('|');
  return { trailer, bodyEnd: from + begin, signedEnd: from + tail.lastIndexOf(bar) + 1 };
}

/** Encoding and form of every line. @param seen every byte of the file, in pieces */
async function checkLines(
  content: FileContent,
  seen: (block: Buffer) => void,
): Promise<{ header: string[]; count: number }> {
  let count = 0;
  let header = '';
  let broken: number | undefined;
  let ended = false;
  for await (const block of wholeLines(content)) {
    seen(block);
    const text = textOf(block, count + 1);
    ended = text.endsWith('\n');
    const lines = (ended ? text.slice(0, -1) : text).split('\n');
    if (count === 0) header = lines[0]!;
    const bad = lines.findIndex(line => line === '' || /\p{Cc}/u.test(line));
    if (bad >= 0) broken ??= count + bad + 1;
    count += lines.length;
  }
  // Bytes that are no GBK are told before all else, and that its end is missing before anything within.
  if (!ended) throw new FileRefused('form', Math.max(1, count));
  if (broken !== undefined) throw new FileRefused('form', broken);
  if (count < 2) throw new FileRefused('form', count);
  return { header: header.split('|'), count };
}

async function* rowsOf(content: FileContent, end: number): AsyncGenerator<RowBlock> {
  let count = 0;
  for await (const block of wholeLines(content, end)) {
    const lines = textOf(block, count + 1)
      .slice(0, -1)
      .split('\n');
    const first = Math.max(2, count + 1);
    const rows = lines.slice(first - count - 1).map(line => line.split('|'));
    for (const [index, row] of rows.entries()) {
      if (row[0] !== '1') throw new FileRefused('form', first + index);
      if (row[1] !== String(first + index - 1)) throw new FileRefused('numbering', first + index);
    }
    count += lines.length;
    yield { first, rows };
  }
}

/** Pieces that end where a line ends; what follows the last end, or has none for too long, is a piece of its own, and the last. */
async function* wholeLines(content: FileContent, to = content.size): AsyncGenerator<Buffer> {
  let rest: Buffer = Buffer.alloc(0);
  for await (const piece of content.stream(0, to) as AsyncIterable<Buffer>) {
    const all = Buffer.concat([rest, piece]);
    const end = all.lastIndexOf(lineFeed) + 1;
    rest = all.subarray(end);
    if (end > 0) yield all.subarray(0, end);
    if (rest.length > longestLine) break;
  }
  if (rest.length > 0) yield rest;
}

/** @param first the number of its first line */
function textOf(block: Buffer, first: number): string {
  try {
    return new TextDecoder('gbk', { fatal: true }).decode(block);
  } catch {
    throw new FileRefused('encoding', first + firstBadLine(block));
  }
}

function firstBadLine(block: Buffer): number {
  const decoder = new TextDecoder('gbk', { fatal: true });
  let line = 0;
  for (let start = 0; start < block.length; line += 1) {
    const end = block.indexOf(lineFeed, start);
    try {
      decoder.decode(block.subarray(start, end < 0 ? block.length : end));
    } catch {
      return line;
    }
    if (end < 0) break;
    start = end + 1;
  }
  return line;
}
