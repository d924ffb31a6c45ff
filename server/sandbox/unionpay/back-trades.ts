import type { Sandbox } from '../sandbox.ts';
import { randomText } from '../state/ids.ts';
import { malformed, UnionpayError } from './codes.ts';
import type { Fields } from './message.ts';
import { platformNumbers, tell } from './pay-order.ts';
import type { UnionpayTrade } from './records.ts';
import { amountIn, ORDER_ID, required } from './request.ts';
import { receiptFields, settleDay } from './result.ts';

const YEAR = 365 * 24 * 3600_000;

/** Void (31) of the whole on the same clearing day, or refund (04) of a part within a year. */
export function takeBackTrade(sandbox: Sandbox, fields: Fields): Fields {
  const txnType = fields['txnType'];
  if ((txnType !== '31' && txnType !== '04') || fields['txnSubType'] !== '00') throw malformed('txnType');
  const orderId = required(fields, 'orderId', ORDER_ID);
  const backUrl = required(fields, 'backUrl', /^https?:\/\/\S+$/);
  const txnAmt = amountIn(fields);
  const origQryId = required(fields, 'origQryId', /^\d{21}$/);
  const key = `${orderId} ${fields['txnTime']}`;
  if (sandbox.store.get('unionpayTrade', key)) throw new UnionpayError('12');
  const payment = sandbox.store.find('unionpayTrade', origQryId);
  checkAgainst(sandbox, payment, txnType, txnAmt);
  const trade: UnionpayTrade = {
    ...platformNumbers(new Date()),
    key,
    txnType,
    orderId,
    txnTime: fields['txnTime']!,
    bizType: fields['bizType']!,
    channelType: fields['channelType'] ?? '07',
    txnAmt,
    backUrl,
    reqReserved: fields['reqReserved'] || undefined,
    token: randomText(12),
    createdAt: new Date().toISOString(),
    state: 'processing',
    origKey: payment!.key,
    origQryId,
  };
  sandbox.store.put('unionpayTrade', key, trade);
  finishLater(sandbox, trade);
  return receiptFields(sandbox, trade, '00');
}

function checkAgainst(
  sandbox: Sandbox,
  payment: UnionpayTrade | undefined,
  txnType: '31' | '04',
  amount: number,
): void {
  if (payment?.txnType !== '01' || payment.state !== 'success') throw new UnionpayError('35');
  const standing = sandbox.store
    .all('unionpayTrade')
    .filter(other => other.origKey === payment.key && other.state !== 'failed');
  if (standing.some(other => other.txnType === '31')) throw new UnionpayError('35');
  const paidAt = new Date(payment.settledAt!);
  if (txnType === '31') {
    if (settleDay(sandbox, paidAt) !== settleDay(sandbox, new Date())) throw new UnionpayError('35');
    if (standing.length > 0) throw new UnionpayError('35');
    if (amount !== payment.txnAmt) throw new UnionpayError('36');
    return;
  }
  if (Date.now() - paidAt.getTime() > YEAR) throw new UnionpayError('39');
  const refunded = standing.reduce((sum, other) => sum + other.txnAmt, 0);
  if (refunded + amount > payment.txnAmt) throw new UnionpayError('36');
}

function finishLater(sandbox: Sandbox, trade: UnionpayTrade): void {
  const { unionpayBackDelayMs, unionpayBackOutcome } = sandbox.settings();
  // 05 leaves it under way, for `/control/unionpay/finish`.
  if (unionpayBackOutcome === '05') return;
  sandbox.later(unionpayBackDelayMs, () => void finishBackTrade(sandbox, trade.key, unionpayBackOutcome));
}

/** Ends a void or refund that is under way, and tells `backUrl`; resolves when that was tried once. */
export async function finishBackTrade(
  sandbox: Sandbox,
  key: string,
  respCode: string,
): Promise<UnionpayTrade | undefined> {
  const trade = sandbox.store.get('unionpayTrade', key);
  if (trade?.state !== 'processing') return undefined;
  const ended: UnionpayTrade = {
    ...trade,
    state: respCode === '00' ? 'success' : 'failed',
    respCode,
    settledAt: new Date().toISOString(),
  };
  sandbox.store.put('unionpayTrade', key, ended);
  await tell(sandbox, ended);
  return ended;
}

/** Takes up what was under way when the process ended. */
export function resumeBackTrades(sandbox: Sandbox): void {
  for (const trade of sandbox.store.all('unionpayTrade')) {
    if (trade.state === 'processing') finishLater(sandbox, trade);
  }
}
