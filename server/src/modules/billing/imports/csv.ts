/** Reads CSV with a heading, row by row, without holding the file's rows in memory. */
import { pipeline, Readable } from 'node:stream';
import { parse } from 'csv-parse';
import { columnsMissing, emptyFile, fileUnreadable } from '../billing.errors.ts';

export interface CsvRow {
  line: number;
  /** By column, trimmed; an empty cell is an empty string. */
  cells: Record<string, string>;
}

/** Columns may stand in any order; unknown ones are ignored. @throws AppError when the file as a whole cannot be read */
export async function* readCsv(file: Buffer, required: readonly string[]): AsyncGenerator<CsvRow> {
  if (file.length === 0) throw emptyFile();
  const heading = { found: false };
  const parser = parse({
    bom: true,
    trim: true,
    skip_empty_lines: true,
    relax_column_count: true,
    info: true,
    max_record_size: 20_000,
    columns: (names: string[]) => {
      heading.found = true;
      const missing = required.filter(name => !names.includes(name));
      if (missing.length > 0) throw columnsMissing({ columns: missing.join(', ') });
      return names;
    },
  });
  // A failure of either end ends the parser, and with it the loop below.
  const source = pipeline(Readable.from(piecesOf(file)), parser, () => {});
  try {
    for await (const { record, info } of source as AsyncIterable<{
      record: Record<string, string>;
      info: { lines: number };
    }>)
      yield { line: info.lines, cells: record };
  } catch (error) {
    if (isCsvError(error)) throw fileUnreadable({ line: error.lines ?? 1 }, undefined, error);
    throw error;
  }
  if (!heading.found) throw emptyFile();
}

/** Refuses bytes that are not UTF-8: a GBK file would otherwise arrive as garbage. */
function* piecesOf(file: Buffer): Generator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const size = 64 * 1024;
  let line = 1;
  for (let start = 0; start < file.length; start += size) {
    let text: string;
    try {
      text = decoder.decode(file.subarray(start, start + size), { stream: start + size < file.length });
    } catch (error) {
      throw fileUnreadable({ line }, undefined, error);
    }
    // PostgreSQL's text knows no zero character.
    if (text.includes('\0')) throw fileUnreadable({ line });
    line += text.split('\n').length - 1;
    yield text;
  }
}

function isCsvError(error: unknown): error is Error & { lines?: number } {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('CSV_');
}
