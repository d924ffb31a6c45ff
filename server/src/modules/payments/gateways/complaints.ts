/** A wallet's customers complain to the wallet about a payment, and the merchant answers there (消费者投诉). */
import type { RawMessage } from './gateway.ts';

export type ComplaintState = 'pending' | 'processing' | 'processed';

export interface WalletComplaint {
  complaintId: string;
  state: ComplaintState;
  toldAt: Date;
  words: string;
  /** In clear; the wallet sends it encrypted to our certificate. */
  phone: string | null;
  /** Our own numbers of what was paid. */
  paymentNos: string[];
  amountFen: number;
  fullyRefunded: boolean;
}

/** One line of what was said at the wallet. */
export interface ComplaintEntry {
  logId: string;
  /** Whose: the customer's, ours, or the wallet's own. */
  by: 'customer' | 'merchant' | 'wallet';
  at: Date;
  words: string;
}

interface ComplaintNotification {
  eventId: string;
  complaintId: string;
}

export interface Complaints {
  /** Verifies first. Throws ChannelError `bad-signature`, or `bad-response` when proved but unreadable. */
  parseNotification(raw: RawMessage): ComplaintNotification;
  /** Of these Beijing days, both included. Throws ChannelError. */
  list(from: string, until: string): Promise<string[]>;
  read(complaintId: string): Promise<WalletComplaint>;
  /** Oldest first. */
  history(complaintId: string): Promise<ComplaintEntry[]>;
  respond(complaintId: string, words: string): Promise<void>;
  /** We have done what there was to do; the customer may object. */
  complete(complaintId: string): Promise<void>;
}

/** A response at the wallet may be no longer. */
export const longestResponse = 200;
