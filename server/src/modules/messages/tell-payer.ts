import { z } from 'zod';
import type { FieldCipher } from '../../infra/crypto.ts';
import type { Database } from '../../infra/database.ts';
import { fen, showYuan } from '../../shared/money.ts';
import type { MessagesRepository } from './messages.repository.ts';
import { type Deliver, Undeliverable } from './outbox.ts';
import { queueSms } from './queue-sms.ts';

/** What the ledger's functions put into the outbox. Amounts in fen. */
const PaymentEvent = z.object({ paymentNo: z.string(), amountFen: z.int() });
export type PayerNews = 'payment-credited' | 'refund-succeeded';

interface TellPayerDependencies {
  db: Database;
  repository: MessagesRepository;
  cipher: FieldCipher;
}

/** Turns news of a payment into a text message to the payer, when the payer has given a phone. */
export function tellPayer(template: PayerNews, { db, repository, cipher }: TellPayerDependencies): Deliver {
  return async ({ payload, dedupeKey }) => {
    const event = PaymentEvent.safeParse(payload);
    if (!event.success) throw new Undeliverable('not news of a payment');
    const { paymentNo, amountFen } = event.data;
    const phoneEnc = await repository.payerPhone(paymentNo);
    if (!phoneEnc) return;
    const params = { amount: showYuan(fen(amountFen)), paymentTail: paymentNo.slice(-4) };
    const message = { phone: cipher.decrypt(phoneEnc), template, language: 'zh', params } as const;
    await db.inTransaction(tx => queueSms(tx, cipher, { ...message, dedupeKey: `sms:${dedupeKey}` }));
  };
}
