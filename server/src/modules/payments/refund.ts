/** What a refund is, and how it may go on. Pure. */
import type { Fen } from '../../shared/money.ts';

export const refundStatuses = ['awaiting-approval', 'pending', 'succeeded', 'failed', 'rejected'] as const;
export type RefundStatus = (typeof refundStatuses)[number];
/** `payout`: past the gateway's term, by bank transfer. `reversal`: 冲正 of money received, see `reverse_collection`. */
export type RefundWay = 'gateway' | 'payout' | 'reversal';

/** The database refuses everything else, by the trigger `refunds_transition`. */
export const refundTransitions: Readonly<Record<RefundStatus, readonly RefundStatus[]>> = {
  'awaiting-approval': ['pending', 'rejected'],
  pending: ['succeeded', 'failed'],
  // A payout that the bank sent back, as two persons found.
  succeeded: ['pending'],
  // The money went back all the same: linked to it by a person.
  failed: ['pending'],
  rejected: ['pending'],
};

const dayMs = 86_400_000;

export interface RefundPlan {
  way: RefundWay;
  status: 'awaiting-approval' | 'pending';
  /** It still waits for a second person when the refunds of the same money, this one with them, come to more than this. */
  aloneUpToFen: Fen;
}

/**
 * Back by the original way within the gateway's term; a payout, or a large sum, needs a second person.
 * @param request.refundedFen what was given back of the same money before: a large sum in small parts is a large sum
 * @param rules.termDays undefined: the money did not come through a gateway
 */
export function planRefund(
  request: { amountFen: Fen; refundedFen: Fen; paidAt: Date },
  rules: { termDays: number | undefined; approvalAboveFen: Fen },
  now: Date,
): RefundPlan {
  const inTerm =
    rules.termDays !== undefined && now.getTime() - request.paidAt.getTime() <= rules.termDays * dayMs;
  const way = inTerm ? 'gateway' : 'payout';
  const alone = way === 'gateway' && request.refundedFen + request.amountFen <= rules.approvalAboveFen;
  return { way, status: alone ? 'pending' : 'awaiting-approval', aloneUpToFen: rules.approvalAboveFen };
}

/** When a refund without an answer is looked at next; the last interval repeats for ever. */
export function nextRefundQueryAt(queryCount: number, scheduleSeconds: readonly number[], now: Date): Date {
  const seconds = scheduleSeconds[Math.min(queryCount, scheduleSeconds.length - 1)] ?? 60;
  return new Date(now.getTime() + seconds * 1000);
}
