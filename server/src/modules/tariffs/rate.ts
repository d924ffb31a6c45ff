/**
 * The rating engine. Pure, integers only: energy in 0.01 kWh, prices in 1/10000 yuan, money in fen.
 *
 * Time first, then tier: usage is cut where prices change, each part fills the tiers of the year in order of time, and
 * within a part a tier is shared by peak and valley in the part's own proportion. Every line is rounded half up to the
 * fen and a bill is the sum of its lines. Decision 0006 gives the reasons.
 */
import { addMonths, type BusinessDate, type Month, monthOf } from '../../shared/dates.ts';
import { multiplyDivideRounded, splitInProportion } from '../../shared/integer-arithmetic.ts';
import { type Fen, fen, sumFen } from '../../shared/money.ts';
import { additionOf, amountOf } from './amounts.ts';
import { cutIntoSegments, type Segment, type Usage } from './segments.ts';
import { settleYear } from './settle-year.ts';
import { isLowIncome, type TariffOption, type TariffVersion } from './tariff.ts';
import {
  type Allowance,
  allowanceIn,
  type Holding,
  spreadOverTiers,
  sumOf,
  tierYearOf,
} from './tier-year.ts';

export type LineKind = 'energy' | 'free-allowance' | 'adjustment';
export type LinePeriod = 'flat' | 'peak' | 'valley';

export interface RatedLine {
  kind: LineKind;
  period: LinePeriod | null;
  /** 1, 2, 3 …; null under a tariff without tiers. */
  tier: number | null;
  /** 0.01 kWh; negative in a free allowance. */
  energy: number;
  /** 1/10000 yuan per kWh. */
  price: number;
  amountFen: Fen;
  from: BusinessDate;
  to: BusinessDate;
}

export interface TierState {
  /** First month of the tier year. */
  yearFrom: Month;
  allowanceMonths: number;
  limits: number[];
  /** What this bill added to each tier; with a closing settlement some energy leaves a tier. */
  parts: number[];
  /** Energy of the tier year with this bill, by tier. */
  byTier: number[];
  used: number;
  current: number;
}

export interface RatingInput {
  /** Editions of the customer's tariff, by date. */
  versions: readonly TariffVersion[];
  options: readonly TariffOption[];
  holding: Holding;
  /** In order of time, without gaps, inside one tier year. */
  usage: readonly Usage[];
  /** Energy of this tier year already billed, by tier; empty at its start. */
  usedBefore: readonly number[];
  /** The holder's last bill: tier energy billed on the expectation of a longer year is settled. */
  closing?: boolean;
}

export interface RatedBill {
  lines: RatedLine[];
  energy: number;
  energyFen: Fen;
  adjustmentFen: Fen;
  totalFen: Fen;
  tier: TierState | null;
  versions: TariffVersion[];
}

/** Rates one bill. Throws RangeError when no tariff is in force or a register is missing. */
export function rate(input: RatingInput): RatedBill {
  const segments = cutIntoSegments(input.usage, input.versions, input.options);
  const last = segments.at(-1);
  if (!last) throw new RangeError('nothing to rate');
  const allowance = allowanceOf(input, last);
  const energyLines = rateEnergy(segments, input.usedBefore, allowance);
  const others = [
    ...freeAllowance(segments, input.options),
    ...(input.closing && allowance ? settleYear(input.usedBefore, allowance.limits, last) : []),
  ];
  const lines = [...energyLines, ...others];
  const energyFen = sumFen(energyLines.map(line => line.amountFen));
  const adjustmentFen = sumFen(others.map(line => line.amountFen));
  return {
    lines,
    energy: segments.reduce((sum, segment) => sum + segment.total, 0),
    energyFen,
    adjustmentFen,
    totalFen: fen(energyFen + adjustmentFen),
    tier: allowance && tierState(input, segments, allowance),
    versions: [...new Set(segments.map(({ version }) => version))],
  };
}

type YearAllowance = Allowance & { yearFrom: Month };

function allowanceOf(input: RatingInput, last: Segment): YearAllowance | null {
  const { rules } = last.version;
  if (!rules.tiers) return null;
  const year = tierYearOf(monthOf(last.to), rules.tierYearStartMonth);
  const first = input.usage[0];
  if (first && monthOf(first.from) < year.from)
    throw new RangeError('a bill does not cross the start of a tier year');
  return { ...allowanceIn(year, input.holding, input.versions, input.options), yearFrom: year.from };
}

function rateEnergy(
  segments: Segment[],
  usedBefore: readonly number[],
  allowance: Allowance | null,
): RatedLine[] {
  let used = sumOf(usedBefore);
  const lines = segments.flatMap(segment => {
    const parts = spreadOverTiers(used, segment.total, allowance?.limits ?? []);
    used += segment.total;
    return linesOf(segment, parts, allowance !== null);
  });
  if (lines.length > 0) return lines;
  // Nothing was used: the bill still says so, at the price that would have held.
  const { from, to, version, season } = segments.at(-1)!;
  const tier = allowance ? currentTier(used, allowance.limits) : null;
  const base = season ? season.peakYuan : version.rules.flatYuan;
  const unitPrice = base + (tier ? additionOf(version, tier - 1) : 0);
  return [
    {
      kind: 'energy',
      period: season ? 'peak' : 'flat',
      tier,
      energy: 0,
      price: unitPrice,
      amountFen: fen(0),
      from,
      to,
    },
  ];
}

function linesOf(segment: Segment, tierParts: number[], tiered: boolean): RatedLine[] {
  if (segment.total === 0) return [];
  const { season, version, from, to } = segment;
  const valleys = season ? splitInProportion(segment.valley ?? 0, tierParts) : [];
  return tierParts.flatMap((part, index) => {
    const add = tiered ? additionOf(version, index) : 0;
    const line = (period: LinePeriod, energy: number, base: number): RatedLine => ({
      kind: 'energy',
      period,
      tier: tiered ? index + 1 : null,
      energy,
      price: base + add,
      amountFen: amountOf(energy, base + add),
      from,
      to,
    });
    const valley = valleys[index] ?? 0;
    const lines = season
      ? [line('peak', part - valley, season.peakYuan), line('valley', valley, season.valleyYuan)]
      : [line('flat', part, version.rules.flatYuan)];
    return lines.filter(({ energy }) => energy > 0);
  });
}

/** 15 kWh a month and the like: given back at the first tier's price, never more than was used, and still counted in the tiers. */
function freeAllowance(segments: Segment[], options: readonly TariffOption[]): RatedLine[] {
  let free = freeEnergy(segments, options);
  return segments.flatMap(segment => {
    const part = Math.min(free, segment.total);
    free -= part;
    if (part === 0) return [];
    const { season, from, to } = segment;
    const line = (period: LinePeriod, energy: number, unitPrice: number): RatedLine => ({
      kind: 'free-allowance',
      period,
      tier: segment.version.rules.tiers ? 1 : null,
      energy: -energy,
      price: unitPrice,
      amountFen: amountOf(-energy, unitPrice),
      from,
      to,
    });
    if (!season) return [line('flat', part, segment.version.rules.flatYuan)];
    const valley = multiplyDivideRounded(part, segment.valley ?? 0, segment.total);
    const both = [line('peak', part - valley, season.peakYuan), line('valley', valley, season.valleyYuan)];
    return both.filter(({ energy }) => energy !== 0);
  });
}

function freeEnergy(segments: Segment[], options: readonly TariffOption[]): number {
  const first = segments[0]!;
  const last = segments.at(-1)!;
  let kwh = 0;
  for (let month = monthOf(first.from); month <= monthOf(last.to); month = addMonths(month, 1)) {
    if (isLowIncome(options, month)) kwh += last.version.rules.lowIncome?.freeKwhPerMonth ?? 0;
  }
  return kwh * 100;
}

function tierState(input: RatingInput, segments: Segment[], allowance: YearAllowance): TierState {
  const before = sumOf(input.usedBefore);
  const used = segments.reduce((sum, segment) => sum + segment.total, before);
  const now = spreadOverTiers(before, used - before, allowance.limits);
  const byTier = input.closing
    ? spreadOverTiers(0, used, allowance.limits)
    : now.map((energy, index) => energy + (input.usedBefore[index] ?? 0));
  return {
    yearFrom: allowance.yearFrom,
    allowanceMonths: allowance.months,
    limits: allowance.limits,
    parts: byTier.map((energy, index) => energy - (input.usedBefore[index] ?? 0)),
    byTier,
    used,
    current: currentTier(used, allowance.limits),
  };
}

/** The tier in which the last kWh fell. */
export function currentTier(used: number, limits: readonly number[]): number {
  return limits.filter(limit => used > limit).length + 1;
}
