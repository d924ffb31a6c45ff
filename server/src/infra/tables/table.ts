/** A table that staff take away as a file: its columns, and rows that come while it is written. */
import type { Wording } from '../../shared/errors.ts';

/** `yuan` is an integer of fen; `instant` is shown in Shanghai time; `text` and `number` stay as they are. */
export type CellKind = 'text' | 'yuan' | 'instant' | 'number';

export interface Column<Row> {
  title: Wording;
  kind: CellKind;
  value(row: Row): string | number | Date | null | undefined;
}

export interface Table<Row> {
  name: string;
  columns: readonly Column<Row>[];
  rows: AsyncIterable<Row> | Iterable<Row>;
}

export type TableFormat = 'csv' | 'xlsx';

/** "-1234.56"; the decimal point is set by hand, sums are never floats. */
export function plainYuan(fen: number): string {
  const digits = String(Math.abs(fen)).padStart(3, '0');
  return `${fen < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/** What stands in a cell: a number's digits, or text. */
export function cellText<Row>({ kind, value }: Column<Row>, row: Row): string {
  const content = value(row);
  if (content === null || content === undefined) return '';
  if (kind === 'yuan') return plainYuan(Number(content));
  if (content instanceof Date) return shanghaiTime(content);
  return String(content);
}

export const isNumeric = (kind: CellKind) => kind === 'yuan' || kind === 'number';

function shanghaiTime(instant: Date): string {
  return new Date(instant.getTime() + 8 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ');
}
