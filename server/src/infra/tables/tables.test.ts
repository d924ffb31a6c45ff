import { inflateRawSync } from 'node:zlib';
import { describe, expect, test } from '@jest/globals';
import type { Column } from './table.ts';
import { writeCsv } from './write-csv.ts';
import { writeXlsx } from './write-xlsx.ts';

interface Row {
  name: string;
  fen: number;
  at: Date | null;
}
const columns: Column<Row>[] = [
  { title: { zh: '户名', en: 'Name' }, kind: 'text', value: row => row.name },
  { title: { zh: '金额', en: 'Sum' }, kind: 'yuan', value: row => row.fen },
  { title: { zh: '时间', en: 'When' }, kind: 'instant', value: row => row.at },
];
const rows: Row[] = [
  { name: '张,晓"明"', fen: -123_405, at: new Date('2026-11-22T16:05:06Z') },
  { name: '=HYPERLINK("x")', fen: 5, at: null },
];
const table = { name: 'list', columns, rows };

async function joined<T extends string | Buffer>(parts: AsyncIterable<T>): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const part of parts) chunks.push(Buffer.from(part));
  return Buffer.concat(chunks);
}

test('CSV quotes what must be quoted, and makes no formula of text', async () => {
  const text = (await joined(writeCsv(table, 'zh'))).toString();
  expect(text).toBe(
    '\uFEFF户名,金额,时间\r\n"张,晓""明""",-1234.05,2026-11-23 00:05:06\r\n"\'=HYPERLINK(""x"")",0.05,\r\n',
  );
});

describe('an XLSX file', () => {
  /** The parts as the central directory names them, inflated. */
  function partsOf(file: Buffer): Record<string, string> {
    const parts: Record<string, string> = {};
    for (
      let at = file.indexOf('PK\u0001\u0002', 0, 'latin1');
      at >= 0;
      at = file.indexOf('PK\u0001\u0002', at + 4, 'latin1')
    ) {
      const packed = file.readUInt32LE(at + 20);
      const nameLength = file.readUInt16LE(at + 28);
      const offset = file.readUInt32LE(at + 42);
      const begin = offset + 30 + file.readUInt16LE(offset + 26);
      const name = file.subarray(at + 46, at + 46 + nameLength).toString();
      parts[name] = inflateRawSync(file.subarray(begin, begin + packed)).toString();
    }
    return parts;
  }

  test('holds sums as numbers and everything else as text, whatever it looks like', async () => {
    const parts = partsOf(await joined(writeXlsx(table, 'en')));
    expect(Object.keys(parts)).toContain('xl/workbook.xml');
    const sheet = parts['xl/worksheets/sheet1.xml']!;
    expect(sheet).toContain('<v>-1234.05</v>');
    expect(sheet).toContain('=HYPERLINK(&quot;x&quot;)</t>');
    expect(sheet.match(/<row>/g)).toHaveLength(3);
  });

  test('takes in more rows than lie in memory at once', async () => {
    async function* many(): AsyncGenerator<Row> {
      for (let row = 0; row < 20_000; row += 1) yield { name: `第${row}户`, fen: row, at: null };
    }
    const parts = partsOf(await joined(writeXlsx({ name: 'many', columns, rows: many() }, 'zh')));
    expect(parts['xl/worksheets/sheet1.xml']!.match(/<row>/g)).toHaveLength(20_001);
  });
});
