/**
 * 清点单: where money is counted and no file comes, the count is written down as one. It lists what the till, box or register
 * says it took, and ends with what was found: counted by a person, credited by the bank, paid by a buyer. Kept, read and
 * matched like any other day file.
 */
import { Readable } from 'node:stream';
import type { BusinessDate } from '../../shared/dates.ts';
import {
  type Awaited,
  type StatementContent,
  type StatementLine,
  type StatementPart,
  StatementProblem,
  type StatementTotals,
} from './gateways/statement.ts';

export interface CountSheetRow {
  kind: 'payment' | 'refund';
  tradeNo: string;
  amountFen: number;
  at: Date;
  /** Tender, box or sale. */
  place: string;
}

export interface CountSheet {
  rows: readonly CountSheetRow[];
  /** What was found outside of the day's money; less or more than the rows say is a difference. */
  foundFen: number;
  awaits?: Awaited;
}

const beijingMs = 8 * 3_600_000;
const head = 'dianting-count-sheet-1';

/** One file of a day; undefined where there is nothing to count on it. */
export function countSheetPart(
  source: string,
  sheetOf: (day: BusinessDate) => Promise<CountSheet | undefined>,
): StatementPart {
  return {
    code: 'count',
    isDetail: true,
    async open(day) {
      const sheet = await sheetOf(day);
      return sheet && { content: Readable.from([Buffer.from(writeCountSheet(source, day, sheet))]) };
    },
    read: (content, day) => readCountSheet(content, source, day),
  };
}

export function writeCountSheet(source: string, day: BusinessDate, sheet: CountSheet): string {
  const rows = sheet.rows.map(({ kind, tradeNo, amountFen, at, place }) =>
    [kind, tradeNo, amountFen, beijingTime(at), place].join('|'),
  );
  const [paid, refunded] = sumsOf(sheet.rows);
  const end = ['end', rows.length, paid, refunded, sheet.foundFen, sheet.awaits ?? ''].join('|');
  return [[head, source, day].join('|'), ...rows, end, ''].join('\n');
}

async function* readCountSheet(
  content: StatementContent,
  source: string,
  day: BusinessDate,
): AsyncGenerator<StatementLine[], StatementTotals> {
  const text = (await content.read(0, content.size)).toString('utf8');
  const [first = '', ...rest] = text.split('\n');
  const end = rest.at(-2);
  if (rest.at(-1) !== '' || !end?.startsWith('end|'))
    throw new StatementProblem('truncated', rest.length + 1);
  const [form, named, on] = first.split('|');
  if (form !== head) throw new StatementProblem('columns', 1);
  if (named !== source) throw new StatementProblem('wrong-merchant', 1, named);
  if (on !== day) throw new StatementProblem('wrong-day', 1, on);
  const lines = rest.slice(0, -2).map(readRow);
  yield lines;
  const [paidFen, refundedFen] = sumsOf(lines);
  const [, count, paid, refunded, found, awaits] = end.split('|');
  if (`${count}|${paid}|${refunded}` !== `${lines.length}|${paidFen}|${refundedFen}`)
    throw new StatementProblem('totals', lines.length + 2);
  if (awaits) return { rows: lines.length, awaits: awaits as Awaited };
  const foundFen = Number(found);
  return {
    rows: lines.length,
    settled: { paidFen: foundFen, refundedFen, feeFen: 0, netFen: foundFen - refundedFen },
  };
}

function readRow(text: string, index: number): StatementLine {
  const [kind, tradeNo, amount, at, place, ...more] = text.split('|');
  const amountFen = Number(amount);
  const known = kind === 'payment' || kind === 'refund';
  if (!known || !tradeNo || !at || place === undefined || more.length > 0 || !Number.isSafeInteger(amountFen))
    throw new StatementProblem('row', index + 2);
  return {
    ...{ line: index + 2, kind, state: 'done', tradeNo, amountFen, at, place: place || null },
    ...{ orderNo: null, refundNo: null, accountNo: null, feeMilli: 0 },
  };
}

function sumsOf(rows: readonly { kind: string; amountFen: number }[]): [paid: number, refunded: number] {
  const sum = (kind: string) =>
    rows.filter(row => row.kind === kind).reduce((total, row) => total + row.amountFen, 0);
  return [sum('payment'), sum('refund')];
}

const beijingTime = (at: Date) =>
  new Date(at.getTime() + beijingMs).toISOString().slice(0, 19).replace('T', ' ');
