import type { NewDelivery } from '../notify/deliveries.ts';
import type { Sandbox } from '../sandbox.ts';
import type { Delivery } from '../state/records.ts';
import type { Channel, SentMessage } from './records.ts';

export function keepMessage(sandbox: Sandbox, message: Omit<SentMessage, 'sentAt'>): SentMessage {
  const kept = { ...message, sentAt: new Date().toISOString() };
  sandbox.store.put('message', kept.id, kept);
  return kept;
}

/** What became of it, in either table. */
export function concludeMessage(
  sandbox: Sandbox,
  id: string,
  outcome: 'received' | 'failed',
  reason?: string,
): void {
  const message = sandbox.store.get('message', id);
  if (message) sandbox.store.put('message', id, { ...message, outcome, reason });
  const sms = sandbox.store.get('sms', id);
  if (sms) sandbox.store.put('sms', id, { ...sms, outcome, reason });
}

/** Concludes the message a while later and tells it to the address of the provider's console, if one is set. */
export function tellReceipt(
  sandbox: Sandbox,
  receipt: Omit<NewDelivery, 'kind' | 'eventId'>,
  messageId: string,
): void {
  const wait = sandbox.settings().receiptDelayMs;
  if (receipt.url) {
    sandbox.deliveries.sendLater({ ...receipt, kind: 'receipt', eventId: messageId }, wait);
  } else {
    sandbox.later(wait, () => concludeMessage(sandbox, messageId, 'received'));
  }
}

/** For a notifier: the moment at which the recipient has it, or never will. */
export function messageHappened(sandbox: Sandbox, delivery: Delivery, defaultReason: string): void {
  if (delivery.kind !== 'receipt') return;
  const failed = delivery.fault === 'failed-receipt';
  const reason = (delivery.facts['failText'] ?? delivery.facts['failCode'] ?? defaultReason) as string;
  concludeMessage(sandbox, delivery.eventId, failed ? 'failed' : 'received', failed ? reason : undefined);
}

export interface InboxMessage {
  id: string;
  channel: Channel;
  to: string;
  sentAt: string;
  template?: string;
  title?: string;
  fields: Record<string, string>;
  text?: string;
  page?: string;
  requestId?: string;
  outcome?: 'received' | 'failed';
  reason?: string;
}

/** Every message of every channel, newest first. */
export function allMessages(sandbox: Sandbox, only: { channel?: string; to?: string } = {}): InboxMessage[] {
  const texted = sandbox.store.all('sms').map(
    (sms): InboxMessage => ({
      id: sms.messageId,
      channel: 'sms',
      to: sms.phone,
      sentAt: sms.sentAt,
      template: sms.template,
      title: sms.sign,
      fields: sms.params,
      requestId: sms.requestId,
      outcome: sms.outcome,
      reason: sms.reason,
    }),
  );
  const others = sandbox.store
    .all('message')
    .map((one): InboxMessage => ({ ...one, fields: one.fields ?? {} }));
  return [...texted, ...others]
    .filter(one => (!only.channel || one.channel === only.channel) && (!only.to || one.to === only.to))
    .reverse()
    .sort((a, b) => b.sentAt.localeCompare(a.sentAt));
}
