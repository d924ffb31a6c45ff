import { z } from 'zod';
import type { FieldCipher } from '../../infra/crypto.ts';
import type { Database } from '../../infra/database.ts';
import { businessDate } from '../../shared/dates.ts';
import { showYuan } from '../../shared/money.ts';
import { type Deliver, type SmsQueue, Undeliverable } from '../messages/index.ts';
import type { DebitsRepository } from './debits.repository.ts';
import { whyFailed } from './why-failed.ts';

export const debitFailedKind = 'autopay-failed';
const Payload = z.object({ debitId: z.int() });

interface TellFailureDependencies {
  db: Database;
  cipher: FieldCipher;
  sms: SmsQueue;
  debits: DebitsRepository;
  publicBaseUrl: string;
}

/** Why a debit failed, what happens next, and the way to pay now: to a customer who has given a phone. */
export function tellFailure(dependencies: TellFailureDependencies): Deliver {
  const { db, cipher, sms, debits, publicBaseUrl } = dependencies;
  return async ({ payload, dedupeKey }) => {
    const event = Payload.safeParse(payload);
    if (!event.success) throw new Undeliverable('not news of a debit');
    // Paid meanwhile, or without a phone: the page shows it as it stands.
    const failed = await debits.failure(event.data.debitId);
    if (!failed?.phoneEnc) return;
    const { accountNo, amountFen, failureReason, nextAt } = failed;
    const params = {
      accountTail: accountNo.slice(-4),
      amount: showYuan(amountFen),
      reason: whyFailed(failureReason).zh,
      link: `${publicBaseUrl}/?pay=${accountNo}`,
      ...(nextAt ? { day: businessDate(nextAt) } : {}),
    };
    await db.inTransaction(tx =>
      sms.queue(tx, {
        phone: cipher.decrypt(failed.phoneEnc!),
        template: nextAt ? 'autopay-failed-again' : 'autopay-failed',
        language: 'zh',
        params,
        dedupeKey: `sms:${dedupeKey}`,
      }),
    );
  };
}
