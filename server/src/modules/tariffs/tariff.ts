/** A tariff in force, and what a holder chose or was granted under it. Pure. */
import { addDays, type BusinessDate, type Month } from '../../shared/dates.ts';
import type { TariffRules } from './tariff-rules.ts';

/** One dated edition. `to` is its last day, or null while it holds. */
export interface TariffVersion {
  id: number;
  from: BusinessDate;
  to: BusinessDate | null;
  nameZh: string;
  nameEn: string;
  /** The document that fixed the prices. */
  source: string;
  note: string | null;
  rules: TariffRules;
}

/** All editions of one region and category, by date. */
export interface Tariff {
  regionCode: string;
  category: string;
  nameZh: string;
  nameEn: string;
  versions: TariffVersion[];
}

export type OptionKind = 'flat' | 'time-of-use' | 'large-household' | 'low-income';

/** Dated; both days inclusive, `to` null while it holds. */
export interface TariffOption {
  kind: OptionKind;
  from: BusinessDate;
  to: BusinessDate | null;
  /** People in a large household. */
  people: number | null;
}

interface Span {
  from: BusinessDate;
  to: BusinessDate | null;
}

export function covers(span: Span, day: BusinessDate): boolean {
  return span.from <= day && (span.to === null || span.to >= day);
}

export function overlapsMonth(span: Span, month: Month): boolean {
  return span.from.slice(0, 7) <= month && (span.to === null || span.to.slice(0, 7) >= month);
}

/** The edition in force on a day; a day without one cannot be rated. */
export function versionOn(versions: readonly TariffVersion[], day: BusinessDate): TariffVersion {
  const version = versions.findLast(candidate => covers(candidate, day));
  if (!version) throw new RangeError(`no tariff is in force on ${day}`);
  return version;
}

/** Time of use holds when it is the option that began last among those in effect; without any option a customer is flat. */
export function hasTimeOfUse(options: readonly TariffOption[], day: BusinessDate): boolean {
  const plans = options
    .filter(({ kind }) => kind === 'flat' || kind === 'time-of-use')
    .filter(option => covers(option, day));
  const latest = plans.reduce<TariffOption | null>(
    (best, plan) => (best && best.from > plan.from ? best : plan),
    null,
  );
  return latest?.kind === 'time-of-use';
}

/** A large household has enough people and a grant that has not lapsed. */
export function isLargeHousehold(
  options: readonly TariffOption[],
  rules: TariffRules,
  month: Month,
): boolean {
  const rule = rules.largeHousehold;
  if (!rule) return false;
  return options.some(option => {
    if (option.kind !== 'large-household' || (option.people ?? 0) < rule.minPeople) return false;
    const lapses = rule.renewYears === null ? null : lastDayAfterYears(option.from, rule.renewYears);
    const to = lapses === null || (option.to !== null && option.to < lapses) ? option.to : lapses;
    return overlapsMonth({ from: option.from, to }, month);
  });
}

export function isLowIncome(options: readonly TariffOption[], month: Month): boolean {
  return options.some(option => option.kind === 'low-income' && overlapsMonth(option, month));
}

function lastDayAfterYears(from: BusinessDate, years: number): BusinessDate {
  const sameDay = `${Number(from.slice(0, 4)) + years}${from.slice(4)}`;
  // 29 February has no like in most years: the grant then ends with that February.
  return addDays((sameDay.endsWith('02-29') ? `${sameDay.slice(0, 4)}-03-01` : sameDay) as BusinessDate, -1);
}
