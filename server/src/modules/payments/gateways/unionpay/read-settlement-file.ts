/**
 * 《文件接口》 6.1: a zip with one text file of fixed columns (ZM) of the clearing day, which begins and ends at 23:00. Widths are
 * bytes, so the lines are read byte by byte; what is needed of them is ASCII. The file states no totals: its zip's
 * checksum and the width of every line stand for its wholeness.
 */
import type { BusinessDate } from '../../../../shared/dates.ts';
import {
  type StatementContent,
  type StatementLine,
  StatementProblem,
  type StatementTotals,
} from '../statement.ts';
import { readLines } from '../statement-text.ts';
import { readZip } from '../unzip.ts';
import { refundNoOf } from './refunds.ts';

/** Bytes of each column; one blank stands between two of them. */
const widths = [
  3, 11, 11, 6, 10, 19, 12, 4, 2, 21, 2, 32, 2, 6, 10, 13, 13, 4, 15, 2, 2, 6, 2, 4, 32, 1, 21, 15, 1, 15, 32,
  13, 13, 8, 32, 13, 13, 12, 2, 1, 32, 98,
];
const starts = widths.map((_, index) => widths.slice(0, index).reduce((sum, width) => sum + width + 1, 0));
const length = starts.at(-1)! + widths.at(-1)!;
/** Counted from 0. */
const columns = {
  time: 4,
  queryId: 9,
  orderId: 11,
  fee: 15,
  amount: 16,
  type: 19,
  original: 26,
  merchant: 27,
};

export async function* readSettlementFile(
  content: StatementContent,
  day: BusinessDate,
  merchant: string,
): AsyncGenerator<StatementLine[], StatementTotals> {
  const entry = (await readZip(content)).find(({ name }) => /ZM_\d{15}$/.test(name));
  if (!entry) throw new StatementProblem('archive', null, 'no ZM file');
  if (!entry.name.endsWith(merchant)) throw new StatementProblem('wrong-merchant', null, entry.name);
  const named = /INN(\d{6})/.exec(entry.name)?.[1];
  if (named !== day.slice(2).replaceAll('-', '')) throw new StatementProblem('wrong-day', null, named);
  const sums = { rows: 0, paidFen: 0, refundedFen: 0, feeFen: 0 };
  for await (const { first, lines } of readLines(await entry.open(), 'latin1')) {
    const found = lines.map((text, index) => lineOf(text, first + index, day, merchant));
    for (const row of found) {
      sums.rows += 1;
      sums[row.kind === 'payment' ? 'paidFen' : 'refundedFen'] += row.amountFen;
      sums.feeFen += row.feeMilli / 1000;
    }
    yield found;
  }
  const { rows, paidFen, refundedFen, feeFen } = sums;
  return { rows, settled: { paidFen, refundedFen, feeFen, netFen: paidFen - refundedFen - feeFen } };
}

function lineOf(text: string, line: number, day: BusinessDate, merchant: string): StatementLine {
  if (text.length !== length) throw new StatementProblem('truncated', line, `${text.length} bytes`);
  const cell = (name: keyof typeof columns) =>
    text.slice(starts[columns[name]]!, starts[columns[name]]! + widths[columns[name]]!).trimEnd();
  if (cell('merchant') !== merchant) throw new StatementProblem('wrong-merchant', line, cell('merchant'));
  const type = cell('type');
  if (!['01', '31', '04'].includes(type)) throw new StatementProblem('row', line, 'type');
  const isPayment = type === '01';
  const amountFen = flowOf(cell('amount'), line);
  if (amountFen > 0 !== isPayment) throw new StatementProblem('row', line, 'amount');
  return {
    line,
    kind: isPayment ? 'payment' : 'refund',
    state: 'done',
    tradeNo: isPayment ? cell('queryId') : cell('original'),
    orderNo: isPayment ? cell('orderId') : null,
    refundNo: isPayment ? null : refundNoOf(cell('orderId')),
    accountNo: null,
    amountFen: Math.abs(amountFen),
    feeMilli: -flowOf(cell('fee'), line) * 1000 || 0,
    at: timeOf(cell('time'), day, line),
    place: null,
  };
}

/** C: the merchant receives; D: the merchant pays. */
function flowOf(text: string, line: number): number {
  if (!/^[CD]\d{12}$/.test(text)) throw new StatementProblem('row', line, 'amount');
  return text.startsWith('D') ? -Number(text.slice(1)) : Number(text.slice(1));
}

/** MMDDhhmmss without a year: that of the clearing day, or of the day before when the year has just begun. */
function timeOf(text: string, day: BusinessDate, line: number): string {
  const found = /^(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)$/.exec(text);
  if (!found) throw new StatementProblem('row', line, 'time');
  const [, month, date, hours, minutes, seconds] = found;
  const year = Number(day.slice(0, 4)) - (month === '12' && day.slice(5, 7) === '01' ? 1 : 0);
  return `${year}-${month}-${date} ${hours}:${minutes}:${seconds}`;
}
