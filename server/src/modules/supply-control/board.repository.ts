/** What staff see of supply commands and field orders. */
import type { Pool } from 'pg';
import type { CommandStatus, Supply, SupplyAction } from './supply-command.ts';

export interface BoardFilter {
  show: 'open' | 'field' | 'late' | 'all';
  accountNo?: string;
  limit: number;
  offset: number;
}

export interface BoardRow {
  commandNo: string;
  accountNo: string;
  action: SupplyAction;
  status: CommandStatus;
  code: string | null;
  reason: string;
  orderedBy: string;
  issuedAt: Date;
  dueAt: Date | null;
  endedAt: Date | null;
  attempts: number;
  supply: Supply;
  fieldOrder: {
    orderNo: string;
    status: 'open' | 'done' | 'failed' | 'withdrawn';
    reason: string;
    dueAt: string | null;
    openedAt: string;
    endedAt: string | null;
    endedBy: string | null;
    note: string | null;
  } | null;
  events: { at: string; kind: string; detail: Record<string, unknown> }[];
}

/** A reconnect that has not brought supply back. */
const openConnect = `c.action = 'connect' AND (c.ended_at IS NULL OR f.status = 'open')`;
const shown: Record<BoardFilter['show'], string> = {
  open: `(c.ended_at IS NULL OR f.status = 'open')`,
  field: `f.status = 'open'`,
  late: `${openConnect} AND c.due_at <= $2::timestamptz`,
  all: 'true',
};
const fromSql = `FROM supply_commands c JOIN supply_accounts a ON a.id = c.account_id
  LEFT JOIN LATERAL (SELECT * FROM field_orders x WHERE x.command_id = c.id ORDER BY x.id DESC LIMIT 1) f ON true
  LEFT JOIN supply_states s ON s.account_id = c.account_id`;
const columns = `c.command_no AS "commandNo", a.account_no AS "accountNo", c.action, c.status, c.code, c.reason, c.ordered_by AS "orderedBy",
  c.issued_at AS "issuedAt", c.due_at AS "dueAt", c.ended_at AS "endedAt", c.attempts, coalesce(s.state, 'connected') AS supply,
  CASE WHEN f.id IS NOT NULL THEN jsonb_build_object('orderNo', f.order_no, 'status', f.status, 'reason', f.reason, 'dueAt', f.due_at, 'openedAt', f.opened_at,
    'endedAt', f.ended_at, 'endedBy', f.ended_by, 'note', f.note) END AS "fieldOrder",
  coalesce((SELECT jsonb_agg(jsonb_build_object('at', e.at, 'kind', e.kind, 'detail', e.detail) ORDER BY e.id)
     FROM (SELECT * FROM supply_events x WHERE x.command_id = c.id ORDER BY x.id DESC LIMIT 30) e), '[]') AS events`;

export function createBoardRepository(pool: Pool) {
  return {
    async list(
      { show, accountNo, limit, offset }: BoardFilter,
      now: Date,
    ): Promise<{ rows: BoardRow[]; total: number }> {
      const where = `WHERE ${shown[show]} AND ($1::text IS NULL OR a.account_no = $1) AND $2::timestamptz IS NOT NULL`;
      const values = [accountNo ?? null, now];
      const [rows, count] = await Promise.all([
        pool.query<BoardRow>(`SELECT ${columns} ${fromSql} ${where} ORDER BY c.id DESC LIMIT $3 OFFSET $4`, [
          ...values,
          limit,
          offset,
        ]),
        pool.query<{ total: number }>(`SELECT count(*)::int AS total ${fromSql} ${where}`, values),
      ]);
      return { rows: rows.rows, total: count.rows[0]!.total };
    },

    /** Reconnects past their term, and those that are close to it: the proof that nobody is forgotten. */
    async lateness(now: Date, soon: Date): Promise<{ late: number; soon: number; oldestAt: Date | null }> {
      const { rows } = await pool.query(
        `SELECT count(*) FILTER (WHERE c.due_at <= $1)::int AS late, count(*) FILTER (WHERE c.due_at > $1 AND c.due_at <= $2)::int AS soon,
                min(c.issued_at) AS "oldestAt" ${fromSql} WHERE ${openConnect}`,
        [now, soon],
      );
      return rows[0];
    },
  };
}

export type BoardRepository = ReturnType<typeof createBoardRepository>;
