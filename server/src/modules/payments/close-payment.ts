/**
 * Query → close → query. A payment is never given up without asking: money that came in meanwhile settles it, and as long
 * as the gateway does not say what became of it, it stays open and is asked about again.
 */
import type { CloseOutcome, Gateway, Outcome } from './gateways/gateway.ts';
import { keepExchanges } from './gateways/keep-exchanges.ts';
import { isUndecidedTooLong, lastLookAt, nextQueryAt } from './payment.ts';
import type { PaymentRow } from './payments.repository.ts';
import type { QueryBackDependencies } from './query-back.ts';
import { queryAndSettle, reversePayCode, undoHeard } from './settle-payment.ts';

export type CloseResult = 'settled' | 'closed' | 'open';

/** @param reason `expired`, `cancelled` or `replaced`, for the timeline */
export async function closePayment(
  payment: PaymentRow,
  reason: string,
  dependencies: QueryBackDependencies,
): Promise<CloseResult> {
  const gateway = dependencies.gateways(payment.gateway);
  const before = await queryAndSettle(payment, gateway, dependencies);
  const decided = await decide(payment, before, reason, dependencies);
  if (decided) return decided;
  if (before.status === 'unknown') return stayOpen(payment, gateway, before.reason, dependencies);

  const close = await closeAt(gateway, payment, dependencies);
  if (!close) return 'settled';
  const after = await queryAndSettle(payment, gateway, dependencies);
  const ended = await decide(payment, after, reason, dependencies);
  if (ended) return ended;
  if (after.status === 'not-found' && nothingToPay(close)) return endUnseen(payment, reason, dependencies);
  return stayOpen(payment, gateway, after.status === 'unknown' ? after.reason : after.status, dependencies);
}

/**
 * A pay code is not closed but undone: whatever became of it, no money stays. Written down first, see settle-payment.ts.
 * Undefined: its money has come onto the books meanwhile, so it is not undone.
 */
async function closeAt(
  gateway: Gateway,
  payment: PaymentRow,
  dependencies: QueryBackDependencies,
): Promise<CloseOutcome | undefined> {
  const { payments, crashPoints } = dependencies;
  const { paymentNo } = payment;
  if (payment.product !== 'codepay' || !gateway.payCode) {
    const { outcome, said } = await keepExchanges(gateway, noting => noting.close(paymentNo));
    await payments.note(paymentNo, 'close-asked', { status: outcome.status, ...said });
    return outcome;
  }
  if (!(await payments.askReversal(paymentNo))) return undefined;
  const outcome = await reversePayCode(payment, gateway, dependencies);
  crashPoints.reach('pay-code-undone');
  return outcome;
}

/** What an answer settles by itself; undefined when it leaves the matter open. */
async function decide(
  payment: PaymentRow,
  outcome: Outcome,
  reason: string,
  dependencies: QueryBackDependencies,
): Promise<CloseResult | undefined> {
  const { payments, clock } = dependencies;
  if (outcome.status === 'paid') return 'settled';
  if (outcome.status !== 'closed' && outcome.status !== 'failed') return undefined;
  const why = outcome.status === 'failed' ? outcome.reason : reason;
  const ended = await payments.end(payment.paymentNo, {
    status: outcome.status,
    reason: why,
    now: clock.now(),
    // Gateways have been seen to take money for an order just closed, and its message may be lost.
    lookAgainAt: lastLookAt(payment, clock.now()),
  });
  if (!ended) await undoHeard(payment, dependencies);
  return 'closed';
}

const nothingToPay = (close: CloseOutcome) => close.status === 'closed' || close.status === 'not-found';

/**
 * The gateway has never seen the order: the payer has not opened the cashier. A page left open may still be paid until the
 * gateway's own expiry, so the order is looked at once more after it.
 */
async function endUnseen(
  payment: PaymentRow,
  reason: string,
  { payments, clock }: QueryBackDependencies,
): Promise<CloseResult> {
  const now = clock.now();
  const lookAgainAt = new Date(Math.max(payment.expiresAt.getTime(), now.getTime()) + 120_000);
  await payments.end(payment.paymentNo, { status: 'closed', reason, now, lookAgainAt });
  return 'closed';
}

async function stayOpen(
  payment: PaymentRow,
  gateway: Gateway,
  why: string,
  { payments, clock, logger }: QueryBackDependencies,
): Promise<CloseResult> {
  await payments.note(payment.paymentNo, 'not-closed', { reason: why });
  // Asking goes on; but its payer cannot pay anew, and only a person can call the gateway's operator.
  if (isUndecidedTooLong(payment, clock.now()) && (await payments.queueUndecided(payment.paymentNo, why)))
    logger.error(
      { paymentNo: payment.paymentNo, gateway: payment.gateway, why },
      'payment undecided for hours',
    );
  await payments.scheduleQuery(
    payment.paymentNo,
    nextQueryAt(payment, gateway.queryBackSeconds, clock.now()),
  );
  return 'open';
}
