import type { FileContent } from '../../../../infra/kept-file.ts';
import { sumFen } from '../../../../shared/money.ts';
import type { DebitAnswer, DebitResult, DebitRow, FileKey } from '../batch-debit.ts';
import { openSealedFile } from '../families/sealed-file/open-sealed-file.ts';
import { fieldsOf } from '../families/sealed-file/sealed-file.ts';
import { FileRefused } from '../file-refused.ts';
import { isReason, taken } from './reason-codes.ts';
import { maxRows } from './request-file.ts';

const resultName = /^DKRES_([A-Z0-9]{2,8})_(\d{8})_(\d{6})_(\d{3})\.txt$/;

export function requestNameOf(name: string): string | undefined {
  return resultName.test(name) ? name.replace(/^DKRES/, 'DKREQ') : undefined;
}

/** README, section 3. */
export async function readResult(
  name: string,
  content: FileContent,
  keys: readonly FileKey[],
): Promise<DebitResult> {
  const named = resultName.exec(name);
  if (!named) throw new FileRefused('name', 0);
  const { header, rows, totals, trailerLine } = await openSealedFile(content, keys, 3);
  const head = fieldsOf(header, 1, 9);
  const [, bank, day, batchNo, fileNo] = named as unknown as [string, string, string, string, string];
  const fits =
    header[1] === 'DKRES' &&
    header[2] === '1.0' &&
    header[3] === bank &&
    header[6] === batchNo &&
    header[7] === fileNo;
  if (!fits) throw new FileRefused('header', 1);
  const answers: DebitAnswer[] = [];
  for await (const block of rows()) {
    // More than a request can have: nothing of it needs to be held.
    if (answers.length > maxRows) break;
    answers.push(...block.rows.map((row, index) => readRow(row, block.first + index)));
  }
  const result: DebitResult = {
    bank,
    utility: head.text(4, /^[A-Z0-9]{2,12}$/),
    on: `${day.slice(0, 4)}-${day.slice(4, 6)}-${day.slice(6)}` as DebitResult['on'],
    batchNo,
    fileNo,
    clearingOn: head.date(5),
    fileCode: head.text(8, /^(0000|20\d\d)$/),
    rows: answers,
  };
  checkTotals(result, totals, trailerLine);
  return result;
}

function readRow(values: string[], line: number): DebitAnswer {
  const row = fieldsOf(values, line, 9);
  const code = row.text(5, /^\d{4}$/);
  if (!isReason(code)) throw new FileRefused('field', line);
  return {
    seq: row.number(1, 4),
    debitNo: row.text(2, /^DK\d{20}$/),
    mandateNo: row.text(3, /^M\d{16}$/),
    amountFen: row.amount(4),
    code,
    bankSerial: row.text(6, code === taken ? /^[A-Za-z0-9]{1,32}$/ : /^$/),
    decidedAt: row.time(7),
    remark: row.free(8, 60),
  };
}

function checkTotals({ rows, fileCode }: DebitResult, totals: string[], line: number): void {
  const took = rows.filter(row => row.code === taken);
  const expected = [rows.length, took.length, sumFen(took.map(row => row.amountFen))].map(String);
  const whole = fileCode === '0000' ? rows.length > 0 && rows.length <= maxRows : rows.length === 0;
  if (!whole || expected.join('|') !== totals.join('|')) throw new FileRefused('totals', line);
  const serials = new Map<string, number>();
  for (const [index, { bankSerial }] of rows.entries()) {
    if (bankSerial && serials.has(bankSerial)) throw new FileRefused('rows', index + 2);
    serials.set(bankSerial, index);
  }
}

type Asked = Pick<DebitRow, 'seq' | 'debitNo' | 'mandateNo' | 'amountFen'>;

/** Of a file that was worked off: every row of the request, once, in its order, with its sum. */
export function checkAgainst(request: readonly Asked[], { rows, fileCode }: DebitResult): void {
  if (fileCode !== '0000') return;
  for (const [index, asked] of request.entries()) {
    const row = rows[index];
    const same =
      row?.seq === asked.seq &&
      row.debitNo === asked.debitNo &&
      row.mandateNo === asked.mandateNo &&
      row.amountFen === asked.amountFen;
    if (!same) throw new FileRefused('rows', index + 2);
  }
  if (rows.length > request.length) throw new FileRefused('rows', request.length + 2);
}
