import type { PoolClient } from 'pg';
import type { Database } from '../../infra/database.ts';
import { auditStatement, withAudit } from '../../infra/with-audit.ts';
import type { AuditRecord } from '../../shared/audit.ts';
import type { Fen } from '../../shared/money.ts';

export interface ClaimRow {
  claimNo: string;
  paymentNo: string;
  amountFen: Fen;
  /** What has left, of the refunds for this claim. */
  refundedFen: Fen;
  /** What was asked for and has not left: it waits for a second person, or for the gateway or bank. */
  refundingFen: Fen;
  /** Some of it has left, or nobody needs to agree to it any more. */
  released: boolean;
  reasonEnc: Buffer;
  rightAccountNo: string | null;
  status: 'open' | 'refunded' | 'refused';
  answer: string | null;
  answeredBy: string | null;
  createdAt: Date;
  answeredAt: Date | null;
}

/** Of the claim is a refund that was not done before it was made, nor begun before an earlier claim of the payment was answered as given back. */
const selectSql = `SELECT l.claim_no AS "claimNo", p.payment_no AS "paymentNo", p.amount_fen AS "amountFen", l.reason_enc AS "reasonEnc",
    back.refunded AS "refundedFen", back.refunding AS "refundingFen", back.released,
    l.right_account_no AS "rightAccountNo", l.status, l.answer, l.answered_by AS "answeredBy", l.created_at AS "createdAt",
    l.answered_at AS "answeredAt"
  FROM claims l JOIN payments p ON p.id = l.payment_id
  CROSS JOIN LATERAL (
    SELECT coalesce(sum(f.amount_fen) FILTER (WHERE f.status = 'succeeded'), 0)::bigint AS refunded,
           coalesce(sum(f.amount_fen) FILTER (WHERE f.status IN ('awaiting-approval', 'pending')), 0)::bigint AS refunding,
           coalesce(bool_or(f.status IN ('pending', 'succeeded')), false) AS released
      FROM refunds f
     WHERE f.payment_id = l.payment_id AND (f.finished_at IS NULL OR f.finished_at >= l.created_at)
       AND NOT EXISTS (SELECT FROM claims e WHERE e.payment_id = l.payment_id AND e.id < l.id AND e.status = 'refunded'
                          AND e.answered_at >= f.created_at)) AS back`;

export function createClaimsRepository({
  pool,
  inSqlTransaction,
}: Pick<Database, 'pool' | 'inSqlTransaction'>) {
  return {
    /** The person's payment, and whether money came for it. */
    async payment(
      personId: string,
      paymentNo: string,
    ): Promise<{ id: number; credited: boolean } | undefined> {
      const text = `SELECT p.id, EXISTS (SELECT FROM collections c WHERE c.payment_id = p.id) AS credited
        FROM payments p WHERE p.payment_no = $2 AND p.person_id = $1`;
      return (await pool.query(text, [personId, paymentNo])).rows[0];
    },

    /** A payment that reached this holder's bills, or was meant for this account, is claimed to be a mistake. */
    async hasOpen(tx: PoolClient, holderPeriodId: number): Promise<boolean> {
      const text = `SELECT EXISTS (
        SELECT FROM claims l WHERE l.status = 'open' AND (
          EXISTS (SELECT FROM payment_items i JOIN payables y ON y.id = i.payable_id WHERE i.payment_id = l.payment_id AND y.holder_period_id = $1)
          OR l.right_account_no = (SELECT a.account_no FROM holder_periods h JOIN supply_accounts a ON a.id = h.account_id WHERE h.id = $1))) AS found`;
      return (await tx.query<{ found: boolean }>(text, [holderPeriodId])).rows[0]!.found;
    },

    /** @returns the claim's number, or undefined while another about the payment is open */
    add(
      claim: {
        personId: string;
        paymentId: number;
        reasonEnc: Buffer;
        rightAccountNo: string | null;
      },
      entryOf: (claimNo: string) => AuditRecord,
    ): Promise<string | undefined> {
      const text = `WITH next AS (SELECT nextval('claims_id_seq') AS id)
        INSERT INTO claims (id, claim_no, person_id, payment_id, reason_enc, right_account_no)
        SELECT id, 'CL' || to_char(now() AT TIME ZONE 'Asia/Shanghai', 'YYYYMMDD') || lpad(id::text, 10, '0'), $1, $2, $3, $4 FROM next
        ON CONFLICT DO NOTHING RETURNING claim_no AS "claimNo"`;
      const values = [claim.personId, claim.paymentId, claim.reasonEnc, claim.rightAccountNo];
      return inSqlTransaction(async tx => {
        const claimNo = (await tx.query<{ claimNo: string }>(text, values)).rows[0]?.claimNo;
        if (claimNo) await tx.query(auditStatement(entryOf(claimNo)));
        return claimNo;
      });
    },

    async ofPerson(personId: string): Promise<ClaimRow[]> {
      const text = `${selectSql} WHERE l.person_id = $1 ORDER BY l.id DESC LIMIT 100`;
      return (await pool.query<ClaimRow>(text, [personId])).rows;
    },

    /** Open ones oldest first, answered ones latest first. */
    async list(status: string | null, page: number, pageSize: number): Promise<ClaimRow[]> {
      const text = `${selectSql} WHERE $1::text IS NULL OR l.status = $1
        ORDER BY (l.status = 'open') DESC, CASE WHEN l.status = 'open' THEN l.id ELSE -l.id END LIMIT $2 OFFSET $3`;
      return (await pool.query<ClaimRow>(text, [status, pageSize, (page - 1) * pageSize])).rows;
    },

    async count(status: string | null): Promise<number> {
      const text = 'SELECT count(*)::int AS count FROM claims WHERE $1::text IS NULL OR status = $1';
      return (await pool.query<{ count: number }>(text, [status])).rows[0]!.count;
    },

    async find(claimNo: string): Promise<ClaimRow | undefined> {
      return (await pool.query<ClaimRow>(`${selectSql} WHERE l.claim_no = $1`, [claimNo])).rows[0];
    },

    /** Answers once: false when it is answered already. */
    async answer(
      claimNo: string,
      outcome: string,
      answer: string,
      by: string,
      entry: AuditRecord,
    ): Promise<boolean> {
      const text = `UPDATE claims SET status = $2, answer = $3, answered_by = $4, answered_at = now()
        WHERE claim_no = $1 AND status = 'open'`;
      return (await pool.query(withAudit(text, [claimNo, outcome, answer, by], entry))).rowCount === 1;
    },
  };
}

export type ClaimsRepository = ReturnType<typeof createClaimsRepository>;
