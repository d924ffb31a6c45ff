/** Brings what a gateway answered to a query onto a payment. The ledger logic itself is one function of the database. */
import type { Clock } from '../../infra/clock.ts';
import type { CrashPoints } from '../../infra/crash-point.ts';
import type { Logger } from '../../infra/logging.ts';
import type { Metrics } from '../../infra/metrics.ts';
import { businessDate } from '../../shared/dates.ts';
import { newRefundNo } from '../../shared/ids.ts';
import type { CloseOutcome, Gateway, Outcome } from './gateways/gateway.ts';
import { keepExchanges } from './gateways/keep-exchanges.ts';
import { isOdd, type SettlementResult } from './payment.ts';
import { refusals } from './payments.errors.ts';
import type { PaymentRow, PaymentsRepository } from './payments.repository.ts';
import type { Reception } from './receive-payment.ts';
import type { RefundsRepository } from './refunds.repository.ts';
import type { QueriedSuccess, SettlementRepository } from './settlement.repository.ts';

export interface AnswerDependencies {
  payments: PaymentsRepository;
  settlements: SettlementRepository;
  refunds: RefundsRepository;
  reception: Pick<Reception, 'reverse'>;
  clock: Clock;
  logger: Logger;
  metrics: Metrics;
  crashPoints: CrashPoints;
}

/**
 * Asks the gateway, and settles the payment when money came in. What else the answer means depends on who asked.
 * The answer of a query is authoritative: also a sum other than the order's is booked. What was said is written down, silence too.
 * @param by the member of staff who wanted to know
 */
export async function queryAndSettle(
  payment: PaymentRow,
  gateway: Gateway,
  dependencies: AnswerDependencies,
  by?: string,
): Promise<Outcome> {
  const { payments, crashPoints } = dependencies;
  const { paymentNo } = payment;
  const { outcome, said } = await keepExchanges(gateway, noting => noting.query(paymentNo));
  crashPoints.reach('gateway-answered');
  const heard = { ...heardOf(outcome), ...said };
  if (by) await payments.note(paymentNo, 'queried-by-staff', { by, ...heard });
  else if (outcome.status === 'unknown') await payments.note(paymentNo, 'query-unanswered', heard);
  else await payments.note(paymentNo, 'queried', heard);
  if (outcome.status !== 'paid') return outcome;
  return settleStated(payment, gateway, outcome, dependencies);
}

function heardOf(outcome: Outcome): Record<string, unknown> {
  const { status } = outcome;
  if (status === 'paid') return { status, tradeNo: outcome.tradeNo, amountFen: outcome.amountFen };
  return status === 'unknown' ? { status, reason: outcome.reason } : { status };
}

type Paid = Extract<Outcome, { status: 'paid' }>;

/** A success that the gateway itself stated in an answer to us: booked, and undone where its money was asked back. */
export async function settleStated(
  payment: PaymentRow,
  gateway: Gateway,
  outcome: Paid,
  dependencies: AnswerDependencies,
): Promise<Outcome> {
  if (gateway.payCode && (await mayBeUndone(payment, dependencies)))
    return settleUndone(payment, gateway, outcome, dependencies);
  const success = successOf(payment, gateway, outcome);
  await tell(payment, await dependencies.settlements.settle(success), dependencies);
  return outcome;
}

/**
 * A pay code whose reversal was asked for may be told as paid all the same: the gateway took the money and gave it back. It is
 * written down before it is sent, see `ask_reversal`; from then on the database keeps the query due until it is booked.
 */
async function mayBeUndone(
  { paymentNo, product }: PaymentRow,
  { payments }: AnswerDependencies,
): Promise<boolean> {
  return product === 'codepay' && (await payments.isAskedBack(paymentNo));
}

const undone = 'pay-code-reversed';

/** Only once the reversal is certain: money in and money out are booked as the gateway's file will list them. */
async function settleUndone(
  payment: PaymentRow,
  gateway: Gateway,
  outcome: Paid,
  dependencies: AnswerDependencies,
): Promise<Outcome> {
  const { settlements, clock, crashPoints } = dependencies;
  const reversed = await reversePayCode(payment, gateway, dependencies);
  if (reversed.status !== 'closed')
    return { status: 'unknown', problem: 'unreachable', reason: 'REVERSAL_NOT_CERTAIN' };
  const now = clock.now();
  const reversal = { reversalNo: newRefundNo(now), reason: undone, clearsOn: businessDate(now) };
  const success = successOf(payment, gateway, outcome);
  await tell(payment, await refusals(settlements.settleAndUndo(success, reversal)), dependencies);
  crashPoints.reach('pay-code-booked');
  await dependencies.payments.scheduleQuery(payment.paymentNo, null);
  return outcome;
}

/** What was said of it stands in the timeline. */
export async function reversePayCode(
  { paymentNo }: PaymentRow,
  gateway: Gateway,
  { payments }: Pick<AnswerDependencies, 'payments'>,
): Promise<CloseOutcome> {
  const { outcome, said } = await keepExchanges(gateway, noting => noting.payCode!.reverse(paymentNo));
  await payments.note(paymentNo, 'close-asked', { status: outcome.status, ...said });
  return outcome;
}

/** The gateway has ended it without money, and somebody had heard of its money just before: what a pay code brought is undone. */
export async function undoHeard(payment: PaymentRow, dependencies: AnswerDependencies): Promise<void> {
  if (await mayBeUndone(payment, dependencies)) await bookReversal(payment, dependencies);
}

/** Takes back what was booked of a payment that the gateway has undone. Changes nothing the second time. */
async function bookReversal(
  { paymentNo }: PaymentRow,
  { payments, refunds, reception }: AnswerDependencies,
): Promise<void> {
  for (const { source, tradeNo, amountFen } of await refunds.collectionsOf(paymentNo))
    await reception.reverse({ source, tradeNo, amountFen, by: 'system', reason: undone });
  await payments.scheduleQuery(paymentNo, null);
}

const successOf = ({ paymentNo }: PaymentRow, { source }: Gateway, outcome: Paid): QueriedSuccess => {
  const { tradeNo, amountFen, paidAt } = outcome;
  return { paymentNo, source, tradeNo, amountFen, paidAt };
};

async function tell(
  { paymentNo, channel }: PaymentRow,
  result: SettlementResult,
  { payments, logger, metrics }: AnswerDependencies,
): Promise<void> {
  metrics.count('hall_payments_total', { channel, result });
  if (isOdd(result)) logger.warn({ paymentNo, kind: result }, 'odd payment queued for staff');
  // Another order's trade cannot settle this one: a person decides, and asking again would bring nothing new.
  if (result === 'conflict') await payments.scheduleQuery(paymentNo, null);
}
