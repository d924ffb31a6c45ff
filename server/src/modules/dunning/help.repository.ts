/** Instalment plans and special needs: what is agreed with people who cannot pay at once, or must not be cut off. */
import type { Pool, PoolClient } from 'pg';
import { withAudit } from '../../infra/with-audit.ts';
import type { AuditRecord } from '../../shared/audit.ts';
import { kept } from './cases.repository.ts';

export interface Part {
  dueOn: string;
  amountFen: number;
}
export interface PlanRow {
  planNo: string;
  status: 'agreed' | 'kept' | 'broken' | 'cancelled';
  debtFen: number;
  paidFen: number;
  parts: Part[];
  note: string;
  agreedBy: string;
  agreedAt: Date;
  endedAt: Date | null;
}
export interface PlanFilter {
  status?: string;
  accountNo?: string;
  limit: number;
  offset: number;
}
export interface ListedPlan extends PlanRow {
  accountNo: string;
  nextDueOn: string | null;
}
export interface NeedRow {
  id: number;
  kind: string;
  consentAt: Date;
  noteEnc: Buffer | null;
  addedBy: string;
  addedAt: Date;
  endedAt: Date | null;
  /** Of the holder before: whoever needs power may live there still, so it counts until somebody has asked and ends it. */
  earlierHolder: boolean;
}

/** What of a plan's debt is gone, by whichever way: of the bills that were due as it was agreed on, less what is kept for the holder and will pay them. */
const paidSince = `(p.debt_fen - least(p.debt_fen, greatest(0, coalesce((SELECT sum(y.amount_fen - y.paid_fen) FROM bills b JOIN payables y ON y.id = b.payable_id AND y.status = 'open'
    WHERE b.holder_period_id = p.holder_period_id AND b.kind = 'bill' AND b.live AND b.due_on < shanghai_date(p.agreed_at)), 0) - ${kept('p.holder_period_id')})))::bigint`;

const planColumns = `p.plan_no AS "planNo", p.status, p.debt_fen AS "debtFen", ${paidSince} AS "paidFen", p.parts, p.note, p.agreed_by AS "agreedBy",
  p.agreed_at AS "agreedAt", p.ended_at AS "endedAt"`;
/** The first part that what was paid so far does not cover. */
const nextDue = `(SELECT min(part.due_on) FROM (
    SELECT x ->> 'dueOn' AS due_on, sum((x ->> 'amountFen')::bigint) OVER (ORDER BY x ->> 'dueOn') AS expected FROM jsonb_array_elements(p.parts) x) part
  WHERE p.status = 'agreed' AND part.expected > ${paidSince})`;

export function createHelpRepository(
  pool: Pool,
  inTransaction: <T>(work: (tx: PoolClient) => Promise<T>) => Promise<T>,
) {
  return {
    /** The present holder of an account. */
    async holder(
      accountNo: string,
      now: Date,
    ): Promise<{ holderPeriodId: number; accountId: number } | undefined> {
      const text = `SELECT h.id AS "holderPeriodId", a.id AS "accountId" FROM supply_accounts a JOIN holder_periods h ON h.account_id = a.id
         AND h.from_date <= shanghai_date($2) AND (h.to_date IS NULL OR h.to_date > shanghai_date($2)) WHERE a.account_no = $1`;
      return (await pool.query(text, [accountNo, now])).rows[0];
    },

    /** Running ones first, the one whose next part is due soonest leading. */
    async list({
      status,
      accountNo,
      limit,
      offset,
    }: PlanFilter): Promise<{ rows: ListedPlan[]; total: number }> {
      const where = `FROM instalment_plans p JOIN holder_periods h ON h.id = p.holder_period_id JOIN supply_accounts a ON a.id = h.account_id
        WHERE ($1::text IS NULL OR p.status = $1) AND ($2::text IS NULL OR a.account_no = $2)`;
      const values = [status ?? null, accountNo ?? null];
      const text = `SELECT a.account_no AS "accountNo", ${planColumns}, ${nextDue} AS "nextDueOn" ${where}
        ORDER BY p.status <> 'agreed', "nextDueOn" NULLS LAST, p.id DESC LIMIT $3 OFFSET $4`;
      const [rows, count] = await Promise.all([
        pool.query<ListedPlan>(text, [...values, limit, offset]),
        pool.query<{ total: number }>(`SELECT count(*)::int AS total ${where}`, values),
      ]);
      return { rows: rows.rows, total: count.rows[0]!.total };
    },

    async plans(holderPeriodId: number): Promise<PlanRow[]> {
      const text = `SELECT ${planColumns} FROM instalment_plans p WHERE holder_period_id = $1 ORDER BY id DESC LIMIT 20`;
      return (await pool.query<PlanRow>(text, [holderPeriodId])).rows;
    },

    /** @returns undefined when another plan stands */
    async agree(
      plan: { holderPeriodId: number; debtFen: number; parts: Part[]; note: string; by: string; now: Date },
      audit: AuditRecord,
    ): Promise<string | undefined> {
      const { holderPeriodId, debtFen, parts, note, by, now } = plan;
      const text = `INSERT INTO instalment_plans (plan_no, holder_period_id, debt_fen, parts, note, agreed_by, agreed_at)
        SELECT 'IP' || to_char(shanghai_date($6), 'YYYYMMDD') || lpad(nextval('instalment_numbers')::text, 6, '0'), $1, $2, $3, $4, $5, $6
        ON CONFLICT (holder_period_id) WHERE status = 'agreed' DO NOTHING RETURNING plan_no AS "planNo"`;
      const values = [holderPeriodId, debtFen, JSON.stringify(parts), note, by, now];
      return inTransaction(async tx => {
        const { rows } = await tx.query<{ planNo: string }>(text, values);
        if (!rows[0]) return undefined;
        await tx.query(withAudit('SELECT id FROM audit_entry', [], audit));
        await wakeCase(tx, holderPeriodId, now);
        return rows[0].planNo;
      });
    },

    async cancelPlan(planNo: string, now: Date, audit: AuditRecord): Promise<boolean> {
      return inTransaction(async tx => {
        const { rows } = await tx.query<{ holder: number }>(
          `UPDATE instalment_plans SET status = 'cancelled', ended_at = $2 WHERE plan_no = $1 AND status = 'agreed' RETURNING holder_period_id AS holder`,
          [planNo, now],
        );
        if (!rows[0]) return false;
        await tx.query(withAudit('SELECT id FROM audit_entry', [], audit));
        await wakeCase(tx, rows[0].holder, now);
        return true;
      });
    },

    /** Plans that are fulfilled, or of which a part has not come within its days of grace. */
    async settlePlans(now: Date, graceDays: number): Promise<void> {
      await pool.query(
        `WITH judged AS (
           SELECT p.id, ${paidSince} AS paid, p.debt_fen,
                  (SELECT coalesce(sum((part ->> 'amountFen')::bigint), 0) FROM jsonb_array_elements(p.parts) part
                    WHERE (part ->> 'dueOn')::date + $2::int < shanghai_date($1)) AS expected
             FROM instalment_plans p WHERE p.status = 'agreed'
         ), ended AS (
           UPDATE instalment_plans p SET status = CASE WHEN j.paid >= j.debt_fen THEN 'kept' ELSE 'broken' END, ended_at = $1
             FROM judged j WHERE j.id = p.id AND (j.paid >= j.debt_fen OR j.paid < j.expected) RETURNING p.holder_period_id
         )
         UPDATE dunning_cases c SET next_at = $1 FROM ended e WHERE c.holder_period_id = e.holder_period_id AND c.closed_at IS NULL`,
        [now, graceDays],
      );
    },

    /** Of the account of that holder. What the holder before told in confidence is not read out to anybody. */
    async needs(holderPeriodId: number): Promise<NeedRow[]> {
      const text = `SELECT n.id, n.kind, n.consent_at AS "consentAt", CASE WHEN n.holder_period_id = $1 THEN n.note_enc END AS "noteEnc", n.added_by AS "addedBy",
          n.added_at AS "addedAt", n.ended_at AS "endedAt", n.holder_period_id <> $1 AS "earlierHolder"
        FROM special_needs n JOIN holder_periods e ON e.id = n.holder_period_id JOIN holder_periods h ON h.account_id = e.account_id
       WHERE h.id = $1 AND n.ended_at IS NULL ORDER BY n.id`;
      return (await pool.query<NeedRow>(text, [holderPeriodId])).rows;
    },

    async addNeed(
      need: { holderPeriodId: number; kind: string; noteEnc: Buffer | null; by: string; now: Date },
      audit: AuditRecord,
    ): Promise<void> {
      const { holderPeriodId, kind, noteEnc, by, now } = need;
      await inTransaction(async tx => {
        await tx.query(
          `INSERT INTO special_needs (holder_period_id, kind, consent_at, note_enc, added_by, added_at) VALUES ($1, $2, $3, $4, $5, $3)`,
          [holderPeriodId, kind, now, noteEnc, by],
        );
        await tx.query(withAudit('SELECT id FROM audit_entry', [], audit));
        await wakeCase(tx, holderPeriodId, now);
      });
    },

    async endNeed(id: number, by: string, now: Date, audit: AuditRecord): Promise<boolean> {
      return inTransaction(async tx => {
        const { rows } = await tx.query<{ holder: number }>(
          // What was told in confidence goes with the end of its purpose.
          `UPDATE special_needs SET ended_by = $2, ended_at = $3, note_enc = NULL WHERE id = $1 AND ended_at IS NULL RETURNING holder_period_id AS holder`,
          [id, by, now],
        );
        if (!rows[0]) return false;
        await tx.query(withAudit('SELECT id FROM audit_entry', [], audit));
        await wakeCase(tx, rows[0].holder, now);
        return true;
      });
    },
  };
}

const wakeCase = (tx: PoolClient, holderPeriodId: number, now: Date) =>
  tx.query(
    `UPDATE dunning_cases c SET next_at = $2 FROM holder_periods h WHERE h.id = $1 AND c.account_id = h.account_id AND c.closed_at IS NULL`,
    [holderPeriodId, now],
  );

export type HelpRepository = ReturnType<typeof createHelpRepository>;
