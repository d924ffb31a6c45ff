/** Answers a table as a file that is written while its rows are read. */
import { Readable } from 'node:stream';
import { z } from 'zod';
import type { Table, TableFormat } from '../infra/tables/table.ts';
import { writeCsv } from '../infra/tables/write-csv.ts';
import { writeXlsx } from '../infra/tables/write-xlsx.ts';
import { businessDate } from '../shared/dates.ts';
import type { Language } from '../shared/errors.ts';
import { type RawReply, rawReply } from './define-route.ts';

/** Part of every export's query. */
export const ExportFormat = z.enum(['csv', 'xlsx']).default('xlsx');

const types: Record<TableFormat, string> = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

export function tableReply<Row>(
  table: Table<Row>,
  { format, language, now }: { format: TableFormat; language: Language; now: Date },
): RawReply {
  const content = format === 'csv' ? writeCsv(table, language) : writeXlsx(table, language);
  return rawReply({
    headers: {
      'Content-Type': types[format],
      'Content-Disposition': `attachment; filename="${table.name}-${businessDate(now)}.${format}"`,
      'Cache-Control': 'no-store',
    },
    body: Readable.from(content, { objectMode: false }),
  });
}
