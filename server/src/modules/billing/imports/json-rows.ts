/** Rows that come as JSON: the columns of the files with their names in camel case, judged by the same rules. */
import type { CsvRow } from './csv.ts';
import type { ImportResult } from './import-row.ts';

export type JsonRow = Readonly<Record<string, string | number | boolean | undefined>>;

export async function* asRows(rows: readonly JsonRow[]): AsyncGenerator<CsvRow> {
  for (const [index, row] of rows.entries())
    yield {
      line: index + 1,
      cells: Object.fromEntries(
        Object.entries(row).map(([name, value]) => [columnOf(name), String(value ?? '').trim()]),
      ),
    };
}

/** What is wrong, said of the fields by the names they were sent under. */
export function fieldNames<Result extends ImportResult>(result: Result): Result {
  return { ...result, errors: result.errors.map(error => ({ ...error, field: nameOf(error.field) })) };
}

const columnOf = (name: string) => name.replace(/[A-Z]/g, letter => `_${letter.toLowerCase()}`);
const nameOf = (column: string) => column.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
