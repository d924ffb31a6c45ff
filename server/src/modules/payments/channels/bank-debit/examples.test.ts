/** The example files of the README, byte for byte. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { allOf, fileContent } from '../../../../../../tests/support/file-content.ts';
import type { BusinessDate } from '../../../../shared/dates.ts';
import { fen } from '../../../../shared/money.ts';
import type { DebitRow } from '../batch-debit.ts';
import { FileRefused } from '../file-refused.ts';
import { readDay } from './day-file.ts';
import { requestName, writeRequest } from './request-file.ts';
import { checkAgainst, readResult } from './result-file.ts';

const key = { id: 'K1', key: Buffer.from('2B7E151628AED2A6ABF7158809CF4F3C', 'hex') };
const example = (name: string) => readFileSync(fileURLToPath(new URL(`examples/${name}`, import.meta.url)));
const resultFile = 'DKRES_DTNS_20261120_000017_001.txt';

const row = (
  seq: number,
  bankAccount: string,
  holderName: string,
  amount: number,
  rest: Partial<DebitRow>,
): DebitRow => ({
  seq,
  debitNo: `DK0000000000001700000${seq}`,
  mandateNo: `M202600000000001${seq}`,
  bankAccount,
  holderName,
  amountFen: fen(amount),
  accountNo: '',
  month: '202610',
  ...rest,
});
const rows = [
  row(1, '6230580000012345675', '张伟', 12_840, { accountNo: '0312000000018' }),
  row(2, '6230580000012341001', '欧阳娜娜', 8_015, { accountNo: '0312000000026' }),
  row(3, '6230580000099998', '李囍', 25_250, { accountNo: '0312000000034', month: '202609' }),
];
const head = {
  bank: 'DTNS',
  utility: 'DIANTING',
  on: '2026-11-20' as BusinessDate,
  batchNo: '000017',
  fileNo: '001',
};

async function faultOf(read: () => unknown): Promise<string> {
  try {
    await read();
    return 'taken';
  } catch (error) {
    if (!(error instanceof FileRefused)) throw error;
    return `${error.fault} ${error.line}`;
  }
}

describe('the request file', () => {
  it('has the bytes of the example, names in GBK', async () => {
    const deadline = new Date('2026-11-23T12:00:00+08:00');
    expect(requestName(head)).toBe('DKREQ_DTNS_20261120_000017_001.txt');
    expect(writeRequest({ ...head, deadline, rows }, key).equals(example(requestName(head)))).toBe(true);
  });

  it('cannot be broken by a name: bars and line ends are taken out, long names cut', async () => {
    const odd = [row(1, '62305800000', `恶|意\n${'长'.repeat(40)}`, 1, { accountNo: '0312000000018' })];
    const text = new TextDecoder('gbk').decode(
      writeRequest({ ...head, deadline: new Date(0), rows: odd }, key),
    );
    expect(text.split('\n')).toHaveLength(4);
    expect(text.split('\n')[1]!.split('|')).toHaveLength(9);
  });
});

describe('the result file', () => {
  it('is read as the README says', async () => {
    const result = await readResult(resultFile, fileContent(example(resultFile)), [key]);
    expect(result).toMatchObject({ ...head, clearingOn: '2026-11-21', fileCode: '0000' });
    expect(result.rows.map(({ code, bankSerial, remark }) => [code, bankSerial, remark])).toEqual([
      ['0000', '26112100000457', ''],
      ['1001', '', '余额不足'],
      ['0000', '26112100000458', ''],
    ]);
    expect(result.rows[0]!.decidedAt).toEqual(new Date('2026-11-21T09:30:12+08:00'));
    expect(() => checkAgainst(rows, result)).not.toThrow();
  });

  it('may say that the whole file was refused', async () => {
    const name = 'DKRES_DTNS_20261120_000018_001.txt';
    expect(await readResult(name, fileContent(example(name)), [key])).toMatchObject({
      fileCode: '2001',
      rows: [],
    });
  });

  it('is refused whole when a byte has changed, it ends early, or its key is not ours', async () => {
    const bytes = example(resultFile);
    const changed = Buffer.from(bytes);
    changed[bytes.indexOf('12840')] = 0x39;
    expect(await faultOf(() => readResult(resultFile, fileContent(changed), [key]))).toBe('mac 5');
    expect(await faultOf(() => readResult(resultFile, fileContent(bytes.subarray(0, 200)), [key]))).toBe(
      'form 3',
    );
    expect(await faultOf(() => readResult(resultFile, fileContent(bytes), [{ ...key, id: 'K2' }]))).toBe(
      'key 5',
    );
    expect(
      await faultOf(() =>
        readResult(resultFile, fileContent(Buffer.from('0|caf\xe9\xff\n', 'latin1')), [key]),
      ),
    ).toBe('encoding 1');
    expect(await faultOf(() => readResult(resultFile, fileContent(Buffer.alloc(0)), [key]))).toBe('form 1');
    expect(
      await faultOf(() => readResult('DKRES_DTNS_20261120_000017_002.txt', fileContent(bytes), [key])),
    ).toBe('header 1');
    expect(await faultOf(() => readResult('../DKRES.txt', fileContent(bytes), [key]))).toBe('name 0');
  });

  it('is refused when a row is missing, too many, or names another sum', async () => {
    const result = await readResult(resultFile, fileContent(example(resultFile)), [key]);
    expect(await faultOf(() => checkAgainst(rows.slice(0, 2), result))).toBe('rows 4');
    expect(await faultOf(() => checkAgainst([...rows, row(4, '1', '张', 1, {})], result))).toBe('rows 5');
    expect(
      await faultOf(() => checkAgainst([rows[0]!, { ...rows[1]!, amountFen: fen(1) }, rows[2]!], result)),
    ).toBe('rows 3');
  });
});

describe('the day file', () => {
  it('lists what moved on the clearing account', async () => {
    const name = 'DKDAY_DTNS_20261121.txt';
    const day = await readDay(name, fileContent(example(name)), [key]);
    expect(day).toMatchObject({ bank: 'DTNS', on: '2026-11-21' });
    const moved = (await allOf(day.rows())).flat();
    expect(moved.map(each => [each.bankSerial, each.amountFen, each.kind])).toEqual([
      ['26112100000457', 12_840, 'debit'],
      ['26112100000458', 25_250, 'debit'],
    ]);
  });
});
