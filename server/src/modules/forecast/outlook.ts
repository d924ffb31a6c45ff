/**
 * What a household has used and will have to pay: use since the last bill, running balance, days left, the month's forecast
 * with its range. Pure. The README says how and why; what cannot be known is null, never zero.
 */
import {
  addDays,
  addMonths,
  type BusinessDate,
  daysBetween,
  earlierDay,
  laterDay,
  type Month,
  monthOf,
} from '../../shared/dates.ts';
import type { TariffOption, TariffVersion, TierState, Usage } from '../tariffs/index.ts';
import { goesOn, type Pause, pausedDays, supplied } from './pauses.ts';
import { type PricingQuestion, priceMonths, sumOf } from './price-months.ts';
import { daysOf, type MeasuringQuestion, stretchesOf, within } from './stretches.ts';
import { halfWidth, missingDays, type TypicalDay, typicalDay, typicalDayOfBill } from './typical-day.ts';
import { unusualDay } from './unusual-day.ts';

/** All that is known of one holder today. */
export interface OutlookInput extends Omit<MeasuringQuestion, 'anchorOn'> {
  today: BusinessDate;
  holding: { from: BusinessDate; to: BusinessDate | null };
  versions: readonly TariffVersion[];
  options: readonly TariffOption[];
  pauses: readonly Pause[];
  /** Balance and prepayment; what of issued bills is unpaid. */
  keptFen: number;
  owedFen: number;
  lastBill: { to: BusinessDate; energy: number; days: number } | null;
  /** The last day that the system before the hall billed, where the hall has billed none yet. */
  openingTo: BusinessDate | null;
  /** The first month that the hall billed in the region; null before its first run. */
  hallFrom: Month | null;
  /** Energy billed in the tier year that the first unbilled day belongs to, by tier. */
  usedBefore: readonly number[];
}

export interface Range {
  low: number;
  high: number;
}

export interface Outlook {
  asOf: BusinessDate | null;
  billedTo: BusinessDate | null;
  used: number | null;
  usedFen: number | null;
  runningFen: number | null;
  perDay: number | null;
  perDayFen: number | null;
  /** Whole days from today on; null without use, readings or a price. */
  daysLeft: ({ days: number } & Range) | null;
  missingDays: number;
  forecast: ({ month: Month; energy: number; fen: number } & Range) | null;
  tier: TierState | null;
  lastDay: { on: BusinessDate; use: number; usual: number } | null;
}

const furthestDays = 365;
/** The days ahead whose price, tiers included, says what a day costs. */
const pricedAhead = 30;

export function outlookOf(input: OutlookInput): Outlook {
  const stretches = stretchesOf({ ...input, anchorOn: input.lastBill?.to ?? null });
  const asOf = stretches.at(-1)?.to ?? lastReadingOn(input);
  const yesterday = addDays(input.today, -1);
  const days = supplied(stretches, input.pauses);
  const missing = missingDays(days, { from: input.holding.from, yesterday, pauses: input.pauses });
  const known = { asOf, billedTo: input.lastBill?.to ?? null, missingDays: missing };
  const day = (days.length > 0 && typicalDay(days, days.at(-1)!.to)) || dayOfLastBill(input);
  if (!asOf || !day) return { ...nothing, ...known };
  const begin = firstUnbilledDay(input, asOf, stretches[0]?.from);
  const sinceBill =
    begin > asOf ? { usage: [], assumedDays: 0 } : fillUp(input, stretches, { begin, asOf, day });
  const energyKnown = {
    ...known,
    used: sinceBill.usage.reduce((sum, { total }) => sum + total, 0),
    perDay: goesOn(input.pauses) ? 0 : Math.round(day.mean),
    lastDay: stretches.at(-1) === days.at(-1) ? unusualDay(days) : null,
  };
  try {
    return { ...nothing, ...energyKnown, ...inMoney(input, { asOf, begin, day, ...sinceBill }) };
  } catch (error) {
    // No edition in force, or time of use without a register: the energy is known, its price is not.
    if (error instanceof RangeError) return { ...nothing, ...energyKnown };
    throw error;
  }
}

const nothing: Outlook = {
  asOf: null,
  billedTo: null,
  used: null,
  usedFen: null,
  runningFen: null,
  perDay: null,
  perDayFen: null,
  daysLeft: null,
  missingDays: 0,
  forecast: null,
  tier: null,
  lastDay: null,
};

function lastReadingOn({ readings, today }: OutlookInput): BusinessDate | null {
  const days = [...readings.values()].flatMap(list => list.filter(({ quality }) => quality === 'actual'));
  const upTo = days.map(({ on }) => on).filter(on => on <= today);
  return upTo.sort().at(-1) ?? null;
}

function dayOfLastBill({ lastBill, pauses }: OutlookInput): TypicalDay | undefined {
  if (!lastBill) return undefined;
  const { to, energy, days } = lastBill;
  const withSupply = days - pausedDays(pauses, { from: addDays(to, 1 - days), to });
  return withSupply > 0 ? typicalDayOfBill(energy, withSupply) : undefined;
}

/**
 * A holder never billed owes for all since the first reading of the holding; where the last month began before any was read, typical days
 * stand for it. Not for what was before the hall's first month, which others billed, nor before a meter hung, as in the first bill.
 */
function firstUnbilledDay(
  { lastBill, openingTo, hallFrom, holding, installations }: OutlookInput,
  asOf: BusinessDate,
  firstMeasured: BusinessDate | undefined,
): BusinessDate {
  if (lastBill) return addDays(lastBill.to, 1);
  if (openingTo) return addDays(openingTo, 1);
  const lastMonth = `${addMonths(monthOf(asOf), -1)}-01` as BusinessDate;
  const begun = hallFrom
    ? laterDay(`${hallFrom}-01` as BusinessDate, earlierDay(lastMonth, firstMeasured ?? null))
    : lastMonth;
  const hung = installations
    .filter(({ to }) => to === null || to >= holding.from)
    .map(({ from }) => from)
    .sort()[0];
  return laterDay(laterDay(holding.from, hung ?? holding.from), begun);
}

/** The days without a gap: measured where there are readings, a typical day where there are none and it was supplied. */
function fillUp(
  { pauses }: OutlookInput,
  stretches: readonly Usage[],
  { begin, asOf: to, day }: Pick<SinceBill, 'begin' | 'asOf' | 'day'>,
) {
  const usage: Usage[] = [];
  let assumedDays = 0;
  let next = begin;
  const assume = (end: BusinessDate) => {
    if (next > end) return;
    const gap = { from: next, to: end };
    const days = daysOf(gap) - pausedDays(pauses, gap);
    assumedDays += days;
    usage.push(typicalUsage(day, next, end, days * day.mean));
  };
  for (const stretch of stretches) {
    const part = within(stretch, next, to);
    if (!part) continue;
    assume(addDays(part.from, -1));
    usage.push(part);
    next = addDays(part.to, 1);
  }
  assume(to);
  return { usage, assumedDays };
}

function typicalUsage(
  { valleyShare }: TypicalDay,
  from: BusinessDate,
  to: BusinessDate,
  energy: number,
): Usage {
  const total = Math.max(0, Math.round(energy));
  return { from, to, total, valley: valleyShare === null ? null : Math.round(total * valleyShare) };
}

interface SinceBill {
  asOf: BusinessDate;
  begin: BusinessDate;
  day: TypicalDay;
  usage: Usage[];
  assumedDays: number;
}

function inMoney(input: OutlookInput, since: SinceBill): Partial<Outlook> {
  const price = (usage: Usage[]) => priceMonths(questionOf(input, usage));
  const soFar = price(since.usage);
  const usedFen = sumOf(soFar);
  const runningFen = input.keptFen - input.owedFen - usedFen;
  const ahead = aheadFrom(since);
  const pricedTo = addDays(ahead, pricedAhead - 1);
  const next = typicalUsage(since.day, ahead, pricedTo, pricedAhead * since.day.mean);
  // A pause has no end yet: until it has, no day takes anything.
  const perDayFen = goesOn(input.pauses)
    ? 0
    : Math.round((sumOf(price([...since.usage, next])) - usedFen) / pricedAhead);
  return {
    usedFen,
    runningFen,
    perDayFen,
    daysLeft: daysLeftOf(input.today, since, runningFen, perDayFen),
    forecast: forecastOf(input, since),
    tier: soFar.at(-1)?.tier ?? tierWithoutUse(input, since.asOf),
  };
}

/** The first day that is neither billed nor measured. */
function aheadFrom({ asOf, begin }: SinceBill): BusinessDate {
  return begin > asOf ? begin : addDays(asOf, 1);
}

function questionOf(input: OutlookInput, usage: Usage[]): PricingQuestion {
  const { versions, options, holding, usedBefore } = input;
  return { versions, options, holding, usage, usedBefore };
}

/** The running balance stands at the end of `asOf`: the days gone by since count as used. */
export function daysFrom(
  today: BusinessDate,
  asOf: BusinessDate,
  runningFen: number,
  perDayFen: number,
): number {
  if (runningFen <= 0) return 0;
  const days = Math.floor(runningFen / perDayFen) - (daysBetween(asOf, today) - 1);
  return Math.min(Math.max(days, 0), furthestDays);
}

function daysLeftOf(
  today: BusinessDate,
  { asOf, day, assumedDays }: SinceBill,
  runningFen: number,
  perDayFen: number,
): Outlook['daysLeft'] {
  if (perDayFen <= 0) return null;
  const days = daysFrom(today, asOf, runningFen, perDayFen);
  const ahead = Math.max(Math.floor(runningFen / perDayFen), 1) + assumedDays;
  const wide = day.mean > 0 ? halfWidth(day, ahead) / (day.mean * ahead) : 0;
  const low = daysFrom(today, asOf, runningFen, perDayFen * (1 + wide));
  const high = daysFrom(today, asOf, runningFen, perDayFen * Math.max(1 - wide, 0.1));
  return { days, low, high };
}

/** This month as it will be billed: what is measured, and typical days for the rest. */
function forecastOf(input: OutlookInput, since: SinceBill): Outlook['forecast'] {
  const month = monthOf(input.today);
  const lastDay = addDays(`${addMonths(month, 1)}-01` as BusinessDate, -1);
  const end = earlierDay(lastDay, input.holding.to);
  const from = aheadFrom(since);
  if (from > addDays(end, 1)) return null;
  const rest = from > end || goesOn(input.pauses) ? 0 : daysOf({ from, to: end });
  const idle = rest === 0 && from <= end ? [{ from, to: end, total: 0, valley: 0 }] : [];
  const expected = rest * since.day.mean;
  const width = halfWidth(since.day, rest + assumedIn(since, month));
  const priced = (energy: number) => {
    const ahead = rest === 0 ? idle : [typicalUsage(since.day, from, end, energy)];
    const usage = [...since.usage, ...ahead];
    return priceMonths(questionOf(input, usage)).find(one => one.month === month);
  };
  const middle = priced(expected);
  if (!middle) return null;
  const low = priced(Math.max(0, expected - width))?.totalFen ?? middle.totalFen;
  const high = priced(expected + width)?.totalFen ?? middle.totalFen;
  const { energy, totalFen: fen } = middle;
  return { month, energy, fen, low: Math.min(low, fen), high: Math.max(high, fen) };
}

/** Days of the month before `asOf` that nobody measured. They are few, and all of them may lie in this month. */
function assumedIn({ assumedDays, asOf }: SinceBill, month: Month): number {
  return monthOf(asOf) === month ? assumedDays : 0;
}

function tierWithoutUse(input: OutlookInput, asOf: BusinessDate): TierState | null {
  const probe = { from: asOf, to: asOf, total: 0, valley: 0 };
  return priceMonths(questionOf(input, [probe])).at(-1)?.tier ?? null;
}
