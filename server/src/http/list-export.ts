/** A staff list as a file: the route that answers it, and that it was taken goes to the audit log before the first row. */
import type { z } from 'zod';
import type { Clock } from '../infra/clock.ts';
import { listWords, type WordGroup } from '../infra/tables/list-words.ts';
import type { Column, Table } from '../infra/tables/table.ts';
import { type Audit, calledBy, staffName } from '../shared/audit.ts';
import { fill, type Language, type Wording } from '../shared/errors.ts';
import type { AccessOf, StaffActor } from './access.ts';
import { defineRoute, type Route } from './define-route.ts';
import { ExportFormat, tableReply } from './table-reply.ts';

/**
 * A column of a list that staff take away. Besides what any table knows: `actor` is who did it as the log writes it; `word` is one or several
 * of the server's words of a group, such as a status; `wording` is there in both languages. The file says each as the staff view does.
 */
export type ListColumn<Row> =
  | Column<Row>
  | { title: Wording; kind: 'actor'; value(row: Row): string | null | undefined }
  | {
      title: Wording;
      kind: 'word';
      group: WordGroup;
      value(row: Row): string | readonly string[] | null | undefined;
    }
  | { title: Wording; kind: 'wording'; value(row: Row): Wording | null | undefined };

export interface ListExport<Filter extends z.ZodObject, Row> {
  /** Part of the path and of the file's name. */
  list: string;
  access: AccessOf<'staff'>;
  summary: string;
  tag: string;
  /** The list's own filters, without its page. */
  filter: Filter;
  columns: readonly ListColumn<Row>[];
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
        columns: spoken(columns, calledBy(await audit.names()), language),
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

/** A word as the staff view says it; one without a saying stays as it is. */
export const saidOf = (group: WordGroup, word: string, language: Language): string =>
  (listWords[group] as Record<string, Wording>)[word]?.[language] ?? word;

/** Who did it by the name colleagues know, and the server's words as every list shows them. */
function spoken<Row>(
  columns: readonly ListColumn<Row>[],
  called: (actor: string) => string,
  language: Language,
): Column<Row>[] {
  const nameOf = (actor: string) => {
    const other = others.find(([pattern]) => pattern.test(actor));
    return other ? fill(other[1][language], { code: actor.slice('system:'.length) }) : called(actor);
  };
  return columns.map(column => {
    const asText = (value: (row: Row) => string | null | undefined): Column<Row> => ({
      title: column.title,
      kind: 'text',
      value,
    });
    switch (column.kind) {
      case 'actor':
        return asText(row => {
          const actor = column.value(row);
          return actor ? nameOf(actor) : null;
        });
      case 'word':
        return asText(row => {
          const words = column.value(row) ?? [];
          const said = (typeof words === 'string' ? [words] : words).map(word =>
            saidOf(column.group, word, language),
          );
          return said.join(language === 'zh' ? '、' : ', ');
        });
      case 'wording':
        return asText(row => column.value(row)?.[language]);
      default:
        return column;
    }
  });
}

/** Lists that one person's work fills are seldom longer, so that their file shows one moment; those that grow with the town are read by `everyRow`. */
const rowsAtOnce = 10_000;

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
