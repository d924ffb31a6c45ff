/** Repair orders: read and held for one act, changed together with their timeline and the audit log. */
import type { Pool, PoolClient } from 'pg';
import { withAudit } from '../../infra/with-audit.ts';
import type { AuditRecord } from '../../shared/audit.ts';
import type { FreeTeam } from './nearest-team.ts';
import type { AreaKind, Cause, OrderStatus } from './repair-order.ts';

export interface OrderRow {
  id: number;
  orderNo: string;
  faultId: number;
  faultNo: string;
  place: string;
  reports: number;
  status: OrderStatus;
  areaKind: AreaKind | null;
  regionCode: string | null;
  lat: number | null;
  lon: number | null;
  teamId: number | null;
  teamName: string | null;
  dispatches: number;
  secondVisitOf: string | null;
  version: number;
  openedAt: Date;
  arriveDueAt: Date;
  restoreDueAt: Date;
  dispatchedAt: Date | null;
  acceptBy: Date | null;
  acceptedAt: Date | null;
  acceptedBy: string | null;
  /** As customers are told. */
  crewName: string | null;
  arrivedAt: Date | null;
  doneAt: Date | null;
  archivedAt: Date | null;
  cause: Cause | null;
  remedyEnc: Buffer | null;
  arriveEscalatedAt: Date | null;
  restoreEscalatedAt: Date | null;
}

export const orderColumns = `o.id, o.order_no AS "orderNo", o.fault_id AS "faultId", f.fault_no AS "faultNo", f.place, f.reports, o.status,
  g.area_kind AS "areaKind", g.region_code AS "regionCode", g.lat, g.lon, o.team_id AS "teamId", t.name AS "teamName", o.dispatches,
  (SELECT b.order_no FROM repair_orders b WHERE b.id = o.second_visit_of) AS "secondVisitOf", o.version, o.opened_at AS "openedAt",
  o.arrive_due_at AS "arriveDueAt", o.restore_due_at AS "restoreDueAt", o.dispatched_at AS "dispatchedAt", o.accept_by AS "acceptBy",
  o.accepted_at AS "acceptedAt", o.accepted_by AS "acceptedBy", (SELECT s.display_name FROM staff_members s WHERE s.username = o.accepted_by) AS "crewName",
  o.arrived_at AS "arrivedAt", o.done_at AS "doneAt", o.archived_at AS "archivedAt", o.cause, o.remedy_enc AS "remedyEnc",
  o.arrive_escalated_at AS "arriveEscalatedAt", o.restore_escalated_at AS "restoreEscalatedAt"`;
export const orderTables = `repair_orders o JOIN repair_faults f ON f.id = o.fault_id LEFT JOIN grid_areas g ON g.id = f.grid_area_id
  LEFT JOIN repair_teams t ON t.id = o.team_id`;

const columnOf = {
  status: 'status',
  teamId: 'team_id',
  dispatches: 'dispatches',
  secondVisitOfId: 'second_visit_of',
  restoreDueAt: 'restore_due_at',
  dispatchedAt: 'dispatched_at',
  acceptBy: 'accept_by',
  acceptedAt: 'accepted_at',
  acceptedBy: 'accepted_by',
  arrivedAt: 'arrived_at',
  doneAt: 'done_at',
  archivedAt: 'archived_at',
  cause: 'cause',
  remedyEnc: 'remedy_enc',
  restoreWarnedAt: 'restore_warned_at',
  restoreEscalatedAt: 'restore_escalated_at',
} as const;

/** What an act changes; what is left out stays. */
export type OrderChange = Partial<Pick<OrderRow, keyof typeof columnOf & keyof OrderRow>> & {
  secondVisitOfId?: number;
  restoreWarnedAt?: null;
};

export interface RepairEvent {
  act: string;
  /** system, or staff:<username> */
  actor: string;
  teamName: string | null;
  wordsEnc: Buffer | null;
  detail: Record<string, unknown>;
  at: Date;
}

export interface FreeTeamRow extends FreeTeam {
  name: string;
}

export type TeamState = FreeTeamRow & { free: boolean };

export function createOrdersRepository(pool: Pool) {
  const found = `SELECT ${orderColumns} FROM ${orderTables}`;
  const one = async (client: Pool | PoolClient, where: string, value: unknown) =>
    (await client.query<OrderRow>(`${found} WHERE ${where}`, [value])).rows[0];
  return {
    find: (orderNo: string) => one(pool, 'o.order_no = $1', orderNo),

    /** Holds it for the rest of the transaction: acts on one order come one after the other. Read once it is held, for whoever was waited for may have given it to another team. */
    async lock(tx: PoolClient, orderNo: string): Promise<OrderRow | undefined> {
      await tx.query('SELECT FROM repair_orders WHERE order_no = $1 FOR UPDATE', [orderNo]);
      return one(tx, 'o.order_no = $1', orderNo);
    },

    async lockOfFault(tx: PoolClient, faultId: number): Promise<OrderRow> {
      await tx.query('SELECT FROM repair_orders WHERE fault_id = $1 FOR UPDATE', [faultId]);
      return (await one(tx, 'o.fault_id = $1', faultId))!;
    },

    async ofFault(tx: PoolClient, faultId: number): Promise<OrderRow> {
      return (await one(tx, 'o.fault_id = $1', faultId))!;
    },

    /** The one that is still open, if any; else that of its last report. */
    async ofCase(caseId: number, client: Pool | PoolClient = pool): Promise<OrderRow | undefined> {
      return one(
        client,
        `o.fault_id = (SELECT r.fault_id FROM repair_reports r JOIN repair_orders x ON x.fault_id = r.fault_id
          WHERE r.case_id = $1 ORDER BY x.status IN ('done', 'archived', 'cancelled'), r.id DESC LIMIT 1)`,
        caseId,
      );
    },

    async ofCaseNo(caseNo: string): Promise<OrderRow | undefined> {
      return one(
        pool,
        `o.fault_id = (SELECT r.fault_id FROM repair_reports r JOIN service_cases c ON c.id = r.case_id WHERE c.case_no = $1 ORDER BY r.id DESC LIMIT 1)`,
        caseNo,
      );
    },

    async create(
      tx: PoolClient,
      order: { faultId: number; openedAt: Date; arriveDueAt: Date; restoreDueAt: Date },
    ): Promise<OrderRow> {
      const text = `INSERT INTO repair_orders (order_no, fault_id, status, opened_at, arrive_due_at, restore_due_at)
        VALUES ('QX' || to_char($2::timestamptz AT TIME ZONE 'Asia/Shanghai', 'YYYYMMDD') || lpad(nextval('repair_order_numbers')::text, 8, '0'), $1, 'waiting', $2, $3, $4)`;
      await tx.query(text, [order.faultId, order.openedAt, order.arriveDueAt, order.restoreDueAt]);
      return (await one(tx, 'o.fault_id = $1', order.faultId))!;
    },

    async change(tx: PoolClient, id: number, change: OrderChange): Promise<void> {
      const names = (Object.keys(change) as (keyof OrderChange)[]).filter(name => change[name] !== undefined);
      const sets = names.map((name, index) => `${columnOf[name]} = $${index + 2}`);
      const text = `UPDATE repair_orders SET ${['version = version + 1', ...sets].join(', ')} WHERE id = $1`;
      await tx.query(text, [id, ...names.map(name => change[name])]);
    },

    async record(
      tx: PoolClient,
      orderId: number,
      event: Omit<RepairEvent, 'teamName'> & { teamId: number | null },
      audit: AuditRecord,
    ): Promise<void> {
      const text = `INSERT INTO repair_events (order_id, act, actor, team_id, words_enc, detail, at) VALUES ($1, $2, $3, $4, $5, $6, $7)`;
      const { act, actor, teamId, wordsEnc, detail, at } = event;
      await tx.query(
        withAudit(text, [orderId, act, actor, teamId, wordsEnc, JSON.stringify(detail), at], audit),
      );
    },

    async events(orderId: number, client: Pool | PoolClient = pool): Promise<RepairEvent[]> {
      const text = `SELECT e.act, e.actor, t.name AS "teamName", e.words_enc AS "wordsEnc", e.detail, e.at
        FROM repair_events e LEFT JOIN repair_teams t ON t.id = e.team_id WHERE e.order_id = $1 ORDER BY e.id`;
      return (await client.query<RepairEvent>(text, [orderId])).rows;
    },

    /** Choosing a team and giving it the order is done by one at a time. */
    async holdDispatch(tx: PoolClient): Promise<void> {
      await tx.query(`SELECT pg_advisory_xact_lock(hashtextextended('repair-dispatch', 0))`);
    },

    /** Teams with people, and whether an order keeps them busy. */
    async teams(client: Pool | PoolClient): Promise<TeamState[]> {
      const text = `SELECT t.id, t.name, p.lat, p.lon,
          NOT EXISTS (SELECT FROM repair_orders o WHERE o.team_id = t.id AND o.status IN ('dispatched', 'accepted', 'arrived')) AS free
        FROM repair_teams t JOIN grid_points p ON p.id = t.point_id
        WHERE t.active AND EXISTS (SELECT FROM repair_team_members m JOIN staff_members s USING (username) WHERE m.team_id = t.id AND s.active) ORDER BY t.id`;
      return (await client.query<TeamState>(text)).rows;
    },

    /** Teams that had this order and did not take it, or sent it back. */
    async teamsThatHadIt(tx: PoolClient, orderId: number): Promise<number[]> {
      const text = `SELECT DISTINCT team_id AS id FROM repair_events WHERE order_id = $1 AND act IN ('lapse', 'send-back') AND team_id IS NOT NULL`;
      return (await tx.query<{ id: number }>(text, [orderId])).rows.map(({ id }) => id);
    },

    async teamOf(username: string): Promise<{ id: number; name: string } | undefined> {
      const text = `SELECT t.id, t.name FROM repair_team_members m JOIN repair_teams t ON t.id = m.team_id WHERE m.username = $1`;
      return (await pool.query<{ id: number; name: string }>(text, [username])).rows[0];
    },

    /** A photo counts with the transaction that wrote its document. */
    async addPhoto(
      tx: PoolClient,
      photo: { documentId: string; orderId: number; moment: 'before' | 'after'; by: string; at: Date },
    ): Promise<void> {
      const text =
        'INSERT INTO repair_photos (document_id, order_id, moment, added_by, added_at) VALUES ($1, $2, $3, $4, $5)';
      await tx.query(text, [photo.documentId, photo.orderId, photo.moment, photo.by, photo.at]);
    },

    async photos(orderId: number): Promise<{ documentId: string; moment: 'before' | 'after' }[]> {
      const text = `SELECT document_id AS "documentId", moment FROM repair_photos WHERE order_id = $1 ORDER BY moment DESC, added_at LIMIT 50`;
      return (await pool.query(text, [orderId])).rows;
    },
  };
}

export type OrdersRepository = ReturnType<typeof createOrdersRepository>;
