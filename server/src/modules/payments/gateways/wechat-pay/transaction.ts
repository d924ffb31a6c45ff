import { z } from 'zod';
import { type Fen, fen } from '../../../../shared/money.ts';
import { ChannelError } from '../channel-error.ts';
import type { Mismatch, Outcome } from '../gateway.ts';
import type { WechatPaySettings } from './settings.ts';

export const fenAmount = z
  .number()
  .int()
  .nonnegative()
  .transform((value): Fen => fen(value));
export const rfc3339 = z.iso.datetime({ offset: true }).transform(text => new Date(text));

/** An order as WeChat describes it: the reply to a query and the content of a payment notification. */
export const transaction = z.object({
  appid: z.string(),
  mchid: z.string(),
  out_trade_no: z.string(),
  trade_state: z.string(),
  /** In words; WeChat has no code for why a debit failed. */
  trade_state_desc: z.string().optional(),
  transaction_id: z.string().optional(),
  success_time: z.union([rfc3339, z.literal('').transform(() => undefined)]).optional(),
  amount: z.object({ total: fenAmount.optional(), currency: z.string().optional() }).optional(),
});

export type Transaction = z.output<typeof transaction>;

/** Codes paid by pay code (REVOKED, PAYERROR) included: a query names every state. */
export function outcomeOf(order: Transaction): Outcome {
  switch (order.trade_state) {
    // REFUND says that money came in and some of it went back; the refunds are booked on their own.
    case 'SUCCESS':
    case 'REFUND':
      return paid(order);
    case 'NOTPAY':
    case 'USERPAYING':
    case 'ACCEPT':
      return { status: 'pending' };
    case 'CLOSED':
    case 'REVOKED':
      return { status: 'closed' };
    case 'PAYERROR':
      return {
        status: 'failed',
        reason: order.trade_state_desc?.includes('余额不足') ? 'NOT_ENOUGH' : 'PAYERROR',
      };
    default:
      return { status: 'unknown', problem: 'bad-response', reason: 'UNEXPECTED_STATE' };
  }
}

function paid({ transaction_id, success_time, amount }: Transaction): Outcome {
  if (!transaction_id || !success_time || amount?.total === undefined)
    throw new ChannelError('bad-response', 'UNEXPECTED_SHAPE', 'a paid order without number, time or amount');
  return { status: 'paid', tradeNo: transaction_id, amountFen: amount.total, paidAt: success_time };
}

/** Unpaid orders need not name a currency. */
export function mismatchesOf(
  settings: WechatPaySettings,
  stated: Pick<Transaction, 'mchid' | 'appid' | 'amount'>,
): Mismatch[] {
  const mismatches: Mismatch[] = [];
  if (stated.appid !== settings.appId && stated.appid !== settings.oaAppId) mismatches.push('app');
  if (stated.mchid !== settings.mchId) mismatches.push('merchant');
  if ((stated.amount?.currency ?? 'CNY') !== 'CNY') mismatches.push('currency');
  return mismatches;
}
