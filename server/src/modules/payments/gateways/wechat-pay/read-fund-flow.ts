/** 资金账单 (BASIC): what really moved on the merchant's account that day. It tells the settled total. */
import type { BusinessDate } from '../../../../shared/dates.ts';
import {
  type StatementContent,
  type StatementLine,
  StatementProblem,
  type StatementTotals,
} from '../statement.ts';
import { agree, columnsOf, fenOf, timeOn, wholeOf } from '../statement-text.ts';
import { readSheet, type SheetEnd } from './read-sheet.ts';

const names = {
  at: '记账时间',
  businessNo: '微信支付业务单号',
  type: '业务类型',
  direction: '收支类型',
  amount: '收支金额(元)',
  remark: '备注',
  voucher: '业务凭证号',
} as const;
type Columns = Record<keyof typeof names, number>;

interface Flows {
  paidFen: number;
  refundedFen: number;
  feeFen: number;
  in: { count: number; fen: number };
  out: { count: number; fen: number };
}

export async function* readFundFlow(
  content: StatementContent,
  day: BusinessDate,
): AsyncGenerator<StatementLine[], StatementTotals> {
  const flows: Flows = {
    paidFen: 0,
    refundedFen: 0,
    feeFen: 0,
    in: { count: 0, fen: 0 },
    out: { count: 0, fen: 0 },
  };
  const end = yield* readSheet(content, {
    summary: '资金流水总笔数',
    open(headings) {
      const at = columnsOf(headings, names, 1);
      return (cells, line) => lineOf(cells, line, at, day, flows);
    },
  });
  checkTotals(end, flows);
  const { paidFen, refundedFen, feeFen } = flows;
  return {
    rows: end.rows,
    settled: { paidFen, refundedFen, feeFen, netFen: paidFen - refundedFen - feeFen },
  };
}

function lineOf(
  cells: string[],
  line: number,
  at: Columns,
  day: BusinessDate,
  flows: Flows,
): StatementLine | undefined {
  const moved = fenOf(cells[at.amount]!, line);
  const incoming = cells[at.direction] === '收入';
  if (!incoming && cells[at.direction] !== '支出') throw new StatementProblem('row', line, 'direction');
  const side = incoming ? flows.in : flows.out;
  side.count += 1;
  side.fen += moved;
  const time = timeOn(day, cells[at.at]!, line);
  const type = cells[at.type]!;
  if (type === '扣除交易手续费') {
    // The payment of the same number stands on a line of its own.
    flows.feeFen += incoming ? -moved : moved;
    return undefined;
  }
  const base = {
    line,
    state: 'done',
    tradeNo: cells[at.businessNo]!,
    accountNo: null,
    at: time,
    place: type,
  } as const;
  if (type === '交易') {
    flows.paidFen += moved;
    return {
      ...base,
      kind: 'payment',
      orderNo: cells[at.voucher]!,
      refundNo: null,
      amountFen: moved,
      feeMilli: 0,
    };
  }
  if (type === '退款') {
    const returned = feeReturned(cells[at.remark]!, line);
    flows.refundedFen += moved + returned;
    flows.feeFen -= returned;
    const amountFen = moved + returned;
    return {
      ...base,
      kind: 'refund',
      orderNo: null,
      refundNo: cells[at.voucher]!,
      amountFen,
      feeMilli: -returned * 1000,
    };
  }
  // A withdrawal, a top-up: no customer's money.
  return {
    ...base,
    kind: 'other',
    orderNo: cells[at.voucher]!,
    refundNo: null,
    amountFen: moved,
    feeMilli: 0,
  };
}

/** 退款总金额12.00元,含手续费0.07元: the account pays the refund less the fee that comes back. */
function feeReturned(remark: string, line: number): number {
  const match = /含手续费(\d+\.\d{2})元/.exec(remark);
  return match ? fenOf(match[1]!, line) : 0;
}

function checkTotals({ rows, line, stated }: SheetEnd, flows: Flows): void {
  agree('资金流水总笔数', wholeOf(stated('资金流水总笔数'), line), rows, line);
  agree('收入笔数', wholeOf(stated('收入笔数'), line), flows.in.count, line);
  agree('收入金额', fenOf(stated('收入金额'), line), flows.in.fen, line);
  agree('支出笔数', wholeOf(stated('支出笔数'), line), flows.out.count, line);
  agree('支出金额', fenOf(stated('支出金额'), line), flows.out.fen, line);
}
