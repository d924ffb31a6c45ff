/** What readers of text files share: lines in one piece each, and sums and times read strictly. */
import type { Readable } from 'node:stream';
import type { BusinessDate } from '../../../shared/dates.ts';
import { StatementProblem } from './statement.ts';

export interface LineBlock {
  /** The number of the first line. */
  first: number;
  lines: string[];
}

/** Lines without their ends, a block per piece of the stream; bytes that are not of this encoding are refused. */
export async function* readLines(
  content: Readable,
  encoding: 'utf-8' | 'gb18030' | 'latin1',
): AsyncGenerator<LineBlock> {
  const decoder = new TextDecoder(encoding, { fatal: true });
  let first = 1;
  let rest = '';
  const decode = (bytes?: Buffer): string => {
    try {
      return decoder.decode(bytes, { stream: bytes !== undefined });
    } catch {
      throw new StatementProblem('encoding', first);
    }
  };
  for await (const piece of content) {
    const text = rest + decode(piece as Buffer);
    // PostgreSQL's text knows no zero character.
    if (text.includes('\0')) throw new StatementProblem('encoding', first);
    const end = text.lastIndexOf('\n');
    rest = text.slice(end + 1);
    if (rest.length > longestLine) throw new StatementProblem('row', first, 'too long');
    if (end < 0) continue;
    const lines = text.slice(0, end).split('\n');
    yield { first, lines: lines.map(withoutReturn) };
    first += lines.length;
  }
  rest += decode();
  if (rest !== '') yield { first, lines: [withoutReturn(rest)] };
}

const longestLine = 100_000;
const withoutReturn = (line: string) => (line.endsWith('\r') ? line.slice(0, -1) : line);

/** Where each column stands, by its heading. */
export function columnsOf<Name extends string>(
  headings: readonly string[],
  names: Record<Name, string>,
  line: number,
): Record<Name, number> {
  const places = Object.entries<string>(names).map(([name, heading]) => {
    const place = headings.indexOf(heading);
    if (place < 0) throw new StatementProblem('columns', line, heading);
    return [name, place];
  });
  return Object.fromEntries(places);
}

/** Thousandths of a fen from a decimal of yuan with up to five places. */
export function milliFen(text: string, line: number): number {
  const match = /^(-?)(\d{1,10})(?:\.(\d{1,5}))?$/.exec(text);
  if (!match) throw new StatementProblem('row', line, 'amount');
  const value = Number(match[2]) * 100_000 + Number((match[3] ?? '').padEnd(5, '0'));
  return match[1] ? -value : value;
}

export function fenOf(text: string, line: number): number {
  const milli = milliFen(text, line);
  if (milli % 1000 !== 0) throw new StatementProblem('row', line, 'amount');
  return milli / 1000;
}

/** A civil time of Beijing on the file's day. */
export function timeOn(day: BusinessDate, text: string, line: number): string {
  if (!/^\d{4}-\d\d-\d\d ([01]\d|2[0-3]):[0-5]\d:[0-5]\d$/.test(text))
    throw new StatementProblem('row', line, 'time');
  if (!text.startsWith(day)) throw new StatementProblem('wrong-day', line, text.slice(0, 10));
  return text;
}

export function wholeOf(text: string, line: number): number {
  if (!/^\d{1,12}$/.test(text)) throw new StatementProblem('row', line, 'count');
  return Number(text);
}

/** The file's own sum against what was read. */
export function agree(what: string, stated: number, found: number, line: number): void {
  if (stated !== found)
    throw new StatementProblem('totals', line, `${what}: ${stated} stated, ${found} read`);
}
