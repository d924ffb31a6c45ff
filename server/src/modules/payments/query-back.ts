/** Silence is broken by asking: on the gateway's schedule, at a payer's wish, and where a message contradicts its order. */
import type { Gateway, Outcome } from './gateways/gateway.ts';
import type { GatewayByCode } from './gateways-by-code.ts';
import { isOpen, lastLookAt, nextQueryAt } from './payment.ts';
import type { PaymentRow } from './payments.repository.ts';
import { type AnswerDependencies, queryAndSettle, undoHeard } from './settle-payment.ts';
import { sweep } from './sweep.ts';

export interface QueryBackDependencies extends AnswerDependencies {
  gateways: GatewayByCode;
  /** Of all gateways that are configured. */
  gatewayCodes: readonly string[];
}

/** Asks about every payment whose time has come; expired ones are close-expired's. */
export async function queryBack(dependencies: QueryBackDependencies, signal: AbortSignal): Promise<void> {
  const { payments, clock, gatewayCodes } = dependencies;
  await sweep(
    gatewayCodes,
    (lane, limit) => payments.claimDue('unexpired', lane, clock.now(), limit),
    async payment => void (await askGateway(payment, dependencies)),
    dependencies.logger,
    signal,
  );
}

/**
 * One query, and what follows from it: settled, ended, or to be asked again.
 * @param by the member of staff who wanted to know
 */
export async function askGateway(
  payment: PaymentRow,
  dependencies: QueryBackDependencies,
  by?: string,
): Promise<Outcome> {
  const gateway = dependencies.gateways(payment.gateway);
  const outcome = await queryAndSettle(payment, gateway, dependencies, by);
  await follow(payment, gateway, outcome, dependencies);
  return outcome;
}

async function follow(
  payment: PaymentRow,
  gateway: Gateway,
  outcome: Outcome,
  dependencies: QueryBackDependencies,
): Promise<void> {
  const { payments, clock } = dependencies;
  const now = clock.now();
  const { paymentNo } = payment;
  if (outcome.status === 'paid') return payments.scheduleQuery(paymentNo, null);
  if (outcome.status === 'closed' || outcome.status === 'failed') {
    const reason = outcome.status === 'failed' ? outcome.reason : 'closed at the gateway';
    // A declined payer may try again in the same order, and money may cross a close: this ends the waiting, not the watching.
    const lookAgainAt = lastLookAt(payment, now);
    const ended = await payments.end(paymentNo, { status: outcome.status, reason, now, lookAgainAt });
    if (ended) return;
    await undoHeard(payment, dependencies);
    return payments.scheduleQuery(paymentNo, lookAgainAt);
  }
  // An ended payment for which there is still no money is looked at once more after its expiry; an unknown is asked again.
  const again = isOpen(payment.status) || outcome.status === 'unknown';
  const next = again ? nextQueryAt(payment, gateway.queryBackSeconds, now) : lastLookAt(payment, now);
  await payments.scheduleQuery(paymentNo, next);
}
