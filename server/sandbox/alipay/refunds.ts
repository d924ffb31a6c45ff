import type { Sandbox } from '../sandbox.ts';
import { civil } from '../state/beijing-time.ts';
import { fenToYuan, yuanToFen } from '../state/money.ts';
import type { AlipayRefund, AlipayTrade } from '../state/records.ts';
import { business, invalidParameter, statusError } from './errors.ts';
import { refundFacts } from './notifier.ts';
import { notifyTrade } from './pay-trade.ts';
import { namedTrade, text } from './place-trade.ts';
import { bizContent } from './signature.ts';
import type { AlipayCall } from './trade-calls.ts';

const YEAR = 365 * 24 * 3600_000;

/** `fund_change=Y` only when this very call moved money; the same request again answers N. */
export const refundTrade: AlipayCall = (sandbox, parameters) => {
  const biz = bizContent(parameters);
  const trade = namedTrade(sandbox, biz);
  const amount = yuanToFen(biz['refund_amount']);
  if (!amount) throw business('ACQ.REASON_TRADE_REFUND_FEE_ERR', '退款金额无效');
  const requestNo = text(biz, 'out_request_no', 64);
  // A part of the sum needs a number of its own; the whole may go without.
  if (!requestNo && amount < trade.total) throw invalidParameter('out_request_no');
  const key = `${trade.outTradeNo} ${requestNo || trade.outTradeNo}`;
  const known = sandbox.store.get('alipayRefund', key);
  if (known) {
    if (known.amount !== amount) throw business('ACQ.DISCORDANT_REPEAT_REQUEST', '不一致的请求');
    return refundNode(trade, known, 'N');
  }
  checkRefundable(sandbox, trade, amount);
  const refund: AlipayRefund = {
    key,
    outTradeNo: trade.outTradeNo,
    outRequestNo: requestNo || trade.outTradeNo,
    amount,
    reason: text(biz, 'refund_reason', 256) || undefined,
    createdAt: new Date().toISOString(),
  };
  sandbox.store.put('alipayRefund', key, refund);
  const wait = sandbox.settings().alipayRefundDelayMs;
  if (wait > 0) {
    sandbox.later(wait, () => moveMoney(sandbox, key));
    return refundNode(trade, refund, 'N');
  }
  return refundNode(moveMoney(sandbox, key), refund, 'Y');
};

function checkRefundable(sandbox: Sandbox, trade: AlipayTrade, amount: number): void {
  if (trade.state === 'TRADE_FINISHED') throw business('ACQ.TRADE_HAS_FINISHED', '交易已完结');
  if (trade.state !== 'TRADE_SUCCESS') throw statusError();
  if (Date.now() - Date.parse(trade.paidAt!) > YEAR) {
    throw business('ACQ.TRADE_HAS_FINISHED', '交易已超过可退款期限');
  }
  const asked = sandbox.store
    .ofTrade('alipayRefund', trade.outTradeNo)
    .reduce((sum, refund) => sum + refund.amount, 0);
  if (asked + amount > trade.total) throw business('ACQ.REFUND_AMT_NOT_EQUAL_TOTAL', '退款金额超限');
}

/** A full refund closes the trade; either way the merchant is told at the *payment's* address. */
export function moveMoney(sandbox: Sandbox, key: string): AlipayTrade {
  const refund = sandbox.store.get('alipayRefund', key)!;
  const trade = sandbox.store.get('alipayTrade', refund.outTradeNo)!;
  const now = new Date();
  const refunded = trade.refunded + refund.amount;
  const whole = refunded === trade.total;
  const after: AlipayTrade = {
    ...trade,
    refunded,
    ...(whole ? { state: 'TRADE_CLOSED' as const, closedAt: now.toISOString() } : {}),
  };
  sandbox.store.put('alipayRefund', key, { ...refund, movedAt: now.toISOString() });
  sandbox.store.put('alipayTrade', trade.outTradeNo, after);
  void notifyTrade(sandbox, after, 'refund', refundFacts(refunded, refund.outRequestNo, now));
  return after;
}

const refundNode = (trade: AlipayTrade, refund: AlipayRefund, fundChange: 'Y' | 'N') => ({
  trade_no: trade.tradeNo,
  out_trade_no: trade.outTradeNo,
  buyer_logon_id: '138****0000',
  buyer_user_id: trade.buyerId,
  fund_change: fundChange,
  // The sum of all refunds so far, not of this one.
  refund_fee: fenToYuan(trade.refunded),
  send_back_fee: fundChange === 'Y' ? fenToYuan(refund.amount) : '0.00',
  gmt_refund_pay: civil(new Date(refund.createdAt)),
  refund_detail_item_list: [{ amount: fenToYuan(refund.amount), fund_channel: 'ALIPAYACCOUNT' }],
});

/** An unknown request answers success without `refund_status`: only REFUND_SUCCESS says that money moved. */
export const queryRefund: AlipayCall = (sandbox, parameters) => {
  const biz = bizContent(parameters);
  const trade = namedTrade(sandbox, biz);
  const requestNo = text(biz, 'out_request_no', 64);
  if (!requestNo) throw invalidParameter('out_request_no');
  const refund = sandbox.store.get('alipayRefund', `${trade.outTradeNo} ${requestNo}`);
  if (!refund) return {};
  return {
    trade_no: trade.tradeNo,
    out_trade_no: trade.outTradeNo,
    out_request_no: requestNo,
    total_amount: fenToYuan(trade.total),
    refund_amount: fenToYuan(refund.amount),
    ...(refund.movedAt
      ? { refund_status: 'REFUND_SUCCESS', gmt_refund_pay: civil(new Date(refund.movedAt)) }
      : {}),
  };
};

/** Takes up refunds that were under way when the process ended. */
export function resumeAlipayRefunds(sandbox: Sandbox): void {
  for (const refund of sandbox.store.all('alipayRefund')) {
    if (!refund.movedAt)
      sandbox.later(sandbox.settings().alipayRefundDelayMs, () => moveMoney(sandbox, refund.key));
  }
}
