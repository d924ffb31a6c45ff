import type { Pool } from 'pg';
import { everyRow } from '../../infra/every-row.ts';
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
  /** What one person wants done with a sum that needs two. */
  proposal: ChosenDecision | null;
  proposedBy: string | null;
  proposedAt: Date | null;
  /** Where the money lies now, in the order in which a refund takes it back. */
  lies: OddMoney[];
  /** What may be done about it; nothing while a proposal waits for its second person. */
  actions: ('credit' | 'refund' | 'link' | 'dismiss')[];
}

export interface OddMoney {
  accountCode: string;
  accountNo: string | null;
  isBill: boolean;
  /** What of it is still there: a balance may have been used for another bill. */
  amountFen: Fen;
}

/** A decision in which a person chooses where money goes, or how much of it: above the limit a second one agrees. */
export interface ChosenDecision {
  action: 'credit' | 'link';
  note: string;
  /** Of a credit; null: it stays on the balance where it lies. */
  holderPeriodId?: number | null;
  accountNo?: string;
  paymentNo?: string;
  /** Of a refund made in the gateway's portal: the number we give it, and the sum that a person found there. */
  refundNo?: string;
  amountFen?: number;
}

/** Who decided and why, and the log entry that the deciding statement writes. */
export interface Decision {
  by: string;
  note: string;
  audit: AuditRecord;
}

/** Each decision is one function of the database: the money's move, the decision and the timeline, or nothing. */
export interface OddFilter {
  status?: string;
  kind?: string;
  paymentNo?: string;
}

export interface OddPaymentsRepository {
  list(filter: OddFilter, page: number, pageSize: number): Promise<OddPaymentRow[]>;
  /** All of them, as they were at one moment. */
  every(filter: OddFilter): AsyncIterable<OddPaymentRow>;
  count(status: string): Promise<number>;
  /** How many wait for a person, by kind. */
  openByKind(): Promise<{ kind: string; open: number }[]>;
  find(id: number): Promise<OddPaymentRow | undefined>;
  /** Credits or links, or writes down the proposal where `aloneUpToFen` is exceeded. */
  decide(id: number, chosen: ChosenDecision, aloneUpToFen: number, decision: Decision): Promise<void>;
  /** The second person's word about a proposal. */
  decideProposal(id: number, approve: boolean, by: string, audit: AuditRecord): Promise<void>;
  refund(id: number, refundNo: string, plan: RefundPlan, decision: Decision): Promise<void>;
  dismiss(id: number, decision: Decision): Promise<void>;
  /** The present holder of an account. */
  holderOf(accountNo: string, today: string): Promise<number | undefined>;
}

// The same rules as the functions enforce, so that staff are offered only what can be done.
const selectSql = `SELECT o.id, o.kind, p.payment_no AS "paymentNo", o.collection_id AS "collectionId", o.inbox_id AS "inboxId",
    o.amount_fen AS "amountFen", o.detail, o.status, o.created_at AS "createdAt", o.resolution, o.resolved_by AS "resolvedBy",
    o.resolved_at AS "resolvedAt", o.note, o.proposal, o.proposed_by AS "proposedBy", o.proposed_at AS "proposedAt",
    CASE WHEN o.status = 'resolved' OR o.proposal IS NOT NULL THEN '{}'
         WHEN o.kind = 'refund-conflict' AND o.detail ->> 'was' <> 'succeeded' OR o.kind = 'unknown-refund' AND o.detail ->> 'status' = 'succeeded' OR o.kind = 'foreign-refund' AND o.payment_id IS NOT NULL
              OR o.kind = 'partner-refund' AND (o.amount_fen = c.amount_fen OR o.amount_fen <= c.amount_fen - c.refunded_fen) AND o.payment_id IS NOT NULL THEN '{link,dismiss}'
         WHEN o.collection_id IS NULL OR o.kind NOT IN ('unknown-payment', 'second-success', 'late-success', 'underpaid', 'surplus', 'refund-failed', 'refund-rejected') THEN '{dismiss}'
         WHEN u.held > 0 AND c.refunded_fen = 0 AND o.kind = 'unknown-payment' THEN '{credit,refund,link}'
         WHEN u.held > 0 THEN '{credit,refund}'
         ELSE '{credit,refund,dismiss}' END::text[] AS actions,
    coalesce(l.lies, '[]') AS lies
  FROM odd_payments o LEFT JOIN payments p ON p.id = o.payment_id LEFT JOIN collections c ON c.id = o.collection_id
  LEFT JOIN LATERAL (SELECT sum(a.amount_fen - a.taken_back_fen) AS held FROM allocations a
                      WHERE a.collection_id = o.collection_id AND a.account_code = 'unidentified') u ON true
  LEFT JOIN LATERAL (
    SELECT json_agg(json_build_object('accountCode', a.account_code, 'accountNo', s.account_no, 'isBill', a.account_code = 'receivable' AND a.payable_id IS NOT NULL,
             'amountFen', LEAST(a.amount_fen - a.taken_back_fen, pool_of(a.holder_period_id, a.account_code))) ORDER BY a.payable_id IS NOT NULL, a.id DESC) AS lies
      FROM allocations a LEFT JOIN holder_periods h ON h.id = a.holder_period_id LEFT JOIN supply_accounts s ON s.id = h.account_id
     WHERE a.collection_id = o.collection_id AND a.taken_back_fen < a.amount_fen) l ON true`;

const listSql = `${selectSql} WHERE ($1::text IS NULL OR o.status = $1) AND ($2::text IS NULL OR o.kind = $2)
    AND ($3::text IS NULL OR o.payment_id = (SELECT id FROM payments WHERE payment_no = $3))
  ORDER BY o.created_at DESC, o.id DESC LIMIT $4 OFFSET $5`;
const listed = ({ status, kind, paymentNo }: OddFilter, limit: number | null, offset = 0) => [
  ...[status, kind, paymentNo].map(value => value ?? null),
  limit,
  offset,
];

export function createOddPaymentsRepository(pool: Pool): OddPaymentsRepository {
  const first = async <T>(text: string, values: unknown[]): Promise<T | undefined> =>
    (await pool.query(text, values)).rows[0];
  const decide = async (text: string, values: unknown[], audit: AuditRecord): Promise<void> => {
    await pool.query(withAudit(text, values, audit));
  };
  return {
    list: async (filter, page, pageSize) =>
      (await pool.query<OddPaymentRow>(listSql, listed(filter, pageSize, (page - 1) * pageSize))).rows,
    every: filter => everyRow(pool, listSql, listed(filter, null)),
    count: async status =>
      (
        await first<{ count: number }>('SELECT count(*)::int AS count FROM odd_payments WHERE status = $1', [
          status,
        ])
      )?.count ?? 0,
    async openByKind() {
      const text = `SELECT kind, count(*)::int AS open FROM odd_payments WHERE status = 'open' GROUP BY kind`;
      return (await pool.query<{ kind: string; open: number }>(text)).rows;
    },
    find: id => first(`${selectSql} WHERE o.id = $1`, [id]),
    async decide(id, chosen, aloneUpToFen, { by, audit }) {
      const values = [id, JSON.stringify(chosen), by, aloneUpToFen];
      await decide('SELECT decide_odd_payment($1, $2, $3, $4)', values, audit);
    },
    async decideProposal(id, approve, by, audit) {
      await decide('SELECT decide_odd_proposal($1, $2, $3)', [id, approve, by], audit);
    },
    async refund(id, refundNo, { way, status, aloneUpToFen }, { by, note, audit }) {
      const values = [id, refundNo, way, status, by, note, aloneUpToFen];
      await decide('SELECT refund_odd_payment($1, $2, $3, $4, $5, $6, $7)', values, audit);
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
