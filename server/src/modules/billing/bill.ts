/** A bill: what it holds and what it says of itself. Pure; energies in 0.01 kWh, money in fen. */
import type { BusinessDate, Month } from '../../shared/dates.ts';
import type { Wording } from '../../shared/errors.ts';
import type { RatedLine, TierState } from '../tariffs/index.ts';
import type { BilledRegister } from './measure-period.ts';

/** `bills.content`: all that explains the sum, as it was on the day of issue. */
export interface BillContent {
  readings: BilledRegister[];
  lines: RatedLine[];
  tier: TierState | null;
  /** Editions of the tariff, by their numbers. */
  versions: number[];
}

/** A bill before it has a number and a date of issue. */
export interface BillDraft {
  from: BusinessDate;
  to: BusinessDate;
  energy: number;
  energyFen: number;
  adjustmentFen: number;
  totalFen: number;
  estimated: boolean;
  content: BillContent;
}

export type BillStatus = 'unpaid' | 'part-paid' | 'paid' | 'reversed';

/** A bill without a payable is settled: nothing was owed, or it was brought forward from before the books began. */
export function billStatus(bill: { live: boolean; outstandingFen: number; paidFen: number }): BillStatus {
  if (!bill.live) return 'reversed';
  if (bill.outstandingFen === 0) return 'paid';
  return bill.paidFen > 0 ? 'part-paid' : 'unpaid';
}

const monthNames = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

export function billTitle(month: Month): Wording {
  const [year, index] = month.split('-').map(Number) as [number, number];
  return { zh: `${year}年${index}月电费`, en: `Electricity, ${monthNames[index - 1]} ${year}` };
}

export function lateFeeTitle(month: Month): Wording {
  return {
    zh: `${Number(month.slice(0, 4))}年${Number(month.slice(5))}月电费违约金`,
    en: `Late fee of ${month}`,
  };
}
