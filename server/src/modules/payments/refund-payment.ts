/** Staff give money back: to the original payer, by the original way; large sums and payouts only by two persons. */
import type { StaffActor } from '../../http/access.ts';
import { type Audit, staffName } from '../../shared/audit.ts';
import { newRefundNo, type RefundNo } from '../../shared/ids.ts';
import { type Fen, fen } from '../../shared/money.ts';
import { cameThroughGateway } from './gateways-by-code.ts';
import { paymentNotFound, refundNotFound, refundTooLarge, refusals } from './payments.errors.ts';
import { planRefund, type RefundPlan } from './refund.ts';
import type { BalanceSource, CollectionRow, RefundRow } from './refunds.repository.ts';
import { type SendRefundDependencies, sendNow } from './send-refund.ts';

export interface RefundDependencies extends SendRefundDependencies {
  audit: Audit;
  settings: {
    /** Above `refundApprovalAboveFen` a second person must approve. */
    rules(): Promise<{ refundApprovalAboveFen: number }>;
  };
}

export interface RefundWish {
  paymentNo: string;
  tradeNo?: string;
  amountFen: Fen;
  reason: string;
  requestKey?: string;
  /** A second person decides, however small the sum. */
  fourEyes?: boolean;
  /** Only what lies there: nothing that has been paid is owed again. */
  balance?: BalanceSource;
}

/**
 * Requests a refund of a payment. The gateway is asked at once; when it does not answer in time, the job goes on.
 * @param by staff:<username>, or the job that does it
 * @param request.tradeNo which money of a payment that was paid twice; default: the last that has enough left
 * @throws AppError payment-not-found, refund-too-large, refund-balance-used
 */
export async function requestRefund(
  by: string,
  request: RefundWish,
  requestId: string,
  dependencies: RefundDependencies,
): Promise<RefundRow> {
  const { refunds, clock } = dependencies;
  const { paymentNo, tradeNo, amountFen, reason, requestKey, fourEyes, balance } = request;
  const earlier = requestKey && (await refunds.findByRequest(requestKey));
  if (earlier) return earlier;
  const collections = await refunds.collectionsOf(paymentNo);
  if (collections.length === 0) throw paymentNotFound();
  const candidates = collections.filter(collection => !tradeNo || collection.tradeNo === tradeNo);
  const collection = candidates.find(({ amountFen: whole, refundedFen }) => whole - refundedFen >= amountFen);
  if (!collection) throw refundTooLarge();
  const planned = await planFor(collection, amountFen, dependencies);
  const plan: RefundPlan = fourEyes ? { ...planned, status: 'awaiting-approval' } : planned;
  const refund = {
    refundNo: newRefundNo(clock.now()),
    collectionId: collection.id,
    amountFen,
    reason,
    requestedBy: by,
    requestKey,
    balance,
    ...plan,
  };
  const refundNo = await refusals(
    refunds.request(refund, {
      actor: refund.requestedBy,
      action: 'refund.request',
      subject: `payment:${paymentNo}`,
      detail: { refundNo: refund.refundNo, amountFen, ...plan },
      requestId,
    }),
  );
  return sendAndFind(refundNo, plan, dependencies);
}

export async function planFor(
  collection: CollectionRow,
  amountFen: Fen,
  { gateways, settings, clock }: RefundDependencies,
): Promise<RefundPlan> {
  const approvalAboveFen = fen((await settings.rules()).refundApprovalAboveFen);
  // What was received otherwise goes back by a transfer: there is no gateway that could send it.
  const termDays = cameThroughGateway(collection.gateway)
    ? gateways(collection.gateway).refundTermDays
    : undefined;
  const { refundedFen, paidAt } = collection;
  return planRefund({ amountFen, refundedFen, paidAt }, { termDays, approvalAboveFen }, clock.now());
}

/** The answer shows what the gateway said; that it could not be reached is no failure of the request. */
export async function sendAndFind(
  refundNo: RefundNo,
  plan: Pick<RefundPlan, 'way' | 'status'>,
  dependencies: RefundDependencies,
): Promise<RefundRow> {
  if (plan.status === 'pending' && plan.way === 'gateway')
    await sendNow(refundNo, dependencies).catch(error =>
      dependencies.logger.error({ refundNo, err: error }, 'refund not sent, the job will'),
    );
  return findRefund(refundNo, dependencies);
}

/** The second person says yes or no. @throws AppError four-eyes, refund-not-awaiting-approval */
export async function decideRefund(
  actor: StaffActor,
  refundNo: string,
  decision: { approve: boolean; note?: string },
  requestId: string,
  dependencies: RefundDependencies,
): Promise<RefundRow> {
  const { refunds } = dependencies;
  const refund = await findRefund(refundNo, dependencies);
  const by = staffName(actor);
  const entry = {
    actor: by,
    action: decision.approve ? 'refund.approve' : 'refund.reject',
    subject: `refund:${refundNo}`,
    detail: { amountFen: refund.amountFen, note: decision.note },
    requestId,
  };
  await refusals(
    decision.approve ? refunds.approve(refundNo, by, entry) : refunds.reject(refundNo, by, entry),
  );
  return sendAndFind(
    refund.refundNo,
    { way: refund.way, status: decision.approve ? 'pending' : 'awaiting-approval' },
    dependencies,
  );
}

/** Finance has transferred an approved payout; the bank's reference goes on the books' side of the refund. */
export async function confirmPayout(
  actor: StaffActor,
  refundNo: string,
  bankReference: string,
  requestId: string,
  dependencies: RefundDependencies,
): Promise<RefundRow> {
  const refund = await findRefund(refundNo, dependencies);
  await refusals(
    dependencies.refunds.confirmPayout(refundNo, bankReference, {
      actor: staffName(actor),
      action: 'refund.payout',
      subject: `refund:${refundNo}`,
      detail: { amountFen: refund.amountFen, bankReference },
      requestId,
    }),
  );
  return findRefund(refundNo, dependencies);
}

/** The bank could not carry a payout out, or its money has come back: one person has it from the bank, another will confirm it. */
export async function reportPayoutReturn(
  actor: StaffActor,
  refundNo: string,
  told: { reason: string; bankReference?: string },
  requestId: string,
  dependencies: RefundDependencies,
): Promise<RefundRow> {
  const refund = await findRefund(refundNo, dependencies);
  const by = staffName(actor);
  const entry = {
    actor: by,
    action: 'refund.payout-return',
    subject: `refund:${refundNo}`,
    detail: { amountFen: refund.amountFen, was: refund.status, ...told },
    requestId,
  };
  await refusals(dependencies.refunds.reportReturn(refundNo, { ...told, by }, entry));
  return findRefund(refundNo, dependencies);
}

/** Confirmed, it is booked, where the money goes now is decided in the queue of odd payments, and the payer is told. */
export async function decidePayoutReturn(
  actor: StaffActor,
  refundNo: string,
  { returnId, approve, note }: { returnId: number; approve: boolean; note?: string },
  requestId: string,
  dependencies: RefundDependencies,
): Promise<RefundRow> {
  const refund = await findRefund(refundNo, dependencies);
  const by = staffName(actor);
  const entry = {
    actor: by,
    action: approve ? 'refund.payout-return-confirm' : 'refund.payout-return-reject',
    subject: `refund:${refundNo}`,
    // Another report than the one that is decided is refused, so that this is its reference.
    detail: {
      amountFen: refund.amountFen,
      returnId,
      bankReference: refund.payoutReturn?.bankReference,
      note,
    },
    requestId,
  };
  const decision = { returnId, confirm: approve, by, note };
  await refusals(dependencies.refunds.decideReturn(refundNo, decision, entry));
  return findRefund(refundNo, dependencies);
}

async function findRefund(refundNo: string, { refunds }: RefundDependencies): Promise<RefundRow> {
  const refund = await refunds.find(refundNo);
  if (!refund) throw refundNotFound();
  return refund;
}
