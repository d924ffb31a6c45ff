import type { StaffActor } from '../../http/access.ts';
import { businessDate } from '../../shared/dates.ts';
import { newRefundNo } from '../../shared/ids.ts';
import type { OddPaymentRow, OddPaymentsRepository } from './odd-payments.repository.ts';
import {
  accountNotFound,
  oddAmountMissing,
  oddPaymentNotFound,
  oddWithoutMoney,
  refusals,
} from './payments.errors.ts';
import { planFor, type RefundDependencies, sendAndFind, staffName } from './refund-payment.ts';

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
  const outcome = await carryOut(staffName(actor), odd, resolution, dependencies);
  const detail = { kind: odd.kind, amountFen: odd.amountFen, ...resolution, ...outcome };
  await dependencies.audit.record({
    actor: staffName(actor),
    action: `odd-payment.${resolution.action}`,
    subject: `odd-payment:${id}`,
    detail,
    requestId,
  });
  return findOdd(id, dependencies);
}

async function carryOut(
  by: string,
  odd: OddPaymentRow,
  resolution: Resolution,
  dependencies: ResolveDependencies,
): Promise<object> {
  const { oddPayments } = dependencies;
  const { note } = resolution;
  switch (resolution.action) {
    case 'credit':
      await refusals(
        oddPayments.credit(odd.id, await holderOf(resolution.accountNo, dependencies), by, note),
      );
      return {};
    case 'link':
      return link(by, odd, resolution, dependencies);
    case 'dismiss':
      await refusals(oddPayments.dismiss(odd.id, by, note));
      return {};
    case 'refund':
      return refund(by, odd, note, dependencies);
  }
}

/** A refund made in the gateway's portal has no number of ours, and its message no sum: it is given both here. */
async function link(
  by: string,
  odd: OddPaymentRow,
  { paymentNo, amountFen, note }: Extract<Resolution, { action: 'link' }>,
  { oddPayments, clock }: ResolveDependencies,
): Promise<object> {
  const foreign = odd.kind === 'foreign-refund';
  if (foreign && amountFen === undefined) throw oddAmountMissing();
  const refund = foreign && amountFen ? { refundNo: newRefundNo(clock.now()), amountFen } : undefined;
  const result = await refusals(oddPayments.link(odd.id, paymentNo, by, note, refund));
  return { result, ...(refund ?? {}) };
}

async function refund(
  by: string,
  odd: OddPaymentRow,
  note: string,
  dependencies: ResolveDependencies,
): Promise<object> {
  const collection =
    odd.collectionId === null ? undefined : await dependencies.refunds.collection(odd.collectionId);
  if (!collection) throw oddWithoutMoney();
  const plan = await planFor(collection, odd.amountFen, dependencies);
  const refundNo = newRefundNo(dependencies.clock.now());
  await refusals(dependencies.oddPayments.refund(odd.id, refundNo, plan, by, note));
  await sendAndFind(refundNo, plan, dependencies);
  return { refundNo };
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
