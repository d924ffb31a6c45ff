/** 交易账单 (ALL): every payment of the day, and every refund asked for on it, with its fee. */
import type { BusinessDate } from '../../../../shared/dates.ts';
import {
  type StatementContent,
  type StatementLine,
  StatementProblem,
  type StatementTotals,
} from '../statement.ts';
import { agree, columnsOf, fenOf, milliFen, timeOn, wholeOf } from '../statement-text.ts';
import { readSheet, type SheetEnd } from './read-sheet.ts';

const names = {
  at: '交易时间',
  merchant: '商户号',
  tradeNo: '微信订单号',
  orderNo: '商户订单号',
  tradeType: '交易类型',
  state: '交易状态',
  currency: '货币种类',
  settled: '应结订单金额',
  refundNo: '商户退款单号',
  refund: '退款金额',
  refundState: '退款状态',
  fee: '手续费',
} as const;
type Columns = Record<keyof typeof names, number>;

interface Sums {
  settledFen: number;
  refundFen: number;
  feeMilli: number;
}

/** A refund's state as the bill words it; CHANGE means that it could not be credited to the payer. */
const refundStates: Record<string, StatementLine['state']> = {
  SUCCESS: 'done',
  PROCESSING: 'open',
  FAIL: 'failed',
  CHANGE: 'failed',
};

/** A reversal needs no state of its own to be one. */
const stateOf = (text: string, isReversal: boolean): StatementLine['state'] =>
  refundStates[text] ?? (isReversal ? 'done' : 'open');

export async function* readTradeBill(
  content: StatementContent,
  day: BusinessDate,
  merchant: string,
): AsyncGenerator<StatementLine[], StatementTotals> {
  const sums: Sums = { settledFen: 0, refundFen: 0, feeMilli: 0 };
  const end = yield* readSheet(content, {
    summary: '总交易单数',
    open(headings) {
      const at = columnsOf(headings, names, 1);
      // Merchants of before 2018 have no column of their own for the order's whole sum.
      const order = headings.indexOf('订单金额');
      return (cells, line) => {
        if (cells[at.merchant] !== merchant)
          throw new StatementProblem('wrong-merchant', line, cells[at.merchant]);
        if (cells[at.currency] !== 'CNY') throw new StatementProblem('row', line, 'currency');
        return lineOf(cells, line, at, order < 0 ? at.settled : order, day, sums);
      };
    },
  });
  checkTotals(end, sums);
  return { rows: end.rows };
}

function lineOf(
  cells: string[],
  line: number,
  at: Columns,
  order: number,
  day: BusinessDate,
  sums: Sums,
): StatementLine {
  const isPayment = cells[at.state] === 'SUCCESS';
  const isReversal = cells[at.state] === 'REVOKED';
  if (!isPayment && !isReversal && cells[at.state] !== 'REFUND')
    throw new StatementProblem('row', line, 'state');
  const feeMilli = milliFen(cells[at.fee]!, line);
  const refundFen = isPayment ? 0 : fenOf(cells[at.refund]!, line);
  sums.settledFen += fenOf(cells[at.settled]!, line);
  sums.refundFen += refundFen;
  sums.feeMilli += feeMilli;
  const tradeNo = cells[at.tradeNo]!;
  return {
    line,
    kind: isPayment ? 'payment' : 'refund',
    state: isPayment ? 'done' : stateOf(cells[at.refundState]!, isReversal),
    tradeNo,
    orderNo: cells[at.orderNo]!,
    // A pay code that was undone (撤销) has no refund of ours, whatever stands in its column: it goes by the payment.
    refundNo: isPayment || isReversal || cells[at.refundNo] === '0' ? null : cells[at.refundNo]!,
    accountNo: null,
    amountFen: isPayment ? fenOf(cells[order]!, line) : refundFen,
    feeMilli,
    at: timeOn(day, cells[at.at]!, line),
    place: cells[at.tradeType]!,
  };
}

function checkTotals({ rows, line, stated }: SheetEnd, sums: Sums): void {
  agree('总交易单数', wholeOf(stated('总交易单数'), line), rows, line);
  agree('应结订单总金额', fenOf(stated('应结订单总金额'), line), sums.settledFen, line);
  agree('退款总金额', fenOf(stated('退款总金额'), line), sums.refundFen, line);
  agree('手续费总金额', milliFen(stated('手续费总金额'), line), sums.feeMilli, line);
}
