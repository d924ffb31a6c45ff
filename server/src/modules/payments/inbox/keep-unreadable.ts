/** What is proved and cannot be read is no reason to refuse: refused, it comes again until its sender gives up, and nobody has seen it. */
import { createHash } from 'node:crypto';
import type { RawMessage } from '../gateways/gateway.ts';
import type { Inbox } from './inbox.ts';

export interface Unreadable extends RawMessage {
  /** As in `inbox_messages.source`: `wechat-pay:1900000001`, `partner:MB0001`. */
  source: string;
  code: string;
}

/** Resolves when the message is on disk: only then may it be acknowledged. */
export type KeepUnreadable = (message: Unreadable) => Promise<void>;

const ourNumber = /(?<![0-9A-Za-z])P\d{22}(?!\d)/;

export function createKeepUnreadable(inbox: Pick<Inbox, 'accept'>): KeepUnreadable {
  return async ({ source, headers, body, code }) => {
    const paymentNo = ourNumber.exec(body.toString('latin1'))?.[0];
    // It has no number that we could read; the same bytes are the same message.
    const eventId = `unreadable:${createHash('sha256').update(body).digest('hex')}`;
    const notification = { kind: 'unreadable' as const, eventId, code, paymentNo, mismatches: [] };
    await inbox.accept({ source, headers, body, notification });
  };
}
