/** Opening energies on their way in: met with holders, options and bills in the caller's transaction, judged by the caller, written. */
import type pg from 'pg';
import { copyInto } from '../../../infra/copy-rows.ts';
import type { BusinessDate, Month } from '../../../shared/dates.ts';
import type { TariffOption } from '../../tariffs/index.ts';
import type { OpeningEnergy } from '../opening-energy.repository.ts';

/** A staged row with all that is needed to judge it. */
export interface StagedOpening {
  line: number;
  accountNo: string;
  usedTo: BusinessDate;
  /** 0.01 kWh */
  energy: number;
  /** Null when there is no such account. */
  regionCode: string | null;
  category: 'residential' | 'commercial';
  /** Who held the account on the day; null when nobody did. */
  holderPeriodId: number | null;
  heldFrom: BusinessDate;
  options: TariffOption[];
  known: Pick<OpeningEnergy, 'yearFrom' | 'usedTo' | 'energy'>[];
  /** The latest month that the holder has a bill of, and the latest that an unfinished run is about to bill. */
  billedMonth: Month | null;
  runMonth: Month | null;
}

export interface GoodOpening extends OpeningEnergy {
  holderPeriodId: number;
}

export interface OpeningEnergyStaging {
  /** Copies the rows in. Cells are checked already. */
  stage(lines: AsyncIterable<string>): Promise<void>;
  /** In order of account and line. */
  judged(): AsyncIterable<StagedOpening[]>;
  write(openings: readonly GoodOpening[]): Promise<void>;
}

const stageSql = `CREATE TEMPORARY TABLE staged_openings (line integer, account_no text, used_to date, energy bigint) ON COMMIT DROP`;

// A run begins after this import and sees it, or before it and is seen; who leaves is settled before it or after it.
const lockSql = [
  'LOCK TABLE billing_runs IN SHARE MODE',
  `WITH locked AS MATERIALIZED (SELECT id FROM supply_accounts WHERE account_no IN (SELECT account_no FROM staged_openings) ORDER BY id FOR UPDATE)
   SELECT count(*) FROM locked`,
];

const judgeSql = `
  DECLARE openings NO SCROLL CURSOR FOR
  SELECT s.line, s.account_no AS "accountNo", s.used_to::text AS "usedTo", s.energy, a.region_code AS "regionCode", a.category,
         h.id AS "holderPeriodId", h.from_date::text AS "heldFrom",
         coalesce((SELECT jsonb_agg(jsonb_build_object('kind', o.kind, 'from', o.from_date, 'to', o.to_date - 1, 'people', o.people) ORDER BY o.from_date)
            FROM tariff_options o WHERE o.holder_period_id = h.id), '[]') AS options,
         coalesce((SELECT jsonb_agg(jsonb_build_object('yearFrom', e.year_from, 'usedTo', e.used_to, 'energy', e.energy))
            FROM opening_energies e WHERE e.holder_period_id = h.id), '[]') AS known,
         (SELECT max(b.month) FROM bills b WHERE b.holder_period_id = h.id AND b.kind = 'bill' AND b.live) AS "billedMonth",
         (SELECT max(r.month) FROM billing_runs r WHERE r.region_code = a.region_code AND r.status IN ('preparing', 'preview', 'approved')) AS "runMonth"
    FROM staged_openings s LEFT JOIN supply_accounts a ON a.account_no = s.account_no
    LEFT JOIN holder_periods h ON h.account_id = a.id AND h.from_date <= s.used_to AND (h.to_date IS NULL OR h.to_date > s.used_to)
   ORDER BY s.account_no, s.line`;

const writeSql = `
  INSERT INTO opening_energies (holder_period_id, year_from, used_to, energy, parts)
  SELECT holder, year_from, used_to, energy, ARRAY(SELECT part::bigint FROM jsonb_array_elements_text(parts) AS part)
    FROM unnest($1::bigint[], $2::text[], $3::date[], $4::bigint[], $5::jsonb[]) AS good (holder, year_from, used_to, energy, parts)
  ON CONFLICT (holder_period_id, year_from) DO UPDATE
    SET used_to = excluded.used_to, energy = excluded.energy, parts = excluded.parts, received_at = now()`;

const batchSize = 5_000;

export function createOpeningEnergyStaging(client: pg.ClientBase): OpeningEnergyStaging {
  return {
    async stage(lines) {
      await client.query(stageSql);
      await copyInto(client, 'staged_openings', lines);
      await client.query('ANALYZE staged_openings');
      for (const sql of lockSql) await client.query(sql);
    },

    async *judged() {
      await client.query(judgeSql);
      for (;;) {
        const { rows } = await client.query<StagedOpening>(`FETCH ${batchSize} FROM openings`);
        if (rows.length === 0) return;
        yield rows;
      }
    },

    async write(openings) {
      if (openings.length === 0) return;
      const column = <Key extends keyof GoodOpening>(key: Key) => openings.map(opening => opening[key]);
      const parts = openings.map(opening => JSON.stringify(opening.parts));
      await client.query(writeSql, [
        column('holderPeriodId'),
        column('yearFrom'),
        column('usedTo'),
        column('energy'),
        parts,
      ]);
    },
  };
}
