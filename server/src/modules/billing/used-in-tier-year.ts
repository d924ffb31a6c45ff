/** Energy that a tier year has counted so far, by tier: what bills took of it, after what was used before the first of them. Pure. */
import { addDays, addMonths, type BusinessDate, type Month } from '../../shared/dates.ts';
import { type TariffVersion, tierYearOn } from '../tariffs/index.ts';
import type { Category } from './draft-bill.ts';
import type { OpeningEnergy } from './opening-energy.repository.ts';

export interface BilledInMonth {
  month: Month;
  /** By tier. */
  parts: readonly number[];
}

export function usedInTierYear(
  yearFrom: Month,
  billed: readonly BilledInMonth[],
  openings: readonly OpeningEnergy[],
): number[] {
  return [
    ...openings.filter(opening => opening.yearFrom === yearFrom),
    ...billed.filter(({ month }) => month >= yearFrom),
  ].reduce<number[]>((sum, { parts }) => addTiers(sum, parts), []);
}

/** The first month of the tier year that a month belongs to, for each category: as the edition has it by which the month is rated. */
export function tierYearsIn(
  month: Month,
  versionsOf: (category: Category) => readonly TariffVersion[],
): Record<Category, Month> {
  const last = addDays(`${addMonths(month, 1)}-01` as BusinessDate, -1);
  const from = (category: Category) => tierYearOn(versionsOf(category), last).from;
  return { residential: from('residential'), commercial: from('commercial') };
}

function addTiers(left: readonly number[], right: readonly number[]): number[] {
  return Array.from(
    { length: Math.max(left.length, right.length) },
    (_, tier) => (left[tier] ?? 0) + (right[tier] ?? 0),
  );
}
