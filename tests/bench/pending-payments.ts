/** Payments as a start leaves them, made by one statement: the start itself is another figure. */
import type pg from 'pg';
import type { OpenBill } from './homes.ts';

export interface PendingPayment {
  paymentId: number;
  paymentNo: string;
  personId: string;
  payableId: number;
  holderPeriodId: number;
  amountFen: number;
}

export async function makePending(owner: pg.Pool, bills: OpenBill[]): Promise<PendingPayment[]> {
  const { rows } = await owner.query<PendingPayment>(pendingSql, [
    bills.map(bill => bill.payableId),
    bills.map(bill => bill.personId),
  ]);
  await owner.query('ANALYZE payments, payment_items');
  return rows;
}

const pendingSql = `
  WITH wanted AS (
    SELECT y.id AS payable_id, w.person_id, y.holder_period_id, y.amount_fen, 'P20261122' || lpad(y.id::text, 14, '0') AS payment_no
      FROM unnest($1::bigint[], $2::uuid[]) AS w (payable_id, person_id) JOIN payables y ON y.id = w.payable_id
  ), made AS (
    INSERT INTO payments (payment_no, person_id, channel, gateway, product, amount_fen, status, description, expires_at, next_query_at)
      SELECT payment_no, person_id, 'web-hall', 'wechat-pay', 'native', amount_fen, 'pending', '电费', now() + interval '1 hour', now() + interval '1 hour'
        FROM wanted RETURNING id, payment_no
  ), item AS (
    INSERT INTO payment_items (payment_id, payable_id, amount_fen)
      SELECT made.id, payable_id, amount_fen FROM made JOIN wanted USING (payment_no)
  )
  SELECT made.id::int AS "paymentId", payment_no AS "paymentNo", person_id AS "personId", payable_id::int AS "payableId",
         holder_period_id::int AS "holderPeriodId", amount_fen::int AS "amountFen"
    FROM made JOIN wanted USING (payment_no)`;
