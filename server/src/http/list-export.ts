/** A staff list as a file: the route that answers it, and that it was taken goes to the audit log before the first row. */
import type { z } from 'zod';
import type { Clock } from '../infra/clock.ts';
import type { Column, Table } from '../infra/tables/table.ts';
import { type Audit, calledBy, staffName } from '../shared/audit.ts';
import { fill, type Language, type Wording } from '../shared/errors.ts';
import type { AccessOf, StaffActor } from './access.ts';
import { defineRoute, type Route } from './define-route.ts';
import { ExportFormat, tableReply } from './table-reply.ts';

export interface ListExport<Filter extends z.ZodObject, Row> {
  /** Part of the path and of the file's name. */
  list: string;
  access: AccessOf<'staff'>;
  summary: string;
  tag: string;
  /** The list's own filters, without its page. */
  filter: Filter;
  columns: readonly Column<Row>[];
  rows(filter: z.output<Filter>, actor: StaffActor): Table<Row>['rows'] | Promise<Table<Row>['rows']>;
  /** What of the filter goes to the audit log, where a filter may hold a name, a phone or somebody's words; else all of it. */
  logged?(filter: z.output<Filter>): Record<string, unknown>;
}

export function exportRoute<Filter extends z.ZodObject, Row>(
  { list, access, summary, tag, filter, columns, rows, logged = asked => asked }: ListExport<Filter, Row>,
  { audit, clock }: { audit: Audit; clock: Clock },
): Route {
  return defineRoute({
    method: 'get',
    path: `/staff/exports/${list}`,
    access,
    summary,
    tag,
    input: { query: filter.extend({ format: ExportFormat }) },
    async handle({ actor, query, language, requestId }) {
      const { format, ...asked } = query as z.output<Filter> & { format: z.output<typeof ExportFormat> };
      const detail = { format, ...logged(asked as z.output<Filter>) };
      const taken = { action: 'export.take', subject: `export:${list}`, detail, requestId };
      await audit.record({ actor: staffName(actor), ...taken });
      const table = {
        name: list,
        columns: named(columns, calledBy(await audit.names()), language),
        rows: await rows(asked as z.output<Filter>, actor),
      };
      return tableReply(table, { format, language, now: clock.now() });
    },
  });
}

/** Who acts and is no colleague, by the beginning of how the log names them. */
const others: [RegExp, Wording][] = [
  [/^system$/, { zh: '系统', en: 'system' }],
  [/^system:/, { zh: '接入系统 {code}', en: 'System {code}' }],
  [/^person(:|$)/, { zh: '客户', en: 'customer' }],
];

/** Who did it, by the name colleagues know, as every list shows it. */
function named<Row>(
  columns: readonly Column<Row>[],
  called: (actor: string) => string,
  language: Language,
): Column<Row>[] {
  const nameOf = (actor: string) => {
    const other = others.find(([pattern]) => pattern.test(actor));
    return other ? fill(other[1][language], { code: actor.slice('system:'.length) }) : called(actor);
  };
  return columns.map(column => {
    if (column.kind !== 'actor') return column;
    const value = (row: Row) => {
      const actor = column.value(row);
      return actor ? nameOf(String(actor)) : null;
    };
    return { ...column, kind: 'text', value };
  });
}

const rowsAtOnce = 1_000;

/** Page after page of a list, as long as the reader asks for more. */
export async function* everyPage<Row>(
  read: (page: number, pageSize: number) => Promise<Row[]>,
): AsyncGenerator<Row> {
  for (let page = 1; ; page += 1) {
    const rows = await read(page, rowsAtOnce);
    yield* rows;
    if (rows.length < rowsAtOnce) return;
  }
}
