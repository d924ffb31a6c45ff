import type { PoolClient } from 'pg';
import { z } from 'zod';
import type { FieldCipher } from '../../infra/crypto.ts';
import type { Transaction } from '../../infra/database.ts';
import type { Language } from '../../shared/errors.ts';
import { addToOutbox, addToOutboxSql } from './outbox.repository.ts';
import { Undeliverable } from './outbox.ts';
import { parametersOf, type TemplateName, type TemplateParams, templates } from './templates.ts';

export const smsKind = 'sms';

export interface SmsMessage {
  phone: string;
  template: TemplateName;
  language: Language;
  params: TemplateParams;
}

/** Phone and parameters (a code is among them) stay sealed until delivery and are dropped after it. */
const SmsPayload = z.object({
  template: z.enum(Object.keys(templates) as [TemplateName, ...TemplateName[]]),
  language: z.enum(['zh', 'en']),
  /** After this instant the message is of no use and is not sent. */
  notAfter: z.iso.datetime().optional(),
  sealed: z.string(),
});
const Sealed = z.object({ phone: z.string(), params: z.record(z.string(), z.string()) });

type QueuedSms = SmsMessage & { dedupeKey: string; notAfter?: Date };

/** Queues a text message in the caller's transaction. Equal `dedupeKey`s are one message. */
export async function queueSms(tx: Transaction, cipher: FieldCipher, message: QueuedSms): Promise<void> {
  await addToOutbox(tx, sealed(cipher, message));
}

/** The same in a transaction of the pool. */
export async function queueSmsSql(tx: PoolClient, cipher: FieldCipher, message: QueuedSms): Promise<void> {
  await addToOutboxSql(tx, sealed(cipher, message));
}

function sealed(cipher: FieldCipher, message: QueuedSms) {
  const missing = parametersOf(message.template).filter(name => !(name in message.params));
  if (missing.length > 0) throw new Error(`${message.template} lacks ${missing.join(', ')}`);
  const secret = JSON.stringify({ phone: message.phone, params: message.params });
  const { template, language, dedupeKey, notAfter } = message;
  const lapses = notAfter ? { notAfter: notAfter.toISOString() } : {};
  const payload = { template, language, sealed: cipher.encrypt(secret).toString('base64'), ...lapses };
  return { kind: smsKind, dedupeKey, payload };
}

/** @throws Undeliverable when the payload is not ours or the message has lapsed. */
export function openSms(payload: unknown, cipher: FieldCipher, now: Date): SmsMessage {
  const parsed = SmsPayload.safeParse(payload);
  if (!parsed.success) throw new Undeliverable('not an SMS payload');
  const { template, language, notAfter, sealed } = parsed.data;
  if (notAfter && now >= new Date(notAfter)) throw new Undeliverable('lapsed before it could be sent');
  return { template, language, ...Sealed.parse(JSON.parse(cipher.decrypt(Buffer.from(sealed, 'base64')))) };
}
