/** A star that an upheld complaint may cost. */
import type { Pool, PoolClient } from 'pg';
import { withAudit } from '../../infra/with-audit.ts';
import type { AuditRecord } from '../../shared/audit.ts';

export interface DeductionRow {
  id: number;
  caseNo: string;
  confidential: boolean;
  staff: string;
  staffName: string | null;
  reasonEnc: Buffer;
  status: 'proposed' | 'appealed' | 'in-effect' | 'lifted';
  proposedBy: string;
  proposedAt: Date;
  appealUntil: Date;
  appealEnc: Buffer | null;
  appealedAt: Date | null;
  decidedBy: string | null;
  decidedAt: Date | null;
  decisionEnc: Buffer | null;
  overturnedAt: Date | null;
}

const columns = `d.id, c.case_no AS "caseNo", c.confidential, d.staff, (SELECT display_name FROM staff_members m WHERE m.username = d.staff) AS "staffName",
  d.reason_enc AS "reasonEnc", d.status, d.proposed_by AS "proposedBy", d.proposed_at AS "proposedAt", d.appeal_until AS "appealUntil",
  d.appeal_enc AS "appealEnc", d.appealed_at AS "appealedAt", d.decided_by AS "decidedBy", d.decided_at AS "decidedAt", d.decision_enc AS "decisionEnc",
  d.overturned_at AS "overturnedAt"`;
const rowsOf = `SELECT ${columns} FROM star_deductions d JOIN service_cases c ON c.id = d.case_id`;
const upheld = `c.kind IN ('complaint', 'misconduct') AND c.outcome = 'upheld' AND c.answered_at IS NOT NULL`;
/** The customer opened it again: that judges nothing, and the outcome stays until a person answers anew. */
const onTheDesk = `c.status IN ('new', 'working', 'paused')`;

export function createDeductionsRepository(pool: Pool) {
  return {
    /** @param staff of one only, or null for all. What waits comes first. */
    async list(staff: string | null): Promise<DeductionRow[]> {
      const text = `${rowsOf} WHERE $1::text IS NULL OR d.staff = $1 ORDER BY d.status NOT IN ('appealed', 'proposed'), d.id DESC LIMIT 200`;
      return (await pool.query<DeductionRow>(text, [staff])).rows;
    },

    async lock(tx: PoolClient, id: number): Promise<DeductionRow | undefined> {
      return (await tx.query<DeductionRow>(`${rowsOf} WHERE d.id = $1 FOR UPDATE OF d`, [id])).rows[0];
    },

    /** Upheld, the utility's own doing, and nobody has said yet whether it costs somebody a star. */
    async undecided(
      since: Date,
    ): Promise<{ caseNo: string; kind: string; owner: string | null; answeredAt: Date }[]> {
      const text = `SELECT c.case_no AS "caseNo", c.kind, c.owner, c.answered_at AS "answeredAt" FROM service_cases c
        WHERE ${upheld} AND c.responsibility = 'utility' AND c.answered_at >= $1 AND NOT EXISTS (SELECT FROM star_deductions d WHERE d.case_id = c.id)
        ORDER BY c.answered_at DESC LIMIT 100`;
      return (await pool.query(text, [since])).rows;
    },

    async caseOf(tx: PoolClient, caseNo: string): Promise<{ id: number; upheld: boolean } | undefined> {
      const text = `SELECT c.id, (${upheld}) AS upheld FROM service_cases c WHERE c.case_no = $1 FOR SHARE`;
      return (await tx.query<{ id: number; upheld: boolean }>(text, [caseNo])).rows[0];
    },

    /** @returns undefined when this case has been held against this colleague before */
    async propose(
      tx: PoolClient,
      given: { caseId: number; staff: string; reasonEnc: Buffer; by: string; at: Date; appealUntil: Date },
      audit: AuditRecord,
    ): Promise<number | undefined> {
      const text = `INSERT INTO star_deductions (case_id, staff, reason_enc, status, proposed_by, proposed_at, appeal_until)
        VALUES ($1, $2, $3, 'proposed', $4, $5, $6) ON CONFLICT (case_id, staff) DO NOTHING RETURNING id`;
      const { caseId, staff, reasonEnc, by, at, appealUntil } = given;
      const { rows } = await tx.query<{ id: number }>(text, [caseId, staff, reasonEnc, by, at, appealUntil]);
      if (!rows[0]) return undefined;
      await tx.query(
        withAudit('SELECT id FROM audit_entry', [], { ...audit, subject: `star-deduction:${rows[0].id}` }),
      );
      return rows[0].id;
    },

    async appeal(tx: PoolClient, id: number, appealEnc: Buffer, at: Date, audit: AuditRecord): Promise<void> {
      const text = `UPDATE star_deductions SET status = 'appealed', appeal_enc = $2, appealed_at = $3 WHERE id = $1`;
      await tx.query(withAudit(text, [id, appealEnc, at], audit));
    },

    async decide(
      tx: PoolClient,
      given: { id: number; status: 'in-effect' | 'lifted'; by: string; at: Date; decisionEnc: Buffer | null },
      audit: AuditRecord,
    ): Promise<void> {
      const text =
        'UPDATE star_deductions SET status = $2, decided_by = $3, decided_at = $4, decision_enc = $5 WHERE id = $1';
      await tx.query(withAudit(text, [given.id, given.status, given.by, given.at, given.decisionEnc], audit));
    },

    /** Past their days of appeal, and not on the desk again: what is being looked at anew is not settled meanwhile. */
    async due(now: Date): Promise<number[]> {
      const text = `SELECT d.id FROM star_deductions d JOIN service_cases c ON c.id = d.case_id
        WHERE d.status = 'proposed' AND d.appeal_until < $1 AND NOT ${onTheDesk} ORDER BY d.id`;
      return (await pool.query<{ id: number }>(text, [now])).rows.map(({ id }) => id);
    },

    /** In effect for a complaint that was answered otherwise since. */
    async overtaken(): Promise<number[]> {
      const text = `SELECT d.id FROM star_deductions d JOIN service_cases c ON c.id = d.case_id
        WHERE d.status = 'in-effect' AND c.outcome <> 'upheld' AND c.answered_at > d.decided_at AND NOT ${onTheDesk} ORDER BY d.id`;
      return (await pool.query<{ id: number }>(text)).rows.map(({ id }) => id);
    },

    /** When it took effect stays: the months until now counted it. */
    async overturn(tx: PoolClient, id: number, at: Date, audit: AuditRecord): Promise<void> {
      const text = `UPDATE star_deductions SET status = 'lifted', overturned_at = $2 WHERE id = $1`;
      await tx.query(withAudit(text, [id, at], audit));
    },

    /** What was last judged of the complaint; undefined while it is on the desk again. Held, so that nobody opens it meanwhile. */
    async lastVerdict(tx: PoolClient, caseNo: string): Promise<'upheld' | 'otherwise' | undefined> {
      const text = `SELECT CASE WHEN ${onTheDesk} THEN NULL WHEN c.outcome = 'upheld' THEN 'upheld' ELSE 'otherwise' END AS verdict
        FROM service_cases c WHERE c.case_no = $1 FOR SHARE`;
      const { rows } = await tx.query<{ verdict: 'upheld' | 'otherwise' | null }>(text, [caseNo]);
      return rows[0]?.verdict ?? undefined;
    },
  };
}

export type DeductionsRepository = ReturnType<typeof createDeductionsRepository>;
