/** What stretches of days cost, month by month as they will be billed: the tiers fill up through the tier year. Pure. */
import { addDays, addMonths, type BusinessDate, type Month, monthOf } from '../../shared/dates.ts';
import {
  rate,
  type TariffOption,
  type TariffVersion,
  type TierState,
  tierYearOn,
  type Usage,
} from '../tariffs/index.ts';
import { within } from './stretches.ts';

export interface PricingQuestion {
  versions: readonly TariffVersion[];
  options: readonly TariffOption[];
  holding: { from: BusinessDate; to: BusinessDate | null };
  /** In order of time, without gaps. */
  usage: readonly Usage[];
  /** Energy billed in the tier year of the first day, by tier. */
  usedBefore: readonly number[];
}

export interface PricedMonth {
  month: Month;
  energy: number;
  totalFen: number;
  tier: TierState | null;
}

/** @throws RangeError when no tariff is in force or a register is missing */
export function priceMonths({ usage, usedBefore, ...tariff }: PricingQuestion): PricedMonth[] {
  const first = usage[0];
  const last = usage.at(-1);
  if (!first || !last) return [];
  const priced: PricedMonth[] = [];
  let before = usedBefore;
  let year = tierYearOn(tariff.versions, first.from).from;
  for (let month = monthOf(first.from); month <= monthOf(last.to); month = addMonths(month, 1)) {
    const begin = `${month}-01` as BusinessDate;
    const end = addDays(`${addMonths(month, 1)}-01` as BusinessDate, -1);
    const parts = usage.flatMap(one => within(one, begin, end) ?? []);
    const ofMonth = tierYearOn(tariff.versions, parts.at(-1)?.to ?? end).from;
    if (ofMonth !== year) before = [];
    year = ofMonth;
    const bill = rate({ ...tariff, usage: [together(parts)], usedBefore: before });
    before = bill.tier?.byTier ?? [];
    priced.push({ month, energy: bill.energy, totalFen: bill.totalFen, tier: bill.tier });
  }
  return priced;
}

/** As on a bill: one stretch from the month's first day to its last, so that a line is rounded once and not each day. */
function together(parts: readonly Usage[]): Usage {
  const valleys = parts.map(({ valley }) => valley);
  const sum = (values: number[]) => values.reduce((left, right) => left + right, 0);
  return {
    from: parts[0]!.from,
    to: parts.at(-1)!.to,
    total: sum(parts.map(({ total }) => total)),
    valley: valleys.every(valley => valley !== null) ? sum(valleys) : null,
  };
}

export const sumOf = (months: readonly PricedMonth[]) =>
  months.reduce((total, { totalFen }) => total + totalFen, 0);
