import type { Clock } from '../../infra/clock.ts';
import { businessDate, type Month } from '../../shared/dates.ts';
import { fen } from '../../shared/money.ts';
import { lateFeeTitle } from '../billing/index.ts';
import type { LateFeesRepository } from './late-fees.repository.ts';

const chunk = 500;

/** Counts the day: every overdue bill's fee is what it is at the end of today, also when days were missed. */
export async function chargeLateFees(
  fees: LateFeesRepository,
  clock: Clock,
  signal: AbortSignal,
): Promise<void> {
  const today = businessDate(clock.now());
  if (!(await fees.everCharged(today))) return;
  for (let after = 0; ; ) {
    const bills = signal.aborted ? [] : await fees.growing(today, after, chunk);
    for (const bill of bills) await fees.charge(bill, today);
    if (bills.length < chunk) return;
    after = bills.at(-1)!;
  }
}

/** A payment of the bill freezes its fee: days after it, counted before the payment was heard of, are taken back. */
export async function freezeLateFees(fees: LateFeesRepository, clock: Clock): Promise<void> {
  const today = businessDate(clock.now());
  for (const bill of await fees.ended(chunk)) await fees.charge(bill, today);
}

/** Registered with payments as the source of payables of kind `late-fee`. */
export function lateFeePayables(fees: LateFeesRepository) {
  return {
    kind: 'late-fee',
    async describe(payableIds: readonly number[]) {
      const found = await fees.describe(payableIds);
      return found.map(({ payableId, holderPeriodId, month, outstandingFen }) => ({
        payableId,
        kind: 'late-fee',
        holderPeriodId,
        title: lateFeeTitle(month as Month),
        outstandingFen: fen(outstandingFen),
      }));
    },
  };
}
