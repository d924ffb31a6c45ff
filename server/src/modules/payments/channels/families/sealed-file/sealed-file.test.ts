/** Day files of any length, in pieces that end anywhere; what is wrong is told by its line, wherever it stands. */
import { expect, test } from '@jest/globals';
import iconv from 'iconv-lite';
import { allOf, fileContent } from '../../../../../../../tests/support/file-content.ts';
import { readDay as readDebits } from '../../bank-debit/day-file.ts';
import { readDay as readMessages } from '../../sms/day-file.ts';
import { openSealedFile } from './open-sealed-file.ts';
import { sealFile } from './sealed-file.ts';

const key = { id: 'K1', key: Buffer.from('2b7e151628aed2a6abf7158809cf4f3c', 'hex') };
const keys = [key];
const count = 100_000;
const rowsOf = (row: (place: number) => (string | number)[]) =>
  Array.from({ length: count }, (_, index) => ['1', index + 1, ...row(index + 1)].join('|'));

interface Day {
  rows(): AsyncGenerator<unknown[]>;
}
/** How many rows came with each piece. */
async function pieces(reading: Promise<Day>): Promise<number[]> {
  const sizes: number[] = [];
  for await (const rows of (await reading).rows()) sizes.push(rows.length);
  return sizes;
}

const debits = (totals = [count, count * 125, 0, 0]) =>
  sealFile(
    [
      '0|DKDAY|1.0|DTNS|DIANTING|20261121',
      ...rowsOf(place => [
        `B${place}`,
        `DK${String(place).padStart(20, '0')}`,
        `M${'7'.repeat(16)}`,
        125,
        'D',
        '20261121093000',
      ]),
    ],
    totals,
    key,
  );
const messages = () =>
  sealFile(
    [
      '0|SMSDAY|1.0|TENCENT|1400006666|20261121',
      ...rowsOf(place => ['MT', '20261121090504', '13800138000', '', `5000:${place}`, '2100001', 2, 10]),
    ],
    [0, count, count * 2, count * 10],
    key,
  );

test.each([
  [
    'of a debit bank',
    (file: Buffer) => readDebits('DKDAY_DTNS_20261121.txt', fileContent(file), keys),
    debits,
  ],
  [
    'of the SMS operator',
    (file: Buffer) => readMessages('SMSDAY_TENCENT_20261121.txt', fileContent(file), keys),
    messages,
  ],
])('100,000 rows %s are never held at once', async (_whose, read, file) => {
  const sizes = await pieces(read(file()));
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(count);
  expect(Math.max(...sizes)).toBeLessThan(2_000);
});

const read = (file: Buffer) => pieces(readDebits('DKDAY_DTNS_20261121.txt', fileContent(file), keys));
const whole = debits();
const altered = (at: number, byte: number) => {
  const file = Buffer.from(whole);
  file[at] = byte;
  return file;
};
/** Where a row begins. */
const placeOf = (row: number) => whole.indexOf(`\n1|${row}|`) + 1;

test.each([
  ['one byte altered', () => altered(placeOf(70_000) + 9, 0x39), 'mac', count + 2],
  ['a byte that is no GBK', () => altered(placeOf(70_000) + 9, 0xe9), 'encoding', 70_001],
  ['a control character', () => altered(placeOf(70_000) + 9, 0x09), 'form', 70_001],
  ['cut off inside a row', () => whole.subarray(0, placeOf(70_000) + 9), 'form', 70_001],
  ['cut off at the end of a row', () => whole.subarray(0, placeOf(70_000)), 'form', 70_000],
  ['totals of another file', () => debits([count, 1, 0, 0]), 'totals', count + 2],
  ['one line without an end', () => Buffer.alloc(1_000_000, '0|'), 'form', 1],
])('%s: refused by its line', async (_what, file, fault, line) => {
  await expect(read(file())).rejects.toMatchObject({ fault, line });
});

test('a character of two bytes may be cut by the pieces', async () => {
  const file = sealFile(['0|电厅', '1|1|欧阳娜娜', '1|2|李囍'], [2], key);
  expect(iconv.decode(file, 'gbk')).toContain('欧阳娜娜');
  for (const size of [1, 2, 3, 7, 16]) {
    const opened = await openSealedFile(fileContent(file, size), keys, 1);
    const blocks = await allOf(opened.rows());
    expect([opened.header, opened.totals, opened.trailerLine]).toEqual([['0', '电厅'], ['2'], 4]);
    expect(blocks.flatMap(({ first, rows }) => rows.map((row, index) => [first + index, row[2]]))).toEqual([
      [2, '欧阳娜娜'],
      [3, '李囍'],
    ]);
  }
});
