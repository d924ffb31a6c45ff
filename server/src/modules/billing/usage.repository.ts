/** One household's meters and readings, within the days its holder has held it. */
import type { Database } from '../../infra/database.ts';
import type { BusinessDate } from '../../shared/dates.ts';
import type { OptionKind, TariffOption } from '../tariffs/index.ts';
import type { Installation, RegisterReading } from './meter-registers.ts';
import { type OpeningEnergy, openingEnergiesOf } from './opening-energy.repository.ts';

export interface Holding {
  holderPeriodId: number;
  from: BusinessDate;
  to: BusinessDate | null;
  regionCode: string;
  category: 'residential' | 'commercial';
}

export function createUsageRepository({ pool }: Database) {
  return {
    async holding(holderPeriodId: number): Promise<Holding> {
      const { rows } = await pool.query<Holding>({
        name: 'usage-holding',
        text: `SELECT h.id AS "holderPeriodId", h.from_date::text AS "from", (h.to_date - 1)::text AS "to", a.region_code AS "regionCode", a.category
                 FROM holder_periods h JOIN supply_accounts a ON a.id = h.account_id WHERE h.id = $1`,
        values: [holderPeriodId],
      });
      return rows[0]!;
    },

    async options(holderPeriodId: number): Promise<TariffOption[]> {
      const { rows } = await pool.query<TariffOption & { kind: OptionKind }>({
        name: 'usage-options',
        text: `SELECT kind, from_date::text AS "from", (to_date - 1)::text AS "to", people FROM tariff_options
                WHERE holder_period_id = $1 ORDER BY from_date`,
        values: [holderPeriodId],
      });
      return rows;
    },

    openings: async (holderPeriodId: number): Promise<OpeningEnergy[]> =>
      (await openingEnergiesOf(pool, [holderPeriodId])).get(holderPeriodId) ?? [],

    async installations(holderPeriodId: number, from: BusinessDate): Promise<Installation[]> {
      const { rows } = await pool.query<Installation>({
        name: 'usage-installations',
        text: `SELECT m.id AS "meterId", m.asset_no AS "assetNo", m.digits, m.multiplier, m.time_of_use AS "timeOfUse",
                      i.installed_on::text AS "from", (i.removed_on - 1)::text AS "to"
                 FROM holder_periods h JOIN supply_accounts a ON a.id = h.account_id
                 JOIN meter_installations i ON i.metering_point_id = a.metering_point_id JOIN meters m ON m.id = i.meter_id
                WHERE h.id = $1 AND (i.removed_on IS NULL OR i.removed_on > $2::date) ORDER BY i.installed_on`,
        values: [holderPeriodId, from],
      });
      return rows;
    },

    /** Readings between two days, or only those on month ends between them. */
    async readings(
      meterIds: number[],
      from: BusinessDate,
      to: BusinessDate,
      monthEndsOnly: boolean,
    ): Promise<Map<number, RegisterReading[]>> {
      const { rows } = await pool.query<RegisterReading & { meterId: number }>({
        name: 'usage-readings',
        text: `SELECT meter_id AS "meterId", read_on::text AS "on", total, peak, valley, quality FROM readings
                WHERE meter_id = ANY ($1) AND read_on BETWEEN $2 AND $3 AND (NOT $4 OR extract(day FROM read_on + 1) = 1)
                ORDER BY meter_id, read_on`,
        values: [meterIds, from, to, monthEndsOnly],
      });
      const byMeter = new Map<number, RegisterReading[]>();
      for (const { meterId, ...reading } of rows)
        byMeter.set(meterId, [...(byMeter.get(meterId) ?? []), reading]);
      return byMeter;
    },

    async lastReadingOn(meterIds: number[], upTo: BusinessDate): Promise<BusinessDate | null> {
      const { rows } = await pool.query<{ on: BusinessDate | null }>({
        name: 'usage-last-reading',
        text: `SELECT max(r.read_on)::text AS "on" FROM unnest($1::bigint[]) AS m (id), LATERAL (
                 SELECT read_on FROM readings WHERE meter_id = m.id AND read_on <= $2 ORDER BY read_on DESC LIMIT 1) r`,
        values: [meterIds, upTo],
      });
      return rows[0]?.on ?? null;
    },
  };
}

export type UsageRepository = ReturnType<typeof createUsageRepository>;
