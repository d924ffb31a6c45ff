/** What a resident sees of the household's usage: months, days, the tier year, this month so far. */
import type { Clock } from '../../infra/clock.ts';
import {
  addDays,
  addMonths,
  type BusinessDate,
  businessDate,
  earlierDay,
  laterDay,
  type Month,
  monthOf,
} from '../../shared/dates.ts';
import { rate, type TariffBook, tierYearOn } from '../tariffs/index.ts';
import type { BillsRepository } from './bills.repository.ts';
import type { Holding, UsageRepository } from './usage.repository.ts';
import { type EnergyOf, indexByDay, unknownEnergy, usageBetween } from './usage-between.ts';

export interface MonthOfUsage extends EnergyOf {
  month: Month;
  totalFen: number | null;
}

export interface UsageDependencies {
  clock: Clock;
  book: TariffBook;
  bills: BillsRepository;
  usage: UsageRepository;
}

const firstOf = (month: Month) => `${month}-01` as BusinessDate;
const lastOf = (month: Month) => addDays(firstOf(addMonths(month, 1)), -1);

export function createReadUsage({ clock, book, bills, usage }: UsageDependencies) {
  const today = () => businessDate(clock.now());

  /** Energy of stretches of days inside the holding; `monthEndsOnly` when every stretch is a whole month. */
  async function energies(
    holding: Holding,
    stretches: { from: BusinessDate; to: BusinessDate }[],
    monthEndsOnly = false,
  ): Promise<EnergyOf[]> {
    const held = stretches.map(({ from, to }) => ({
      from: laterDay(from, holding.from),
      to: earlierDay(to, holding.to),
    }));
    const known = held.filter(({ from, to }) => from <= to);
    if (known.length === 0) return stretches.map(() => unknownEnergy);
    const first = known[0]!.from;
    const installations = await usage.installations(holding.holderPeriodId, first);
    const wholeMonths = known.every(({ from, to }) => from.endsWith('-01') && addDays(to, 1).endsWith('-01'));
    const boundariesOnly = monthEndsOnly && wholeMonths && installations.every(({ from }) => from <= first);
    const ids = installations.map(({ meterId }) => meterId);
    const readings = indexByDay(
      await usage.readings(ids, addDays(first, -1), known.at(-1)!.to, boundariesOnly),
    );
    return held.map(({ from, to }) =>
      from > to ? unknownEnergy : usageBetween(from, to, installations, readings),
    );
  }

  async function lastReading(holding: Holding): Promise<BusinessDate | null> {
    const upTo = earlierDay(today(), holding.to);
    const installations = await usage.installations(holding.holderPeriodId, holding.from);
    const on = await usage.lastReadingOn(
      installations.map(({ meterId }) => meterId),
      upTo,
    );
    return on !== null && on >= addDays(holding.from, -1) ? on : null;
  }

  return {
    /** The last `count` whole months, billed ones as billed, others from readings. */
    async months(holderPeriodId: number, count: number): Promise<MonthOfUsage[]> {
      const current = monthOf(today());
      const months = Array.from({ length: count }, (_, index) => addMonths(current, index - count));
      const [holding, billed] = await Promise.all([
        usage.holding(holderPeriodId),
        bills.energies(holderPeriodId, months[0]!),
      ]);
      const byMonth = new Map(billed.map(bill => [bill.month, bill]));
      const missing = months.filter(month => !byMonth.has(month));
      const measured = await energies(
        holding,
        missing.map(month => ({ from: firstOf(month), to: lastOf(month) })),
        true,
      );
      return months.map(month => {
        const bill = byMonth.get(month);
        if (!bill) return { month, ...measured[missing.indexOf(month)]!, totalFen: null };
        const { energy, totalFen, estimated, content } = bill;
        return { month, energy, ...periodsOf(content), estimated, totalFen };
      });
    },

    /** The last `count` whole months as the registers show them, whatever was billed. */
    async measuredMonths(holderPeriodId: number, count: number): Promise<(EnergyOf & { month: Month })[]> {
      const current = monthOf(today());
      const months = Array.from({ length: count }, (_, index) => addMonths(current, index - count));
      const stretches = months.map(month => ({ from: firstOf(month), to: lastOf(month) }));
      const measured = await energies(await usage.holding(holderPeriodId), stretches, true);
      return months.map((month, index) => ({ month, ...measured[index]! }));
    },

    async days(holderPeriodId: number, count: number) {
      const holding = await usage.holding(holderPeriodId);
      const asOf = await lastReading(holding);
      const end = asOf ?? addDays(today(), -1);
      const days = Array.from({ length: count }, (_, index) => addDays(end, index + 1 - count));
      const measured = await energies(
        holding,
        days.map(on => ({ from: on, to: on })),
      );
      return { asOf, days: days.map((on, index) => ({ on, ...measured[index]! })) };
    },

    /** This month up to the last reading, beside the same whole months before. */
    async thisMonth(holderPeriodId: number) {
      const holding = await usage.holding(holderPeriodId);
      const asOf = await lastReading(holding);
      const month = monthOf(today());
      if (!asOf) return { asOf, month, energy: null, lastMonthEnergy: null, lastYearEnergy: null };
      const before = [addMonths(month, -1), addMonths(month, -12)];
      const [lastMonth, lastYear] = await Promise.all(
        before.map(
          async one => (await energies(holding, [{ from: firstOf(one), to: lastOf(one) }]))[0]!.energy,
        ),
      );
      const soFar =
        asOf < firstOf(month)
          ? unknownEnergy
          : (await energies(holding, [{ from: firstOf(month), to: asOf }]))[0]!;
      return { asOf, month, energy: soFar.energy, lastMonthEnergy: lastMonth!, lastYearEnergy: lastYear! };
    },

    /** Energy of the tier year before the first bill, of its bills, and what the readings show since, against its limits. */
    async tier(holderPeriodId: number) {
      const [holding, options, openings] = await Promise.all([
        usage.holding(holderPeriodId),
        usage.options(holderPeriodId),
        usage.openings(holderPeriodId),
      ]);
      const versions = await book.of(holding.regionCode, holding.category);
      const asOf = (await lastReading(holding)) ?? addDays(today(), -1);
      const year = tierYearOn(versions, asOf);
      const billed = await bills.energies(holderPeriodId, year.from);
      const opening = openings.find(({ yearFrom }) => yearFrom === year.from);
      const billedTo =
        billed.at(-1)?.to ?? opening?.usedTo ?? addDays(laterDay(firstOf(year.from), holding.from), -1);
      const since =
        billedTo < asOf
          ? (await energies(holding, [{ from: addDays(billedTo, 1), to: asOf }]))[0]!
          : unknownEnergy;
      const usedBefore = opening?.energy ?? 0;
      const used = billed.reduce((sum, { energy }) => sum + energy, usedBefore) + (since.energy ?? 0);
      // Rating a day without use tells the limits of this holder's year, options and part year included.
      const probe = { from: asOf, to: asOf, total: 0, valley: 0 };
      const { tier } = rate({ versions, options, holding, usage: [probe], usedBefore: [used] });
      const state = {
        limits: tier?.limits ?? [],
        tier: tier?.current ?? null,
        months: tier?.allowanceMonths ?? null,
      };
      // What no reading tells is no zero: said is what is known, as of when it is known.
      const knownTo = since.energy === null ? earlierDay(asOf, billedTo) : asOf;
      return { year: year.from.slice(0, 4), asOf: knownTo, used, usedBefore, ...state };
    },
  };
}

export type ReadUsage = ReturnType<typeof createReadUsage>;

function periodsOf({ lines }: { lines: { kind: string; period: string | null; energy: number }[] }) {
  const sum = (period: string) =>
    lines
      .filter(line => line.kind === 'energy' && line.period === period)
      .reduce((total, line) => total + line.energy, 0);
  const timed = lines.some(({ period }) => period === 'peak' || period === 'valley');
  return timed ? { peak: sum('peak') + sum('flat'), valley: sum('valley') } : { peak: null, valley: null };
}
