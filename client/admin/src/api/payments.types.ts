/** Payments, refunds and odd payments as the staff routes answer them. Sums are integer fen; times ISO instants. */
export type PaymentStatus = 'created' | 'pending' | 'settled' | 'closed' | 'failed';
export const paymentStatuses: PaymentStatus[] = ['created', 'pending', 'settled', 'closed', 'failed'];

export interface PaymentRow {
  paymentNo: string;
  channel: string;
  gateway: string;
  product: string;
  amountFen: number;
  status: PaymentStatus;
  description: string;
  createdAt: string;
  expiresAt: string;
  settledAt: string | null;
  failureReason: string | null;
  accountNos: string[];
}

/** Everything about one payment. */
export interface PaymentFile {
  payment: PaymentRow;
  items: {
    payableId: number;
    kind: string;
    accountNo: string;
    amountFen: number;
    payableFen: number;
    paidFen: number;
    status: string;
  }[];
  events: PaymentEvent[];
  inbox: InboxMessage[];
  collections: Collection[];
  postings: LedgerTransaction[];
  refunds: Refund[];
  oddPayments: OddPayment[];
}

export interface PaymentEvent {
  at: string;
  kind: string;
  detail: Record<string, unknown>;
}

/** A notification as it came, the payer blacked out; `parsed` is what the gateway's own parser understood. */
export interface InboxMessage {
  id: number;
  source: string;
  eventId: string;
  kind: string;
  headers: Record<string, string>;
  body: string;
  parsed: Record<string, unknown>;
  receivedAt: string;
  handledAt: string | null;
  status: string;
  result: string | null;
  repeats: number;
}

/** Money that came in, and where it went. */
export interface Collection {
  tradeNo: string;
  source: string;
  orderNo: string;
  amountFen: number;
  refundedFen: number;
  paidAt: string;
  origin: string;
  createdAt: string;
  receiptNo: string | null;
  allocations: Allocation[];
}

export interface Allocation {
  payableId: number | null;
  accountNo: string | null;
  accountCode: string;
  amountFen: number;
  takenBackFen: number;
}

/** One business event on the books; debits are positive. */
export interface LedgerTransaction {
  kind: string;
  reference: string;
  businessDate: string;
  postedAt: string;
  postings: Posting[];
}

export interface Posting {
  accountCode: string;
  accountNo: string | null;
  amountFen: number;
}

export interface Refund {
  refundNo: string;
  paymentNo: string | null;
  gateway: string;
  amountFen: number;
  totalFen: number;
  status: 'awaiting-approval' | 'pending' | 'succeeded' | 'failed' | 'rejected';
  way: 'gateway' | 'payout';
  reason: string;
  requestedBy: string;
  approvedBy: string | null;
  createdAt: string;
  finishedAt: string | null;
  failureReason: string | null;
}

export type OddAction = 'credit' | 'refund' | 'link' | 'dismiss';

export interface OddPayment {
  id: number;
  kind: string;
  paymentNo: string | null;
  amountFen: number;
  detail: Record<string, unknown>;
  status: 'open' | 'resolved';
  createdAt: string;
  resolution: string | null;
  resolvedBy: string | null;
  resolvedAt: string | null;
  note: string | null;
  actions: OddAction[];
}
