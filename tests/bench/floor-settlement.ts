/**
 * The floor for settlement: the same rows written by hand, as six named prepared statements in a transaction, over a pool
 * of the same size and the same tables (their constraints and triggers included).
 */
import { randomBytes } from 'node:crypto';
import pg from 'pg';
import type { PendingPayment } from './pending-payments.ts';

const statements = {
  inbox: `INSERT INTO inbox_messages (source, event_id, kind, headers, body, parsed, status, handled_at, result)
          VALUES ($1, $2, 'payment', $5, $3, $4, 'handled', now(), 'settled')`,
  payment: `WITH settled AS (UPDATE payments SET status = 'settled', settled_at = now(), next_query_at = NULL WHERE id = $1 AND status = 'pending' RETURNING id)
          INSERT INTO payment_events (payment_id, kind, detail) SELECT id, 'settled', $2 FROM settled`,
  payable: `UPDATE payables SET paid_fen = paid_fen + $2 WHERE id = $1`,
  collection: `WITH collected AS (INSERT INTO collections (payment_id, source, trade_no, order_no, amount_fen, paid_at, clearing_on, origin)
            VALUES ($1, $2, $3, $4, $5, now(), current_date, 'notification') RETURNING id),
          allocated AS (INSERT INTO allocations (collection_id, payable_id, holder_period_id, account_code, amount_fen) SELECT id, $6, $7, 'receivable', $5 FROM collected)
          INSERT INTO receipts (receipt_no, collection_id, check_code) SELECT $8, id, $9 FROM collected`,
  postings: `WITH booked AS (INSERT INTO ledger_transactions (kind, reference, business_date) VALUES ('collection', $1, current_date) RETURNING id)
          INSERT INTO ledger_postings (transaction_id, account_code, holder_period_id, amount_fen)
          SELECT id, $2, NULL, $3::bigint FROM booked UNION ALL SELECT id, 'receivable', $4::bigint, -$3::bigint FROM booked`,
  outbox: `INSERT INTO outbox_messages (kind, dedupe_key, payload) VALUES ('payment-credited', $1, $2)`,
};

/** As long as those that come from WeChat Pay. */
const body = Buffer.alloc(1100, 'x');
const headers = JSON.stringify({
  'content-type': 'application/json',
  'wechatpay-nonce': 'n'.repeat(32),
  'wechatpay-serial': 's'.repeat(40),
  'wechatpay-signature': 's'.repeat(344),
  'wechatpay-timestamp': '1795334400',
});

/** Settles all payments with `concurrency` connections; returns how many a second. */
export async function settleByHand(
  url: string,
  payments: PendingPayment[],
  concurrency: number,
): Promise<number> {
  const pool = new pg.Pool({ connectionString: url, max: concurrency });
  pool.on('error', () => {});
  await Promise.all(Array.from({ length: concurrency }, () => pool.query('SELECT 1')));
  const queue = payments[Symbol.iterator]();
  const began = performance.now();
  const worker = async () => {
    const client = await pool.connect();
    for (let next = queue.next(); !next.done; next = queue.next()) await settleOne(client, next.value);
    client.release();
  };
  await Promise.all(Array.from({ length: concurrency }, worker));
  const seconds = (performance.now() - began) / 1000;
  await pool.end();
  return payments.length / seconds;
}

async function settleOne(client: pg.PoolClient, payment: PendingPayment): Promise<void> {
  const tradeNo = `F${randomBytes(12).toString('hex')}`;
  const source = 'wechat-pay:floor';
  const reference = `${source}:${tradeNo}`;
  const run = (name: keyof typeof statements, values: unknown[]) =>
    client.query({ name: `floor-${name}`, text: statements[name], values });
  const detail = JSON.stringify({
    origin: 'notification',
    inboxId: payment.paymentId,
    tradeNo,
    amountFen: payment.amountFen,
    surplusFen: 0,
  });
  const message = JSON.stringify({
    kind: 'payment',
    eventId: tradeNo,
    paymentNo: payment.paymentNo,
    outcome: { status: 'paid', tradeNo, amountFen: payment.amountFen, paidAt: new Date() },
    mismatches: [],
  });
  await client.query('BEGIN');
  await run('inbox', [source, tradeNo, body, message, headers]);
  await run('payment', [payment.paymentId, detail]);
  await run('payable', [payment.payableId, payment.amountFen]);
  await run('collection', [
    payment.paymentId,
    source,
    tradeNo,
    payment.paymentNo,
    payment.amountFen,
    payment.payableId,
    payment.holderPeriodId,
    `F${tradeNo}`,
    tradeNo,
  ]);
  await run('postings', [reference, 'gateway:wechat-pay', payment.amountFen, payment.holderPeriodId]);
  await run('outbox', [
    `payment-credited:${reference}`,
    JSON.stringify({
      paymentNo: payment.paymentNo,
      personId: payment.personId,
      amountFen: payment.amountFen,
      surplusFen: 0,
    }),
  ]);
  await client.query('COMMIT');
}
