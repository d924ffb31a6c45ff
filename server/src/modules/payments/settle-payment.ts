/** Brings what a gateway answered to a query onto a payment. The ledger logic itself is one function of the database. */
import type { CrashPoints } from '../../infra/crash-point.ts';
import type { Logger } from '../../infra/logging.ts';
import type { Metrics } from '../../infra/metrics.ts';
import type { Gateway, Outcome } from './gateways/gateway.ts';
import { isOdd } from './payment.ts';
import type { PaymentRow, PaymentsRepository } from './payments.repository.ts';
import type { SettlementRepository } from './settlement.repository.ts';

export interface AnswerDependencies {
  payments: PaymentsRepository;
  settlements: SettlementRepository;
  logger: Logger;
  metrics: Metrics;
  crashPoints: CrashPoints;
}

/**
 * Asks the gateway, and settles the payment when money came in. What else the answer means depends on who asked.
 * The answer of a query is authoritative: also a sum other than the order's is booked.
 */
export async function queryAndSettle(
  payment: PaymentRow,
  gateway: Gateway,
  dependencies: AnswerDependencies,
): Promise<Outcome> {
  const outcome = await gateway.query(payment.paymentNo);
  dependencies.crashPoints.reach('gateway-answered');
  if (outcome.status === 'paid') await settlePaid(payment, gateway, outcome, dependencies);
  return outcome;
}

async function settlePaid(
  payment: PaymentRow,
  gateway: Gateway,
  outcome: Extract<Outcome, { status: 'paid' }>,
  { payments, settlements, logger, metrics }: AnswerDependencies,
): Promise<void> {
  const { paymentNo } = payment;
  const { tradeNo, amountFen, paidAt } = outcome;
  const result = await settlements.settle({ paymentNo, source: gateway.source, tradeNo, amountFen, paidAt });
  metrics.count('hall_payments_total', { channel: payment.channel, result });
  if (isOdd(result)) {
    metrics.count('hall_odd_payments_total', { kind: result });
    logger.warn({ paymentNo, kind: result }, 'odd payment queued for staff');
  }
  // Another order's trade cannot settle this one: a person decides, and asking again would bring nothing new.
  if (result === 'conflict') await payments.scheduleQuery(paymentNo, null);
}
