import { z } from 'zod';
import { type Fen, parseYuan } from '../../../../shared/money.ts';
import { ChannelError } from '../channel-error.ts';
import type { Outcome } from '../gateway.ts';

/** "12.30" */
export const yuanAmount = z.string().transform((text, context): Fen => {
  try {
    return parseYuan(text);
  } catch {
    context.addIssue({ code: 'custom', message: 'not an amount in yuan', input: text });
    return z.NEVER;
  }
});

/** "2026-11-22 21:05:03", sometimes with milliseconds; Beijing time. */
export const beijingTime = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}(\.\d{1,3})?$/)
  .transform(text => new Date(`${text.replace(' ', 'T')}+08:00`));

export interface TradeFacts {
  tradeNo?: string;
  state: string;
  amountFen?: Fen;
  /** Set once money came in, whatever became of it. */
  paidAt?: Date;
}

/**
 * A trade that was paid and then wholly refunded also ends as TRADE_CLOSED: it counts as paid, and its refunds are
 * booked on their own.
 */
export function outcomeOf({ tradeNo, state, amountFen, paidAt }: TradeFacts): Outcome {
  switch (state) {
    case 'WAIT_BUYER_PAY':
      return { status: 'pending' };
    case 'TRADE_CLOSED':
      if (!paidAt) return { status: 'closed' };
      break;
    case 'TRADE_SUCCESS':
    case 'TRADE_FINISHED':
      break;
    default:
      return { status: 'unknown', problem: 'bad-response', reason: 'UNEXPECTED_STATE' };
  }
  if (!tradeNo || !paidAt || amountFen === undefined)
    throw new ChannelError('bad-response', 'UNEXPECTED_SHAPE', 'a paid trade without number, time or amount');
  return { status: 'paid', tradeNo, amountFen, paidAt };
}
