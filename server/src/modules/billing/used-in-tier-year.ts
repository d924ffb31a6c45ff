/** Energy that a tier year has counted so far, by tier: what bills took of it, after what was used before the first of them. Pure. */
import type { Month } from '../../shared/dates.ts';
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

function addTiers(left: readonly number[], right: readonly number[]): number[] {
  return Array.from(
    { length: Math.max(left.length, right.length) },
    (_, tier) => (left[tier] ?? 0) + (right[tier] ?? 0),
  );
}
