/** Shifts and takings as rows. Methods with `tx` take part in the caller's transaction. */

import type { Pool, PoolClient } from 'pg';
import type { WaitingRow } from '../../../http/waiting-view.ts';
import { withAudit } from '../../../infra/with-audit.ts';
import type { AuditRecord } from '../../../shared/audit.ts';
import type { BusinessDate } from '../../../shared/dates.ts';
import type { Fen } from '../../../shared/money.ts';
import { countsColumn, type KeptCount } from '../counts/kept-counts.ts';
import type { Counted } from './money-count.ts';

export type ShiftStatus = 'open' | 'closed' | 'reviewed';
export type Tender = 'cash' | 'cheque' | 'transfer' | 'pay-code' | 'card';
export type TakingStatus = 'taken' | 'uncleared' | 'cleared' | 'bounced' | 'voiding' | 'voided';

export interface ShiftRow {
  id: number;
  shiftNo: string;
  clerk: string;
  counter: string;
  floatFen: Fen;
  status: ShiftStatus;
  openedAt: Date;
  closedAt: Date | null;
  counted: Counted | null;
  countedFen: Fen | null;
  expectedFen: Fen | null;
  papers: number | null;
  explanation: string | null;
  reviewedBy: string | null;
  reviewedAt: Date | null;
  reviewNote: string | null;
  counts: KeptCount[];
}

/** What a shift took that was not undone, by tender. Pay codes count once they are settled. */
export interface TenderSum {
  tender: Tender;
  count: number;
  fen: Fen;
}

export interface TakingRow {
  id: number;
  shiftId: number;
  shiftNo: string;
  shiftStatus: ShiftStatus;
  clerk: string;
  paymentNo: string;
  accountNo: string;
  tender: Tender;
  amountFen: Fen;
  tenderedFen: Fen | null;
  reference: string | null;
  bank: string | null;
  status: TakingStatus;
  /** Of the payment: a pay code may still be uncertain. */
  paymentStatus: string;
  takenAt: Date;
  takenBy: string;
  clearedOn: string | null;
  undoneBy: string | null;
  undoneReason: string | null;
  approvedBy: string | null;
  /** Of a pay code: the refund that voids it, or was to. */
  refundNo: string | null;
}

export interface NewTaking {
  shiftId: number;
  accountNo: string;
  tender: Tender;
  amountFen: Fen;
  tenderedFen?: Fen;
  reference?: string;
  bank?: string;
  status: 'taken' | 'uncleared';
  takenAt: Date;
  takenBy: string;
  requestKey: string;
}

const shiftColumns = `s.id, s.shift_no AS "shiftNo", s.clerk, s.counter, s.float_fen AS "floatFen", s.status, s.opened_at AS "openedAt",
  s.closed_at AS "closedAt", s.counted, s.counted_fen AS "countedFen", s.expected_fen AS "expectedFen", s.papers, s.explanation,
  s.reviewed_by AS "reviewedBy", s.reviewed_at AS "reviewedAt", s.review_note AS "reviewNote",
  ${countsColumn("'shift:' || s.shift_no", "s.status <> 'open'")}`;

/** A pay code's row is written before its payment, so it is joined by the request as well; one that never became a payment is none. */
const takingSql = `SELECT t.id, t.shift_id AS "shiftId", s.shift_no AS "shiftNo", s.status AS "shiftStatus", s.clerk, p.payment_no AS "paymentNo",
  t.account_no AS "accountNo", t.tender, t.amount_fen AS "amountFen", t.tendered_fen AS "tenderedFen", t.reference, t.bank, t.status,
  p.status AS "paymentStatus", t.taken_at AS "takenAt", t.taken_by AS "takenBy", t.cleared_on::text AS "clearedOn",
  t.undone_by AS "undoneBy", t.undone_reason AS "undoneReason", t.approved_by AS "approvedBy", t.refund_no AS "refundNo"
  FROM counter_takings t JOIN counter_shifts s ON s.id = t.shift_id
  JOIN payments p ON p.payment_no = t.payment_no OR t.payment_no IS NULL AND p.request_key = t.request_key`;

export function createCounterRepository(pool: Pool) {
  return {
    async openShift(
      tx: PoolClient,
      shift: { clerk: string; counter: string; floatFen: Fen; day: BusinessDate; now: Date },
    ) {
      const text = `INSERT INTO counter_shifts AS s (shift_no, clerk, counter, float_fen, opened_at)
        VALUES ('S' || $4 || lpad(nextval('counter_shift_numbers')::text, 5, '0'), $1, $2, $3, $5)
        ON CONFLICT DO NOTHING RETURNING ${shiftColumns}`;
      const values = [shift.clerk, shift.counter, shift.floatFen, shift.day.replaceAll('-', ''), shift.now];
      return (await tx.query<ShiftRow>(text, values)).rows[0];
    },
    async shiftOf(clerk: string) {
      const text = `SELECT ${shiftColumns} FROM counter_shifts s WHERE clerk = $1 AND status = 'open'`;
      return (await pool.query<ShiftRow>({ name: 'desk-shift-of', text, values: [clerk] })).rows[0];
    },
    async shift(shiftNo: string) {
      const text = `SELECT ${shiftColumns} FROM counter_shifts s WHERE shift_no = $1`;
      return (await pool.query<ShiftRow>(text, [shiftNo])).rows[0];
    },
    /** Takes part in an open shift: its close waits, and once closed nothing is found. */
    async holdShift(tx: PoolClient, clerk: string) {
      const text = `SELECT ${shiftColumns} FROM counter_shifts s WHERE clerk = $1 AND status = 'open' FOR SHARE`;
      return (await tx.query<ShiftRow>(text, [clerk])).rows[0];
    },
    async lockShift(tx: PoolClient, shiftNo: string) {
      const text = `SELECT ${shiftColumns} FROM counter_shifts s WHERE shift_no = $1 FOR UPDATE`;
      return (await tx.query<ShiftRow>(text, [shiftNo])).rows[0];
    },
    async shifts(
      filter: { status?: ShiftStatus; day?: BusinessDate; clerk?: string },
      page: number,
      size: number,
    ) {
      const text = `SELECT ${shiftColumns} FROM counter_shifts s
        WHERE ($1::text IS NULL OR s.status = $1) AND ($2::date IS NULL OR shanghai_date(s.opened_at) = $2) AND ($3::text IS NULL OR s.clerk = $3)
        ORDER BY s.id DESC LIMIT $4 OFFSET $5`;
      const values = [
        filter.status ?? null,
        filter.day ?? null,
        filter.clerk ?? null,
        size,
        (page - 1) * size,
      ];
      return (await pool.query<ShiftRow>(text, values)).rows;
    },
    async shiftsToReview() {
      const text = `SELECT count(*)::int AS count, NULL::bigint AS "amountFen", min(closed_at) AS "oldestAt" FROM counter_shifts WHERE status = 'closed'`;
      return (await pool.query<WaitingRow>(text)).rows[0]!;
    },
    async tenders(shiftId: number, tx?: PoolClient) {
      const text = `SELECT t.tender, count(*)::int AS count, sum(t.amount_fen)::bigint AS fen
        FROM counter_takings t JOIN payments p ON p.payment_no = t.payment_no OR t.payment_no IS NULL AND p.request_key = t.request_key
       WHERE t.shift_id = $1 AND t.status IN ('taken', 'uncleared', 'cleared', 'voiding') AND p.status = 'settled' GROUP BY t.tender ORDER BY t.tender`;
      return (await (tx ?? pool).query<TenderSum>(text, [shiftId])).rows;
    },
    async closeShift(
      tx: PoolClient,
      close: {
        shiftNo: string;
        now: Date;
        day: BusinessDate;
        counted: Counted;
        countedFen: Fen;
        expectedFen: Fen;
        papers: number;
        explanation?: string;
      },
    ) {
      await tx.query(
        `UPDATE counter_shifts SET status = 'closed', closed_at = $2, counted = $3, counted_fen = $4, expected_fen = $5, papers = $6, explanation = $7
          WHERE shift_no = $1`,
        [
          close.shiftNo,
          close.now,
          JSON.stringify(close.counted),
          close.countedFen,
          close.expectedFen,
          close.papers,
          close.explanation ?? null,
        ],
      );
      const post = `SELECT post_count('till-closed', $1, $2, 'till', $3, $4)`;
      await tx.query(post, [close.shiftNo, close.day, close.expectedFen, close.countedFen]);
    },
    async reviewShift(shiftNo: string, by: string, note: string, now: Date, entry: AuditRecord) {
      const text = `UPDATE counter_shifts s SET status = 'reviewed', reviewed_by = $2, reviewed_at = $4, review_note = $3
        WHERE shift_no = $1 AND status = 'closed' RETURNING ${shiftColumns}`;
      return (await pool.query<ShiftRow>(withAudit(text, [shiftNo, by, note, now], entry))).rows[0];
    },
    /** @returns the row's id, or undefined when this very request has written it before */
    async addTaking(taking: NewTaking, tx?: PoolClient) {
      const text = `INSERT INTO counter_takings (shift_id, account_no, tender, amount_fen, tendered_fen, reference, bank, status, taken_at, taken_by, request_key)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) ON CONFLICT (request_key) DO NOTHING RETURNING id`;
      const values = [
        taking.shiftId,
        taking.accountNo,
        taking.tender,
        taking.amountFen,
        taking.tenderedFen ?? null,
        taking.reference ?? null,
        taking.bank ?? null,
        taking.status,
        taking.takenAt,
        taking.takenBy,
        taking.requestKey,
      ];
      const { rows } = await (tx ?? pool).query<{ id: number }>({ name: 'desk-add-taking', text, values });
      return rows[0]?.id;
    },
    async namePayment(id: number, paymentNo: string, tx?: PoolClient) {
      const text = 'UPDATE counter_takings SET payment_no = $2 WHERE id = $1';
      await (tx ?? pool).query({ name: 'desk-name-payment', text, values: [id, paymentNo] });
    },
    async taking(paymentNo: string) {
      return (await pool.query<TakingRow>(`${takingSql} WHERE p.payment_no = $1`, [paymentNo])).rows[0];
    },
    async takingByRequest(requestKey: string, tx?: PoolClient) {
      return (await (tx ?? pool).query<TakingRow>(`${takingSql} WHERE t.request_key = $1`, [requestKey]))
        .rows[0];
    },
    async lockTaking(tx: PoolClient, paymentNo: string) {
      const text = `${takingSql} WHERE p.payment_no = $1 FOR UPDATE OF t`;
      return (await tx.query<TakingRow>(text, [paymentNo])).rows[0];
    },
    async takings(
      filter: { shiftNo?: string; status?: TakingStatus; clerk?: string },
      page: number,
      size: number,
    ) {
      const text = `${takingSql} WHERE ($1::text IS NULL OR s.shift_no = $1) AND ($2::text IS NULL OR t.status = $2) AND ($3::text IS NULL OR s.clerk = $3)
        ORDER BY t.id DESC LIMIT $4 OFFSET $5`;
      const { shiftNo = null, status = null, clerk = null } = filter;
      const values = [shiftNo, status, clerk, size, (page - 1) * size];
      return (await pool.query<TakingRow>(text, values)).rows;
    },
    async papersToClear() {
      const text = `SELECT count(*)::int AS count, coalesce(sum(amount_fen), 0)::bigint AS "amountFen", min(taken_at) AS "oldestAt" FROM counter_takings WHERE status = 'uncleared'`;
      return (await pool.query<WaitingRow>(text)).rows[0]!;
    },
    async markTaking(
      id: number,
      mark: {
        status: TakingStatus;
        undoneBy?: string;
        undoneReason?: string;
        approvedBy?: string;
        now: Date;
        clearedOn?: BusinessDate;
        /** What the bank credited in all under the paper's number, and who says so. */
        credit?: { fen: Fen; by: string };
      },
      tx?: PoolClient,
    ) {
      const text = `UPDATE counter_takings SET status = $2, undone_by = coalesce($3, undone_by), undone_reason = coalesce($4, undone_reason),
          undone_at = CASE WHEN $3::text IS NULL AND $2 <> 'bounced' THEN undone_at ELSE $5 END, approved_by = coalesce($6, approved_by), cleared_on = coalesce($7, cleared_on),
          credited_fen = $8, credited_by = $9, credited_at = CASE WHEN $9::text IS NOT NULL THEN $5 END
        WHERE id = $1`;
      const values = [
        id,
        mark.status,
        mark.undoneBy ?? null,
        mark.undoneReason ?? null,
        mark.now,
        mark.approvedBy ?? null,
        mark.clearedOn ?? null,
        mark.credit?.fen ?? null,
        mark.credit?.by ?? null,
      ];
      await (tx ?? pool).query(text, values);
    },
    /** From now on the taking goes the refund's way: `voided` when the money is back, `taken` again when it is not given back. */
    async voidByRefund(
      id: number,
      refundNo: string,
      mark: { undoneBy: string; undoneReason: string; now: Date },
      entry: AuditRecord,
    ) {
      const values = [id, refundNo, mark.undoneBy, mark.undoneReason, mark.now];
      await pool.query(withAudit('SELECT void_taking_by_refund($1, $2, $3, $4, $5)', values, entry));
    },
    /**
     * What has been cleared by the same paper, and what was last said that the bank credited for it. No other of them is cleared until this transaction ends.
     * @throws bank-reference-used, as a refusal, where the transfer was booked elsewhere
     */
    async holdPaper(tx: PoolClient, id: number) {
      const paper = `SELECT paper_no(tender, bank, reference) FROM counter_takings WHERE id = $1`;
      await tx.query('SELECT take_paper($1)', [id]);
      const last = (column: string) =>
        `(array_agg(${column} ORDER BY credited_at DESC NULLS LAST, id) FILTER (WHERE credited_fen IS NOT NULL))[1]`;
      const text = `SELECT coalesce(sum(amount_fen), 0)::bigint AS "clearedFen", ${last('credited_fen')} AS "toldFen", ${last('credited_by')} AS "toldBy"
        FROM counter_takings WHERE status = 'cleared' AND paper_no(tender, bank, reference) = (${paper})`;
      return (await tx.query<{ clearedFen: Fen; toldFen: Fen | null; toldBy: string | null }>(text, [id]))
        .rows[0]!;
    },
    /** The bank has taken a cheque or transfer in: out of the till, into the bank. */
    async postCleared(tx: PoolClient, paymentNo: string, on: BusinessDate, amountFen: Fen) {
      const text = `SELECT post_transaction('paper-cleared', $1, $2, ARRAY['bank', 'till'], ARRAY[NULL, NULL]::bigint[], ARRAY[$3::bigint, -$3::bigint])`;
      await tx.query(text, [paymentNo, on, amountFen]);
    },
  };
}

export type CounterRepository = ReturnType<typeof createCounterRepository>;
