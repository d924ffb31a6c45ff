import type { FileKey } from '../batch-debit.ts';
import type { OperatorDay, OperatorRow } from '../command.ts';
import { fieldsOf, openSealedFile, readDate } from '../families/sealed-file/sealed-file.ts';
import { FileRefused } from '../file-refused.ts';

const dayName = /^SMSDAY_([A-Z0-9]{2,12})_(\d{8})\.txt$/;

/** README, section 4. */
export function readDay(name: string, bytes: Buffer, keys: readonly FileKey[]): OperatorDay {
  const named = dayName.exec(name);
  const on = named && readDate(named[2]!);
  if (!named || !on) throw new FileRefused('name', 0);
  const { header, rows, totals } = openSealedFile(bytes, keys, 4);
  const head = fieldsOf(header, 1, 6);
  const fits = header[1] === 'SMSDAY' && header[2] === '1.0' && header[3] === named[1] && head.date(5) === on;
  if (!fits) throw new FileRefused('header', 1);
  const read = rows.map(readRow);
  const inbound = read.filter(row => row.direction === 'MO').length;
  const sum = (of: (row: OperatorRow) => number) => read.reduce((total, row) => total + of(row), 0);
  const expected = [inbound, read.length - inbound, sum(row => row.segments), sum(row => row.feeFen)];
  if (expected.join('|') !== totals.join('|')) throw new FileRefused('totals', rows.length + 2);
  return { operator: named[1]!, appId: head.text(4, /^\d{1,20}$/), on, rows: read };
}

function readRow(values: string[], index: number): OperatorRow {
  const row = fieldsOf(values, index + 2, 10);
  const inbound = row.text(2, /^M[OT]$/) === 'MO';
  return {
    direction: inbound ? 'MO' : 'MT',
    at: row.time(3),
    phone: row.text(4, /^\d{11}$/),
    digest: row.text(5, inbound ? /^[0-9A-F]{16}$/ : /^$/),
    serial: row.text(6, inbound ? /^$/ : /^.{1,64}$/),
    template: row.text(7, inbound ? /^$/ : /^.{1,64}$/),
    segments: row.number(8, 2),
    feeFen: row.amount(9),
  };
}
