/** Billing runs and their drafts. Set-based: a run of a town's households takes a few statements a thousand. */
import type { Database } from '../../infra/database.ts';
import { auditStatement, withAudit } from '../../infra/with-audit.ts';
import type { AuditRecord } from '../../shared/audit.ts';
import type { Month } from '../../shared/dates.ts';
import type { BillingRun, RunStatus } from './billing-run.ts';
import type { Drafted } from './draft-bill.ts';
import { skippedMonthsSql } from './open-months.repository.ts';

export interface DraftRow {
  accountNo: string;
  holderPeriodId: number;
  totalFen: number | null;
  energy: number | null;
  exception: string | null;
  waitsFor: string | null;
  acceptedBy: string | null;
  acceptedNote: string | null;
}

const runColumns = `r.id, r.region_code AS "regionCode", r.month, r.status, r.created_by AS "createdBy", r.created_at AS "createdAt",
  r.approved_by AS "approvedBy", r.approved_at AS "approvedAt", r.issued_at AS "issuedAt", nullif(r.summary, '{}') AS summary,
  (SELECT count(*) FROM bills b WHERE b.run_id = r.id AND b.kind = 'bill') AS issued`;

const draftColumns = `a.account_no AS "accountNo", d.holder_period_id AS "holderPeriodId", d.total_fen AS "totalFen",
  (d.content #>> '{bill,energy}')::bigint AS energy, d.exception, d.content ->> 'waitsFor' AS "waitsFor", d.accepted_by AS "acceptedBy", d.accepted_note AS "acceptedNote"`;

export function createBillingRunsRepository({ pool, inSqlTransaction }: Database) {
  return {
    async regionExists(code: string): Promise<boolean> {
      return (await pool.query('SELECT FROM regions WHERE code = $1', [code])).rowCount === 1;
    },

    /** Months after the last that was billed in the region, and before this one, that nobody has begun to bill. */
    async skippedMonths(regionCode: string, month: Month): Promise<string[]> {
      const { rows } = await pool.query<{ month: string }>(skippedMonthsSql, [regionCode, month]);
      return rows.map(row => row.month);
    },

    /** @returns the new run's number, or undefined when one of this region and month is still open. */
    create: (
      regionCode: string,
      month: Month,
      createdBy: string,
      entryOf: (id: number) => AuditRecord,
    ): Promise<number | undefined> =>
      inSqlTransaction(async tx => {
        const { rows } = await tx.query<{ id: number }>(
          `INSERT INTO billing_runs (region_code, month, created_by) VALUES ($1, $2, $3)
           ON CONFLICT (region_code, month) WHERE status IN ('preparing', 'preview', 'approved') DO NOTHING RETURNING id`,
          [regionCode, month, createdBy],
        );
        const id = rows[0]?.id;
        if (id !== undefined) await tx.query(auditStatement(entryOf(id)));
        return id;
      }),

    async find(id: number): Promise<BillingRun | undefined> {
      return (await pool.query<BillingRun>(`SELECT ${runColumns} FROM billing_runs r WHERE id = $1`, [id]))
        .rows[0];
    },

    async list(limit: number): Promise<BillingRun[]> {
      return (
        await pool.query<BillingRun>(`SELECT ${runColumns} FROM billing_runs r ORDER BY id DESC LIMIT $1`, [
          limit,
        ])
      ).rows;
    },

    /** Runs whose preparation or issue was asked for and is not finished. */
    async unfinished(): Promise<number[]> {
      const { rows } = await pool.query<{ id: number }>(
        `SELECT id FROM billing_runs WHERE status IN ('preparing', 'approved') ORDER BY id`,
      );
      return rows.map(row => row.id);
    },

    /** Guarded: false when the run was no longer in that state. */
    async move(id: number, from: RunStatus, to: RunStatus, now: Date): Promise<boolean> {
      const { rowCount } = await pool.query(
        `UPDATE billing_runs SET status = $3, issued_at = CASE WHEN $3 = 'issued' THEN $4::timestamptz ELSE issued_at END
          WHERE id = $1 AND status = $2`,
        [id, from, to, now],
      );
      return rowCount === 1;
    },

    /** Guarded, as `move`. */
    async discard(id: number, from: RunStatus, entry: AuditRecord): Promise<boolean> {
      const text = `UPDATE billing_runs SET status = 'discarded' WHERE id = $1 AND status = $2`;
      return (await pool.query(withAudit(text, [id, from], entry))).rowCount === 1;
    },

    /** Neither by who made the run nor by who let one of its exceptions through: whoever is just doing so comes first or waits. */
    approve: (
      id: number,
      now: Date,
      by: string,
      entry: AuditRecord,
    ): Promise<'approved' | 'own' | 'not-in-preview'> =>
      inSqlTransaction(async tx => {
        const { rows } = await tx.query<{ status: RunStatus }>(
          'SELECT status FROM billing_runs WHERE id = $1 FOR UPDATE',
          [id],
        );
        if (rows[0]?.status !== 'preview') return 'not-in-preview';
        const { rowCount } = await tx.query(
          `UPDATE billing_runs SET status = 'approved', approved_by = $3, approved_at = $2
            WHERE id = $1 AND created_by <> $3 AND NOT EXISTS (SELECT FROM bill_drafts WHERE run_id = $1 AND accepted_by = $3)`,
          [id, now, by],
        );
        if (rowCount !== 1) return 'own';
        await tx.query(auditStatement(entry));
        return 'approved';
      }),

    async clearDrafts(id: number): Promise<void> {
      await pool.query('DELETE FROM bill_drafts WHERE run_id = $1', [id]);
    },

    async addDrafts(runId: number, drafts: Drafted[]): Promise<void> {
      await pool.query(
        `INSERT INTO bill_drafts (run_id, holder_period_id, total_fen, exception, content)
         SELECT $1, * FROM unnest($2::bigint[], $3::bigint[], $4::text[], $5::jsonb[])`,
        [
          runId,
          drafts.map(draft => draft.holderPeriodId),
          drafts.map(draft => draft.bill?.totalFen ?? null),
          drafts.map(draft => draft.exception),
          drafts.map(({ bill, estimates, pauses, basis, waitsFor }) =>
            JSON.stringify({ bill, estimates, pauses, basis, waitsFor }),
          ),
        ],
      );
    },

    async summarise(id: number): Promise<void> {
      await pool.query(
        `UPDATE billing_runs r SET summary = (
           SELECT jsonb_build_object('ready', count(*) FILTER (WHERE ready), 'readyFen', coalesce(sum(total_fen) FILTER (WHERE ready), 0),
                    'estimated', count(*) FILTER (WHERE ready AND (content #> '{bill,estimated}')::boolean),
                    'exceptions', coalesce((SELECT jsonb_object_agg(exception, n) FROM (
                       SELECT exception, count(*) AS n FROM bill_drafts WHERE run_id = r.id AND exception IS NOT NULL GROUP BY 1) e), '{}'))
             FROM (SELECT *, exception IS NULL OR accepted_by IS NOT NULL AS ready FROM bill_drafts WHERE run_id = r.id) d)
          WHERE id = $1`,
        [id],
      );
    },

    async drafts(
      id: number,
      question: { exceptionsOnly: boolean; offset: number; limit: number },
    ): Promise<DraftRow[]> {
      const { rows } = await pool.query<DraftRow>(
        `SELECT ${draftColumns} FROM bill_drafts d JOIN holder_periods h ON h.id = d.holder_period_id JOIN supply_accounts a ON a.id = h.account_id
          WHERE d.run_id = $1 AND (NOT $2 OR d.exception IS NOT NULL) ORDER BY a.account_no, h.from_date OFFSET $3 LIMIT $4`,
        [id, question.exceptionsOnly, question.offset, question.limit],
      );
      return rows;
    },

    /** Lets a priced exception be billed. False when there is none to accept, or the run is past its preview. */
    accept: (id: number, accountNo: string, by: string, note: string, entry: AuditRecord): Promise<boolean> =>
      inSqlTransaction(async tx => {
        const { rowCount } = await tx.query(
          `WITH run AS MATERIALIZED (SELECT id FROM billing_runs WHERE id = $1 AND status = 'preview' FOR UPDATE)
           UPDATE bill_drafts d SET accepted_by = $3, accepted_note = $4
             FROM run, holder_periods h, supply_accounts a
            WHERE d.run_id = run.id AND h.id = d.holder_period_id AND a.id = h.account_id
              AND a.account_no = $2 AND d.exception IS NOT NULL AND d.total_fen IS NOT NULL`,
          [id, accountNo, by, note],
        );
        if (!rowCount) return false;
        await tx.query(auditStatement(entry));
        return true;
      }),
  };
}

export type BillingRunsRepository = ReturnType<typeof createBillingRunsRepository>;
