import { businessDate, civil } from '../state/beijing-time.ts';
import { feeOf, fenToYuan } from '../state/money.ts';
import type { Store } from '../state/store.ts';
import { billFile } from './bill-file.ts';

const COLUMNS = [
  '记账时间',
  '微信支付业务单号',
  '资金流水单号',
  '业务名称',
  '业务类型',
  '收支类型',
  '收支金额(元)',
  '账户结余(元)',
  '资金变更提交申请人',
  '备注',
  '业务凭证号',
];
const SUMMARY = ['资金流水总笔数', '收入笔数', '收入金额', '支出笔数', '支出金额'];

/** A change of the merchant's basic account; positive is income. */
interface Flow {
  at: Date;
  businessNo: string;
  name: string;
  type: string;
  amount: number;
  remark: string;
  voucher: string;
}

function flowsOf(store: Store): Flow[] {
  const flows: Flow[] = [];
  for (const order of store.all('wechatOrder')) {
    if (!order.paidAt) continue;
    const base = { at: new Date(order.paidAt), businessNo: order.transactionId!, voucher: order.outTradeNo };
    const fee = feeOf(order.total);
    flows.push({ ...base, name: '交易', type: '交易', amount: order.total, remark: '' });
    const remark = `结算总金额${fenToYuan(order.total)}元,手续费${fenToYuan(fee)}元`;
    if (fee > 0)
      flows.push({ ...base, name: '扣除交易手续费', type: '扣除交易手续费', amount: -fee, remark });
  }
  for (const refund of store.all('wechatRefund')) {
    if (refund.status === 'SUCCESS')
      flows.push(goesBack(refund.settledAt!, refund.refundId, refund.refund, refund.outRefundNo));
  }
  for (const order of store.all('wechatOrder')) {
    if (order.paidAt && order.revokedAt)
      flows.push(goesBack(order.revokedAt, order.revokeId!, order.total, order.outTradeNo));
  }
  return flows.sort((a, b) => a.at.getTime() - b.at.getTime());
}

/** A refund or a reversal: the buyer's money goes back, and the fee on it comes back. */
function goesBack(at: string, businessNo: string, total: number, voucher: string): Flow {
  const returned = feeOf(total);
  return {
    at: new Date(at),
    businessNo,
    name: '退款',
    type: '退款',
    amount: -(total - returned),
    remark: `退款总金额${fenToYuan(total)}元,含手续费${fenToYuan(returned)}元`,
    voucher,
  };
}

/** The fund-flow bill of a day with the balance running from the beginning; undefined on a day without flows. */
export function fundFlowBill(store: Store, date: string): Buffer | undefined {
  let balance = 0;
  const rows: string[][] = [];
  const totals = { in: 0, out: 0, inCount: 0, outCount: 0 };
  flowsOf(store).forEach((flow, position) => {
    balance += flow.amount;
    if (businessDate(flow.at) !== date) return;
    if (flow.amount > 0) {
      totals.in += flow.amount;
      totals.inCount += 1;
    } else {
      totals.out -= flow.amount;
      totals.outCount += 1;
    }
    rows.push(rowOf(flow, balance, position));
  });
  if (rows.length === 0) return undefined;
  return billFile(COLUMNS, rows, SUMMARY, [
    String(rows.length),
    String(totals.inCount),
    fenToYuan(totals.in),
    String(totals.outCount),
    fenToYuan(totals.out),
  ]);
}

const rowOf = (flow: Flow, balance: number, position: number): string[] => [
  civil(flow.at),
  flow.businessNo,
  `${flow.businessNo.slice(0, 12)}${String(position).padStart(8, '0')}`,
  flow.name,
  flow.type,
  flow.amount > 0 ? '收入' : '支出',
  fenToYuan(Math.abs(flow.amount)),
  fenToYuan(balance),
  'system',
  flow.remark,
  flow.voucher,
];
