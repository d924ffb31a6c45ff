/** A partner's own day file as reconciliation reads it: line by line, judged by its own count and total. */
import type { BusinessDate } from '../../../../shared/dates.ts';
import { fen } from '../../../../shared/money.ts';
import {
  type StatementContent,
  type StatementLine,
  StatementProblem,
  type StatementTotals,
} from '../../gateways/statement.ts';
import { AgencyRefusal, type AmountUnit, subChannels } from './agency.ts';
import { tradeKeyOf, writeAmount } from './amounts.ts';
import { type DateRange, datesOf, isOfDay, readDayLine } from './day-file.ts';

const batch = 1_000;

export interface PartnerFileForm {
  unit: AmountUnit;
  cutOff: string;
  /** WeChat's trade numbers stand alone; others are named by date and serial. */
  tradeNoIsSerial: boolean;
  /** The partner pays after the day; an agent has paid before. */
  paysLater: boolean;
}

/** Throws StatementProblem. */
export async function* readPartnerStatement(
  content: StatementContent,
  day: BusinessDate,
  form: PartnerFileForm,
): AsyncGenerator<StatementLine[], StatementTotals> {
  const { unit, cutOff, paysLater } = form;
  const dates = datesOf(day, cutOff);
  let head: string | undefined;
  let number = 0;
  let lines: StatementLine[] = [];
  const sums = { paid: 0, refunded: 0, rows: 0 };
  for await (const row of rowsOf(content)) {
    number += 1;
    if (head === undefined) {
      head = row;
      continue;
    }
    const line = statementLine(row, number, form, dates);
    sums[line.kind === 'payment' ? 'paid' : 'refunded'] += line.amountFen;
    sums.rows += 1;
    lines.push(line);
    if (lines.length === batch) {
      yield lines;
      lines = [];
    }
  }
  if (lines.length > 0) yield lines;
  const expected = `${sums.rows}|${writeAmount(fen(sums.paid - sums.refunded), unit)}`;
  if (head === undefined) throw new StatementProblem('empty', null);
  if (head !== expected) throw new StatementProblem('totals', 1, `${head} ≠ ${expected}`);
  const settled = {
    paidFen: sums.paid,
    refundedFen: sums.refunded,
    feeFen: 0,
    netFen: sums.paid - sums.refunded,
  };
  // What it owes for the day is its own word, until the bank has credited it.
  return { rows: sums.rows, settled, ...(paysLater && settled.netFen !== 0 ? { awaits: 'credit' } : {}) };
}

function statementLine(
  row: string,
  line: number,
  { unit, tradeNoIsSerial }: PartnerFileForm,
  dates: DateRange,
): StatementLine {
  try {
    const read = readDayLine(row, unit);
    const { date, serial, accountNo, amountFen, subChannel, type } = read;
    if (!isOfDay(read, dates)) throw new StatementProblem('wrong-day', line, date);
    return {
      line,
      kind: type === 'payment' ? 'payment' : 'refund',
      state: 'done',
      tradeNo: tradeNoIsSerial ? serial : tradeKeyOf(date, serial),
      orderNo: null,
      refundNo: null,
      accountNo,
      amountFen,
      feeMilli: 0,
      at: `${date.slice(0, 4)}-${date.slice(4, 6)}-${date.slice(6)} 00:00:00`,
      place: subChannels[subChannel] ?? null,
    };
  } catch (error) {
    if (error instanceof AgencyRefusal) throw new StatementProblem('row', line);
    throw error;
  }
}

/** Every field is ASCII, which GBK leaves as it is. A last line that is not ended was cut off. */
async function* rowsOf(content: StatementContent): AsyncGenerator<string> {
  let rest = '';
  let line = 0;
  for await (const chunk of content.stream()) {
    const rows = (rest + (chunk as Buffer).toString('latin1')).split('\n');
    rest = rows.pop() ?? '';
    for (const row of rows) {
      line += 1;
      if (/[^\x20-\x7e]/.test(row)) throw new StatementProblem('encoding', line);
      yield row;
    }
  }
  if (rest !== '') throw new StatementProblem('truncated', line + 1);
}
