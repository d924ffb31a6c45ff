import { businessDate } from '../../shared/dates.ts';
import { closePayment } from './close-payment.ts';
import { isOpen } from './payment.ts';
import { alreadyPaid, naming, paymentInProgress, paymentNotFound } from './payments.errors.ts';
import type { PaymentRow } from './payments.repository.ts';
import type { QueryBackDependencies } from './query-back.ts';

/** The payer gives up: query → close → query. Money that came in meanwhile settles the payment instead. */
export async function cancelPayment(
  personId: string,
  paymentNo: string,
  dependencies: QueryBackDependencies,
): Promise<void> {
  const payment = await ownPayment(personId, paymentNo, dependencies);
  if (isOpen(payment.status)) await closePayment(payment, 'cancelled', dependencies);
}

/**
 * Makes way for a new payment of the same things. Nobody is asked to pay twice: only when the old one is known to be
 * unpaid and closed does this return.
 * @throws AppError already-paid, or payment-in-progress while the gateway does not say
 */
export async function replacePayment(
  personId: string,
  paymentNo: string,
  dependencies: QueryBackDependencies,
): Promise<void> {
  const payment = await ownPayment(personId, paymentNo, dependencies);
  if (payment.status === 'settled') throw naming(alreadyPaid, paymentNo);
  if (!isOpen(payment.status)) return;
  const result = await closePayment(payment, 'replaced', dependencies);
  if (result === 'settled') throw naming(alreadyPaid, paymentNo);
  if (result === 'open') throw naming(paymentInProgress, paymentNo);
}

/**
 * A payment that this person made, or that nobody in the hall made (at a machine, a desk, an agent's) for a household which
 * this person holds: to look at, and to decide about what was paid too much.
 * @throws AppError payment-not-found
 */
export async function ownOrHeldPayment(
  personId: string,
  paymentNo: string,
  { payments, clock }: Pick<QueryBackDependencies, 'payments' | 'clock'>,
): Promise<void> {
  const payment = await payments.find(paymentNo);
  if (payment?.personId === personId) return;
  if (!(await payments.isOfHolder(paymentNo, personId, businessDate(clock.now())))) throw paymentNotFound();
}

/** Somebody else's payment looks exactly like one that does not exist. */
export async function ownPayment(
  personId: string,
  paymentNo: string,
  { payments }: Pick<QueryBackDependencies, 'payments'>,
): Promise<PaymentRow> {
  const payment = await payments.find(paymentNo);
  if (payment?.personId !== personId) throw paymentNotFound();
  return payment;
}
