/** Faults and the reports they gather. */
import type { Pool, PoolClient } from 'pg';
import { seenBy } from '../cases/index.ts';
import type { AreaKind, OrderStatus } from './repair-order.ts';

/** Where a case is about, as far as that is known. */
export interface ReportedPlace {
  accountId: number | null;
  placeKey: string | null;
  place: string;
  gridAreaId: number | null;
  areaKind: AreaKind | null;
}

export interface FaultReport {
  caseNo: string;
  caseStatus: string;
  accountNo: string | null;
  /** Null: not for this reader. */
  wordsEnc: Buffer | null;
  placeEnc: Buffer | null;
  joinedAt: Date;
}

export interface ReportAddress {
  caseNo: string;
  district: string | null;
  street: string | null;
  building: string | null;
  unit: string | null;
  room: string | null;
  placeEnc: Buffer | null;
  positionEnc: Buffer | null;
  /** Of whoever reported it, else of the holder on file. */
  phoneEnc: Buffer | null;
}

export interface KnownFault {
  faultNo: string;
  place: string;
  reports: number;
  openedAt: Date;
  status: OrderStatus;
  arriveDueAt: Date;
  arrivedAt: Date | null;
  restoreDueAt: Date;
}

/** A transformer area gathers what is said of its homes; where none is on file, the street of a district does. */
const placeSql = `SELECT c.account_id AS "accountId", c.position_enc AS "positionEnc", g.id AS "gridAreaId", g.area_kind AS "areaKind",
    CASE WHEN p.transformer_area_id IS NOT NULL THEN 'area:' || p.transformer_area_id
         WHEN p.id IS NOT NULL THEN 'street:' || p.region_code || '/' || p.district || '/' || p.street END AS "placeKey",
    coalesce(p.district || coalesce(t.name, p.street), '') AS place
  FROM service_cases c LEFT JOIN supply_accounts a ON a.id = c.account_id LEFT JOIN metering_points m ON m.id = a.metering_point_id
  LEFT JOIN premises p ON p.id = m.premises_id LEFT JOIN transformer_areas t ON t.id = p.transformer_area_id
  LEFT JOIN grid_areas g ON g.region_code = p.region_code AND g.district = p.district AND g.street = p.street WHERE c.id = $1`;

/** Of a case c. */
const waiting = `c.kind = 'repair' AND c.status IN ('new', 'working', 'paused')`;

export function createFaultsRepository(pool: Pool) {
  return {
    async placeOf(tx: PoolClient, caseId: number): Promise<ReportedPlace & { positionEnc: Buffer | null }> {
      return (await tx.query(placeSql, [caseId])).rows[0]!;
    },

    /** The street nearest to a point; over so few kilometres the earth is flat. */
    async streetAt(
      tx: PoolClient,
      { lat, lon }: { lat: number; lon: number },
      farthest: number,
    ): Promise<Omit<ReportedPlace, 'accountId'> | undefined> {
      const text = `SELECT "gridAreaId", "areaKind", "placeKey", place FROM (
          SELECT id AS "gridAreaId", area_kind AS "areaKind", 'street:' || region_code || '/' || district || '/' || street AS "placeKey", district || street AS place,
            111.2 * sqrt(power(lat - $1, 2) + power((lon - $2) * cos(radians($1)), 2)) AS way FROM grid_areas
        ) a WHERE way <= $3 ORDER BY way, "gridAreaId" LIMIT 1`;
      return (await tx.query(text, [lat, lon, farthest])).rows[0];
    },

    /** Reports of one place come one after the other: two first ones would make two faults. */
    async holdPlace(tx: PoolClient, placeKey: string): Promise<void> {
      await tx.query(`SELECT pg_advisory_xact_lock(hashtextextended('fault:' || $1, 0))`, [placeKey]);
    },

    /**
     * The open fault that gathers the reports of a place, however long ago the last one came: it is what the hall shows as known there.
     * Held, so that it is not mended meanwhile.
     */
    async findOpen(tx: PoolClient, placeKey: string): Promise<number | undefined> {
      const text = `SELECT id FROM repair_faults WHERE place_key = $1 AND status = 'open' AND gathers ORDER BY id DESC LIMIT 1 FOR UPDATE`;
      return (await tx.query<{ id: number }>(text, [placeKey])).rows[0]?.id;
    },

    /** @param gathers false: it is about this report alone, and nobody else's joins it */
    async create(tx: PoolClient, place: ReportedPlace, at: Date, gathers: boolean): Promise<number> {
      const text = `INSERT INTO repair_faults (fault_no, place_key, place, grid_area_id, opened_at, last_report_at, gathers)
        VALUES ('GZ' || to_char($4::timestamptz AT TIME ZONE 'Asia/Shanghai', 'YYYYMMDD') || lpad(nextval('repair_fault_numbers')::text, 8, '0'), $1, $2, $3, $4, $4, $5) RETURNING id`;
      const values = [place.placeKey, place.place, place.gridAreaId, at, gathers];
      return (await tx.query<{ id: number }>(text, values)).rows[0]!.id;
    },

    /** @returns the report's number, by which tellings count */
    async join(tx: PoolClient, faultId: number, caseId: number, at: Date): Promise<number> {
      await tx.query(
        'UPDATE repair_faults SET reports = reports + 1, last_report_at = greatest(last_report_at, $2) WHERE id = $1',
        [faultId, at],
      );
      const text =
        'INSERT INTO repair_reports (fault_id, case_id, joined_at) VALUES ($1, $2, $3) RETURNING id';
      return (await tx.query<{ id: number }>(text, [faultId, caseId, at])).rows[0]!.id;
    },

    /** The report goes to a fault of its own; unless it is the only one. @returns the case, when it was one of several */
    async leave(tx: PoolClient, faultId: number, caseNo: string): Promise<number | undefined> {
      const text = `DELETE FROM repair_reports r USING service_cases c WHERE r.fault_id = $1 AND c.id = r.case_id AND c.case_no = $2
        AND EXISTS (SELECT FROM repair_reports o WHERE o.fault_id = $1 AND o.id <> r.id) RETURNING r.case_id AS "caseId"`;
      const caseId = (await tx.query<{ caseId: number }>(text, [faultId, caseNo])).rows[0]?.caseId;
      if (caseId !== undefined)
        await tx.query('UPDATE repair_faults SET reports = reports - 1 WHERE id = $1', [faultId]);
      return caseId;
    },

    async caseOf(tx: PoolClient, caseNo: string): Promise<number | undefined> {
      const text = `SELECT r.case_id AS "caseId" FROM repair_reports r JOIN service_cases c ON c.id = r.case_id WHERE c.case_no = $1 LIMIT 1`;
      return (await tx.query<{ caseId: number }>(text, [caseNo])).rows[0]?.caseId;
    },

    /** Whether its customer waits for a crew. */
    async waits(tx: PoolClient, caseId: number): Promise<boolean> {
      const text = `SELECT EXISTS (SELECT FROM service_cases c WHERE c.id = $1 AND ${waiting}) AS found`;
      return (await tx.query<{ found: boolean }>(text, [caseId])).rows[0]!.found;
    },

    /** Whether anybody else who reported it waits for the crew. */
    async othersWait(tx: PoolClient, faultId: number, caseId: number): Promise<boolean> {
      const text = `SELECT EXISTS (SELECT FROM repair_reports r JOIN service_cases c ON c.id = r.case_id
        WHERE r.fault_id = $1 AND c.id <> $2 AND ${waiting}) AS found`;
      return (await tx.query<{ found: boolean }>(text, [faultId, caseId])).rows[0]!.found;
    },

    /** Held before it is told of: a report either came before and is told, or comes after and finds the news. */
    async holdOfOrder(tx: PoolClient, orderNo: string): Promise<void> {
      const text =
        'SELECT FROM repair_faults WHERE id = (SELECT fault_id FROM repair_orders WHERE order_no = $1) FOR UPDATE';
      await tx.query(text, [orderNo]);
    },

    async end(
      tx: PoolClient,
      faultId: number,
      status: 'restored' | 'cancelled',
      at: Date | null,
    ): Promise<void> {
      const text = 'UPDATE repair_faults SET status = $2, restored_at = $3 WHERE id = $1';
      await tx.query(text, [faultId, status, at]);
    },

    /** The order that was done last, since then, for the same household; without a household, for the same place. */
    async visitBefore(
      tx: PoolClient,
      { accountId, placeKey }: ReportedPlace,
      since: Date,
    ): Promise<number | undefined> {
      const text = `SELECT o.id FROM repair_orders o WHERE o.done_at >= $3 AND o.status IN ('done', 'archived') AND o.fault_id IN (
          SELECT r.fault_id FROM service_cases c JOIN repair_reports r ON r.case_id = c.id WHERE c.account_id = $1::bigint
          UNION SELECT f.id FROM repair_faults f WHERE $1::bigint IS NULL AND f.place_key = $2::text) ORDER BY o.done_at DESC LIMIT 1`;
      return (await tx.query<{ id: number }>(text, [accountId, placeKey, since])).rows[0]?.id;
    },

    /** The order that mended the fault a case reported last. */
    async orderOfCase(tx: PoolClient, caseId: number): Promise<number | undefined> {
      const text = `SELECT o.id FROM repair_reports r JOIN repair_orders o ON o.fault_id = r.fault_id WHERE r.case_id = $1 AND o.done_at IS NOT NULL ORDER BY r.id DESC LIMIT 1`;
      return (await tx.query<{ id: number }>(text, [caseId])).rows[0]?.id;
    },

    /** Of a case that the reader may not see, its number and state only: whoever dispatches need not know whose it is. */
    async reports(
      faultId: number,
      limit: number,
      reader: { username: string; supervises: boolean },
    ): Promise<FaultReport[]> {
      const text = `SELECT c.case_no AS "caseNo", c.status AS "caseStatus", CASE WHEN ${seenBy('$3', '$4')} THEN a.account_no END AS "accountNo",
          CASE WHEN ${seenBy('$3', '$4')} THEN c.place_enc END AS "placeEnc", CASE WHEN ${seenBy('$3', '$4')} THEN c.words_enc END AS "wordsEnc", r.joined_at AS "joinedAt"
        FROM repair_reports r JOIN service_cases c ON c.id = r.case_id LEFT JOIN supply_accounts a ON a.id = c.account_id
        WHERE r.fault_id = $1 ORDER BY r.id LIMIT $2`;
      const values = [faultId, limit, reader.username, reader.supervises];
      return (await pool.query<FaultReport>(text, values)).rows;
    },

    /** Where the crew has to go and whom it may call. */
    async addresses(faultId: number, today: string, limit: number): Promise<ReportAddress[]> {
      const text = `SELECT c.case_no AS "caseNo", p.district, p.street, p.building, p.unit, p.room, c.place_enc AS "placeEnc", c.position_enc AS "positionEnc",
          coalesce(c.contact_phone_enc, x.phone_enc, k.phone_enc) AS "phoneEnc"
        FROM repair_reports r JOIN service_cases c ON c.id = r.case_id LEFT JOIN people x ON x.id = c.person_id
        LEFT JOIN supply_accounts a ON a.id = c.account_id LEFT JOIN metering_points m ON m.id = a.metering_point_id LEFT JOIN premises p ON p.id = m.premises_id
        LEFT JOIN holder_periods h ON h.account_id = a.id AND h.from_date <= $2::date AND (h.to_date IS NULL OR h.to_date > $2::date)
        LEFT JOIN customers k ON k.id = h.customer_id
        WHERE r.fault_id = $1 ORDER BY r.id LIMIT $3`;
      return (await pool.query<ReportAddress>(text, [faultId, today, limit])).rows;
    },

    /** What is known to be broken where this household is: what a report of theirs would join. */
    async knownAt(accountId: number): Promise<KnownFault[]> {
      const text = `WITH place AS (SELECT coalesce('area:' || p.transformer_area_id, 'street:' || p.region_code || '/' || p.district || '/' || p.street) AS key
          FROM supply_accounts a JOIN metering_points m ON m.id = a.metering_point_id JOIN premises p ON p.id = m.premises_id WHERE a.id = $1)
        SELECT f.fault_no AS "faultNo", f.place, f.reports, f.opened_at AS "openedAt", o.status, o.arrive_due_at AS "arriveDueAt",
          o.arrived_at AS "arrivedAt", o.restore_due_at AS "restoreDueAt"
        FROM place JOIN repair_faults f ON f.place_key = place.key AND f.status = 'open' AND f.gathers JOIN repair_orders o ON o.fault_id = f.id ORDER BY f.id DESC LIMIT 5`;
      return (await pool.query<KnownFault>(text, [accountId])).rows;
    },
  };
}

export type FaultsRepository = ReturnType<typeof createFaultsRepository>;
