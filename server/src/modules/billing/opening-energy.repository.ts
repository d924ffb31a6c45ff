/** What accounts used of a tier year before the hall's first bill: the one place that reads it. */
import type { Pool } from 'pg';
import type { BusinessDate, Month } from '../../shared/dates.ts';

export interface OpeningEnergy {
  /** First month of the tier year. */
  yearFrom: Month;
  /** The last day of it; the first bill begins on the day after. */
  usedTo: BusinessDate;
  /** 0.01 kWh */
  energy: number;
  /** By tier, as a full year allows. */
  parts: number[];
}

export async function openingEnergiesOf(
  pool: Pick<Pool, 'query'>,
  holderPeriodIds: readonly number[],
): Promise<Map<number, OpeningEnergy[]>> {
  const { rows } = await pool.query<{ holder: number; openings: OpeningEnergy[] }>(
    `SELECT holder_period_id AS holder, jsonb_agg(jsonb_build_object('yearFrom', year_from, 'usedTo', used_to, 'energy', energy, 'parts', parts)) AS openings
       FROM opening_energies WHERE holder_period_id = ANY ($1) GROUP BY 1`,
    [holderPeriodIds],
  );
  return new Map(rows.map(({ holder, openings }) => [holder, openings]));
}

/** For statements that name the holder `h`: another system has billed this month. `first` is the month's first day. */
export const billedBefore = (first: string) =>
  `EXISTS (SELECT FROM opening_energies o WHERE o.holder_period_id = h.id AND o.used_to >= ${first})`;
