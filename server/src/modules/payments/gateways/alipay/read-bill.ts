/**
 * 业务明细: a zip with the day's lines and their summary, both GBK. Numbers and times end in a tab; lines that begin with # are
 * headings and totals. The summary tells what is settled.
 */
import type { BusinessDate } from '../../../../shared/dates.ts';
import {
  type SettledTotal,
  type StatementContent,
  type StatementLine,
  StatementProblem,
  type StatementTotals,
} from '../statement.ts';
import { agree, columnsOf, fenOf, milliFen, readLines, timeOn, wholeOf } from '../statement-text.ts';
import { readZip, type ZipEntry } from '../unzip.ts';

const names = {
  tradeNo: '支付宝交易号',
  orderNo: '商户订单号',
  type: '业务类型',
  at: '完成时间',
  terminal: '终端号',
  amount: '订单金额（元）',
  refundNo: '退款批次号/请求号',
  fee: '服务费（元）',
} as const;
type Columns = Record<keyof typeof names, number>;

interface Sums {
  payments: number;
  paidFen: number;
  refunds: number;
  refundedFen: number;
  feeMilli: number;
}

export async function* readAlipayBill(
  content: StatementContent,
  day: BusinessDate,
  seller: string,
): AsyncGenerator<StatementLine[], StatementTotals> {
  const entries = await readZip(content);
  const sums: Sums = { payments: 0, paidFen: 0, refunds: 0, refundedFen: 0, feeMilli: 0 };
  yield* readDetails(entryOf(entries, /业务明细\.csv$/), day, seller, sums);
  const settled = await readSummary(entryOf(entries, /[(（]汇总[)）]\.csv$/), sums);
  return { rows: sums.payments + sums.refunds, settled };
}

function entryOf(entries: ZipEntry[], name: RegExp): ZipEntry {
  const found = entries.find(entry => name.test(entry.name));
  if (!found) throw new StatementProblem('archive', null, `no ${name.source}`);
  return found;
}

const cellsOf = (text: string) => text.split(',').map(cell => cell.trim());

async function* readDetails(
  entry: ZipEntry,
  day: BusinessDate,
  seller: string,
  sums: Sums,
): AsyncGenerator<StatementLine[]> {
  let columns: Columns | undefined;
  let width = 0;
  const told = { account: false, day: false, payments: false, refunds: false };
  let last = 0;
  for await (const { first, lines } of readLines(await entry.open(), 'gb18030')) {
    const found: StatementLine[] = [];
    lines.forEach((text, index) => {
      const line = first + index;
      last = line;
      if (text === '') return;
      if (text.startsWith('#')) {
        checkNote(text, line, day, seller, sums, told);
        return;
      }
      const cells = cellsOf(text);
      if (!columns) {
        columns = columnsOf(cells, names, line);
        width = cells.length;
      } else if (cells.length !== width) throw new StatementProblem('row', line, `${cells.length} values`);
      else found.push(lineOf(cells, line, columns, day, sums));
    });
    if (found.length > 0) yield found;
  }
  if (!columns) throw new StatementProblem('empty', null);
  if (!told.account || !told.day) throw new StatementProblem('columns', 1, 'whose file, and of which day');
  if (!told.payments || !told.refunds) throw new StatementProblem('truncated', last, 'no totals');
}

/** A line beginning with #: whose file it is and of which day, and at the end its totals. */
function checkNote(
  text: string,
  line: number,
  day: BusinessDate,
  seller: string,
  sums: Sums,
  told: { account: boolean; day: boolean; payments: boolean; refunds: boolean },
): void {
  const account = /^#账号：\[(\d+)\]/.exec(text)?.[1];
  if (account !== undefined && !account.startsWith(seller))
    throw new StatementProblem('wrong-merchant', line, account);
  told.account ||= account !== undefined;
  const from = /^#起始日期：\[(\d{4})年(\d\d)月(\d\d)日/.exec(text);
  if (from && `${from[1]}-${from[2]}-${from[3]}` !== day)
    throw new StatementProblem('wrong-day', line, `${from[1]}-${from[2]}-${from[3]}`);
  told.day ||= from !== null;
  const total = /^#(交易|退款)合计：(\d+)笔，商家实收(?:退款)?共(-?[\d.]+)元/.exec(text);
  if (!total) return;
  const [, what, count, sum] = total;
  if (what === '交易') {
    agree('交易合计', wholeOf(count!, line), sums.payments, line);
    agree('商家实收', fenOf(sum!, line), sums.paidFen, line);
    told.payments = true;
  } else {
    agree('退款合计', wholeOf(count!, line), sums.refunds, line);
    agree('商家实收退款', fenOf(sum!, line), sums.refundedFen === 0 ? 0 : -sums.refundedFen, line);
    told.refunds = true;
  }
}

function lineOf(cells: string[], line: number, at: Columns, day: BusinessDate, sums: Sums): StatementLine {
  const type = cells[at.type]!;
  const amount = fenOf(cells[at.amount]!, line);
  const isRefund = type === '退款';
  if ((type !== '交易' && !isRefund) || amount < 0 !== isRefund)
    throw new StatementProblem('row', line, type);
  const feeMilli = milliFen(cells[at.fee]!, line);
  sums.feeMilli -= feeMilli;
  if (isRefund) {
    sums.refunds += 1;
    sums.refundedFen -= amount;
  } else {
    sums.payments += 1;
    sums.paidFen += amount;
  }
  return {
    line,
    kind: isRefund ? 'refund' : 'payment',
    state: 'done',
    tradeNo: cells[at.tradeNo]!,
    orderNo: cells[at.orderNo]!,
    refundNo: isRefund ? cells[at.refundNo]! : null,
    accountNo: null,
    amountFen: Math.abs(amount),
    feeMilli: feeMilli === 0 ? 0 : -feeMilli,
    at: timeOn(day, cells[at.at]!, line),
    place: cells[at.terminal] || null,
  };
}

const summaryNames = {
  label: '门店编号',
  payments: '交易订单总笔数',
  refunds: '退款订单总笔数',
  amount: '订单金额（元）',
  fee: '服务费（元）',
  net: '实收净额（元）',
} as const;

async function readSummary(entry: ZipEntry, sums: Sums): Promise<SettledTotal> {
  let columns: Record<keyof typeof summaryNames, number> | undefined;
  let settled: SettledTotal | undefined;
  for await (const { first, lines } of readLines(await entry.open(), 'gb18030')) {
    lines.forEach((text, index) => {
      if (text === '' || text.startsWith('#')) return;
      const line = first + index;
      const cells = cellsOf(text);
      if (!columns) columns = columnsOf(cells, summaryNames, line);
      else if (cells[columns.label] === '合计') settled = settledOf(cells, columns, line, sums);
    });
  }
  if (!settled) throw new StatementProblem('truncated', null, 'summary');
  return settled;
}

function settledOf(
  cells: string[],
  at: Record<keyof typeof summaryNames, number>,
  line: number,
  sums: Sums,
): SettledTotal {
  const { paidFen, refundedFen } = sums;
  const fee = fenOf(cells[at.fee]!, line);
  const feeFen = fee === 0 ? 0 : -fee;
  const netFen = fenOf(cells[at.net]!, line);
  agree('交易订单总笔数', wholeOf(cells[at.payments]!, line), sums.payments, line);
  agree('退款订单总笔数', wholeOf(cells[at.refunds]!, line), sums.refunds, line);
  agree('订单金额', fenOf(cells[at.amount]!, line), paidFen - refundedFen, line);
  agree('服务费', feeFen * 1000, sums.feeMilli, line);
  agree('实收净额', netFen, paidFen - refundedFen - feeFen, line);
  return { paidFen, refundedFen, feeFen, netFen };
}
