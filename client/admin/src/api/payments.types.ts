import type { Answer } from './answers.ts';

export type PaymentPage = Answer<'GET /staff/payments'>;
export type PaymentRow = PaymentPage['payments'][number];
export const paymentStatuses = ['created', 'pending', 'settled', 'closed', 'failed'] as const;
/** Everything about one payment. */
export type PaymentFile = Answer<'GET /staff/payments/:paymentNo'>;
export type PaymentEvent = PaymentFile['events'][number];
/** A notification as it came, the payer blacked out; `parsed` is what the gateway's own parser understood. */
export type InboxMessage = PaymentFile['inbox'][number];
/** Money that came in, and where it went. */
export type Collection = PaymentFile['collections'][number];
export type Allocation = Collection['allocations'][number];
/** One business event on the books; debits are positive. */
export type LedgerTransaction = PaymentFile['postings'][number];
export type Posting = LedgerTransaction['postings'][number];
export type RefundPage = Answer<'GET /staff/refunds'>;
export type Refund = RefundPage['refunds'][number];
export const refundStatuses = ['awaiting-approval', 'pending', 'succeeded', 'failed', 'rejected'] as const;
export type OddPage = Answer<'GET /staff/odd-payments'>;
export type OddPayment = OddPage['oddPayments'][number];
export type OddAction = OddPayment['actions'][number];
