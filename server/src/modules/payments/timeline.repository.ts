/** What staff see of payments: lists, and everything that is known about one. */
import type { Pool, QueryResultRow } from 'pg';
import type { z } from 'zod';
import { everyRow } from '../../infra/every-row.ts';
import type { Fen } from '../../shared/money.ts';
import type { TimelineEvent } from './merge-repeats.ts';
import type { PaymentTimeline } from './staff-payments.schemas.ts';

export interface StaffPaymentRow {
  paymentNo: string;
  channel: string;
  gateway: string;
  product: string;
  amountFen: Fen;
  status: string;
  description: string;
  createdAt: Date;
  expiresAt: Date;
  settledAt: Date | null;
  failureReason: string | null;
  accountNos: string[];
  /** What it pays. */
  payables: { payableId: number; kind: string }[];
}

export interface RawNotification {
  id: number;
  source: string;
  eventId: string;
  kind: string;
  headers: Record<string, string>;
  body: Buffer;
  parsed: Record<string, unknown>;
  receivedAt: Date;
  status: string;
  handledAt: Date | null;
  result: string | null;
  repeats: number;
}

type Timeline = z.input<typeof PaymentTimeline>;

export interface PaymentFilter {
  query?: string;
  status?: string;
  channel?: string;
  /** From this instant on, and before that one. */
  from?: Date;
  before?: Date;
}

/** Rows as they are shown; the schema of the route names what leaves. */
export interface TimelineRepository {
  search(filter: PaymentFilter, page: number, pageSize: number): Promise<StaffPaymentRow[]>;
  /** All of them, as they were at one moment. */
  every(filter: PaymentFilter): AsyncIterable<StaffPaymentRow>;
  items(paymentNo: string): Promise<Timeline['items']>;
  events(paymentNo: string): Promise<TimelineEvent[]>;
  notifications(paymentNo: string): Promise<RawNotification[]>;
  collections(paymentNo: string): Promise<Timeline['collections']>;
  postings(paymentNo: string): Promise<Timeline['postings']>;
}

const listSql = `SELECT p.payment_no AS "paymentNo", p.channel, p.gateway, p.product, p.amount_fen AS "amountFen", p.status, p.description,
    p.created_at AS "createdAt", p.expires_at AS "expiresAt", p.settled_at AS "settledAt", p.failure_reason AS "failureReason",
    ARRAY(SELECT DISTINCT s.account_no FROM payment_items i JOIN payables y ON y.id = i.payable_id JOIN holder_periods h ON h.id = y.holder_period_id
            JOIN supply_accounts s ON s.id = h.account_id WHERE i.payment_id = p.id ORDER BY 1) AS "accountNos",
    (SELECT coalesce(json_agg(json_build_object('payableId', y.id, 'kind', y.kind) ORDER BY i.id), '[]')
       FROM payment_items i JOIN payables y ON y.id = i.payable_id WHERE i.payment_id = p.id) AS payables
  FROM payments p`;

// A number may be ours, the gateway's, a refund's or an account's: each look-up goes by its own index.
const searchSql = `${listSql} WHERE ($1::text IS NULL OR p.id IN (
      SELECT id FROM payments WHERE payment_no = $1
      UNION SELECT payment_id FROM collections WHERE trade_no = $1
      UNION SELECT payment_id FROM refunds WHERE refund_no = $1
      UNION SELECT i.payment_id FROM supply_accounts s JOIN holder_periods h ON h.account_id = s.id
        JOIN payables y ON y.holder_period_id = h.id JOIN payment_items i ON i.payable_id = y.id WHERE s.account_no = $1))
    AND ($2::text IS NULL OR p.status = $2) AND ($5::text IS NULL OR p.channel = $5)
    AND ($6::timestamptz IS NULL OR p.created_at >= $6) AND ($7::timestamptz IS NULL OR p.created_at < $7)
  ORDER BY p.created_at DESC, p.id DESC LIMIT $3 OFFSET $4`;
const searched = (
  { query, status, channel, from, before }: PaymentFilter,
  limit: number | null,
  offset = 0,
) => [query, status, limit, offset, channel, from, before].map(value => value ?? null);

const postingsSql = `WITH payment AS (SELECT id FROM payments WHERE payment_no = $1), reference AS (
    SELECT source || ':' || trade_no AS value, '{collection,collection-linked}'::text[] AS kinds FROM collections WHERE payment_id = (TABLE payment)
    UNION ALL SELECT refund_no, '{refund-requested,refund-succeeded,refund-failed,refund-reopened,payout-corrected,payout-returned}' FROM refunds WHERE payment_id = (TABLE payment)
    UNION ALL SELECT 'odd:' || o.id, '{odd-credited}' FROM odd_payments o JOIN collections c ON c.id = o.collection_id WHERE c.payment_id = (TABLE payment))
  SELECT t.kind, t.reference, t.business_date::text AS "businessDate", t.posted_at AS "postedAt",
    (SELECT json_agg(json_build_object('accountCode', l.account_code, 'accountNo', s.account_no, 'amountFen', l.amount_fen) ORDER BY l.id)
       FROM ledger_postings l LEFT JOIN holder_periods h ON h.id = l.holder_period_id LEFT JOIN supply_accounts s ON s.id = h.account_id
      WHERE l.transaction_id = t.id) AS postings
  FROM reference r CROSS JOIN LATERAL unnest(r.kinds) AS k JOIN ledger_transactions t ON t.kind = k AND t.reference = r.value ORDER BY t.id`;

export function createTimelineRepository(pool: Pool): TimelineRepository {
  const rows = async <T extends QueryResultRow>(text: string, values: unknown[]): Promise<T[]> =>
    (await pool.query<T>(text, values)).rows;
  return {
    search: (filter, page, pageSize) => rows(searchSql, searched(filter, pageSize, (page - 1) * pageSize)),
    every: filter => everyRow(pool, searchSql, searched(filter, null)),
    items: paymentNo =>
      rows(
        `SELECT y.id AS "payableId", y.kind, s.account_no AS "accountNo", i.amount_fen AS "amountFen", y.amount_fen AS "payableFen",
                y.paid_fen AS "paidFen", y.status
           FROM payments p JOIN payment_items i ON i.payment_id = p.id JOIN payables y ON y.id = i.payable_id
           JOIN holder_periods h ON h.id = y.holder_period_id JOIN supply_accounts s ON s.id = h.account_id
          WHERE p.payment_no = $1 ORDER BY i.id`,
        [paymentNo],
      ),
    events: paymentNo =>
      rows(
        `SELECT e.at, e.kind, e.detail FROM payment_events e JOIN payments p ON p.id = e.payment_id WHERE p.payment_no = $1 ORDER BY e.id`,
        [paymentNo],
      ),
    notifications: paymentNo =>
      rows(
        `SELECT m.id, m.source, m.event_id AS "eventId", m.kind, m.headers, m.body, m.parsed, m.received_at AS "receivedAt", m.status,
                m.handled_at AS "handledAt", m.result, m.repeats
           FROM inbox_messages m WHERE m.id IN (
             SELECT (e.detail ->> 'inboxId')::bigint FROM payment_events e JOIN payments p ON p.id = e.payment_id WHERE p.payment_no = $1)
          ORDER BY m.id`,
        [paymentNo],
      ),
    collections: paymentNo =>
      rows(
        `SELECT c.id, c.source, c.trade_no AS "tradeNo", c.order_no AS "orderNo", c.amount_fen AS "amountFen", c.refunded_fen AS "refundedFen",
                c.paid_at AS "paidAt", c.origin, c.created_at AS "createdAt", r.receipt_no AS "receiptNo",
                (SELECT json_agg(json_build_object('payableId', a.payable_id, 'accountNo', s.account_no, 'accountCode', a.account_code,
                   'amountFen', a.amount_fen, 'takenBackFen', a.taken_back_fen) ORDER BY a.id)
                   FROM allocations a LEFT JOIN holder_periods h ON h.id = a.holder_period_id LEFT JOIN supply_accounts s ON s.id = h.account_id
                  WHERE a.collection_id = c.id) AS allocations
           FROM collections c JOIN payments p ON p.id = c.payment_id LEFT JOIN receipts r ON r.collection_id = c.id
          WHERE p.payment_no = $1 ORDER BY c.id`,
        [paymentNo],
      ),
    postings: paymentNo => rows(postingsSql, [paymentNo]),
  };
}
