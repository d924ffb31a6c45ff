/** A wallet's customers complain to the wallet about a payment, and the merchant answers there (消费者投诉). */
import type { RawMessage } from './gateway.ts';

export type ComplaintState = 'pending' | 'processing' | 'processed';

export interface WalletComplaint {
  complaintId: string;
  state: ComplaintState;
  toldAt: Date;
  words: string;
  /** Addresses at the wallet of what the customer laid beside it. */
  pictures: string[];
  /** In clear; the wallet sends it encrypted to our certificate. */
  phone: string | null;
  /** Our own numbers of what was paid. */
  paymentNos: string[];
  amountFen: number;
  fullyRefunded: boolean;
  /** What the customer wants back (申请退款); null where the complaint is about something else. */
  refundAskedFen: number | null;
}

/** Of a wish for a refund. The money is sent by a refund of its own. */
export type RefundDecision = { approve: true; workingDays: number } | { approve: false; reason: string };

/** One line of what was said at the wallet. */
export interface ComplaintEntry {
  logId: string;
  /** Whose: the customer's, ours, or the wallet's own. */
  by: 'customer' | 'merchant' | 'wallet';
  at: Date;
  words: string;
  pictures: string[];
  /** Our yes or no to the customer's wish for a refund. */
  decidesRefund: boolean;
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
  /** With pictures by the wallet's names for them. */
  respond(complaintId: string, words: string, pictures: readonly string[]): Promise<void>;
  /** Of an address that a complaint gave. Throws ChannelError. */
  picture(address: string): Promise<Buffer>;
  /** @returns the wallet's name for it, by which a response takes it along */
  upload(picture: { name: string; content: Buffer }): Promise<string>;
  /** Once. A no ends the complaint; after a yes the wallet ends it itself as the money arrives. */
  decideRefund(complaintId: string, decision: RefundDecision): Promise<void>;
  /** We have done what there was to do; the customer may object. */
  complete(complaintId: string): Promise<void>;
}

/** A response at the wallet may be no longer. */
export const longestResponse = 200;
/** A response takes along so many pictures, each no larger. */
export const picturesOfResponse = { most: 4, mostBytes: 2 * 1024 * 1024 };
