import type { Language } from '../../shared/errors.ts';
import { type Column, cellText, isNumeric, type Table } from './table.ts';

/** UTF-8 with a byte order mark, or Excel would read it as GBK. Rows end in CR LF (RFC 4180). */
export async function* writeCsv<Row>(
  { columns, rows }: Table<Row>,
  language: Language,
): AsyncGenerator<string> {
  yield `\uFEFF${columns.map(({ title }) => quoted(title[language])).join(',')}\r\n`;
  for await (const row of rows) yield `${columns.map(column => cell(column, row)).join(',')}\r\n`;
}

function cell<Row>(column: Column<Row>, row: Row): string {
  const text = cellText(column, row);
  // Text that a spreadsheet would take for a formula is kept from being one.
  return quoted(!isNumeric(column.kind) && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text);
}

const quoted = (text: string) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
