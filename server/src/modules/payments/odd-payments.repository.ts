import type { Pool } from 'pg';
import { withAudit } from '../../infra/with-audit.ts';
import type { AuditRecord } from '../../shared/audit.ts';
import type { Fen } from '../../shared/money.ts';
import type { RefundPlan } from './refund.ts';

export interface OddPaymentRow {
  id: number;
  kind: string;
  paymentNo: string | null;
  collectionId: number | null;
  inboxId: number | null;
  amountFen: Fen;
  detail: Record<string, unknown>;
  status: 'open' | 'resolved';
  createdAt: Date;
  resolution: string | null;
  resolvedBy: string | null;
  resolvedAt: Date | null;
  note: string | null;
  /** What may be done about it. */
  actions: ('credit' | 'refund' | 'link' | 'dismiss')[];
}

/** Who decided and why, and the log entry that the deciding statement writes. */
export interface Decision {
  by: string;
  note: string;
  audit: AuditRecord;
}

/** Each decision is one function of the database: the money's move, the decision and the timeline, or nothing. */
export interface OddPaymentsRepository {
  list(
    filter: { status?: string; kind?: string; paymentNo?: string },
    page: number,
    pageSize: number,
  ): Promise<OddPaymentRow[]>;
  count(status: string): Promise<number>;
  find(id: number): Promise<OddPaymentRow | undefined>;
  credit(id: number, holderPeriodId: number | null, decision: Decision): Promise<void>;
  /** `refund`: of one made in the gateway's portal, the number we give it and the sum that a person found there. */
  link(
    id: number,
    paymentNo: string,
    decision: Decision,
    refund?: { refundNo: string; amountFen: number },
  ): Promise<string>;
  refund(id: number, refundNo: string, plan: RefundPlan, decision: Decision): Promise<void>;
  dismiss(id: number, decision: Decision): Promise<void>;
  /** The present holder of an account. */
  holderOf(accountNo: string, today: string): Promise<number | undefined>;
}

// The same rules as the functions enforce, so that staff are offered only what can be done.
const selectSql = `SELECT o.id, o.kind, p.payment_no AS "paymentNo", o.collection_id AS "collectionId", o.inbox_id AS "inboxId",
    o.amount_fen AS "amountFen", o.detail, o.status, o.created_at AS "createdAt", o.resolution, o.resolved_by AS "resolvedBy",
    o.resolved_at AS "resolvedAt", o.note,
    CASE WHEN o.status = 'resolved' THEN '{}'
         WHEN o.kind = 'refund-conflict' AND o.detail ->> 'was' <> 'succeeded' OR o.kind = 'unknown-refund' AND o.detail ->> 'status' = 'succeeded' OR o.kind = 'foreign-refund' AND o.payment_id IS NOT NULL THEN '{link,dismiss}'
         WHEN o.collection_id IS NULL OR o.kind NOT IN ('unknown-payment', 'second-success', 'late-success', 'underpaid', 'surplus', 'refund-failed', 'refund-rejected') THEN '{dismiss}'
         WHEN u.held > 0 AND c.refunded_fen = 0 AND o.kind = 'unknown-payment' THEN '{credit,refund,link}'
         WHEN u.held > 0 THEN '{credit,refund}'
         ELSE '{credit,refund,dismiss}' END::text[] AS actions
  FROM odd_payments o LEFT JOIN payments p ON p.id = o.payment_id LEFT JOIN collections c ON c.id = o.collection_id
  LEFT JOIN LATERAL (SELECT sum(a.amount_fen - a.taken_back_fen) AS held FROM allocations a
                      WHERE a.collection_id = o.collection_id AND a.account_code = 'unidentified') u ON true`;

export function createOddPaymentsRepository(pool: Pool): OddPaymentsRepository {
  const first = async <T>(text: string, values: unknown[]): Promise<T | undefined> =>
    (await pool.query(text, values)).rows[0];
  const decide = async (text: string, values: unknown[], audit: AuditRecord) =>
    (await pool.query<{ result?: string }>(withAudit(text, values, audit))).rows[0];
  return {
    async list({ status, kind, paymentNo }, page, pageSize) {
      const text = `${selectSql} WHERE ($1::text IS NULL OR o.status = $1) AND ($2::text IS NULL OR o.kind = $2)
        AND ($3::text IS NULL OR o.payment_id = (SELECT id FROM payments WHERE payment_no = $3))
        ORDER BY o.created_at DESC, o.id DESC LIMIT $4 OFFSET $5`;
      return (
        await pool.query<OddPaymentRow>(text, [
          status ?? null,
          kind ?? null,
          paymentNo ?? null,
          pageSize,
          (page - 1) * pageSize,
        ])
      ).rows;
    },
    count: async status =>
      (
        await first<{ count: number }>('SELECT count(*)::int AS count FROM odd_payments WHERE status = $1', [
          status,
        ])
      )?.count ?? 0,
    find: id => first(`${selectSql} WHERE o.id = $1`, [id]),
    async credit(id, holderPeriodId, { by, note, audit }) {
      await decide('SELECT credit_odd_payment($1, $2, $3, $4)', [id, holderPeriodId, by, note], audit);
    },
    async link(id, paymentNo, { by, note, audit }, refund) {
      const text = 'SELECT link_odd_payment($1, $2, $3, $4, $5, $6) AS result';
      const values = [id, paymentNo, by, note, refund?.refundNo ?? null, refund?.amountFen ?? null];
      return (await decide(text, values, audit))?.result ?? '';
    },
    async refund(id, refundNo, { way, status }, { by, note, audit }) {
      const values = [id, refundNo, way, status, by, note];
      await decide('SELECT refund_odd_payment($1, $2, $3, $4, $5, $6)', values, audit);
    },
    async dismiss(id, { by, note, audit }) {
      await decide('SELECT dismiss_odd_payment($1, $2, $3)', [id, by, note], audit);
    },
    async holderOf(accountNo, today) {
      const text = `SELECT h.id FROM supply_accounts s JOIN holder_periods h ON h.account_id = s.id
        WHERE s.account_no = $1 AND h.from_date <= $2::date AND (h.to_date IS NULL OR h.to_date > $2::date)`;
      return (await first<{ id: number }>(text, [accountNo, today]))?.id;
    },
  };
}
