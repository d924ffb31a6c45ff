import type { Pool, QueryResultRow } from 'pg';
import type { WaitingRow } from '../../http/waiting-view.ts';
import { everyRow } from '../../infra/every-row.ts';
import { withAudit } from '../../infra/with-audit.ts';
import type { AuditRecord } from '../../shared/audit.ts';
import type { PaymentNo, RefundNo } from '../../shared/ids.ts';
import type { Fen } from '../../shared/money.ts';
import { inLane } from './payments.repository.ts';
import type { RefundPlan, RefundStatus, RefundWay } from './refund.ts';
import type { Lane } from './sweep.ts';

export interface RefundRow {
  refundNo: RefundNo;
  /** Null when the money came for an order unknown to us. */
  paymentNo: PaymentNo | null;
  /** The order number as the gateway knows it. */
  orderNo: PaymentNo;
  /** The gateway, or the kind of source that money was received from (partner, shift …). */
  gateway: string;
  amountFen: Fen;
  /** Of the whole collection. */
  totalFen: Fen;
  tradeNo: string;
  paidAt: Date;
  releasedAt: Date;
  status: RefundStatus;
  way: RefundWay;
  reason: string;
  requestedBy: string;
  approvedBy: string | null;
  createdAt: Date;
  finishedAt: Date | null;
  channelRefundNo: string | null;
  failureReason: string | null;
  queryCount: number;
  /** Of a payout: that it was not carried out or came back, waiting for a second person or confirmed. */
  payoutReturn: PayoutReturn | null;
}

interface PayoutReturn {
  id: number;
  bankReference: string | null;
  reason: string;
  reportedBy: string;
  outcome: 'waiting' | 'confirmed';
}

/** Money that came in, and what of it could still go back. */
export interface CollectionRow {
  id: number;
  paymentId: number | null;
  gateway: string;
  source: string;
  tradeNo: string;
  amountFen: Fen;
  refundedFen: Fen;
  paidAt: Date;
}

export interface NewRefund extends RefundPlan {
  refundNo: RefundNo;
  collectionId: number;
  amountFen: Fen;
  reason: string;
  requestedBy: string;
  /** Of the HTTP request; the same one again gets the refund it began. */
  requestKey?: string;
  balance?: BalanceSource;
}

interface PayoutReturnReport {
  bankReference?: string;
  reason: string;
  by: string;
}

/** Where money must still lie to be given back: on the balance of one holder, or of all whom it reached. */
export interface BalanceSource {
  account: 'customer-balance' | 'customer-prepaid';
  holderPeriodId?: number;
}

/** Each method that changes something is one function of the database; they raise HALL0 codes. */
export interface RefundFilter {
  status?: string;
  way?: string;
  paymentNo?: string;
  returned?: 'waiting';
}

export interface RefundsRepository {
  collectionsOf(paymentNo: string): Promise<CollectionRow[]>;
  collection(id: number): Promise<CollectionRow | undefined>;
  /** Returns the number of the refund: another than was given when the same request began one before. */
  request(refund: NewRefund, audit?: AuditRecord): Promise<RefundNo>;
  /** The last collection of a payment that left something on a balance, as far as it is still there and not asked back. */
  surplusOf(
    paymentNo: string,
  ): Promise<{ collectionId: number; account: BalanceSource['account']; amountFen: Fen } | undefined>;
  approve(refundNo: string, by: string, audit: AuditRecord): Promise<void>;
  reject(refundNo: string, by: string, audit: AuditRecord): Promise<void>;
  /** @param at when the money left, as the gateway states it; default now */
  finish(refundNo: string, channelRefundNo: string, at?: Date): Promise<string>;
  /** @throws refund-not-payable, payout-return-waits, as refusals */
  confirmPayout(refundNo: string, bankReference: string, audit: AuditRecord): Promise<void>;
  fail(refundNo: string, reason: string): Promise<string>;
  /** @throws refund-not-payable, bank-reference-needed, bank-reference-used, payout-return-waits, as refusals */
  reportReturn(refundNo: string, told: PayoutReturnReport, audit: AuditRecord): Promise<void>;
  /** @throws payout-return-not-waiting, four-eyes, refund-not-payable, as refusals */
  decideReturn(
    refundNo: string,
    decision: { returnId: number; confirm: boolean; by: string; note?: string },
    audit: AuditRecord,
  ): Promise<void>;
  queueOdd(refundNo: string, kind: string, detail: Record<string, unknown>): Promise<void>;
  find(refundNo: string): Promise<RefundRow | undefined>;
  findByRequest(requestKey: string): Promise<RefundRow | undefined>;
  list(filter: RefundFilter, page: number, pageSize: number): Promise<RefundRow[]>;
  /** All of them, as they were at one moment. */
  every(filter: RefundFilter): AsyncIterable<RefundRow>;
  /** All of a queue, of which `list` gives a page. */
  waiting(filter: { status?: string; way?: string; returned?: 'waiting' }): Promise<WaitingRow>;
  /** Takes refunds of a lane that are due to be sent or asked about, for a minute. */
  claimDue(lane: Lane, now: Date, limit: number): Promise<RefundRow[]>;
  /** Takes one refund that is due, as `claimDue` does. */
  claim(refundNo: string, now: Date): Promise<RefundRow | undefined>;
  scheduleQuery(refundNo: string, at: Date): Promise<void>;
  note(refundNo: string, kind: string, detail: Record<string, unknown>): Promise<void>;
}

const refundColumns = `f.refund_no AS "refundNo", (SELECT payment_no FROM payments WHERE id = f.payment_id) AS "paymentNo",
  c.order_no AS "orderNo", split_part(c.source, ':', 1) AS gateway, f.amount_fen AS "amountFen", c.amount_fen AS "totalFen", c.trade_no AS "tradeNo", c.paid_at AS "paidAt", f.released_at AS "releasedAt", f.status, f.way,
  f.reason, f.requested_by AS "requestedBy", f.approved_by AS "approvedBy", f.created_at AS "createdAt", f.finished_at AS "finishedAt",
  f.channel_refund_no AS "channelRefundNo", f.failure_reason AS "failureReason", f.query_count AS "queryCount",
  (SELECT jsonb_build_object('id', b.id, 'bankReference', b.bank_reference, 'reason', b.reason, 'reportedBy', b.reported_by, 'outcome', b.outcome)
     FROM payout_returns b WHERE b.refund_id = f.id AND b.outcome <> 'rejected' ORDER BY b.id DESC LIMIT 1) AS "payoutReturn"`;
const collectionColumns = `c.id, c.payment_id AS "paymentId", split_part(c.source, ':', 1) AS gateway, c.source, c.trade_no AS "tradeNo",
  c.amount_fen AS "amountFen", c.refunded_fen AS "refundedFen", c.paid_at AS "paidAt"`;
const from = `SELECT ${refundColumns} FROM refunds f JOIN collections c ON c.id = f.collection_id`;
const listSql = `${from}
  WHERE ($1::text IS NULL OR f.status = $1) AND ($2::text IS NULL OR f.payment_id = (SELECT id FROM payments WHERE payment_no = $2))
    AND ($5::text IS NULL OR f.way = $5) AND ($6::text IS NULL OR f.id IN (SELECT refund_id FROM payout_returns WHERE outcome = $6))
  ORDER BY f.id DESC LIMIT $3 OFFSET $4`;
const listed = ({ status, way, paymentNo, returned }: RefundFilter, limit: number | null, offset = 0) =>
  [status, paymentNo, limit, offset, way, returned].map(value => value ?? null);
const claimSql = (
  which: string,
) => `UPDATE refunds f SET next_query_at = $1::timestamptz + interval '1 minute', query_count = f.query_count + 1
  FROM collections c WHERE c.id = f.collection_id AND f.id IN (
    SELECT id FROM refunds WHERE next_query_at <= $1 AND status = 'pending' AND way = 'gateway' AND ${which} FOR UPDATE SKIP LOCKED)
  RETURNING ${refundColumns}`;

export function createRefundsRepository(pool: Pool): RefundsRepository {
  const rows = async <T extends QueryResultRow>(text: string, values: unknown[]): Promise<T[]> =>
    (await pool.query<T>(text, values)).rows;
  // What a member of staff did is logged by the statement that does it.
  const call = async (text: string, values: unknown[], audit?: AuditRecord): Promise<string> => {
    const statement = audit ? withAudit(text, values, audit) : { text, values };
    return (await rows<{ result: string }>(statement.text, statement.values))[0]?.result ?? '';
  };
  async function request(refund: NewRefund, audit?: AuditRecord): Promise<RefundNo> {
    const { refundNo, collectionId, amountFen, way, status, reason, requestedBy } = refund;
    const { requestKey = null, aloneUpToFen, balance } = refund;
    const text = 'SELECT request_refund($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11) AS result';
    const values = [
      refundNo,
      collectionId,
      amountFen,
      way,
      status,
      reason,
      requestedBy,
      requestKey,
      aloneUpToFen,
      balance?.account ?? null,
      balance?.holderPeriodId ?? null,
    ];
    return (await call(text, values, audit)) as RefundNo;
  }

  return {
    collectionsOf: paymentNo =>
      rows(
        `SELECT ${collectionColumns} FROM collections c JOIN payments p ON p.id = c.payment_id WHERE p.payment_no = $1 ORDER BY c.id DESC`,
        [paymentNo],
      ),
    collection: async id =>
      (await rows<CollectionRow>(`SELECT ${collectionColumns} FROM collections c WHERE c.id = $1`, [id]))[0],
    request,
    surplusOf: async paymentNo =>
      (
        await rows<{ collectionId: number; account: BalanceSource['account']; amountFen: Fen }>(
          `SELECT c.id AS "collectionId", s.account, s.fen AS "amountFen"
             FROM payments p JOIN collections c ON c.payment_id = p.id, surplus_of(c.id) s WHERE p.payment_no = $1 ORDER BY c.id DESC, s.account LIMIT 1`,
          [paymentNo],
        )
      )[0],
    async approve(refundNo, by, audit) {
      await call('SELECT release_refund($1, $2)', [refundNo, by], audit);
    },
    async reject(refundNo, by, audit) {
      await call('SELECT reject_refund($1, $2)', [refundNo, by], audit);
    },
    finish: (refundNo, channelRefundNo, at) =>
      call('SELECT finish_refund($1, $2, $3) AS result', [refundNo, channelRefundNo, at ?? null]),
    async confirmPayout(refundNo, bankReference, audit) {
      await call('SELECT confirm_payout($1, $2)', [refundNo, bankReference], audit);
    },
    fail: (refundNo, reason) => call('SELECT fail_refund($1, $2) AS result', [refundNo, reason]),
    async reportReturn(refundNo, { bankReference = null, reason, by }, audit) {
      await call('SELECT report_payout_return($1, $2, $3, $4)', [refundNo, bankReference, reason, by], audit);
    },
    async decideReturn(refundNo, { returnId, confirm, by, note = null }, audit) {
      await call(
        'SELECT decide_payout_return($1, $2, $3, $4, $5)',
        [refundNo, returnId, confirm, by, note],
        audit,
      );
    },
    async queueOdd(refundNo, kind, detail) {
      await call('SELECT queue_odd_refund($1, $2, $3)', [refundNo, kind, JSON.stringify(detail)]);
    },
    find: async refundNo => (await rows<RefundRow>(`${from} WHERE f.refund_no = $1`, [refundNo]))[0],
    findByRequest: async requestKey =>
      (await rows<RefundRow>(`${from} WHERE f.request_key = $1`, [requestKey]))[0],
    list: (filter, page, pageSize) => rows(listSql, listed(filter, pageSize, (page - 1) * pageSize)),
    every: filter => everyRow(pool, listSql, listed(filter, null)),
    waiting: async ({ status, way, returned }) =>
      (
        await rows<WaitingRow>(
          `SELECT count(*)::int AS count, coalesce(sum(f.amount_fen), 0)::bigint AS "amountFen", min(f.created_at) AS "oldestAt" FROM refunds f
            WHERE ($1::text IS NULL OR f.status = $1) AND ($2::text IS NULL OR f.way = $2)
              AND ($3::text IS NULL OR f.id IN (SELECT refund_id FROM payout_returns WHERE outcome = $3))`,
          [status ?? null, way ?? null, returned ?? null],
        )
      )[0]!,
    claimDue: ({ gateway, known }, now, limit) =>
      rows(
        claimSql(`id IN (SELECT d.id FROM refunds d JOIN collections s ON s.id = d.collection_id
          WHERE d.next_query_at <= $1 AND ${inLane("split_part(s.source, ':', 1)", 3, 4)} ORDER BY d.next_query_at LIMIT $2)`),
        [now, limit, gateway, known],
      ),
    claim: async (refundNo, now) => (await rows<RefundRow>(claimSql('refund_no = $2'), [now, refundNo]))[0],
    async scheduleQuery(refundNo, at) {
      await call(`UPDATE refunds SET next_query_at = $2 WHERE refund_no = $1 AND status = 'pending'`, [
        refundNo,
        at,
      ]);
    },
    async note(refundNo, kind, detail) {
      await call('SELECT note_refund($1, $2, $3)', [refundNo, kind, JSON.stringify(detail)]);
    },
  };
}
