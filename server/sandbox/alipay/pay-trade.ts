import type { Sandbox } from '../sandbox.ts';
import { alipayUserIdOf, newAlipayNotifyId } from '../state/ids.ts';
import type { AlipayTrade, PayOptions } from '../state/records.ts';
import { tradeFacts } from './notifier.ts';
import { currentTrade, openTrade } from './place-trade.ts';

/** `notified` resolves when the merchant was told for the first time, or could not be. */
export type PayTradeResult =
  | { paid: true; trade: AlipayTrade; notified: Promise<void> }
  | { paid: false; reason: string };

/** What the buyer's confirmation does, opening the trade first where need be. */
export function payTrade(sandbox: Sandbox, outTradeNo: string, options: PayOptions = {}): PayTradeResult {
  const found = currentTrade(sandbox, outTradeNo);
  if (!found) return { paid: false, reason: '交易不存在' };
  if (found.paidAt) return { paid: false, reason: '交易已支付' };
  if (found.state === 'TRADE_CLOSED' && !options.force) return { paid: false, reason: '交易已关闭' };
  const now = options.paidAt ?? new Date();
  const opened = openTrade(sandbox, found.tradeNo ? found : { ...found, state: 'UNOPENED' });
  const trade: AlipayTrade = {
    ...opened,
    state: 'TRADE_SUCCESS',
    paidAt: now.toISOString(),
    buyerId: opened.buyerId ?? alipayUserIdOf(options.payer ?? 'resident'),
  };
  sandbox.store.put('alipayTrade', outTradeNo, trade);
  const notified = (options.notify ?? true) ? notifyTrade(sandbox, trade, 'payment') : Promise.resolve();
  return { paid: true, trade, notified };
}

/** Tells the merchant the trade's state, at the address given with the payment, whatever happened to it. */
export async function notifyTrade(
  sandbox: Sandbox,
  trade: AlipayTrade,
  kind: 'payment' | 'refund',
  more: Record<string, string> = {},
): Promise<void> {
  if (!trade.notifyUrl) return;
  await sandbox.deliveries.send({
    gateway: 'alipay',
    kind,
    outTradeNo: trade.outTradeNo,
    url: trade.notifyUrl,
    eventId: newAlipayNotifyId(new Date()),
    facts: { parameters: { ...tradeFacts(trade), ...more } },
  });
}
