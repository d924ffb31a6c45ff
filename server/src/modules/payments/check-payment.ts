import type { ResidentActor } from '../../http/access.ts';
import { ownPayment } from './cancel-payment.ts';
import { methodOfGateway } from './channels/channel.ts';
import { isOpen } from './payment.ts';
import type { PaymentRow } from './payments.repository.ts';
import { askGateway, type QueryBackDependencies } from './query-back.ts';
import { planOf, type StartDependencies, tellGateway } from './start-payment.ts';

/** However impatient the client, the gateway is asked at most this often. */
const secondsBetweenChecks = 3;

/**
 * Asks the gateway now. A payment that never got its parameters, because the answer to its start was lost, or whose
 * cashier's address is dead by now, gets them here under the same number, so that it can be paid once and not twice.
 */
export async function checkPayment(
  actor: ResidentActor,
  paymentNo: string,
  ip: string,
  dependencies: QueryBackDependencies & StartDependencies,
): Promise<void> {
  const { payments, clock } = dependencies;
  await ownPayment(actor.personId, paymentNo, dependencies);
  const payment = await payments.claimCheck(paymentNo, clock.now(), secondsBetweenChecks);
  if (!payment) return;
  const outcome = await askGateway(payment, dependencies);
  const unpaid = outcome.status === 'not-found' || outcome.status === 'pending';
  if (unpaid && canResume(payment, clock.now())) await resume(actor, payment, ip, dependencies);
}

function canResume(payment: PaymentRow, now: Date): boolean {
  // A debit by agreement is the wallet's to make: its payer has nothing to open.
  if (payment.product === 'agreement') return false;
  return isOpen(payment.status) && payment.expiresAt > now && !isGood(payment.payerAction, now);
}

function isGood(action: PaymentRow['payerAction'], now: Date): boolean {
  if (action?.kind !== 'redirect' || action.goodUntil === undefined) return action !== null;
  return Date.parse(action.goodUntil) > now.getTime();
}

async function resume(
  actor: ResidentActor,
  payment: PaymentRow,
  ip: string,
  dependencies: StartDependencies,
): Promise<void> {
  const { channel, product, gateway, returnUrl } = payment;
  const method = methodOfGateway(gateway);
  if (!method) return;
  const plan = planOf(actor, { channel, product, method }, ip, dependencies);
  await tellGateway(plan, { ...payment, returnUrl: returnUrl ?? undefined }, dependencies);
}
