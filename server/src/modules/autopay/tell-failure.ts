import { z } from 'zod';
import type { Database } from '../../infra/database.ts';
import { businessDate } from '../../shared/dates.ts';
import { type Deliver, queueNotice, Undeliverable } from '../messages/index.ts';
import type { DebitsRepository } from './debits.repository.ts';
import { whyFailed } from './why-failed.ts';

export const debitFailedKind = 'autopay-failed';
const Payload = z.object({ debitId: z.int() });

interface TellFailureDependencies {
  db: Database;
  debits: DebitsRepository;
  publicBaseUrl: string;
  /** The notice is there: deliver it now. */
  nudgeMessages(): void;
}

/** Why a debit failed, what happens next, and the way to pay now: to who signed, in the way of their own choice. */
export function tellFailure({ db, debits, publicBaseUrl, nudgeMessages }: TellFailureDependencies): Deliver {
  return async ({ payload, dedupeKey }) => {
    const event = Payload.safeParse(payload);
    if (!event.success) throw new Undeliverable('not news of a debit');
    const { debitId } = event.data;
    // Paid meanwhile: the page shows it as it stands.
    const failed = await debits.failure(debitId);
    if (!failed) return;
    const { personId, holderPeriodId, accountNo, amountFen, failureReason, nextAt } = failed;
    const reason = whyFailed(failureReason);
    await db.inSqlTransaction(tx =>
      queueNotice(tx, {
        dedupeKey,
        event: nextAt ? 'autopay-failed-again' : 'autopay-failed',
        personId,
        holderPeriodId,
        params: {
          accountTail: accountNo.slice(-4),
          amountFen,
          reasonZh: reason.zh,
          reasonEn: reason.en,
          link: `${publicBaseUrl}/?pay=${accountNo}`,
          ...(nextAt ? { dayOn: businessDate(nextAt) } : {}),
        },
        source: { table: 'agreement_debits', id: debitId },
      }),
    );
    nudgeMessages();
  };
}
