/** What staff see of the ladder: the list with what it waits for, and one case with all that happened. */
import type { Pool } from 'pg';
import { caseColumns, remindedOn } from './cases.repository.ts';
import type { DunningCase } from './dunning-case.ts';
import type { Facts } from './facts.ts';

export interface BoardFilter {
  status?: string;
  stop?: string;
  accountNo?: string;
  limit: number;
  offset: number;
}

export interface CaseRow extends DunningCase {
  accountNo: string;
  category: string;
  openedAt: Date;
  nextAt: Date;
  closedAt: Date | null;
  closeReason: string | null;
  decidedAt: Date | null;
  proposedAt: Date | null;
  restoreBy: Date | null;
  remindedOn: Facts['remindedOn'];
}

const columns = `${caseColumns}, a.account_no AS "accountNo", a.category, c.opened_at AS "openedAt", c.next_at AS "nextAt", c.closed_at AS "closedAt",
  c.close_reason AS "closeReason", c.decided_at AS "decidedAt", c.proposed_at AS "proposedAt", c.restore_by AS "restoreBy",
  ${remindedOn} AS "remindedOn"`;
const fromSql = 'FROM dunning_cases c JOIN supply_accounts a ON a.id = c.account_id';
const whereSql = `WHERE CASE WHEN $1::text IS NULL THEN c.status <> 'closed' ELSE c.status = $1 END
  AND ($2::text IS NULL OR c.stops @> jsonb_build_array(jsonb_build_object('code', $2::text))) AND ($3::text IS NULL OR a.account_no = $3)`;

export interface EventRow {
  at: Date;
  kind: string;
  actor: string;
  detail: Record<string, unknown>;
}

export function createBoardRepository(pool: Pool) {
  return {
    /** Those that wait for a person first, then the oldest debts. */
    async list({ status, stop, accountNo, limit, offset }: BoardFilter): Promise<CaseRow[]> {
      const text = `SELECT ${columns} ${fromSql} ${whereSql}
        ORDER BY array_position('{submitted,proposed,restoring,disconnecting,last-call,approved,suspended,noticed,reminding,closed}', c.status), c.overdue_since, c.id LIMIT $4 OFFSET $5`;
      const values = [status ?? null, stop ?? null, accountNo ?? null, limit, offset];
      return (await pool.query<CaseRow>(text, values)).rows;
    },

    async count({ status, stop, accountNo }: BoardFilter): Promise<number> {
      const text = `SELECT count(*)::int AS total ${fromSql} ${whereSql}`;
      const { rows } = await pool.query<{ total: number }>(text, [
        status ?? null,
        stop ?? null,
        accountNo ?? null,
      ]);
      return rows[0]!.total;
    },

    /** How many stand where, closed ones aside. */
    async counts(): Promise<{ status: string; count: number; debtFen: number }[]> {
      const text = `SELECT status, count(*)::int AS count, coalesce(sum(debt_fen), 0)::bigint AS "debtFen" FROM dunning_cases WHERE closed_at IS NULL GROUP BY status`;
      return (await pool.query(text)).rows;
    },

    async find(caseNo: string): Promise<(CaseRow & { evidence: unknown }) | undefined> {
      const text = `SELECT ${columns}, c.evidence ${fromSql} WHERE c.case_no = $1`;
      return (await pool.query<CaseRow & { evidence: unknown }>(text, [caseNo])).rows[0];
    },

    async events(id: number): Promise<EventRow[]> {
      // Old entries named disputes, which gave away complaints made in confidence; entries are never changed.
      const text = `SELECT at, kind, actor, CASE WHEN detail -> 'stops' @> '[{"code": "dispute"}]' THEN jsonb_set(detail, '{stops}',
          (SELECT jsonb_agg(CASE WHEN stop ->> 'code' = 'dispute' THEN stop || '{"code": "other"}' ELSE stop END ORDER BY place)
             FROM jsonb_array_elements(detail -> 'stops') WITH ORDINALITY AS each (stop, place))) ELSE detail END AS detail
        FROM dunning_events WHERE case_id = $1 ORDER BY id DESC LIMIT 200`;
      return (await pool.query<EventRow>(text, [id])).rows;
    },

    /** Of one holder, newest first; the open one leads. */
    async ofHolder(holderPeriodId: number): Promise<CaseRow[]> {
      const text = `SELECT ${columns} ${fromSql} WHERE c.holder_period_id = $1 ORDER BY c.closed_at IS NOT NULL, c.id DESC LIMIT 20`;
      return (await pool.query<CaseRow>(text, [holderPeriodId])).rows;
    },

    /** Overdue bills of a holder: what an instalment plan can be about. */
    async overdueFen(holderPeriodId: number, now: Date): Promise<number> {
      const text = `SELECT coalesce(sum(y.amount_fen - y.paid_fen), 0)::bigint AS fen FROM payables y JOIN bills b ON b.payable_id = y.id AND b.live
        WHERE y.holder_period_id = $1 AND y.kind = 'bill' AND y.status = 'open' AND b.due_on < shanghai_date($2)`;
      return (await pool.query<{ fen: number }>(text, [holderPeriodId, now])).rows[0]!.fen;
    },
  };
}

export type BoardRepository = ReturnType<typeof createBoardRepository>;
