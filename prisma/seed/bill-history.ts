/** Bills of a home's months, drafted by the real engine from the simulated readings. */

import { type Drafted, defaultPlausibility, draftBill } from '../../server/src/modules/billing/index.ts';
import type { TariffOption, TariffVersion } from '../../server/src/modules/tariffs/index.ts';
import { addDays, type BusinessDate, type Month } from '../../server/src/shared/dates.ts';
import type { HouseholdPlan } from './households.ts';
import type { SimulatedMeters } from './simulate-meters.ts';

export type Bill = NonNullable<Drafted['bill']>;

export interface BilledMonth {
  month: Month;
  bill: Bill;
}

export interface BillingQuestion {
  plan: HouseholdPlan;
  meters: SimulatedMeters;
  versions: readonly TariffVersion[];
  /** Which of the household's holders. */
  holder: number;
  options: TariffOption[];
  months: readonly Month[];
  /** Months before this one only count in the tiers. */
  billedFrom: Month;
  /** Energy of the first tier year before the first month. */
  before: number;
}

/** Also gives the readings that had to be estimated to the meters. */
export function billMonths(question: BillingQuestion): BilledMonth[] {
  const { plan, meters, versions, options, months, billedFrom } = question;
  const { from, to } = plan.holders[question.holder]!;
  const holding = { from, to: to === null ? null : addDays(to, -1) };
  let used: number[] = question.holder === 0 ? [question.before] : [];
  const bills: BilledMonth[] = [];
  for (const month of months) {
    if (month < from.slice(0, 7) || (holding.to !== null && month > holding.to.slice(0, 7))) continue;
    if (month.endsWith('-01')) used = [];
    if (month < billedFrom) {
      used = [(used[0] ?? 0) + (meters.energyByMonth.get(month) ?? 0)];
      continue;
    }
    const { category } = plan;
    const readings = meters.readings;
    const recent = { energy: 0, days: 0 };
    const installations = meters.installations.filter(meter => overlaps(meter, month));
    const household = {
      holderPeriodId: 0,
      accountId: 0,
      category,
      holding,
      options,
      installations,
      readings,
      recent,
    };
    const drafted = draftBill(
      {
        ...household,
        opening: new Map(),
        pauses: [],
        earlierMonth: null,
        later: null,
        meterFrom: installations[0]?.from ?? null,
        daysBilledBy: null,
        basis: { yearFrom: month, before: [], after: null, supply: null, corrections: 0 },
        usedBefore: used,
      },
      month,
      versions,
      defaultPlausibility,
    );
    if (!drafted.bill) throw new Error(`household ${plan.index}, ${month}: ${drafted.exception}`);
    keepEstimates(meters, drafted);
    used = drafted.bill.content.tier?.byTier ?? [];
    bills.push({ month, bill: drafted.bill });
  }
  return bills;
}

function overlaps({ from, to }: { from: BusinessDate; to: BusinessDate | null }, month: Month): boolean {
  return from.slice(0, 7) <= month && (to === null || to.slice(0, 7) >= month);
}

function keepEstimates({ readings }: SimulatedMeters, { estimates }: Drafted): void {
  for (const { meterId, reading } of estimates) {
    const known = readings.get(meterId)!;
    const place = known.findIndex(({ on }) => on > reading.on);
    known.splice(place < 0 ? known.length : place, 0, reading);
  }
}
