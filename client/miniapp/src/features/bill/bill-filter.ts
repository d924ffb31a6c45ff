/** Which of the bills are shown. Pure. */
import type { BillRow } from '@api/types';

export const billStates = ['all', 'open', 'paid', 'estimated'] as const;
export type BillState = (typeof billStates)[number];

export interface BillFilter {
  state: BillState;
  /** `2026`, or null for all years. */
  year: string | null;
}

export function filterBills(bills: BillRow[], { state, year }: BillFilter): BillRow[] {
  return bills
    .filter(bill => year === null || bill.month.startsWith(year))
    .filter(bill => {
      if (state === 'open') return bill.status === 'unpaid' || bill.status === 'part-paid';
      if (state === 'paid') return bill.status === 'paid';
      return state === 'all' || bill.estimated;
    });
}

/** Newest first. */
export function yearsOf(bills: BillRow[]): string[] {
  return [...new Set(bills.map(({ month }) => month.slice(0, 4)))].sort().reverse();
}
