/** The floor for inquire and pay: the same rows, as named prepared statements over a pool of the same size. */
import { randomBytes } from 'node:crypto';
import pg from 'pg';
import type { OpenBill } from './homes.ts';

const statements = {
  account: `SELECT s.account_no, h.id, c.name_enc, r.district, r.street, b.balance_fen FROM supply_accounts s
          JOIN holder_periods h ON h.account_id = s.id AND h.to_date IS NULL JOIN customers c ON c.id = h.customer_id
          JOIN metering_points m ON m.id = s.metering_point_id JOIN premises r ON r.id = m.premises_id
          LEFT JOIN customer_balances b ON b.holder_period_id = h.id WHERE s.account_no = $1`,
  payables: `SELECT id, amount_fen - paid_fen FROM payables WHERE holder_period_id = $1 AND status = 'open' AND paid_fen < amount_fen ORDER BY id`,
  bill: `SELECT bill_no, month, due_on FROM bills WHERE payable_id = ANY ($1)`,
  message: `INSERT INTO partner_messages (partner_id, trade, trade_key, nonce, channel, content_hash, parsed, raw, received_at, clearing_on, status, code, handled_at, result)
          SELECT id, $1, $2, $2, 'mobile-bank', $3, $4, $5, now(), current_date, 'handled', '0000', now(), $4 FROM partners WHERE code = 'BENCH1'`,
  quote: `INSERT INTO partner_quotes (quote_id, partner_id, account_no, holder_period_id, payables, amounts, amount_fen, created_at)
          SELECT $1, id, $2, $3, ARRAY[$4::bigint], ARRAY[$5::bigint], $5, now() FROM partners WHERE code = 'BENCH1'`,
  payment: `WITH p AS (INSERT INTO payments (payment_no, channel, gateway, product, amount_fen, status, description, expires_at, settled_at, clearing_on)
            VALUES ($1, 'mobile-bank', 'partner', 'agency', $2, 'settled', '电费', now(), now(), current_date) RETURNING id),
          i AS (INSERT INTO payment_items (payment_id, payable_id, amount_fen) SELECT id, $3, $2 FROM p),
          e AS (INSERT INTO payment_events (payment_id, kind, detail) SELECT id, kind, $4::jsonb FROM p, unnest('{received,settled}'::text[]) AS kind)
          SELECT id FROM p`,
  payable: `UPDATE payables SET paid_fen = paid_fen + $2 WHERE id = $1`,
  collection: `WITH collected AS (INSERT INTO collections (payment_id, source, trade_no, order_no, amount_fen, paid_at, clearing_on, origin)
            VALUES ($1, 'partner:FLOOR', $2, $2, $3, now(), current_date, 'partner') RETURNING id),
          allocated AS (INSERT INTO allocations (collection_id, payable_id, holder_period_id, account_code, amount_fen) SELECT id, $4, $5, 'receivable', $3 FROM collected)
          INSERT INTO receipts (receipt_no, collection_id, check_code) SELECT $6, id, $2 FROM collected`,
  postings: `WITH booked AS (INSERT INTO ledger_transactions (kind, reference, business_date) VALUES ('collection', $1, current_date) RETURNING id)
          INSERT INTO ledger_postings (transaction_id, account_code, holder_period_id, amount_fen)
          SELECT id, 'partner-clearing', NULL, $2::bigint FROM booked UNION ALL SELECT id, 'receivable', $3::bigint, -$2::bigint FROM booked`,
  outbox: `INSERT INTO outbox_messages (kind, dedupe_key, payload) VALUES ('payment-credited', $1, $2)`,
};

const raw = Buffer.alloc(200, 'x');

/** Inquires and pays each with `concurrency` connections; returns how many pairs a second. */
export async function payByHand(url: string, bills: OpenBill[], concurrency: number): Promise<number> {
  const pool = new pg.Pool({ connectionString: url, max: concurrency });
  pool.on('error', () => {});
  await Promise.all(Array.from({ length: concurrency }, () => pool.query('SELECT 1')));
  const queue = bills[Symbol.iterator]();
  const began = performance.now();
  const worker = async () => {
    const client = await pool.connect();
    for (let next = queue.next(); !next.done; next = queue.next()) await payOne(client, next.value);
    client.release();
  };
  await Promise.all(Array.from({ length: concurrency }, worker));
  const seconds = (performance.now() - began) / 1000;
  await pool.end();
  return bills.length / seconds;
}

async function payOne(client: pg.PoolClient, bill: OpenBill): Promise<void> {
  const { accountNo, payableId, holderPeriodId, amountFen } = bill;
  const run = (name: keyof typeof statements, values: unknown[]) =>
    client.query({ name: `agency-${name}`, text: statements[name], values });
  const key = randomBytes(11).toString('hex');
  const parsed = JSON.stringify({ trade: 'pay', accountNo, amountFen, quoteId: key });
  await run('account', [accountNo]);
  const open = await run('payables', [holderPeriodId]);
  await run('bill', [open.rows.map(row => row.id)]);
  await client.query('BEGIN');
  await client.query('SET LOCAL synchronous_commit = off');
  await run('message', ['inquire', `i${key}`, raw, parsed, raw]);
  await run('quote', [key, accountNo, holderPeriodId, payableId, amountFen]);
  await client.query('COMMIT');
  await run('message', ['pay', `p${key}`, raw, parsed, raw]);
  await client.query('BEGIN');
  const { rows } = await run('payment', [`P${key}`, amountFen, payableId, parsed]);
  await run('payable', [payableId, amountFen]);
  await run('collection', [rows[0].id, key, amountFen, payableId, holderPeriodId, `F${key}`]);
  await run('postings', [`partner:FLOOR:${key}`, amountFen, holderPeriodId]);
  await run('outbox', [`payment-credited:partner:FLOOR:${key}`, parsed]);
  await client.query('COMMIT');
}
