/** A ZIP file written as its parts come (APPNOTE 6.3.10): sizes and checksums follow each part in a data descriptor. */
import { crc32, createDeflateRaw } from 'node:zlib';

export interface ZipPart {
  path: string;
  content: AsyncIterable<string> | Iterable<string>;
}

interface Written {
  path: Buffer;
  offset: number;
  crc: number;
  packed: number;
  size: number;
}

/** Bit 3: a data descriptor follows; bit 11: names are UTF-8. */
const flags = 0x0808;
const deflated = 8;
/** 1 January 1980, the earliest a ZIP can say: the file's own date is the one that counts. */
const noDate = 0x21;

export async function* writeZip(parts: Iterable<ZipPart>): AsyncGenerator<Buffer> {
  const written: Written[] = [];
  let offset = 0;
  for (const { path, content } of parts) {
    const entry: Written = { path: Buffer.from(path), offset, crc: 0, packed: 0, size: 0 };
    const head = localHeader(entry.path);
    yield head;
    for await (const chunk of deflate(content, entry)) {
      entry.packed += chunk.length;
      yield chunk;
    }
    const tail = descriptor(entry);
    yield tail;
    offset += head.length + entry.packed + tail.length;
    written.push(entry);
  }
  const directory = Buffer.concat(written.map(directoryEntry));
  yield directory;
  yield directoryEnd(written.length, directory.length, offset);
}

/** Reading waits while the deflater is full, so that a large table never lies in memory as a whole. */
async function* deflate(content: ZipPart['content'], entry: Written): AsyncGenerator<Buffer> {
  const deflater = createDeflateRaw({ level: 6 });
  const feed = (async () => {
    try {
      for await (const text of content) {
        const bytes = Buffer.from(text);
        entry.crc = crc32(bytes, entry.crc);
        entry.size += bytes.length;
        if (!deflater.write(bytes)) await new Promise(resolve => deflater.once('drain', resolve));
      }
      deflater.end();
    } catch (error) {
      deflater.destroy(error as Error);
    }
  })();
  for await (const chunk of deflater) yield chunk as Buffer;
  await feed;
}

function localHeader(path: Buffer): Buffer {
  const head = Buffer.alloc(30);
  head.writeUInt32LE(0x04034b50, 0);
  head.writeUInt16LE(20, 4);
  head.writeUInt16LE(flags, 6);
  head.writeUInt16LE(deflated, 8);
  head.writeUInt16LE(noDate, 12);
  head.writeUInt16LE(path.length, 26);
  return Buffer.concat([head, path]);
}

function descriptor({ crc, packed, size }: Written): Buffer {
  const tail = Buffer.alloc(16);
  tail.writeUInt32LE(0x08074b50, 0);
  tail.writeUInt32LE(crc >>> 0, 4);
  tail.writeUInt32LE(packed, 8);
  tail.writeUInt32LE(size, 12);
  return tail;
}

function directoryEntry({ path, offset, crc, packed, size }: Written): Buffer {
  const entry = Buffer.alloc(46);
  entry.writeUInt32LE(0x02014b50, 0);
  entry.writeUInt16LE(20, 4);
  entry.writeUInt16LE(20, 6);
  entry.writeUInt16LE(flags, 8);
  entry.writeUInt16LE(deflated, 10);
  entry.writeUInt16LE(noDate, 14);
  entry.writeUInt32LE(crc >>> 0, 16);
  entry.writeUInt32LE(packed, 20);
  entry.writeUInt32LE(size, 24);
  entry.writeUInt16LE(path.length, 28);
  entry.writeUInt32LE(offset, 42);
  return Buffer.concat([entry, path]);
}

function directoryEnd(count: number, size: number, offset: number): Buffer {
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(count, 8);
  end.writeUInt16LE(count, 10);
  end.writeUInt32LE(size, 12);
  end.writeUInt32LE(offset, 16);
  return end;
}
