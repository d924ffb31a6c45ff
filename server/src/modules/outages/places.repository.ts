/** Places an outage may touch, and how many people live behind them. */
import type { Pool, PoolClient } from 'pg';
import type { BusinessDate } from '../../shared/dates.ts';
import type { ConcernedCounts, WeightyAccount } from './outages.repository.ts';

export interface AreaFound {
  areaId: number;
  code: string;
  name: string;
  regionCode: string;
  accounts: number;
}

export interface BuildingFound {
  /** Any home of the building stands for it. */
  premisesId: number;
  name: string;
  accounts: number;
}

const behindArea = `(SELECT count(*)::int FROM premises p JOIN metering_points m ON m.premises_id = p.id
  JOIN supply_accounts s ON s.metering_point_id = m.id AND s.status <> 'closed' WHERE p.transformer_area_id = a.id)`;

const addressOf = (alias: string) =>
  `${alias}.district, ${alias}.street, ${alias}.building, ${alias}.unit, ${alias}.room`;

export function createPlacesRepository(pool: Pool) {
  return {
    async findAreas(q: string, limit: number): Promise<AreaFound[]> {
      const text = `SELECT a.id AS "areaId", a.code, a.name, a.region_code AS "regionCode", ${behindArea} AS accounts
        FROM (SELECT * FROM transformer_areas WHERE name ILIKE '%' || $1 || '%' OR code ILIKE '%' || $1 || '%' ORDER BY name, code LIMIT $2) a ORDER BY a.name, a.code`;
      return (await pool.query<AreaFound>(text, [like(q), limit])).rows;
    },

    async findBuildings(q: string, limit: number): Promise<BuildingFound[]> {
      const text = `SELECT min(p.id) AS "premisesId", p.district || p.street || p.building AS name, count(s.id)::int AS accounts
        FROM premises p JOIN metering_points m ON m.premises_id = p.id JOIN supply_accounts s ON s.metering_point_id = m.id AND s.status <> 'closed'
        WHERE p.street || p.building ILIKE '%' || $1 || '%'
        GROUP BY p.region_code, p.district, p.street, p.building ORDER BY name LIMIT $2`;
      return (await pool.query<BuildingFound>(text, [like(q), limit])).rows;
    },

    async areasOf(areaIds: number[]): Promise<AreaFound[]> {
      const text = `SELECT a.id AS "areaId", a.code, a.name, a.region_code AS "regionCode", ${behindArea} AS accounts
        FROM transformer_areas a WHERE a.id = ANY ($1) ORDER BY a.name, a.code`;
      return (await pool.query<AreaFound>(text, [areaIds])).rows;
    },

    async accountIdsOf(accountNos: string[]): Promise<Map<string, number>> {
      const text = 'SELECT id, account_no AS "accountNo" FROM supply_accounts WHERE account_no = ANY ($1)';
      const { rows } = await pool.query<{ id: number; accountNo: string }>(text, [accountNos]);
      return new Map(rows.map(({ id, accountNo }) => [accountNo, id]));
    },

    async accountsOfBuilding(premisesId: number): Promise<number[]> {
      const text = `SELECT s.id FROM premises one JOIN premises p USING (region_code, district, street, building)
        JOIN metering_points m ON m.premises_id = p.id JOIN supply_accounts s ON s.metering_point_id = m.id AND s.status <> 'closed'
        WHERE one.id = $1 ORDER BY s.id`;
      return (await pool.query<{ id: number }>(text, [premisesId])).rows.map(({ id }) => id);
    },

    async accountsShown(accountIds: number[], limit: number): Promise<WeightyAccount[]> {
      const text = `SELECT s.id AS "accountId", s.account_no AS "accountNo", s.importance, ${addressOf('p')} FROM supply_accounts s
        JOIN metering_points m ON m.id = s.metering_point_id JOIN premises p ON p.id = m.premises_id WHERE s.id = ANY ($1) ORDER BY s.account_no LIMIT $2`;
      return (await pool.query<WeightyAccount>(text, [accountIds, limit])).rows;
    },

    async count(areaIds: number[], accountIds: number[], today: BusinessDate): Promise<ConcernedCounts> {
      const text = `WITH concerned AS MATERIALIZED (SELECT * FROM concerned_accounts($1, $2)),
          told AS MATERIALIZED (SELECT * FROM outage_recipients_of(ARRAY (SELECT account_id FROM concerned), $3::date)),
          reached AS (SELECT DISTINCT h.account_id FROM holder_periods h JOIN customers c ON c.id = h.customer_id
             WHERE h.account_id IN (SELECT account_id FROM concerned) AND h.from_date <= $3::date AND (h.to_date IS NULL OR h.to_date > $3::date)
               AND (c.phone_enc IS NOT NULL OR EXISTS (SELECT FROM bindings b WHERE b.holder_period_id = h.id AND b.removed_at IS NULL AND b.level = 'full')))
        SELECT (SELECT count(*)::int FROM concerned) AS accounts,
          (SELECT count(*)::int FROM concerned WHERE starts_with(importance, 'important')) AS important,
          (SELECT count(*)::int FROM concerned WHERE importance LIKE '%large') AS large,
          (SELECT count(DISTINCT (p.region_code, p.district, p.street, p.building))::int FROM concerned c JOIN premises p ON p.id = c.premises_id) AS buildings,
          (SELECT count(*)::int FROM told WHERE person_id IS NOT NULL) AS people,
          (SELECT count(*)::int FROM told WHERE contact_id IS NOT NULL) AS contacts,
          (SELECT count(*)::int FROM told WHERE person_id IS NULL AND contact_id IS NULL) AS holders,
          (SELECT count(*)::int FROM concerned WHERE account_id NOT IN (SELECT account_id FROM reached)) AS unreachable`;
      return (await pool.query<ConcernedCounts>(text, [areaIds, accountIds, today])).rows[0]!;
    },

    /** The important users and large customers among them. */
    async weighty(
      client: Pool | PoolClient,
      areaIds: number[],
      accountIds: number[],
    ): Promise<WeightyAccount[]> {
      const text = `SELECT s.id AS "accountId", s.account_no AS "accountNo", s.importance, ${addressOf('p')}
        FROM concerned_accounts($1, $2) c JOIN supply_accounts s ON s.id = c.account_id JOIN premises p ON p.id = c.premises_id
        WHERE c.importance <> 'none' ORDER BY s.importance DESC, s.account_no`;
      return (await client.query<WeightyAccount>(text, [areaIds, accountIds])).rows;
    },

    /** Accounts of the second plan that the first does not touch. */
    async countAdded(
      client: Pool | PoolClient,
      before: { areaIds: number[]; accountIds: number[] },
      after: { areaIds: number[]; accountIds: number[] },
    ): Promise<number> {
      const text = `SELECT count(*)::int AS count FROM (SELECT account_id FROM concerned_accounts($3, $4)
        EXCEPT SELECT account_id FROM concerned_accounts($1, $2)) added`;
      const values = [before.areaIds, before.accountIds, after.areaIds, after.accountIds];
      return (await client.query<{ count: number }>(text, values)).rows[0]!.count;
    },
  };
}

const like = (text: string) => text.replace(/[\\%_]/g, '\\$&');

export type PlacesRepository = ReturnType<typeof createPlacesRepository>;
