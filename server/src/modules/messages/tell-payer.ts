import { z } from 'zod';
import type { Database } from '../../infra/database.ts';
import type { MessagesRepository } from './messages.repository.ts';
import { type Deliver, Undeliverable } from './outbox.ts';
import { queueNotice } from './queue-notice.repository.ts';

/** What the ledger's functions put into the outbox. Amounts in fen. */
const PaymentEvent = z.object({ paymentNo: z.string(), amountFen: z.int() });
export type PayerNews = 'payment-credited' | 'refund-succeeded' | 'payout-returned';

interface TellPayerDependencies {
  db: Database;
  repository: MessagesRepository;
  /** The notice is there: deliver it now. */
  nudge(): void;
}

/** Turns news of a payment into a notice to the payer, who is told in the way of their own choice. */
export function tellPayer(event: PayerNews, { db, repository, nudge }: TellPayerDependencies): Deliver {
  return async ({ payload, dedupeKey }) => {
    const news = PaymentEvent.safeParse(payload);
    if (!news.success) throw new Undeliverable('not news of a payment');
    const { paymentNo, amountFen } = news.data;
    const payer = await repository.payerOf(paymentNo);
    // What was debited by itself is told by the alert `autopay-debited`: once, under its switch, outside quiet hours.
    if (!payer || (payer.byItself && event === 'payment-credited')) return;
    const { personId, holderPeriodId } = payer;
    await db.inSqlTransaction(tx =>
      queueNotice(tx, {
        dedupeKey: `${dedupeKey}:${personId}`,
        event,
        personId,
        holderPeriodId,
        params: { amountFen, paymentNo },
        source: { table: 'payments', id: paymentNo },
      }),
    );
    nudge();
  };
}
