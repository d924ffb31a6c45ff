import type { Clock } from '../../infra/clock.ts';
import { staffName } from '../../shared/audit.ts';
import { billBroughtForward, billNotFound, billReversed, nextBillFirst } from './billing.errors.ts';
import type { IssueBillsRepository } from './issue-bills.repository.ts';
import type { By } from './run-billing.ts';

export interface ReverseBillDependencies {
  clock: Clock;
  issueBills: IssueBillsRepository;
}

/** Reverses a bill (冲正). Its month can then be billed anew; what had been paid becomes the holder's balance. */
export function createReverseBill({ clock, issueBills }: ReverseBillDependencies) {
  return async function reverseBill(
    billNo: string,
    reason: string,
    by: By,
  ): Promise<{ billNo: string; reversalNo: string }> {
    const { result, reversalNo, next } = await issueBills.reverse(billNo, reason, clock.now(), {
      actor: staffName(by),
      action: 'bill.reverse',
      subject: `bill:${billNo}`,
      detail: { reason },
      requestId: by.requestId,
    });
    if (result === 'not-found') throw billNotFound();
    if (result === 'already') throw billReversed();
    if (result === 'next-first') throw nextBillFirst({ next: next! });
    if (result === 'brought-forward' || !reversalNo) throw billBroughtForward();
    return { billNo, reversalNo };
  };
}

export type ReverseBill = ReturnType<typeof createReverseBill>;
