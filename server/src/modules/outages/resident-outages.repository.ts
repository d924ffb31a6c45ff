/** What residents and the public see of outages: nothing of a draft, and of homes only their own. */
import type { Pool } from 'pg';
import type { BusinessDate } from '../../shared/dates.ts';
import { announced } from './outage.ts';
import { type OutageRow, outageColumns } from './outages.repository.ts';

export interface HomeTouched {
  accountNo: string;
  nickname: string | null;
  district: string;
  street: string;
  building: string;
  unit: string;
  room: string;
}

export type ResidentOutage = OutageRow & { homes: HomeTouched[] };

/** What is said of an outage to whoever is about to report one. */
export type AnnouncedOutage = Pick<
  OutageRow,
  'outageNo' | 'kind' | 'status' | 'reason' | 'area' | 'fromAt' | 'untilAt'
>;

export interface BuildingTouched {
  premisesId: number;
  district: string;
  street: string;
  building: string;
  homes: number;
}

export interface BoardHome {
  accountNo: string;
  nameEnc: Buffer;
  unit: string;
  room: string;
}

/** Told to the public once: what is cancelled before that was a draft to the last. */
const toldOnce = 'o.version > 0';

/** Homes the person is bound to in full, each with the outages it is touched by since its holder moved in. */
const touchedSql = `WITH homes AS (
    SELECT s.id, s.account_no, b.nickname, p.district, p.street, p.building, p.unit, p.room, p.transformer_area_id, h.from_date
      FROM bindings b JOIN holder_periods h ON h.id = b.holder_period_id AND h.from_date <= $2::date AND (h.to_date IS NULL OR h.to_date > $2::date)
      JOIN supply_accounts s ON s.id = h.account_id JOIN metering_points m ON m.id = s.metering_point_id JOIN premises p ON p.id = m.premises_id
     WHERE b.person_id = $1 AND b.removed_at IS NULL AND b.level = 'full'
  ), touched AS (
    SELECT a.outage_id, h.id FROM homes h JOIN outage_areas a ON a.area_id = h.transformer_area_id
    UNION SELECT a.outage_id, h.id FROM homes h JOIN outage_accounts a ON a.account_id = h.id
  )
  SELECT ${outageColumns}, json_agg(json_build_object('accountNo', h.account_no, 'nickname', h.nickname, 'district', h.district,
      'street', h.street, 'building', h.building, 'unit', h.unit, 'room', h.room) ORDER BY h.account_no) AS homes
    FROM touched t JOIN outages o ON o.id = t.outage_id JOIN homes h ON h.id = t.id
   WHERE o.status = ANY ($3) AND ${toldOnce} AND (o.until_at AT TIME ZONE 'Asia/Shanghai')::date >= h.from_date`;

export function createResidentOutagesRepository(pool: Pool) {
  return {
    async ofPerson(personId: string, today: BusinessDate, since: Date): Promise<ResidentOutage[]> {
      const text = `${touchedSql} AND (o.until_at >= $4 OR o.status = 'under-way') GROUP BY o.id ORDER BY o.from_at, o.id LIMIT 200`;
      const values = [personId, today, announced, since];
      return (await pool.query<ResidentOutage>({ name: 'outages-of-person', text, values })).rows;
    },

    async homesIn(personId: string, today: BusinessDate, outageId: number): Promise<HomeTouched[]> {
      const text = `${touchedSql} AND o.id = $4 GROUP BY o.id`;
      const values = [personId, today, announced, outageId];
      return (await pool.query<ResidentOutage>(text, values)).rows[0]?.homes ?? [];
    },

    /** Of this account, announced and not over: those that touch these times, and those that go on past their end. */
    async ofAccount(accountId: number, from: Date, until: Date): Promise<AnnouncedOutage[]> {
      const text = `SELECT o.outage_no AS "outageNo", o.kind, o.status, o.reason, o.area, o.from_at AS "fromAt", o.until_at AS "untilAt" FROM outages o
        WHERE o.status IN ('published', 'changed', 'under-way') AND o.from_at < $3 AND (o.until_at > $2 OR o.status = 'under-way') AND o.id IN (
          SELECT a.outage_id FROM supply_accounts s JOIN metering_points m ON m.id = s.metering_point_id JOIN premises p ON p.id = m.premises_id
            JOIN outage_areas a ON a.area_id = p.transformer_area_id WHERE s.id = $1
          UNION SELECT outage_id FROM outage_accounts WHERE account_id = $1) ORDER BY o.from_at, o.id LIMIT 5`;
      return (await pool.query<AnnouncedOutage>(text, [accountId, from, until])).rows;
    },

    /** Announced and not over for long; nearest first. */
    async publicList(since: Date, limit: number): Promise<OutageRow[]> {
      const text = `SELECT ${outageColumns} FROM outages o
        WHERE o.status = ANY ($1) AND ${toldOnce} AND (o.until_at >= $2 OR o.status = 'under-way') AND o.status <> 'closed'
        ORDER BY o.from_at, o.id LIMIT $3`;
      return (await pool.query<OutageRow>(text, [announced, since, limit])).rows;
    },

    async buildings(outageId: number, limit: number, offset = 0): Promise<BuildingTouched[]> {
      const text = `SELECT min(p.id) AS "premisesId", p.district, p.street, p.building, count(*)::int AS homes
        FROM outage_concerned($1) c JOIN premises p ON p.id = c.premises_id
        GROUP BY p.region_code, p.district, p.street, p.building ORDER BY p.district, p.street, p.building, 1 LIMIT $2 OFFSET $3`;
      return (await pool.query<BuildingTouched>(text, [outageId, limit, offset])).rows;
    },

    /** Of the homes with these numbers that the outage touches. */
    async buildingsOf(outageId: number, accountNos: string[]): Promise<BuildingTouched[]> {
      const text = `SELECT min(p.id) AS "premisesId", p.district, p.street, p.building, count(*)::int AS homes
        FROM outage_concerned($1) c JOIN supply_accounts s ON s.id = c.account_id JOIN premises p ON p.id = c.premises_id
        WHERE s.account_no = ANY ($2) GROUP BY p.region_code, p.district, p.street, p.building ORDER BY p.district, p.street, p.building`;
      return (await pool.query<BuildingTouched>(text, [outageId, accountNos])).rows;
    },

    /** The building that a home stands for, if the outage touches it. */
    async building(outageId: number, premisesId: number): Promise<BuildingTouched | undefined> {
      const text = `SELECT $2::bigint AS "premisesId", p.district, p.street, p.building, count(*)::int AS homes
        FROM premises one JOIN premises p USING (region_code, district, street, building)
        JOIN outage_concerned($1) c ON c.premises_id = p.id WHERE one.id = $2 GROUP BY p.district, p.street, p.building`;
      return (await pool.query<BuildingTouched>(text, [outageId, premisesId])).rows[0];
    },

    /** For a board that lists homes: who has not asked to be left out. */
    async boardHomes(outageId: number, premisesId: number, today: BusinessDate): Promise<BoardHome[]> {
      const text = `SELECT s.account_no AS "accountNo", k.name_enc AS "nameEnc", p.unit, p.room
        FROM premises one JOIN premises p USING (region_code, district, street, building)
        JOIN outage_concerned($1) c ON c.premises_id = p.id JOIN supply_accounts s ON s.id = c.account_id
        JOIN holder_periods h ON h.account_id = s.id AND h.from_date <= $3::date AND (h.to_date IS NULL OR h.to_date > $3::date)
        JOIN customers k ON k.id = h.customer_id
        WHERE one.id = $2 AND NOT EXISTS (SELECT FROM board_opt_outs x WHERE x.holder_period_id = h.id) ORDER BY p.unit, p.room, s.account_no`;
      return (await pool.query<BoardHome>(text, [outageId, premisesId, today])).rows;
    },

    async isOptedOut(holderPeriodId: number): Promise<boolean> {
      const text = 'SELECT FROM board_opt_outs WHERE holder_period_id = $1';
      return (await pool.query(text, [holderPeriodId])).rowCount === 1;
    },

    async setOptOut(holderPeriodId: number, optOut: boolean, at: Date): Promise<void> {
      const text = optOut
        ? 'INSERT INTO board_opt_outs (holder_period_id, at) VALUES ($1, $2) ON CONFLICT DO NOTHING'
        : 'DELETE FROM board_opt_outs WHERE holder_period_id = $1 AND $2::timestamptz IS NOT NULL';
      await pool.query(text, [holderPeriodId, at]);
    },
  };
}

export type ResidentOutagesRepository = ReturnType<typeof createResidentOutagesRepository>;
