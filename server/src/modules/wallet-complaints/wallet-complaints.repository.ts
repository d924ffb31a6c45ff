import type { Pool, PoolClient } from 'pg';
import { withAudit } from '../../infra/with-audit.ts';

interface ToldComplaint {
  id: number;
  complaintId: string;
  caseId: number;
  caseNo: string;
  state: 'pending' | 'processing' | 'processed';
  paymentNo: string | null;
  amountFen: number;
  fullyRefunded: boolean;
  /** What the customer wants back; null where they ask for none. */
  refundAskedFen: number | null;
  toldAt: Date;
}

interface KeptComplaint extends ToldComplaint {
  refundDecision: 'approved' | 'rejected' | null;
}

const columns = `w.id, w.complaint_id AS "complaintId", w.case_id AS "caseId", c.case_no AS "caseNo", w.state, w.payment_no AS "paymentNo",
  w.amount_fen::float8 AS "amountFen", w.fully_refunded AS "fullyRefunded", w.refund_asked_fen::float8 AS "refundAskedFen",
  w.refund_decision AS "refundDecision", w.told_at AS "toldAt"`;
const from = 'wallet_complaints w JOIN service_cases c ON c.id = w.case_id';

export function createWalletComplaintsRepository(pool: Pool) {
  const one = async (condition: string, value: unknown) =>
    (await pool.query<KeptComplaint>(`SELECT ${columns} FROM ${from} WHERE ${condition}`, [value])).rows[0];
  return {
    /** The verified message as it came, once however often it is sent. */
    async keepMessage(eventId: string, complaintId: string, body: Buffer, at: Date): Promise<void> {
      const text = `INSERT INTO wallet_complaint_messages (event_id, complaint_id, body, received_at) VALUES ($1, $2, $3, $4) ON CONFLICT (event_id) DO NOTHING`;
      await pool.query(text, [eventId, complaintId, body, at]);
    },

    async waiting(limit: number): Promise<{ id: number; complaintId: string }[]> {
      const text = `SELECT id, complaint_id AS "complaintId" FROM wallet_complaint_messages WHERE handled_at IS NULL ORDER BY id LIMIT $1`;
      return (await pool.query(text, [limit])).rows;
    },

    async handled(ids: number[], at: Date): Promise<void> {
      await pool.query('UPDATE wallet_complaint_messages SET handled_at = $2 WHERE id = ANY ($1)', [ids, at]);
    },

    find: (complaintId: string) => one('w.complaint_id = $1', complaintId),
    ofCase: (caseNo: string) => one('c.case_no = $1', caseNo),

    async open(): Promise<string[]> {
      const text = `SELECT complaint_id AS "complaintId" FROM wallet_complaints WHERE state <> 'processed' ORDER BY id LIMIT 500`;
      return (await pool.query<{ complaintId: string }>(text)).rows.map(({ complaintId }) => complaintId);
    },

    /** False when another process has made a case of it meanwhile. */
    async add(tx: PoolClient, complaint: Omit<ToldComplaint, 'id' | 'caseNo'>): Promise<boolean> {
      const { complaintId, caseId, state, paymentNo, amountFen, fullyRefunded, refundAskedFen, toldAt } =
        complaint;
      const text = `INSERT INTO wallet_complaints (complaint_id, case_id, state, payment_no, amount_fen, fully_refunded, refund_asked_fen, told_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (complaint_id) DO NOTHING`;
      const values = [
        ...[complaintId, caseId, state, paymentNo, amountFen, fullyRefunded, refundAskedFen],
        toldAt,
      ];
      return (await tx.query(text, values)).rowCount === 1;
    },

    async update(
      complaintId: string,
      told: Pick<ToldComplaint, 'state' | 'fullyRefunded' | 'refundAskedFen'>,
    ): Promise<void> {
      const text = `UPDATE wallet_complaints SET state = $2, fully_refunded = $3, refund_asked_fen = coalesce($4, refund_asked_fen) WHERE complaint_id = $1`;
      await pool.query(text, [complaintId, told.state, told.fullyRefunded, told.refundAskedFen]);
    },

    /** True for the first, which stands in the log. */
    async decideRefund(
      tx: PoolClient,
      complaintId: string,
      decision: 'approved' | 'rejected',
      { by, caseNo, requestId }: { by: string; caseNo: string; requestId: string },
    ): Promise<boolean> {
      const text = `UPDATE wallet_complaints SET refund_decision = $2, refund_decided_by = $3
        WHERE complaint_id = $1 AND refund_asked_fen IS NOT NULL AND refund_decision IS NULL RETURNING id`;
      const audit = {
        actor: by,
        action: 'wallet-complaint.decide-refund',
        subject: `case:${caseNo}`,
        detail: { decision },
        requestId,
      };
      return (await tx.query(withAudit(text, [complaintId, decision, by], audit))).rowCount === 1;
    },

    /** True once for each line of what was said. */
    async addEntry(tx: PoolClient, complaintId: string, logId: string): Promise<boolean> {
      const text =
        'INSERT INTO wallet_complaint_entries (complaint_id, log_id) VALUES ($1, $2) ON CONFLICT DO NOTHING';
      return (await tx.query(text, [complaintId, logId])).rowCount === 1;
    },

    async knownEntries(complaintId: string): Promise<Set<string>> {
      const text = 'SELECT log_id AS "logId" FROM wallet_complaint_entries WHERE complaint_id = $1';
      return new Set(
        (await pool.query<{ logId: string }>(text, [complaintId])).rows.map(({ logId }) => logId),
      );
    },

    /** The household that a payment was for, when it was for one, and the payment's own number as we know it. */
    async paidFor(
      paymentNos: string[],
    ): Promise<{ paymentNo: string; accountId: number; holderPeriodId: number } | undefined> {
      const text = `SELECT p.payment_no AS "paymentNo", h.account_id AS "accountId", h.id AS "holderPeriodId" FROM payments p
        JOIN payment_items i ON i.payment_id = p.id JOIN payables y ON y.id = i.payable_id JOIN holder_periods h ON h.id = y.holder_period_id
        WHERE p.payment_no = ANY ($1) ORDER BY p.id, i.id LIMIT 1`;
      return (await pool.query(text, [paymentNos])).rows[0];
    },
  };
}

export type WalletComplaintsRepository = ReturnType<typeof createWalletComplaintsRepository>;
