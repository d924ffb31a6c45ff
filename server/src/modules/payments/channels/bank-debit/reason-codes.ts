/** README, section 3: what a bank's answer means for the bill and for the mandate. */
import type { FailurePlan } from '../batch-debit.ts';

export const taken = '0000';

const plans: Readonly<Record<string, FailurePlan>> = {
  '1001': { mandate: 'keep', retry: { afterDays: 3, tries: 3 } },
  '1002': { mandate: 'suspend' },
  '1003': { mandate: 'suspend' },
  '1004': { mandate: 'end' },
  '1005': { mandate: 'suspend' },
  '1006': { mandate: 'end' },
  '1007': { mandate: 'keep', retry: { afterDays: 1, tries: 2 } },
  '1008': { mandate: 'keep', retry: { afterDays: 0, tries: 5 } },
  '1999': { mandate: 'keep', retry: { afterDays: 1, tries: 2 } },
};

export const isReason = (code: string) => code === taken || code in plans;

export function planFor(code: string): FailurePlan {
  return plans[code] ?? { mandate: 'keep' };
}
