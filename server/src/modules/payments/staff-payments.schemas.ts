/** What staff send and get about payments. */

import { z } from 'zod';
import { Note } from '../../http/decision-body.ts';
import { bankReference } from '../../http/fields.ts';
import { WaitingView } from '../../http/waiting-view.ts';
import { FenAmount } from './payments.schemas.ts';

const Page = z.coerce.number().int().min(1).max(10_000).default(1);
const At = z
  .date()
  .transform(value => value.toISOString())
  .pipe(z.string().meta({ format: 'date-time' }));
const Detail = z.record(z.string(), z.unknown());

export const PaymentFilters = z.strictObject({
  query: z.string().trim().min(1).max(64).optional(),
  status: z.enum(['created', 'pending', 'settled', 'closed', 'failed']).optional(),
  channel: z
    .string()
    .regex(/^[a-z0-9-]{1,40}$/)
    .optional(),
  /** Business dates of its beginning, both included. */
  from: z.iso.date().optional(),
  to: z.iso.date().optional(),
});
export const PaymentSearch = PaymentFilters.extend({ page: Page });
export const OddFilters = z.strictObject({
  status: z.enum(['open', 'resolved']).optional(),
  kind: z.string().max(40).optional(),
});
export const OddPaymentSearch = OddFilters.extend({ page: Page });
export const RefundFilters = z.strictObject({
  status: z.enum(['awaiting-approval', 'pending', 'succeeded', 'failed', 'rejected']).optional(),
  way: z.enum(['gateway', 'payout', 'reversal']).optional(),
  /** Payouts whose return waits for a second person. */
  returned: z.enum(['waiting']).optional(),
});
export const RefundSearch = RefundFilters.extend({ page: Page });
export const RefundParam = z.strictObject({ refundNo: z.string().regex(/^R\d{22}$/) });
export const OddPaymentParam = z.strictObject({
  id: z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER),
});

export const RefundBody = z.strictObject({
  amountFen: FenAmount,
  reason: Note,
  /** Which money of a payment that was paid twice. */
  tradeNo: z.string().min(1).max(64).optional(),
});
/** Which report was read: another one may wait by now. */
const returnId = z.int().min(1);
export const PayoutReturnDecisionBody = z.discriminatedUnion('approve', [
  z.strictObject({ returnId, approve: z.literal(true), note: Note.optional() }),
  z.strictObject({ returnId, approve: z.literal(false), note: Note }),
]);
const BankReference = bankReference();
export const PayoutBody = z.strictObject({ bankReference: BankReference });
export const PayoutReturnBody = z.strictObject({
  reason: Note,
  /** Of the entry by which the money came back; only where it had not left may it be missing. */
  bankReference: BankReference.optional(),
});
export const ResolutionBody = z.discriminatedUnion('action', [
  z.strictObject({
    action: z.literal('credit'),
    accountNo: z.string().min(4).max(20).optional(),
    note: Note,
  }),
  z.strictObject({ action: z.literal('refund'), note: Note }),
  z.strictObject({
    action: z.literal('link'),
    paymentNo: z.string().regex(/^P\d{22}$/),
    /** Of a refund made in the gateway's portal, whose message tells no sum. */
    amountFen: FenAmount.optional(),
    note: Note,
  }),
  z.strictObject({ action: z.literal('dismiss'), note: Note }),
]);

export const StaffPayment = z.object({
  paymentNo: z.string(),
  channel: z.string(),
  gateway: z.string(),
  product: z.string(),
  amountFen: z.int(),
  status: z.string(),
  description: z.string(),
  createdAt: At,
  expiresAt: At,
  settledAt: At.nullable(),
  failureReason: z.string().nullable(),
  accountNos: z.array(z.string()),
});
export const StaffPaymentList = z.object({
  payments: z.array(StaffPayment),
  page: z.int(),
  hasMore: z.boolean(),
});

export const RefundView = z.object({
  refundNo: z.string(),
  paymentNo: z.string().nullable(),
  orderNo: z.string(),
  /** Of the money it takes back: an order that was paid twice has two. */
  tradeNo: z.string(),
  gateway: z.string(),
  amountFen: z.int(),
  totalFen: z.int(),
  status: z.string(),
  way: z.string(),
  reason: z.string(),
  requestedBy: z.string(),
  approvedBy: z.string().nullable(),
  createdAt: At,
  finishedAt: At.nullable(),
  channelRefundNo: z.string().nullable(),
  failureReason: z.string().nullable(),
  payoutReturn: z
    .object({
      id: z.int(),
      bankReference: z.string().nullable(),
      reason: z.string(),
      reportedBy: z.string(),
      outcome: z.enum(['waiting', 'confirmed']),
    })
    .nullable(),
});
export const RefundList = z.object({
  refunds: z.array(RefundView),
  page: z.int(),
  hasMore: z.boolean(),
  /** Null where the list is history and not a queue. */
  waiting: WaitingView.nullable(),
});

export const OddPaymentView = z.object({
  id: z.int(),
  kind: z.string(),
  paymentNo: z.string().nullable(),
  amountFen: z.int(),
  detail: Detail,
  status: z.string(),
  createdAt: At,
  resolution: z.string().nullable(),
  resolvedBy: z.string().nullable(),
  resolvedAt: At.nullable(),
  note: z.string().nullable(),
  /** What one person wants done with a sum that needs two. */
  proposal: z
    .object({
      action: z.enum(['credit', 'link']),
      note: z.string(),
      accountNo: z.string().optional(),
      paymentNo: z.string().optional(),
      amountFen: z.int().optional(),
    })
    .nullable(),
  proposedBy: z.string().nullable(),
  proposedAt: At.nullable(),
  /** Where the money lies now, in the order in which a refund takes it back. */
  lies: z.array(
    z.object({
      accountCode: z.string(),
      accountNo: z.string().nullable(),
      isBill: z.boolean(),
      amountFen: z.int(),
    }),
  ),
  actions: z.array(z.enum(['credit', 'refund', 'link', 'dismiss'])),
});
export const OddPaymentList = z.object({
  oddPayments: z.array(OddPaymentView),
  openCount: z.int(),
  page: z.int(),
  hasMore: z.boolean(),
});

export const PaymentTimeline = z.object({
  payment: StaffPayment,
  items: z.array(
    z.object({
      payableId: z.int(),
      kind: z.string(),
      accountNo: z.string(),
      amountFen: z.int(),
      payableFen: z.int(),
      paidFen: z.int(),
      status: z.string(),
    }),
  ),
  /** Equal ones in a row are one with how often and until when. */
  events: z.array(z.object({ at: At, kind: z.string(), detail: Detail, times: z.int(), lastAt: At })),
  /** Notifications as they came, the payer blacked out. */
  inbox: z.array(
    z.object({
      id: z.int(),
      source: z.string(),
      eventId: z.string(),
      kind: z.string(),
      headers: z.record(z.string(), z.string()),
      body: z.string(),
      parsed: Detail,
      receivedAt: z.string(),
      status: z.string(),
      handledAt: z.string().nullable(),
      result: z.string().nullable(),
      repeats: z.int(),
    }),
  ),
  collections: z.array(
    z.object({
      tradeNo: z.string(),
      source: z.string(),
      orderNo: z.string(),
      amountFen: z.int(),
      refundedFen: z.int(),
      paidAt: At,
      origin: z.string(),
      createdAt: At,
      receiptNo: z.string().nullable(),
      allocations: z.array(
        z.object({
          payableId: z.int().nullable(),
          accountNo: z.string().nullable(),
          accountCode: z.string(),
          amountFen: z.int(),
          takenBackFen: z.int(),
        }),
      ),
    }),
  ),
  postings: z.array(
    z.object({
      kind: z.string(),
      reference: z.string(),
      businessDate: z.string(),
      postedAt: At,
      postings: z.array(
        z.object({ accountCode: z.string(), accountNo: z.string().nullable(), amountFen: z.int() }),
      ),
    }),
  ),
  refunds: z.array(RefundView),
  oddPayments: z.array(OddPaymentView),
});
