/**
 * What the household's own energy would have cost at the flat price and with time of use. Whole months only, as
 * measured; tiers fill up through each tier year on both sides alike. Nothing is guessed: a month without both
 * registers is left out of both sums and named.
 */
import type { Clock } from '../../infra/clock.ts';
import {
  addDays,
  addMonths,
  type BusinessDate,
  businessDate,
  type Month,
  monthOf,
} from '../../shared/dates.ts';
import {
  hasTimeOfUse,
  rate,
  type TariffBook,
  type TariffOption,
  type TariffVersion,
  tierYearOn,
} from '../tariffs/index.ts';
import type { OpeningEnergy } from './opening-energy.repository.ts';
import type { ReadUsage } from './read-usage.ts';
import type { Holding, UsageRepository } from './usage.repository.ts';

const comparedMonths = 12;

export interface PlanMonth {
  month: Month;
  energy: number;
  valley: number;
  flatFen: number;
  timeOfUseFen: number;
}

export interface PlanComparison {
  current: 'flat' | 'time-of-use';
  /** Why there is nothing to compare: the tariff has no time of use, or the meter does not measure it. */
  unavailable: 'no-plan' | 'not-measured' | null;
  months: PlanMonth[];
  /** Months of the last twelve that could not be used. */
  leftOut: Month[];
}

interface PlanUsage {
  month: Month;
  energy: number;
  valley: number;
}

type Rated = Parameters<typeof rate>[0];

interface ComparePlansDependencies {
  clock: Clock;
  book: TariffBook;
  usage: UsageRepository;
  readUsage: ReadUsage;
}

export function createComparePlans({ clock, book, usage, readUsage }: ComparePlansDependencies) {
  return async (holderPeriodId: number): Promise<PlanComparison> => {
    const [holding, options, openings, measured] = await Promise.all([
      usage.holding(holderPeriodId),
      usage.options(holderPeriodId),
      usage.openings(holderPeriodId),
      readUsage.measuredMonths(holderPeriodId, comparedMonths * 2),
    ]);
    const versions = await book.of(holding.regionCode, holding.category);
    const today = businessDate(clock.now());
    const current: PlanComparison['current'] = hasTimeOfUse(options, today) ? 'time-of-use' : 'flat';
    const last = measured.slice(-comparedMonths);
    // Before the holder moved in nothing is missing.
    const leftOut = last.map(({ month }) => month).filter(month => month >= monthOf(holding.from));
    const none = { current, months: [], leftOut } satisfies Partial<PlanComparison>;
    if (!versions.some(({ rules }) => rules.timeOfUse)) return { ...none, unavailable: 'no-plan' };
    const known = measured.flatMap(({ month, energy, valley }): PlanUsage[] =>
      energy === null || valley === null ? [] : [{ month, energy, valley }],
    );
    if (!known.some(({ month }) => month >= last[0]!.month)) return { ...none, unavailable: 'not-measured' };
    const under = (plan: PlanComparison['current']) =>
      costs(known, openings, { versions, holding, options: withPlan(options, plan, versions) });
    const [flat, timed] = [under('flat'), under('time-of-use')];
    const months = known
      .map((one, index) => ({ ...one, flatFen: flat[index]!, timeOfUseFen: timed[index]! }))
      .filter(({ month }) => month >= last[0]!.month);
    const used = new Set(months.map(({ month }) => month));
    return { current, unavailable: null, months, leftOut: leftOut.filter(month => !used.has(month)) };
  };
}

/** The other options stay; of the two plans only this one holds, from the beginning of all tariffs. */
function withPlan(
  options: readonly TariffOption[],
  kind: 'flat' | 'time-of-use',
  versions: readonly TariffVersion[],
): TariffOption[] {
  const others = options.filter(option => option.kind !== 'flat' && option.kind !== 'time-of-use');
  return [...others, { kind, from: versions[0]!.from, to: null, people: null }];
}

/** Each month's bill under the options, tiers counted from the start of its tier year or from where the former system left them. */
function costs(
  months: readonly PlanUsage[],
  openings: readonly OpeningEnergy[],
  tariff: Pick<Rated, 'versions' | 'options'> & { holding: Holding },
) {
  let usedBefore: readonly number[] = [];
  let year = '';
  let begun: OpeningEnergy | undefined;
  return months.map(({ month, energy, valley }) => {
    const from = `${month}-01` as BusinessDate;
    const days = { from, to: addDays(`${addMonths(monthOf(from), 1)}-01` as BusinessDate, -1) };
    const ofMonth = tierYearOn(tariff.versions, days.to).from;
    const opening = openings.find(({ yearFrom, usedTo }) => yearFrom === ofMonth && monthOf(usedTo) < month);
    if (ofMonth !== year) usedBefore = [];
    if (opening && opening !== begun) usedBefore = opening.parts;
    year = ofMonth;
    begun = opening;
    const bill = rate({ ...tariff, usage: [{ ...days, total: energy, valley }], usedBefore });
    usedBefore = bill.tier?.byTier ?? [];
    return bill.totalFen as number;
  });
}

export type ComparePlans = ReturnType<typeof createComparePlans>;
