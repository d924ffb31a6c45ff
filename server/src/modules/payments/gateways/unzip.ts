/** Reads a zip that lies on the disk (APPNOTE 6.3), entry by entry, each as a stream whose checksum is looked at. */
import { pipeline, type Readable, Transform } from 'node:stream';
import { crc32, createInflateRaw } from 'node:zlib';
import { type StatementContent, StatementProblem } from './statement.ts';

export interface ZipEntry {
  /** Read as GBK, which is what Alipay names its files in and which leaves plain names as they are. */
  name: string;
  size: number;
  open(): Promise<Readable>;
}

const endLength = 22;
const longestComment = 0xffff;
const largestDirectory = 1024 * 1024;

export async function readZip(content: StatementContent): Promise<ZipEntry[]> {
  const tailLength = Math.min(content.size, endLength + longestComment);
  const tail = await content.read(content.size - tailLength, tailLength);
  const end = tail.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
  // The directory stands at the end: a file that was cut off has none.
  if (end < 0 || end + endLength > tail.length)
    throw new StatementProblem('truncated', null, 'no zip directory');
  const count = tail.readUInt16LE(end + 10);
  const length = tail.readUInt32LE(end + 12);
  const start = tail.readUInt32LE(end + 16);
  if (length > largestDirectory || start + length > content.size)
    throw new StatementProblem('archive', null, 'directory');
  return entriesOf(content, await content.read(start, length), count);
}

function entriesOf(content: StatementContent, directory: Buffer, count: number): ZipEntry[] {
  const entries: ZipEntry[] = [];
  let at = 0;
  for (let index = 0; index < count; index += 1) {
    if (at + 46 > directory.length || directory.readUInt32LE(at) !== 0x02014b50)
      throw new StatementProblem('archive', null, 'directory');
    const method = directory.readUInt16LE(at + 10);
    const nameLength = directory.readUInt16LE(at + 28);
    const facts = {
      crc: directory.readUInt32LE(at + 16),
      packed: directory.readUInt32LE(at + 20),
      size: directory.readUInt32LE(at + 24),
      offset: directory.readUInt32LE(at + 42),
    };
    const name = new TextDecoder('gb18030').decode(directory.subarray(at + 46, at + 46 + nameLength));
    entries.push({ name, size: facts.size, open: () => openEntry(content, method, facts) });
    at += 46 + nameLength + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32);
  }
  return entries;
}

interface EntryFacts {
  crc: number;
  packed: number;
  size: number;
  offset: number;
}

async function openEntry(content: StatementContent, method: number, facts: EntryFacts): Promise<Readable> {
  const head = await content.read(facts.offset, 30);
  if (head.length < 30 || head.readUInt32LE(0) !== 0x04034b50)
    throw new StatementProblem('archive', null, 'entry');
  const start = facts.offset + 30 + head.readUInt16LE(26) + head.readUInt16LE(28);
  const packed = content.stream(start, start + facts.packed);
  if (method !== 0 && method !== 8) throw new StatementProblem('archive', null, 'method');
  const check = checkEntry(facts);
  if (method === 0) return pipeline(packed, check, () => {});
  const inflate = createInflateRaw();
  pipeline(packed, inflate, error => {
    if (error) check.destroy(isZlibError(error) ? new StatementProblem('archive', null, 'damaged') : error);
  });
  return inflate.pipe(check);
}

const isZlibError = (error: NodeJS.ErrnoException) => error.code?.startsWith('Z_') ?? false;

/** Passes the bytes on, never more than were announced, and fails at the end when they are others. */
function checkEntry({ crc, size }: EntryFacts): Transform {
  let seen = 0;
  let sum = 0;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      seen += chunk.length;
      sum = crc32(chunk, sum);
      done(seen > size ? new StatementProblem('archive', null, 'size') : null, chunk);
    },
    flush(done) {
      done(seen === size && sum === crc ? null : new StatementProblem('archive', null, 'checksum'));
    },
  });
}
