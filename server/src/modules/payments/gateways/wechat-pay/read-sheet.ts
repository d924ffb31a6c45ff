/**
 * The form of WeChat's bills: a bare heading, rows whose every value follows a backtick, and at the end the summary's
 * heading and values. UTF-8 with a byte order mark, CRLF.
 */
import { type StatementContent, type StatementLine, StatementProblem } from '../statement.ts';
import { readLines } from '../statement-text.ts';

export interface Sheet {
  /** The first heading of the summary. */
  summary: string;
  /** Called once with the headings; what it returns is asked for every row. */
  open(headings: string[]): (cells: string[], line: number) => StatementLine | undefined;
}

export interface SheetEnd {
  rows: number;
  /** Line of the summary's values. */
  line: number;
  /** A value of the summary by its heading. */
  stated(heading: string): string;
}

export async function* readSheet(
  content: StatementContent,
  sheet: Sheet,
): AsyncGenerator<StatementLine[], SheetEnd> {
  let take: ReturnType<Sheet['open']> | undefined;
  let width = 0;
  let headings: string[] | undefined;
  let end: SheetEnd | undefined;
  let rows = 0;
  let last = 0;
  for await (const { first, lines } of readLines(content.stream(), 'utf-8')) {
    const found: StatementLine[] = [];
    lines.forEach((text, index) => {
      const line = first + index;
      last = line;
      if (end !== undefined) {
        if (text !== '') throw new StatementProblem('row', line, 'after the summary');
      } else if (take === undefined) {
        const names = text.replace(/^\uFEFF/, '').split(',');
        width = names.length;
        take = sheet.open(names);
      } else if (!text.startsWith('`')) {
        if (headings || !text.startsWith(sheet.summary)) throw new StatementProblem('row', line);
        headings = text.split(',');
      } else if (headings) end = summaryOf(headings, cellsOf(text), rows, line);
      else {
        const cells = cellsOf(text);
        if (cells.length !== width) throw new StatementProblem('row', line, `${cells.length} values`);
        rows += 1;
        const taken = take(cells, line);
        if (taken) found.push(taken);
      }
    });
    if (found.length > 0) yield found;
  }
  if (last === 0) throw new StatementProblem('empty', null);
  if (!end) throw new StatementProblem('truncated', last, 'no summary');
  return end;
}

const cellsOf = (text: string) => text.slice(1).split(',`');

function summaryOf(headings: string[], cells: string[], rows: number, line: number): SheetEnd {
  if (cells.length !== headings.length) throw new StatementProblem('truncated', line, 'summary');
  return {
    rows,
    line,
    stated(heading) {
      const place = headings.indexOf(heading);
      if (place < 0) throw new StatementProblem('columns', line - 1, heading);
      return cells[place]!;
    },
  };
}
