import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { day, option, ratingInput, versionsOf } from '../../../../tests/support/rating.ts';
import { addDays, addMonths, type Month } from '../../shared/dates.ts';
import { type RatedBill, rate } from './rate.ts';
import type { TariffOption, TariffVersion } from './tariff.ts';
import { spreadOverTiers } from './tier-year.ts';

const regions = ['weihai', 'jiaxing', 'xingtai', 'wuhu'];
const months = Array.from({ length: 12 }, (_, index) => addMonths('2025-01' as Month, index));
const monthlyUse = fc.record({
  total: fc.integer({ min: 0, max: 150_000 }),
  share: fc.integer({ min: 0, max: 100 }),
});
const year = fc.array(monthlyUse, { minLength: 12, maxLength: 12 });

function monthUsage(month: Month, { total, share }: { total: number; share: number }) {
  const to = addDays(day(`${addMonths(month, 1)}-01`), -1);
  return { from: day(`${month}-01`), to, total, valley: Math.floor((total * share) / 100) };
}

function rateMonthByMonth(
  uses: { total: number; share: number }[],
  versions: TariffVersion[],
  options: TariffOption[],
): RatedBill[] {
  let usedBefore: number[] = [];
  return uses.map((use, index) => {
    const rated = rate(
      ratingInput({ versions, options, usage: [monthUsage(months[index]!, use)], usedBefore }),
    );
    usedBefore = rated.tier!.byTier;
    return rated;
  });
}

const halfAFen = (bills: RatedBill[]) => bills.flatMap(({ lines }) => lines).length / 2;

it('twelve monthly bills add up to one yearly bill, to within half a fen a line', () => {
  fc.assert(
    fc.property(year, fc.constantFrom(...regions), fc.boolean(), (uses, region, timeOfUse) => {
      const versions = versionsOf(region);
      const options = timeOfUse ? [option('time-of-use')] : [];
      const bills = rateMonthByMonth(uses, versions, options);
      const usage = uses.map((use, index) => monthUsage(months[index]!, use));
      const whole = rate(ratingInput({ versions, options, usage }));
      const total = bills.reduce((sum, bill) => sum + bill.totalFen, 0);
      expect(Math.abs(total - whole.totalFen)).toBeLessThanOrEqual(halfAFen([...bills, whole]));
      expect(bills.at(-1)!.tier!.byTier).toEqual(whole.tier!.byTier);
    }),
  );
});

it('a bill differs from the exact sum of energy × price by at most half a fen a line', () => {
  fc.assert(
    fc.property(year, fc.constantFrom(...regions), (uses, region) => {
      for (const bill of rateMonthByMonth(uses, versionsOf(region), [
        option('time-of-use'),
        option('low-income'),
      ])) {
        const exact = bill.lines.reduce((sum, line) => sum + BigInt(line.energy) * BigInt(line.price), 0n);
        const difference = BigInt(bill.totalFen) * 10_000n - exact;
        expect(difference < 0n ? -difference : difference).toBeLessThanOrEqual(
          BigInt(bill.lines.length) * 5_000n,
        );
      }
    }),
  );
});

it('the lines of a bill hold exactly the energy that was measured, and none is negative', () => {
  fc.assert(
    fc.property(year, fc.constantFrom(...regions), (uses, region) => {
      const bills = rateMonthByMonth(uses, versionsOf(region), [option('time-of-use')]);
      bills.forEach((bill, index) => {
        const { total, valley } = monthUsage(months[index]!, uses[index]!);
        const energyOf = (period?: string) =>
          bill.lines
            .filter(line => !period || line.period === period)
            .reduce((sum, line) => sum + line.energy, 0);
        expect(energyOf()).toBe(total);
        expect(energyOf('valley')).toBe(valley);
        expect(bill.lines.every(line => line.energy >= 0 && line.amountFen >= 0)).toBe(true);
      });
    }),
  );
});

it('also where an edition within the year has another number of tiers', () => {
  const [edition] = versionsOf('weihai');
  const tiered = fc.uniqueArray(fc.integer({ min: 500, max: 9_000 }), { minLength: 1, maxLength: 4 });
  const withTiers = (limits: number[], dates: Pick<TariffVersion, 'id' | 'from' | 'to'>): TariffVersion => {
    const limitsKwhPerYear = limits.toSorted((left, right) => left - right);
    const addYuan = [0, ...limitsKwhPerYear.map((_, index) => (index + 1) * 500)] as never;
    const rules = { ...edition!.rules, tiers: { limitsKwhPerYear, addYuan }, largeHousehold: null };
    return { ...edition!, ...dates, rules };
  };
  fc.assert(
    fc.property(year, tiered, tiered, (uses, before, after) => {
      const versions = [
        withTiers(before, { id: 1, from: day('2020-01-01'), to: day('2025-06-30') }),
        withTiers(after, { id: 2, from: day('2025-07-01'), to: null }),
      ];
      let used = 0;
      rateMonthByMonth(uses, versions, []).forEach((bill, index) => {
        used += uses[index]!.total;
        const sum = (energies: number[]) => energies.reduce((total, energy) => total + energy, 0);
        expect(sum(bill.lines.map(({ energy }) => energy))).toBe(uses[index]!.total);
        expect(sum(bill.tier!.byTier)).toBe(used);
        // Whatever the tier is called, a further one is never cheaper.
        const prices = bill.lines.map(({ price }) => price);
        expect(prices).toEqual(prices.toSorted((left, right) => left - right));
      });
    }),
  );
});

it('using more never costs less, whatever was used before', () => {
  const energy = fc.integer({ min: 0, max: 900_000 });
  fc.assert(
    fc.property(energy, energy, energy, fc.boolean(), (before, some, more, lowIncome) => {
      const usedBefore = spreadOverTiers(0, before, [252_000, 480_000]);
      const options = lowIncome ? [option('low-income')] : [];
      const total = (use: number) =>
        rate(
          ratingInput({
            usedBefore,
            options,
            usage: [{ from: day('2025-06-01'), to: day('2025-06-30'), total: use, valley: null }],
          }),
        );
      // Two more lines may each round down once.
      expect(total(some + more).totalFen).toBeGreaterThanOrEqual(total(some).totalFen - 1);
    }),
  );
});

it('having used more before never makes the same month cheaper, and a larger household never pays more', () => {
  const energy = fc.integer({ min: 0, max: 600_000 });
  fc.assert(
    fc.property(energy, energy, energy, (before, extra, use) => {
      const total = (usedBefore: number, people: number) =>
        rate(
          ratingInput({
            usedBefore: [usedBefore],
            options: [option('large-household', people, '2025-01-01')],
            usage: [{ from: day('2025-06-01'), to: day('2025-06-30'), total: use, valley: null }],
          }),
        ).totalFen;
      expect(total(before + extra, 1)).toBeGreaterThanOrEqual(total(before, 1) - 1);
      expect(total(before, 5)).toBeLessThanOrEqual(total(before, 1) + 1);
    }),
  );
});
