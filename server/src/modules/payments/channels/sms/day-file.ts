import type { FileContent } from '../../../../infra/kept-file.ts';
import type { FileKey } from '../batch-debit.ts';
import type { OperatorDay, OperatorRow } from '../command.ts';
import { type OpenedFile, openSealedFile } from '../families/sealed-file/open-sealed-file.ts';
import { fieldsOf, readDate } from '../families/sealed-file/sealed-file.ts';
import { FileRefused } from '../file-refused.ts';

const dayName = /^SMSDAY_([A-Z0-9]{2,12})_(\d{8})\.txt$/;

/** README, section 4. */
export async function readDay(
  name: string,
  content: FileContent,
  keys: readonly FileKey[],
): Promise<OperatorDay> {
  const named = dayName.exec(name);
  const on = named && readDate(named[2]!);
  if (!named || !on) throw new FileRefused('name', 0);
  const file = await openSealedFile(content, keys, 4);
  const { header } = file;
  const head = fieldsOf(header, 1, 6);
  const fits = header[1] === 'SMSDAY' && header[2] === '1.0' && header[3] === named[1] && head.date(5) === on;
  if (!fits) throw new FileRefused('header', 1);
  return { operator: named[1]!, appId: head.text(4, /^\d{1,20}$/), on, rows: () => readRows(file) };
}

async function* readRows({ rows, totals, trailerLine }: OpenedFile): AsyncGenerator<OperatorRow[]> {
  const found = { inbound: 0, outbound: 0, segments: 0, feeFen: 0 };
  for await (const block of rows()) {
    const read = block.rows.map((row, index) => readRow(row, block.first + index));
    for (const { direction, segments, feeFen } of read) {
      found[direction === 'MO' ? 'inbound' : 'outbound'] += 1;
      found.segments += segments;
      found.feeFen += feeFen;
    }
    yield read;
  }
  if (Object.values(found).join('|') !== totals.join('|')) throw new FileRefused('totals', trailerLine);
}

function readRow(values: string[], line: number): OperatorRow {
  const row = fieldsOf(values, line, 10);
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
