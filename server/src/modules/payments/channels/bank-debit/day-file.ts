import { sumFen } from '../../../../shared/money.ts';
import type { DebitDay, DebitDayRow, FileKey } from '../batch-debit.ts';
import { fieldsOf, openSealedFile, readDate } from '../families/sealed-file/sealed-file.ts';
import { FileRefused } from '../file-refused.ts';

const dayName = /^DKDAY_([A-Z0-9]{2,8})_(\d{8})\.txt$/;

export const isDayFile = (name: string) => dayName.test(name);

/** README, section 4. */
export function readDay(name: string, bytes: Buffer, keys: readonly FileKey[]): DebitDay {
  const named = dayName.exec(name);
  const on = named && readDate(named[2]!);
  if (!named || !on) throw new FileRefused('name', 0);
  const { header, rows, totals } = openSealedFile(bytes, keys, 4);
  const head = fieldsOf(header, 1, 6);
  const fits = header[1] === 'DKDAY' && header[2] === '1.0' && header[3] === named[1] && head.date(5) === on;
  if (!fits) throw new FileRefused('header', 1);
  const read = rows.map(readRow);
  const debits = read.filter(row => row.kind === 'debit');
  const returns = read.filter(row => row.kind === 'return');
  const sums = [debits, returns].flatMap(part => [part.length, sumFen(part.map(row => row.amountFen))]);
  if (sums.join('|') !== totals.join('|')) throw new FileRefused('totals', rows.length + 2);
  return { bank: named[1]!, utility: head.text(4, /^[A-Z0-9]{2,12}$/), on, rows: read };
}

function readRow(values: string[], index: number): DebitDayRow {
  const row = fieldsOf(values, index + 2, 8);
  return {
    bankSerial: row.text(2, /^[A-Za-z0-9]{1,32}$/),
    debitNo: row.text(3, /^DK\d{20}$/),
    mandateNo: row.text(4, /^M\d{16}$/),
    amountFen: row.amount(5),
    kind: row.text(6, /^[DR]$/) === 'D' ? 'debit' : 'return',
    at: row.time(7),
  };
}
