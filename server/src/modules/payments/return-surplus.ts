/**
 * A payer takes back what was paid too much (the bill had been paid elsewhere) instead of leaving it on the balance: to the
 * original payer, by the original way, as every refund goes. Where nobody was signed in (notes, a card at a desk, an agent) the
 * household's holder decides, and money that no gateway can send back is transferred by finance, under four eyes.
 */
import type { ResidentActor } from '../../http/access.ts';
import { newRefundNo } from '../../shared/ids.ts';
import { ownOrHeldPayment } from './cancel-payment.ts';
import { noSurplus, refusals } from './payments.errors.ts';
import type { PaymentsRepository } from './payments.repository.ts';
import { planFor, type RefundDependencies, sendAndFind } from './refund-payment.ts';
import type { RefundRow } from './refunds.repository.ts';

/** @throws AppError payment-not-found, no-surplus, refund-balance-used (it has paid another bill since) */
export async function returnSurplus(
  actor: ResidentActor,
  request: { paymentNo: string; requestKey?: string },
  requestId: string,
  dependencies: RefundDependencies & { payments: PaymentsRepository },
): Promise<RefundRow> {
  const { refunds, clock } = dependencies;
  const { paymentNo, requestKey } = request;
  await ownOrHeldPayment(actor.personId, paymentNo, dependencies);
  const earlier = requestKey && (await refunds.findByRequest(requestKey));
  if (earlier) return earlier;
  const surplus = await refunds.surplusOf(paymentNo);
  const collection = surplus && (await refunds.collection(surplus.collectionId));
  if (!collection) throw noSurplus();
  const { account, amountFen } = surplus;
  const plan = await planFor(collection, amountFen, dependencies);
  const refund = {
    refundNo: newRefundNo(clock.now()),
    collectionId: collection.id,
    amountFen,
    reason: '退回多缴金额',
    requestedBy: `person:${actor.personId}`,
    requestKey,
    balance: { account },
    ...plan,
  };
  const refundNo = await refusals(
    refunds.request(refund, {
      actor: refund.requestedBy,
      action: 'surplus.return',
      subject: `payment:${paymentNo}`,
      detail: { refundNo: refund.refundNo, amountFen, ...plan },
      requestId,
    }),
  );
  return sendAndFind(refundNo, plan, dependencies);
}
