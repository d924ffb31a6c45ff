import type { Sandbox } from '../sandbox.ts';
import { compact } from '../state/beijing-time.ts';
import { randomDigits, randomText } from '../state/ids.ts';
import type { PayOptions } from '../state/records.ts';
import { isOver } from './place-order.ts';
import type { UnionpayTrade } from './records.ts';
import { resultFields } from './result.ts';

/** `notified` resolves when the merchant was told for the first time, or could not be. */
export type UnionpayResult =
  | { paid: true; trade: UnionpayTrade; notified: Promise<void> }
  | { paid: false; reason: string };

/** Names the platform gives a trade when it takes it on. */
export const platformNumbers = (at: Date) => ({
  queryId: `${compact(at)}${randomDigits(7)}`,
  traceNo: randomDigits(6),
});

/** The card holder confirms: money moves at once, then the merchant is told. */
export function payUnionpay(sandbox: Sandbox, key: string, options: PayOptions = {}): UnionpayResult {
  const order = sandbox.store.get('unionpayTrade', key);
  if (order?.txnType !== '01') return { paid: false, reason: '订单不存在' };
  if (order.state === 'success') return { paid: false, reason: '订单已支付' };
  if (!options.force && isOver(order)) return { paid: false, reason: '订单已超过支付时间' };
  const at = options.paidAt ?? new Date();
  const trade: UnionpayTrade = {
    ...order,
    ...platformNumbers(at),
    state: 'success',
    respCode: '00',
    settledAt: at.toISOString(),
    accNo: '6216***********0018',
  };
  sandbox.store.put('unionpayTrade', key, trade);
  const notified = (options.notify ?? true) ? tell(sandbox, trade) : Promise.resolve();
  return { paid: true, trade, notified };
}

/** The issuing bank says no. The order may be paid again, with another card. */
export function declineUnionpay(sandbox: Sandbox, key: string, respCode = '64'): boolean {
  const order = sandbox.store.get('unionpayTrade', key);
  if (!order || order.state === 'success') return false;
  const at = new Date();
  sandbox.store.put('unionpayTrade', key, {
    ...order,
    ...platformNumbers(at),
    state: 'failed',
    respCode,
    settledAt: at.toISOString(),
  });
  return true;
}

/** Tells `backUrl`, by the form that query and notice share. */
export async function tell(sandbox: Sandbox, trade: UnionpayTrade): Promise<void> {
  await sandbox.deliveries.send({
    gateway: 'unionpay',
    kind: trade.txnType === '01' ? 'payment' : 'refund',
    outTradeNo: trade.orderId,
    url: trade.backUrl,
    eventId: randomText(16),
    facts: { fields: resultFields(sandbox, trade) },
  });
}
