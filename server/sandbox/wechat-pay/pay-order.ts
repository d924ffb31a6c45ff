import { randomUUID } from 'node:crypto';
import type { Sandbox } from '../sandbox.ts';
import { newTransactionId, openidOf } from '../state/ids.ts';
import type { PayOptions, WechatOrder } from '../state/records.ts';
import { transactionView } from './transaction-view.ts';

/** `notified` resolves when the merchant was told for the first time, or could not be. */
export type PayResult =
  | { paid: true; order: WechatOrder; notified: Promise<void> }
  | { paid: false; reason: string };

/** What the buyer's confirmation does: money moves at once, then the merchant is told. */
export function payOrder(sandbox: Sandbox, outTradeNo: string, options: PayOptions = {}): PayResult {
  const order = sandbox.store.get('wechatOrder', outTradeNo);
  if (!order) return { paid: false, reason: '订单不存在' };
  const refusal = reasonAgainst(order, options.force ?? false);
  if (refusal) return { paid: false, reason: refusal };
  const now = options.paidAt ?? new Date();
  const paid: WechatOrder = {
    ...order,
    state: 'SUCCESS',
    transactionId: newTransactionId(now),
    paidAt: now.toISOString(),
    openid: order.openid ?? openidOf(order.appid, options.payer ?? 'resident'),
    bankType: 'OTHERS',
  };
  sandbox.store.put('wechatOrder', outTradeNo, paid);
  const notified = (options.notify ?? true) ? notifyPaid(sandbox, paid) : Promise.resolve();
  return { paid: true, order: paid, notified };
}

function reasonAgainst(order: WechatOrder, force: boolean): string | undefined {
  if (order.state === 'SUCCESS' || order.state === 'REFUND') return '订单已支付';
  if (order.state === 'REVOKED') return '订单已撤销';
  if (force) return undefined;
  if (order.state === 'CLOSED') return '订单已关闭';
  if (order.timeExpire && Date.parse(order.timeExpire) <= Date.now()) return '订单已过期';
  return undefined;
}

async function notifyPaid(sandbox: Sandbox, order: WechatOrder): Promise<void> {
  if (!order.notifyUrl) return;
  await sandbox.deliveries.send({
    gateway: 'wechat-pay',
    kind: 'payment',
    outTradeNo: order.outTradeNo,
    url: order.notifyUrl,
    eventId: randomUUID(),
    facts: { event: 'TRANSACTION.SUCCESS', resource: transactionView(order) },
  });
}
