import type { Pool, PoolClient } from 'pg';
import type { Database } from '../../infra/database.ts';
import { withAudit } from '../../infra/with-audit.ts';
import type { Importance, OutageKind, OutageStatus } from './outage.ts';

export interface OutageRow {
  id: number;
  outageNo: string;
  kind: OutageKind;
  status: OutageStatus;
  reason: string;
  area: string;
  fromAt: Date;
  untilAt: Date;
  knownAt: Date | null;
  version: number;
  createdBy: string;
  createdAt: Date;
  publishedAt: Date | null;
  noticeKept: boolean | null;
  begunAt: Date | null;
  restoredAt: Date | null;
  closedAt: Date | null;
  cancelledAt: Date | null;
}

export const outageColumns = `o.id, o.outage_no AS "outageNo", o.kind, o.status, o.reason, o.area, o.from_at AS "fromAt", o.until_at AS "untilAt",
  o.known_at AS "knownAt", o.version, o.created_by AS "createdBy", o.created_at AS "createdAt", o.published_at AS "publishedAt",
  o.notice_kept AS "noticeKept", o.begun_at AS "begunAt", o.restored_at AS "restoredAt", o.closed_at AS "closedAt", o.cancelled_at AS "cancelledAt"`;

export interface Plan {
  kind: OutageKind;
  reason: string;
  area: string;
  fromAt: Date;
  untilAt: Date;
  knownAt: Date | null;
}

/** Written into the outage's timeline and the audit log by the same statement. */
export interface ActRecord {
  act: string;
  by: string;
  at: Date;
  detail?: Record<string, unknown>;
  requestId?: string;
}

export interface OutageSearch {
  status?: string;
  kind?: string;
  /** Part of the number, the reason or the area. */
  q?: string;
  from?: Date;
  to?: Date;
}

export interface OutageEvent {
  at: Date;
  act: string;
  by: string;
  detail: Record<string, unknown>;
}

export type OutageListRow = OutageRow & { areas: number; accounts: number; told: number; expected: number };

export function createOutagesRepository(db: Pick<Database, 'pool' | 'inSqlTransaction'>) {
  const { pool } = db;
  return {
    inTransaction: db.inSqlTransaction,

    async create(tx: PoolClient, plan: Plan, by: string, at: Date): Promise<OutageRow> {
      const text = `INSERT INTO outages AS o (outage_no, kind, reason, area, from_at, until_at, known_at, created_by, created_at)
        VALUES ('TD' || to_char($8::timestamptz AT TIME ZONE 'Asia/Shanghai', 'YYYYMMDD') || lpad(nextval('outage_numbers')::text, 6, '0'),
          $1, $2, $3, $4, $5, $6, $7, $8) RETURNING ${outageColumns}`;
      const { kind, reason, area, fromAt, untilAt, knownAt } = plan;
      const values = [kind, reason, area, fromAt, untilAt, knownAt, by, at];
      return (await tx.query<OutageRow>(text, values)).rows[0]!;
    },

    /** Holds it for the rest of the transaction: acts on one outage come one after the other. */
    async lock(tx: PoolClient, outageNo: string): Promise<OutageRow | undefined> {
      const text = `SELECT ${outageColumns} FROM outages o WHERE o.outage_no = $1 FOR UPDATE`;
      return (await tx.query<OutageRow>(text, [outageNo])).rows[0];
    },

    async savePlan(tx: PoolClient, id: number, plan: Omit<Plan, 'kind'>): Promise<void> {
      await tx.query(
        'UPDATE outages SET reason = $2, area = $3, from_at = $4, until_at = $5, known_at = $6 WHERE id = $1',
        [id, plan.reason, plan.area, plan.fromAt, plan.untilAt, plan.knownAt],
      );
    },

    async setPlaces(tx: PoolClient, id: number, areaIds: number[], accountIds: number[]): Promise<void> {
      await tx.query('DELETE FROM outage_areas WHERE outage_id = $1', [id]);
      await tx.query('DELETE FROM outage_accounts WHERE outage_id = $1', [id]);
      await tx.query(
        'INSERT INTO outage_areas (outage_id, area_id) SELECT DISTINCT $1::bigint, unnest($2::bigint[])',
        [id, areaIds],
      );
      await tx.query(
        'INSERT INTO outage_accounts (outage_id, account_id) SELECT DISTINCT $1::bigint, unnest($2::bigint[])',
        [id, accountIds],
      );
    },

    async places(
      client: Pool | PoolClient,
      id: number,
    ): Promise<{ areaIds: number[]; accountIds: number[] }> {
      const text = `SELECT ARRAY (SELECT area_id FROM outage_areas WHERE outage_id = $1 ORDER BY 1) AS "areaIds",
        ARRAY (SELECT account_id FROM outage_accounts WHERE outage_id = $1 ORDER BY 1) AS "accountIds"`;
      return (await client.query(text, [id])).rows[0];
    },

    async move(tx: PoolClient, id: number, status: OutageStatus, at: Partial<OutageRow> = {}): Promise<void> {
      await tx.query(
        `UPDATE outages SET status = $2, begun_at = coalesce($3, begun_at), restored_at = coalesce($4, restored_at),
           closed_at = coalesce($5, closed_at), cancelled_at = coalesce($6, cancelled_at) WHERE id = $1`,
        [id, status, at.begunAt ?? null, at.restoredAt ?? null, at.closedAt ?? null, at.cancelledAt ?? null],
      );
    },

    async markPublished(tx: PoolClient, id: number, at: Date, noticeKept: boolean): Promise<void> {
      await tx.query(
        `UPDATE outages SET version = 1, published_at = $2, notice_kept = $3, first_from_at = from_at, first_until_at = until_at
          WHERE id = $1`,
        [id, at, noticeKept],
      );
    },

    /** A change was announced later than the rules ask, by an exception. */
    async markNoticeBroken(tx: PoolClient, id: number): Promise<void> {
      await tx.query('UPDATE outages SET notice_kept = false WHERE id = $1', [id]);
    },

    async nextVersion(tx: PoolClient, id: number): Promise<number> {
      const text = 'UPDATE outages SET version = version + 1 WHERE id = $1 RETURNING version';
      return (await tx.query<{ version: number }>(text, [id])).rows[0]!.version;
    },

    async record(
      tx: PoolClient,
      { id, outageNo }: Pick<OutageRow, 'id' | 'outageNo'>,
      { act, by, at, detail = {}, requestId }: ActRecord,
    ): Promise<void> {
      const text =
        'INSERT INTO outage_events (outage_id, at, act, by_whom, detail) VALUES ($1, $2, $3, $4, $5)';
      const entry = {
        actor: by,
        action: `outage.${act}`,
        subject: `outage:${outageNo}`,
        detail,
        ...(requestId ? { requestId } : {}),
      };
      await tx.query(withAudit(text, [id, at, act, by, JSON.stringify(detail)], entry));
    },

    async find(outageNo: string): Promise<OutageRow | undefined> {
      const text = `SELECT ${outageColumns} FROM outages o WHERE o.outage_no = $1`;
      return (await pool.query<OutageRow>(text, [outageNo])).rows[0];
    },

    async events(id: number): Promise<OutageEvent[]> {
      const text =
        'SELECT at, act, by_whom AS by, detail FROM outage_events WHERE outage_id = $1 ORDER BY id LIMIT 500';
      return (await pool.query<OutageEvent>(text, [id])).rows;
    },

    /** What is ahead or under way first, nearest first; what is over after it, latest first. */
    async list(search: OutageSearch, page: number, pageSize: number): Promise<OutageListRow[]> {
      const text = `SELECT ${outageColumns},
          (SELECT count(*)::int FROM outage_areas a WHERE a.outage_id = o.id) AS areas,
          (SELECT count(*)::int FROM outage_accounts a WHERE a.outage_id = o.id) AS accounts,
          coalesce(t.told, 0) AS told, coalesce(t.expected, 0) AS expected
        FROM outages o LEFT JOIN outage_tellings t ON t.outage_id = o.id AND t.version = o.version
        WHERE ($1::text IS NULL OR o.status = $1 OR $1 = 'open' AND o.status NOT IN ('cancelled', 'restored', 'closed'))
          AND ($2::text IS NULL OR o.kind = $2) AND ($4::timestamptz IS NULL OR o.until_at >= $4) AND ($5::timestamptz IS NULL OR o.from_at < $5)
          AND ($3::text IS NULL OR o.outage_no ILIKE '%' || $3 || '%' OR o.reason ILIKE '%' || $3 || '%' OR o.area ILIKE '%' || $3 || '%')
        ORDER BY o.status IN ('cancelled', 'restored', 'closed'),
          CASE WHEN o.status IN ('cancelled', 'restored', 'closed') THEN -extract(epoch FROM o.from_at) ELSE extract(epoch FROM o.from_at) END, o.id
        LIMIT $6 OFFSET $7`;
      const { status = null, kind = null, q = null, from = null, to = null } = search;
      const like = q === null ? null : q.replace(/[\\%_]/g, '\\$&');
      const values = [status, kind, like, from, to, pageSize, (page - 1) * pageSize];
      return (await pool.query<OutageListRow>(text, values)).rows;
    },

    /** Moves what was announced and has come: the beginning needs no hand. */
    async beginDue(now: Date): Promise<string[]> {
      const text = `WITH due AS (
          UPDATE outages SET status = 'under-way', begun_at = from_at WHERE status IN ('published', 'changed') AND from_at <= $1
          RETURNING id, outage_no, from_at
        ), noted AS (INSERT INTO outage_events (outage_id, at, act, by_whom) SELECT id, from_at, 'begin', 'system' FROM due)
        SELECT outage_no AS "outageNo" FROM due`;
      return (await pool.query<{ outageNo: string }>(text, [now])).rows.map(({ outageNo }) => outageNo);
    },
  };
}

export type OutagesRepository = ReturnType<typeof createOutagesRepository>;

export interface ConcernedCounts {
  accounts: number;
  important: number;
  large: number;
  buildings: number;
  people: number;
  holders: number;
  contacts: number;
  /** Accounts of which nobody can be told by message: a paper on the door remains. */
  unreachable: number;
}

export interface WeightyAccount {
  accountId: number;
  accountNo: string;
  importance: Importance;
  district: string;
  street: string;
  building: string;
  unit: string;
  room: string;
}
