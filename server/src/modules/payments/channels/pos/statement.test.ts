import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { fileContent } from '../../../../../../tests/support/file-content.ts';
import { aesCmac } from '../../../../infra/aes-cmac.ts';
import type { BusinessDate } from '../../../../shared/dates.ts';
import type { StatementLine } from '../../gateways/statement.ts';
import { readAcquirerFile } from './statement.ts';

const readme = readFileSync(new URL('README.md', import.meta.url), 'utf8');
const example = /```posfile\n([\s\S]*?)```/.exec(readme)![1]!;
const expected = {
  merchant: '898440149000001',
  fileKey: Buffer.from('505152535455565758595A5B5C5D5E5F', 'hex'),
  saleOf: async () => undefined,
};
const day = '2026-11-22' as BusinessDate;

async function read(text: string, on = day, as: Parameters<typeof readAcquirerFile>[2] = expected) {
  const bytes = Buffer.from(text, 'latin1');
  const content = fileContent(bytes, 37);
  const lines: StatementLine[] = [];
  const reading = readAcquirerFile(content, on, as);
  for (;;) {
    const { done, value } = await reading.next();
    if (done) return { lines, totals: value };
    lines.push(...value);
  }
}

test("the specification's own file: a sale, its void, and nothing left", async () => {
  const { lines, totals } = await read(example);
  expect(lines).toMatchObject([
    {
      kind: 'payment',
      tradeNo: '10000001-000012-000345',
      amountFen: 12_345,
      feeMilli: 47_000,
      at: '2026-11-22 10:15:12',
    },
    {
      kind: 'refund',
      tradeNo: '10000001-000012-000345',
      refundNo: null,
      amountFen: 12_345,
      feeMilli: -47_000,
    },
  ]);
  expect(totals).toEqual({
    rows: 2,
    settled: { paidFen: 12_345, refundedFen: 12_345, feeFen: 0, netFen: 0 },
  });
});

test.each([
  ['altered', 'hash', example.replaceAll('12345', '12346')],
  ['cut off', 'truncated', example.slice(0, 150)],
  ['empty', 'empty', ''],
  ['without an end of its last line', 'truncated', example.trimEnd()],
])('a file that is %s is refused', async (_what, reason, text) => {
  await expect(read(text)).rejects.toMatchObject({ reason });
});

test('200,000 lines are never held at once', async () => {
  const count = 200_000;
  const sale = example.split('\n')[1]!.split('|');
  const row = (index: number) => {
    const own = [...sale];
    own[3] = String((index % 999_999) + 1).padStart(6, '0');
    own[4] = String(index).padStart(12, '0');
    return own.join('|');
  };
  const text = `POSFILE|1|${expected.merchant}|20261122|${count}|${12_345 * count}|0|${47 * count}|${12_298 * count}\n${Array.from({ length: count }, (_, index) => row(index)).join('\n')}\n`;
  const bytes = Buffer.from(
    `${text}END|${aesCmac(expected.fileKey, Buffer.from(text)).toString('hex').toUpperCase()}\n`,
  );
  const content = fileContent(bytes, 65_536);
  const blocks: number[] = [];
  const reading = readAcquirerFile(content, day, expected);
  for (;;) {
    const { done, value } = await reading.next();
    if (done) {
      expect(value.rows).toBe(count);
      break;
    }
    blocks.push(value.length);
  }
  expect(blocks.reduce((sum, each) => sum + each, 0)).toBe(count);
  expect(Math.max(...blocks)).toBeLessThan(2_000);
});

test('a void of a sale that stands in the file of the day before is that sale’s; one of a sale that nobody knows refuses the file', async () => {
  const [, , voided] = example.split('\n');
  const head = `POSFILE|1|${expected.merchant}|20261122|1|0|12345|-47|-12298`;
  const text = `${head}\n${voided}\n`;
  const file = `${text}END|${aesCmac(expected.fileKey, Buffer.from(text)).toString('hex').toUpperCase()}\n`;
  const asked: unknown[] = [];
  const saleOf = async (sale: unknown) => {
    asked.push(sale);
    return { trace: 345 };
  };
  const { lines } = await read(file, day, { ...expected, saleOf });
  expect(lines).toMatchObject([{ kind: 'refund', tradeNo: '10000001-000012-000345', amountFen: 12_345 }]);
  expect(asked).toEqual([{ terminal: '10000001', batch: 12, reference: '261122000789' }]);
  await expect(read(file)).rejects.toMatchObject({ reason: 'row', line: 2, detail: 'original' });
});

test('of another day or merchant it is refused', async () => {
  await expect(read(example, '2026-11-21' as BusinessDate)).rejects.toMatchObject({
    reason: 'wrong-day',
    line: 1,
  });
  await expect(read(example, day, { ...expected, merchant: '1' })).rejects.toMatchObject({
    reason: 'wrong-merchant',
  });
});
