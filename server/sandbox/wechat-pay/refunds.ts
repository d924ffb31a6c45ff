import { randomUUID } from 'node:crypto';
import type { Sandbox } from '../sandbox.ts';
import { newWechatRefundId } from '../state/ids.ts';
import type { WechatOrder, WechatRefund } from '../state/records.ts';
import type { WechatCall } from './call.ts';
import { invalidRequest, orderMissing, parameterError, WechatError } from './errors.ts';
import { currencyAt, fenAt, notifyUrlAt, OUT_REFUND_NO, OUT_TRADE_NO, textAt } from './fields.ts';
import { refundEventView } from './transaction-view.ts';

const YEAR = 365 * 24 * 3600_000;
const MOST_REFUNDS = 50;

/** Asks for a refund; the same `out_refund_no` again gives the same refund in its present state. */
export function requestRefund(sandbox: Sandbox, { body }: WechatCall): WechatRefund {
  const order = refundedOrder(sandbox, body);
  const outRefundNo = textAt(body, '/out_refund_no', OUT_REFUND_NO);
  const reason = textAt(body, '/reason', { max: 80, optional: true }) || undefined;
  const notifyUrl = notifyUrlAt(body, true) || undefined;
  const refund = fenAt(body, '/amount/refund');
  const total = fenAt(body, '/amount/total');
  currencyAt(body, '/amount/currency', false);
  const known = sandbox.store.get('wechatRefund', outRefundNo);
  if (known) {
    if (known.outTradeNo !== order.outTradeNo || known.refund !== refund || known.total !== total) {
      throw invalidRequest('订单金额或退款金额与之前请求不一致，请核实后再试');
    }
    return known;
  }
  checkRefundable(sandbox, order, refund, total);
  const now = new Date();
  const fresh: WechatRefund = {
    outRefundNo,
    refundId: newWechatRefundId(now),
    outTradeNo: order.outTradeNo,
    transactionId: order.transactionId!,
    refund,
    total,
    reason,
    notifyUrl,
    createdAt: now.toISOString(),
    status: 'PROCESSING',
  };
  sandbox.store.put('wechatRefund', outRefundNo, fresh);
  sandbox.store.put('wechatOrder', order.outTradeNo, { ...order, state: 'REFUND' });
  settleLater(sandbox, fresh);
  return fresh;
}

function refundedOrder(sandbox: Sandbox, body: Record<string, unknown>): WechatOrder {
  const transactionId = textAt(body, '/transaction_id', { max: 32, optional: true });
  const outTradeNo = textAt(body, '/out_trade_no', { ...OUT_TRADE_NO, optional: true });
  if (!transactionId && !outTradeNo) {
    throw parameterError('/out_trade_no', undefined, 'transaction_id和out_trade_no必须二选一');
  }
  const order = transactionId
    ? sandbox.store.find('wechatOrder', transactionId)
    : sandbox.store.get('wechatOrder', outTradeNo);
  if (!order) throw new WechatError(404, 'RESOURCE_NOT_EXISTS', '订单号不存在');
  if (outTradeNo && order.outTradeNo !== outTradeNo) throw orderMissing();
  return order;
}

function checkRefundable(sandbox: Sandbox, order: WechatOrder, refund: number, total: number): void {
  if (!order.paidAt) throw invalidRequest('订单未支付，不能发起退款');
  if (order.total !== total) throw invalidRequest('订单金额与支付时不一致，请核实后再试');
  if (Date.now() - Date.parse(order.paidAt) > YEAR) {
    throw new WechatError(403, 'TRADE_OVERDUE', '订单已经超过退款期限');
  }
  const standing = sandbox.store
    .ofTrade('wechatRefund', order.outTradeNo)
    .filter(earlier => earlier.status !== 'CLOSED');
  if (standing.length >= MOST_REFUNDS) throw invalidRequest('一笔订单最多支持50次部分退款');
  const refunded = standing.reduce((sum, earlier) => sum + earlier.refund, 0);
  if (refunded + refund > order.total) throw invalidRequest('申请退款金额大于订单剩余可退金额');
}

function settleLater(sandbox: Sandbox, refund: WechatRefund): void {
  const { wechatRefundDelayMs, wechatRefundOutcome } = sandbox.settings();
  if (wechatRefundOutcome === 'PROCESSING') return;
  sandbox.later(
    wechatRefundDelayMs,
    () => void settleRefund(sandbox, refund.outRefundNo, wechatRefundOutcome),
  );
}

/** Ends a refund and tells the merchant; awaits the first attempt. Only what is processing or abnormal can end. */
export async function settleRefund(
  sandbox: Sandbox,
  outRefundNo: string,
  status: 'SUCCESS' | 'ABNORMAL' | 'CLOSED',
): Promise<WechatRefund | undefined> {
  const refund = sandbox.store.get('wechatRefund', outRefundNo);
  if (!refund || (refund.status !== 'PROCESSING' && refund.status !== 'ABNORMAL')) return undefined;
  const settled: WechatRefund = { ...refund, status, settledAt: new Date().toISOString() };
  sandbox.store.put('wechatRefund', outRefundNo, settled);
  const order = sandbox.store.get('wechatOrder', refund.outTradeNo)!;
  // Without an address of its own the refund is told to nobody: the payment's address is not used.
  if (!settled.notifyUrl) return settled;
  await sandbox.deliveries.send({
    gateway: 'wechat-pay',
    kind: 'refund',
    outTradeNo: refund.outTradeNo,
    outRefundNo,
    url: settled.notifyUrl,
    eventId: randomUUID(),
    facts: { event: `REFUND.${status}`, resource: refundEventView(settled, order.mchid) },
  });
  return settled;
}

/** Takes up refunds that were under way when the process ended. */
export function resumeRefunds(sandbox: Sandbox): void {
  for (const refund of sandbox.store.all('wechatRefund')) {
    if (refund.status === 'PROCESSING') settleLater(sandbox, refund);
  }
}
