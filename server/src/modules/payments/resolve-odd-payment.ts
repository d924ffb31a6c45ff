import type { StaffActor } from '../../http/access.ts';
import { staffName } from '../../shared/audit.ts';
import { businessDate } from '../../shared/dates.ts';
import { newRefundNo } from '../../shared/ids.ts';
import type {
  ChosenDecision,
  Decision,
  OddPaymentRow,
  OddPaymentsRepository,
} from './odd-payments.repository.ts';
import {
  accountNotFound,
  oddAmountMissing,
  oddPaymentNotFound,
  oddWithoutMoney,
  refusals,
} from './payments.errors.ts';
import { planFor, type RefundDependencies, sendAndFind } from './refund-payment.ts';

export type Resolution =
  | { action: 'credit'; accountNo?: string; note: string }
  | { action: 'refund'; note: string }
  | { action: 'link'; paymentNo: string; amountFen?: number; note: string }
  | { action: 'dismiss'; note: string };

export interface ResolveDependencies extends RefundDependencies {
  oddPayments: OddPaymentsRepository;
}

/** A person of the utility decides what becomes of an odd payment. Each decision is made once. */
export async function resolveOddPayment(
  actor: StaffActor,
  id: number,
  resolution: Resolution,
  requestId: string,
  dependencies: ResolveDependencies,
): Promise<OddPaymentRow> {
  const odd = await findOdd(id, dependencies);
  const by = staffName(actor);
  const audit = (detail: object) => ({
    actor: by,
    action: `odd-payment.${resolution.action}`,
    subject: `odd-payment:${id}`,
    detail: { kind: odd.kind, amountFen: odd.amountFen, ...resolution, ...detail },
    requestId,
  });
  const decisionWith = (detail: object): Decision => ({ by, note: resolution.note, audit: audit(detail) });
  await carryOut(odd, resolution, decisionWith, dependencies);
  return findOdd(id, dependencies);
}

/** Makes the decision with what its log entry tells beside the request. */
type DecisionWith = (detail: object) => Decision;

async function carryOut(
  odd: OddPaymentRow,
  resolution: Resolution,
  decisionWith: DecisionWith,
  dependencies: ResolveDependencies,
): Promise<void> {
  const { oddPayments } = dependencies;
  switch (resolution.action) {
    case 'credit': {
      const holderPeriodId = await holderOf(resolution.accountNo, dependencies);
      return choose(odd, { ...resolution, holderPeriodId }, decisionWith, dependencies);
    }
    case 'link':
      return link(odd, resolution, decisionWith, dependencies);
    case 'dismiss':
      return refusals(oddPayments.dismiss(odd.id, decisionWith({})));
    case 'refund':
      return refund(odd, decisionWith, dependencies);
  }
}

/** A refund made in the gateway's portal has no number of ours, and its message no sum: it is given both here. */
async function link(
  odd: OddPaymentRow,
  { amountFen, ...resolution }: Extract<Resolution, { action: 'link' }>,
  decisionWith: DecisionWith,
  dependencies: ResolveDependencies,
): Promise<void> {
  const foreign = odd.kind === 'foreign-refund';
  if (foreign && amountFen === undefined) throw oddAmountMissing();
  const given = foreign && amountFen ? { refundNo: newRefundNo(dependencies.clock.now()), amountFen } : {};
  await choose(odd, { ...resolution, ...given }, decisionWith, dependencies);
}

/** Done at once, or proposed where the sum needs a second person. */
async function choose(
  odd: OddPaymentRow,
  chosen: ChosenDecision,
  decisionWith: DecisionWith,
  { oddPayments, settings }: ResolveDependencies,
): Promise<void> {
  const { refundApprovalAboveFen: needsTwoAboveFen } = await settings.rules();
  const decision = decisionWith({ refundNo: chosen.refundNo, needsTwoAboveFen });
  await refusals(oddPayments.decide(odd.id, chosen, needsTwoAboveFen, decision));
}

/** The second person says yes or no to a proposal. @throws AppError four-eyes, odd-payment-not-proposed */
export async function decideOddProposal(
  actor: StaffActor,
  id: number,
  { approve, note }: { approve: boolean; note?: string },
  requestId: string,
  dependencies: ResolveDependencies,
): Promise<OddPaymentRow> {
  const { kind, proposal, proposedBy } = await findOdd(id, dependencies);
  const by = staffName(actor);
  const audit = {
    actor: by,
    action: approve ? 'odd-payment.approve' : 'odd-payment.reject',
    subject: `odd-payment:${id}`,
    detail: { kind, ...proposal, proposedBy, approvalNote: note },
    requestId,
  };
  await refusals(dependencies.oddPayments.decideProposal(id, approve, by, audit));
  return findOdd(id, dependencies);
}

async function refund(
  odd: OddPaymentRow,
  decisionWith: DecisionWith,
  dependencies: ResolveDependencies,
): Promise<void> {
  const collection =
    odd.collectionId === null ? undefined : await dependencies.refunds.collection(odd.collectionId);
  if (!collection) throw oddWithoutMoney();
  const plan = await planFor(collection, odd.amountFen, dependencies);
  const refundNo = newRefundNo(dependencies.clock.now());
  await refusals(dependencies.oddPayments.refund(odd.id, refundNo, plan, decisionWith({ refundNo })));
  await sendAndFind(refundNo, plan, dependencies);
}

async function holderOf(
  accountNo: string | undefined,
  { oddPayments, clock }: ResolveDependencies,
): Promise<number | null> {
  if (accountNo === undefined) return null;
  const holder = await oddPayments.holderOf(accountNo, businessDate(clock.now()));
  if (holder === undefined) throw accountNotFound();
  return holder;
}

async function findOdd(id: number, { oddPayments }: ResolveDependencies): Promise<OddPaymentRow> {
  const odd = await oddPayments.find(id);
  if (!odd) throw oddPaymentNotFound();
  return odd;
}
