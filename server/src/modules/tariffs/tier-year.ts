/** How much of each tier a household may use in its tier year. Pure. */
import { addMonths, type BusinessDate, laterDay, type Month, monthOf } from '../../shared/dates.ts';
import { isLargeHousehold, type TariffOption, type TariffVersion } from './tariff.ts';
import type { TariffRules } from './tariff-rules.ts';

export interface TierYear {
  from: Month;
  /** The last month of the tier year. */
  to: Month;
}

export interface Allowance {
  /** Whole months granted in this tier year; a begun month counts as a whole one. */
  months: number;
  /** Upper limits of all tiers but the last, for these months, in 0.01 kWh. Empty for a tariff without tiers. */
  limits: number[];
}

export interface Holding {
  from: BusinessDate;
  /** Last day held, or null. */
  to: BusinessDate | null;
}

export function tierYearOf(month: Month, startMonth: number): TierYear {
  const year = Number(month.slice(0, 4)) - (Number(month.slice(5)) < startMonth ? 1 : 0);
  const from = `${year}-${String(startMonth).padStart(2, '0')}` as Month;
  return { from, to: addMonths(from, 11) };
}

/** By the edition in force on that day, not by one to come; without any edition, the calendar year. */
export function tierYearOn(versions: readonly TariffVersion[], day: BusinessDate): TierYear {
  const startMonth = versions.length === 0 ? 1 : rulesAhead(versions, day).tierYearStartMonth;
  return tierYearOf(monthOf(day), startMonth);
}

/** Adds up the months of the tier year that the holder holds, each with the limits in force at its beginning. */
export function allowanceIn(
  year: TierYear,
  holding: Holding,
  versions: readonly TariffVersion[],
  options: readonly TariffOption[],
): Allowance {
  const months: number[][] = [];
  for (let month = year.from; month <= year.to; month = addMonths(month, 1)) {
    if (month < monthOf(holding.from) || (holding.to && month > monthOf(holding.to))) continue;
    const rules = rulesAhead(versions, laterDay(`${month}-01` as BusinessDate, holding.from));
    months.push(limitsOf(rules, options, month));
  }
  const tiers = Math.max(0, ...months.map(limits => limits.length));
  // An edition with fewer tiers knows no energy above its last limit that is not in its last tier: the limits go on ascending.
  const yearly = Array.from({ length: tiers }, (_, tier) =>
    months.reduce((sum, limits) => sum + (limits[tier] ?? limits.at(-1) ?? 0), 0),
  );
  // Yearly kWh summed over months, ÷ 12 for one month's share, × 100 for 0.01 kWh; a remainder is dropped once.
  return { months: months.length, limits: yearly.map(sum => Math.floor((sum * 100) / 12)) };
}

/** The limits that a tier year has for somebody who stays to its end; empty for a tariff without tiers. */
export function expectedLimits(
  year: TierYear,
  from: BusinessDate,
  versions: readonly TariffVersion[],
  options: readonly TariffOption[],
): number[] {
  return allowanceIn(year, { from, to: null }, versions, options).limits;
}

/** Months before the first edition or after the last one's end take the nearest edition: limits are needed for the whole year. */
function rulesAhead(versions: readonly TariffVersion[], day: BusinessDate): TariffRules {
  const version = versions.findLast(({ from }) => from <= day) ?? versions[0];
  if (!version) throw new RangeError('a tariff has no editions');
  return version.rules;
}

function limitsOf(rules: TariffRules, options: readonly TariffOption[], month: Month): number[] {
  if (!rules.tiers) return [];
  const large = isLargeHousehold(options, rules, month) ? rules.largeHousehold : null;
  return (large ?? rules.tiers).limitsKwhPerYear;
}

/** Spreads energy over tiers of which `used` is already taken. */
export function spreadOverTiers(used: number, amount: number, limits: readonly number[]): number[] {
  const bounds = [...limits, Number.POSITIVE_INFINITY];
  let floor = 0;
  return bounds.map(bound => {
    const part = Math.max(0, Math.min(used + amount, bound) - Math.max(used, floor));
    floor = bound;
    return part;
  });
}

export function sumOf(energies: readonly number[]): number {
  return energies.reduce((sum, energy) => sum + energy, 0);
}
