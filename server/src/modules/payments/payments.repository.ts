/** Payments as rows: how they begin, what the sweeps find, and what residents see. Money moves in settlement.repository.ts. */
import type { Pool, QueryResultRow } from 'pg';
import { createBatcher } from '../../infra/batcher.ts';
import type { BusinessDate } from '../../shared/dates.ts';
import type { PaymentNo } from '../../shared/ids.ts';
import type { AddressParts } from '../../shared/mask.ts';
import type { Fen } from '../../shared/money.ts';
import type { PayerAction, Product } from './gateways/gateway.ts';
import type { PaymentStatus } from './payment.ts';
import type { RefundStatus } from './refund.ts';
import { createStarts } from './starts.repository.ts';
import type { Lane } from './sweep.ts';

export interface PaymentRow {
  id: number;
  paymentNo: PaymentNo;
  personId: string | null;
  channel: string;
  /** The gateway, or the kind of source that money was received from (partner, shift …). */
  gateway: string;
  product: Product;
  amountFen: Fen;
  status: PaymentStatus;
  description: string;
  createdAt: Date;
  expiresAt: Date;
  settledAt: Date | null;
  queryCount: number;
  payerAction: PayerAction | null;
  returnUrl: string | null;
}

export interface ItemRow extends AddressParts {
  payableId: number;
  kind: string;
  holderPeriodId: number;
  accountNo: string;
  amountFen: Fen;
  appliedFen: Fen;
}

export interface RefundOfPayment {
  refundNo: string;
  amountFen: Fen;
  status: RefundStatus;
  /** Of what was paid too much and lies on the balance. */
  ofSurplus: boolean;
}

/** A payment with what a resident sees of it. */
export interface PaymentWithItems extends PaymentRow {
  items: ItemRow[];
  /** What has left. */
  refundedFen: Fen;
  /** All that was asked for, the oldest first. */
  refunds: RefundOfPayment[];
  /** What lies on the balance and nobody has asked for. */
  surplusFen: Fen;
  /** Put by as a prepayment for a bill that another has paid: a surplus in the eyes of whoever paid. */
  meantForBillsFen: Fen;
  receiptNo: string | null;
  contradicted: boolean;
}

export interface NewPayment {
  paymentNo: PaymentNo;
  /** Null at a counter or a machine, where nobody has signed in. */
  personId: string | null;
  channel: string;
  gateway: string;
  product: Product;
  description: string;
  createdAt: Date;
  expiresAt: Date;
  nextQueryAt: Date;
  returnUrl?: string;
  items: readonly { payableId: number; amountFen: Fen }[];
  prepayments: readonly { holderPeriodId: number; amountFen: Fen }[];
  /** Of the HTTP request; the same one again gets the payment it began. */
  requestKey?: string;
  /** The payer's action, where it was only signed: the payment begins as pending. */
  signed?: SignedStart;
}

export interface SignedStart {
  action: PayerAction;
  /** Of the event that tells of it. */
  detail: Record<string, unknown>;
}

export interface StartRecord {
  status: 'pending' | 'failed';
  action?: PayerAction;
  reason?: string;
  nextQueryAt?: Date;
  detail: Record<string, unknown>;
}

export interface PaymentsRepository {
  /**
   * One transaction. Raises HALL0 codes: payable-not-payable, amount-too-large, payment-in-progress. Returns the number of
   * the payment: another than was given when the same request began one before.
   */
  start(payment: NewPayment): Promise<PaymentNo>;
  recordStart(paymentNo: PaymentNo, record: StartRecord): Promise<void>;
  find(paymentNo: string): Promise<PaymentRow | undefined>;
  findByRequest(requestKey: string): Promise<PaymentRow | undefined>;
  view(paymentNo: string): Promise<PaymentWithItems | undefined>;
  /** Own ones, and those of nobody that left something on the balance of a household this person holds. */
  history(personId: string, today: BusinessDate, page: number, pageSize: number): Promise<PaymentWithItems[]>;
  /** A payment of nobody in the hall, for households alone that this person holds. */
  isOfHolder(paymentNo: string, personId: string, today: BusinessDate): Promise<boolean>;
  /** The present holder periods of these accounts, as far as the person is bound to them. */
  boundHolders(
    personId: string,
    accountNos: readonly string[],
    today: string,
  ): Promise<{ accountNo: string; holderPeriodId: number }[]>;
  /** Takes payments of a lane whose query is due, for a minute; another worker then leaves them alone. */
  claimDue(which: 'unexpired' | 'expired', lane: Lane, now: Date, limit: number): Promise<PaymentRow[]>;
  /** Takes one payment for a query asked by a person; undefined when it was asked less than `seconds` ago. */
  claimCheck(paymentNo: string, now: Date, seconds: number): Promise<PaymentRow | undefined>;
  scheduleQuery(paymentNo: PaymentNo, at: Date | null): Promise<void>;
  /** created or pending → closed or failed, with an event. False when it is neither any more. */
  end(
    paymentNo: PaymentNo,
    end: { status: 'closed' | 'failed'; reason: string; now: Date; lookAgainAt: Date | null },
  ): Promise<boolean>;
  /** Writes down that a pay code is going to be undone. False: its money is on the books already. */
  askReversal(paymentNo: PaymentNo): Promise<boolean>;
  note(paymentNo: PaymentNo, kind: string, detail: Record<string, unknown>): Promise<void>;
  /** Puts it before people, once. @returns whether this was the time */
  queueUndecided(paymentNo: PaymentNo, reason: string): Promise<boolean>;
  /** Takes those from people again whose fate is known meanwhile. */
  endUndecided(by: string, now: Date): Promise<void>;
  /** Whether its money was asked back, and nobody has decided since that it stayed. */
  isAskedBack(paymentNo: PaymentNo): Promise<boolean>;
}

export const paymentColumns = `p.id, p.payment_no AS "paymentNo", p.person_id AS "personId", p.channel, p.gateway, p.product,
  p.amount_fen AS "amountFen", p.status, p.description, p.created_at AS "createdAt", p.expires_at AS "expiresAt",
  p.settled_at AS "settledAt", p.query_count AS "queryCount", p.payer_action AS "payerAction", p.return_url AS "returnUrl"`;

const viewSql = `SELECT ${paymentColumns},
  (SELECT json_agg(json_build_object('payableId', y.id, 'kind', y.kind, 'holderPeriodId', y.holder_period_id, 'accountNo', s.account_no,
      'district', r.district, 'street', r.street, 'building', r.building, 'unit', r.unit, 'room', r.room, 'amountFen', i.amount_fen,
      'appliedFen', (SELECT coalesce(sum(a.amount_fen - a.taken_back_fen), 0) FROM collections c JOIN allocations a ON a.collection_id = c.id
                      WHERE c.payment_id = p.id AND a.payable_id = y.id)) ORDER BY i.id)
     FROM payment_items i JOIN payables y ON y.id = i.payable_id JOIN holder_periods h ON h.id = y.holder_period_id
     JOIN supply_accounts s ON s.id = h.account_id JOIN metering_points m ON m.id = s.metering_point_id JOIN premises r ON r.id = m.premises_id
    WHERE i.payment_id = p.id) AS items,
  (SELECT coalesce(sum(f.amount_fen), 0)::bigint FROM refunds f WHERE f.payment_id = p.id AND f.status = 'succeeded') AS "refundedFen",
  coalesce((SELECT json_agg(json_build_object('refundNo', f.refund_no, 'amountFen', f.amount_fen, 'status', f.status,
      'ofSurplus', coalesce(f.balance_account = 'customer-balance' OR f.balance_account = 'customer-prepaid' AND p.channel IN ('kiosk', 'recharge-card', 'sms'), false)) ORDER BY f.id) FROM refunds f WHERE f.payment_id = p.id), '[]') AS refunds,
  GREATEST(0, (SELECT coalesce(sum(a.amount_fen - a.taken_back_fen), 0) FROM collections c JOIN allocations a ON a.collection_id = c.id
    WHERE c.payment_id = p.id AND a.account_code = 'customer-balance')
    - (SELECT coalesce(sum(f.amount_fen), 0) FROM refunds f WHERE f.payment_id = p.id AND f.status = 'awaiting-approval'
        AND f.balance_account = 'customer-balance'))::bigint AS "surplusFen",
  CASE WHEN p.channel IN ('kiosk', 'recharge-card', 'sms')
    THEN (SELECT coalesce(sum(meant_for_bills(c.id)), 0) FROM collections c WHERE c.payment_id = p.id) ELSE 0 END::bigint AS "meantForBillsFen",
  (SELECT t.receipt_no FROM receipts t JOIN collections c ON c.id = t.collection_id WHERE c.payment_id = p.id ORDER BY t.id LIMIT 1) AS "receiptNo",
  EXISTS (SELECT FROM odd_payments o WHERE o.payment_id = p.id AND o.status = 'open' AND o.kind LIKE 'wrong-%') AS contradicted
  FROM payments p`;

const dueSql = {
  // A contradicted or locally closed payment may be due as well, whatever its expiry.
  unexpired: `next_query_at <= $1 AND (expires_at > $1 OR status NOT IN ('created', 'pending'))`,
  expired: `next_query_at <= $1 AND expires_at <= $1 AND status IN ('created', 'pending')`,
};

/** A row's lane as SQL, its two values in these places. */
export const inLane = (column: string, gateway: number, known: number) =>
  `CASE WHEN $${gateway}::text IS NULL THEN ${column} <> ALL ($${known}::text[]) ELSE ${column} = $${gateway} END`;

export function createPaymentsRepository(pool: Pool): PaymentsRepository {
  const rows = async <T extends QueryResultRow>(
    name: string,
    text: string,
    values: unknown[],
  ): Promise<T[]> => (await pool.query<T>({ name, text, values })).rows;

  const starts = createStarts(pool);
  const views = createBatcher<string, PaymentWithItems | undefined>({
    async run(paymentNos) {
      const found = await rows<PaymentWithItems>(
        'payment-views',
        `${viewSql} WHERE p.payment_no = ANY ($1::text[])`,
        [paymentNos],
      );
      const byNumber = new Map(found.map(payment => [payment.paymentNo as string, payment]));
      return paymentNos.map(paymentNo => byNumber.get(paymentNo));
    },
    maxSize: 64,
    concurrency: 2,
  });

  return {
    start: starts.start,
    async recordStart(paymentNo, { status, action, reason, nextQueryAt, detail }) {
      await rows('payment-record-start', 'SELECT record_start($1,$2,$3,$4,$5,$6)', [
        paymentNo,
        status,
        action ? JSON.stringify(action) : null,
        reason ?? null,
        nextQueryAt ?? null,
        JSON.stringify(detail),
      ]);
    },
    async find(paymentNo) {
      return (
        await rows<PaymentRow>(
          'payment-find',
          `SELECT ${paymentColumns} FROM payments p WHERE p.payment_no = $1`,
          [paymentNo],
        )
      )[0];
    },
    async findByRequest(requestKey) {
      const text = `SELECT ${paymentColumns} FROM payments p WHERE p.request_key = $1`;
      return (await rows<PaymentRow>('payment-by-request', text, [requestKey]))[0];
    },
    view: views.add,
    history(personId, today, page, pageSize) {
      const text = `${viewSql} WHERE p.person_id = $1 OR p.id = ANY (ARRAY(SELECT surplus_payments_of_holder($1, $4)))
        ORDER BY p.created_at DESC, p.id DESC LIMIT $2 OFFSET $3`;
      return rows('payment-history', text, [personId, pageSize, (page - 1) * pageSize, today]);
    },
    async isOfHolder(paymentNo, personId, today) {
      const text = 'SELECT is_of_holder(id, $2, $3) AS "is" FROM payments WHERE payment_no = $1';
      return (
        (await rows<{ is: boolean }>('payment-of-holder', text, [paymentNo, personId, today]))[0]?.is ?? false
      );
    },
    boundHolders(personId, accountNos, today) {
      const text = `SELECT s.account_no AS "accountNo", h.id AS "holderPeriodId"
        FROM supply_accounts s JOIN holder_periods h ON h.account_id = s.id AND h.from_date <= $3::date AND (h.to_date IS NULL OR h.to_date > $3::date)
        JOIN bindings b ON b.holder_period_id = h.id AND b.person_id = $1 AND b.removed_at IS NULL
       WHERE s.account_no = ANY ($2::text[])`;
      return rows('bound-holders', text, [personId, accountNos, today]);
    },
    claimDue(which, { gateway, known }, now, limit) {
      // Money that is here and was asked back is asked about ever more slowly: its wallet may have refused for good.
      const text = `UPDATE payments p SET next_query_at = $1::timestamptz + CASE p.status WHEN 'settled' THEN make_interval(mins => least(360, power(2, least(p.query_count, 9)))::int) ELSE interval '1 minute' END, query_count = p.query_count + 1, queried_at = $1
        WHERE p.id IN (SELECT id FROM payments WHERE ${dueSql[which]} AND ${inLane('gateway', 3, 4)} ORDER BY next_query_at LIMIT $2 FOR UPDATE SKIP LOCKED)
        RETURNING ${paymentColumns}`;
      return rows(`payment-due-${which}`, text, [now, limit, gateway, known]);
    },
    async claimCheck(paymentNo, now, seconds) {
      const text = `UPDATE payments p SET queried_at = $2
        WHERE p.payment_no = $1 AND p.status <> 'settled' AND (p.queried_at IS NULL OR p.queried_at <= $2::timestamptz - make_interval(secs => $3))
        RETURNING ${paymentColumns}`;
      return (await rows<PaymentRow>('payment-check', text, [paymentNo, now, seconds]))[0];
    },
    async scheduleQuery(paymentNo, at) {
      const text = `UPDATE payments SET next_query_at = $2 WHERE payment_no = $1 AND (status <> 'settled' OR $2::timestamptz IS NULL)`;
      await rows('payment-schedule', text, [paymentNo, at]);
    },
    async end(paymentNo, { status, reason, now, lookAgainAt }) {
      const text = `WITH ended AS (
          UPDATE payments SET status = $2, failure_reason = $3, closed_at = $4, next_query_at = $5
           WHERE payment_no = $1 AND status IN ('created', 'pending') RETURNING id)
        INSERT INTO payment_events (payment_id, kind, detail) SELECT id, $2, jsonb_build_object('reason', $3::text) FROM ended RETURNING id`;
      return (await rows('payment-end', text, [paymentNo, status, reason, now, lookAgainAt])).length > 0;
    },
    async askReversal(paymentNo) {
      const text = 'SELECT ask_reversal($1) AS asked';
      return (await rows<{ asked: boolean }>('payment-ask-reversal', text, [paymentNo]))[0]!.asked;
    },
    async note(paymentNo, kind, detail) {
      const text = `INSERT INTO payment_events (payment_id, kind, detail) SELECT id, $2, $3 FROM payments WHERE payment_no = $1`;
      await rows('payment-note', text, [paymentNo, kind, JSON.stringify(detail)]);
    },
    async queueUndecided(paymentNo, reason) {
      const text = `
        INSERT INTO odd_payments (kind, payment_id, amount_fen, detail)
        SELECT 'undecided', id, amount_fen, jsonb_build_object('reason', $2::text) FROM payments WHERE payment_no = $1
        ON CONFLICT (payment_id) WHERE kind = 'undecided' DO NOTHING RETURNING id`;
      return (await rows('payment-queue-undecided', text, [paymentNo, reason])).length > 0;
    },
    async endUndecided(by, now) {
      await rows('payments-end-undecided', 'SELECT end_undecided($1, $2)', [by, now]);
    },
    async isAskedBack(paymentNo) {
      const text = 'SELECT FROM payments WHERE payment_no = $1 AND is_asked_back(id)';
      return (await rows('payment-is-asked-back', text, [paymentNo])).length > 0;
    },
  };
}
