import type { FileContent } from '../../../../infra/kept-file.ts';
import type { DebitDay, DebitDayRow, FileKey } from '../batch-debit.ts';
import { type OpenedFile, openSealedFile } from '../families/sealed-file/open-sealed-file.ts';
import { fieldsOf, readDate } from '../families/sealed-file/sealed-file.ts';
import { FileRefused } from '../file-refused.ts';

const dayName = /^DKDAY_([A-Z0-9]{2,8})_(\d{8})\.txt$/;

export const isDayFile = (name: string) => dayName.test(name);

/** README, section 4. */
export async function readDay(
  name: string,
  content: FileContent,
  keys: readonly FileKey[],
): Promise<DebitDay> {
  const named = dayName.exec(name);
  const on = named && readDate(named[2]!);
  if (!named || !on) throw new FileRefused('name', 0);
  const file = await openSealedFile(content, keys, 4);
  const { header } = file;
  const head = fieldsOf(header, 1, 6);
  const fits = header[1] === 'DKDAY' && header[2] === '1.0' && header[3] === named[1] && head.date(5) === on;
  if (!fits) throw new FileRefused('header', 1);
  return { bank: named[1]!, utility: head.text(4, /^[A-Z0-9]{2,12}$/), on, rows: () => readRows(file) };
}

async function* readRows({ rows, totals, trailerLine }: OpenedFile): AsyncGenerator<DebitDayRow[]> {
  const found = { debit: { rows: 0, fen: 0 }, return: { rows: 0, fen: 0 } };
  for await (const block of rows()) {
    const read = block.rows.map((row, index) => readRow(row, block.first + index));
    for (const { kind, amountFen } of read) {
      found[kind].rows += 1;
      found[kind].fen += amountFen;
    }
    yield read;
  }
  const sums = [found.debit, found.return].flatMap(part => [part.rows, part.fen]);
  if (sums.join('|') !== totals.join('|')) throw new FileRefused('totals', trailerLine);
}

function readRow(values: string[], line: number): DebitDayRow {
  const row = fieldsOf(values, line, 8);
  return {
    bankSerial: row.text(2, /^[A-Za-z0-9]{1,32}$/),
    debitNo: row.text(3, /^DK\d{20}$/),
    mandateNo: row.text(4, /^M\d{16}$/),
    amountFen: row.amount(5),
    kind: row.text(6, /^[DR]$/) === 'D' ? 'debit' : 'return',
    at: row.time(7),
  };
}
