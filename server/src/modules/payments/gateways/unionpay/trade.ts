import { z } from 'zod';
import { type Fen, fen } from '../../../../shared/money.ts';
import { ChannelError } from '../channel-error.ts';
import type { Mismatch, Outcome, RefundOutcome } from '../gateway.ts';
import { shaped } from '../read-message.ts';
import { carriedOutAt } from './beijing-time.ts';
import type { UnionpayClient } from './client.ts';
import { keyOf } from './client.ts';
import type { Fields } from './message.ts';

export const fenText = z
  .string()
  .regex(/^\d{1,12}$/)
  .transform((text): Fen => fen(Number(text)));

/** A6 is a success with a flaw that concerns the banks only. */
const done = new Set(['00', 'A6']);
/** UnionPay itself is waiting for somebody: keep asking. */
const undecided = new Set(['03', '04', '05']);
const noSuchTrade = '34';

export interface TradeFacts {
  /** Of the trade, not of the question. */
  code: string;
  queryId?: string;
  amountFen?: Fen;
  txnTime: string;
  traceTime?: string;
}

export type TradeState = 'done' | 'undecided' | 'failed';

export const stateOf = (code: string): TradeState =>
  done.has(code) ? 'done' : undecided.has(code) ? 'undecided' : 'failed';

export function paymentOutcome(facts: TradeFacts): Outcome {
  const state = stateOf(facts.code);
  if (state === 'undecided') return { status: 'pending' };
  if (state === 'failed') return { status: 'failed', reason: `RESP_${facts.code}` };
  const { queryId, amountFen, txnTime, traceTime } = facts;
  if (!queryId || amountFen === undefined)
    throw new ChannelError('bad-response', 'UNEXPECTED_SHAPE', 'a paid trade without number or amount');
  return { status: 'paid', tradeNo: queryId, amountFen, paidAt: carriedOutAt(txnTime, traceTime) };
}

export function refundOutcome(facts: TradeFacts): RefundOutcome {
  const outcome = paymentOutcome(facts);
  if (outcome.status === 'paid')
    return {
      status: 'succeeded',
      gatewayRefundNo: outcome.tradeNo,
      amountFen: outcome.amountFen,
      at: outcome.paidAt,
    };
  return outcome.status === 'failed' ? outcome : { status: 'pending' };
}

const found = z.object({
  origRespCode: z.string().min(2),
  queryId: z.string().optional(),
  txnAmt: fenText.optional(),
  traceTime: z.string().optional(),
});

/**
 * Asks what became of a trade; undefined when UnionPay knows none. The reply's `respCode` is of the question, its
 * `origRespCode` of the trade.
 */
export async function queryTrade(
  client: UnionpayClient,
  orderId: string,
  at: Date,
): Promise<TradeFacts | undefined> {
  const key = keyOf(orderId, at);
  const reply = await client.call('queryTrans', { txnType: '00', txnSubType: '00', ...key });
  const respCode = reply.get('respCode');
  if (respCode === noSuchTrade) return undefined;
  if (respCode !== '00') throw new ChannelError('unreachable', `RESP_${respCode ?? 'NONE'}`);
  if (reply.get('orderId') !== key.orderId || reply.get('txnTime') !== key.txnTime)
    throw new ChannelError('bad-response', 'OTHER_ORDER');
  if (mismatchesOf(client.settings.merId, reply).length > 0)
    throw new ChannelError('bad-response', 'OTHER_ORDER');
  const { origRespCode, queryId, txnAmt, traceTime } = shaped(found, Object.fromEntries(reply));
  return { code: origRespCode, queryId, amountFen: txnAmt, txnTime: key.txnTime, traceTime };
}

const yuan = '156';

export function mismatchesOf(merId: string, fields: Fields): Mismatch[] {
  const mismatches: Mismatch[] = [];
  if (fields.get('merId') !== merId) mismatches.push('merchant');
  if ((fields.get('currencyCode') ?? yuan) !== yuan) mismatches.push('currency');
  return mismatches;
}
