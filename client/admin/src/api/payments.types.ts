/** Payments, refunds and odd payments as the staff routes answer them. Sums are integer fen; times ISO instants. */
export type PaymentStatus = 'created' | 'pending' | 'settled' | 'closed' | 'failed';
export const paymentStatuses: PaymentStatus[] = ['created', 'pending', 'settled', 'closed', 'failed'];

export interface PaymentRow {
  paymentNo: string;
  channel: string;
  gateway: string;
  product: string;
  amountFen: number;
  refundedFen: number;
  status: PaymentStatus;
  description: string;
  createdAt: string;
  expiresAt: string;
  settledAt: string | null;
}

export interface PaymentFile {
  payment: PaymentRow & { closedAt: string | null; failureReason: string | null };
  items: { payableId: string; accountNo: string; title: string; amountFen: number }[];
  events: PaymentEvent[];
  inbox: InboxMessage[];
  collections: Collection[];
  allocations: Allocation[];
  postings: Posting[];
  refunds: Refund[];
  odd: OddPayment[];
}

export interface PaymentEvent {
  id: number;
  at: string;
  kind: string;
  detail: Record<string, unknown>;
}

export interface InboxMessage {
  id: number;
  source: string;
  eventId: string;
  kind: string;
  headers: Record<string, string>;
  body: string;
  receivedAt: string;
  handledAt: string | null;
  status: string;
  result: string | null;
  attempts: number;
  repeats: number;
}

export interface Collection {
  id: number;
  source: string;
  tradeNo: string;
  amountFen: number;
  refundedFen: number;
  paidAt: string;
  origin: string;
  createdAt: string;
}

export interface Allocation {
  id: number;
  collectionId: number;
  payableId: string | null;
  accountCode: string;
  title: string | null;
  amountFen: number;
  takenBackFen: number;
}

export interface Posting {
  transactionId: number;
  kind: string;
  reference: string;
  postedAt: string;
  accountCode: string;
  accountNameZh: string;
  accountNameEn: string;
  amountFen: number;
}

export interface Refund {
  refundNo: string;
  paymentNo: string | null;
  gateway: string;
  amountFen: number;
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
