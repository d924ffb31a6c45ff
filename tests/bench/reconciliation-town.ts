/** A day of a source: so many payments on the books, each of which is found again in the source's file. */
import type pg from 'pg';

export const day = '2026-11-20';
export const compactDay = day.replaceAll('-', '');

/** One source of the bench. */
export interface Town {
  /** In words, for the table. */
  name: string;
  source: string;
  /** SQL of its n-th payment's number at the source. */
  tradeNo: string;
  /** SQL of the way by which its n-th payment came. */
  channel: string;
  product: string;
  /** Columns of its lines. */
  columns: number;
  /** Its file, and the same lines as plain UTF-8 with a heading for the floor. */
  makeFiles(client: pg.Client, rows: number, file: string, csv: string): Promise<void>;
}

/** Payments with items, collections, allocations and postings, as settlement leaves them. */
export async function makeBooks(client: pg.Client, town: Town, rows: number): Promise<void> {
  await client.query('SET session_replication_role = replica');
  await client.query(booksSql(town), [rows]);
  await client.query(`SELECT setval('ledger_transactions_id_seq', $1::bigint)`, [rows]);
  await client.query('SET session_replication_role = origin');
  await client.query('VACUUM (ANALYZE) payments, collections, ledger_transactions, ledger_postings');
}

const at = `timestamptz '${day} 00:00:00+08' + make_interval(secs => (n::bigint * 7919) % 86400)`;
const booksSql = ({ source, tradeNo, channel, product }: Town) => `
  WITH trade AS MATERIALIZED (
    SELECT n, ${at} AS at, 'P${compactDay}' || lpad(n::text, 14, '0') AS payment_no, ${tradeNo} AS trade_no, 5000 + n % 20000 AS fen
      FROM generate_series(1, $1::int) AS n
  ), payment AS (
    INSERT INTO payments (id, payment_no, channel, gateway, product, amount_fen, status, description, created_at, expires_at, settled_at)
      SELECT n, payment_no, ${channel}, split_part('${source}', ':', 1), '${product}', fen, 'settled', '电费', at, at + interval '1 hour', at FROM trade
  ), collection AS (
    INSERT INTO collections (id, payment_id, source, trade_no, order_no, amount_fen, paid_at, clearing_on, origin)
      SELECT n, n, '${source}', trade_no, payment_no, fen, at, '${day}', 'notification' FROM trade
  ), booked AS (
    INSERT INTO ledger_transactions (id, kind, reference, business_date) SELECT n, 'collection', '${source}:' || trade_no, '${day}' FROM trade
  )
  INSERT INTO ledger_postings (transaction_id, account_code, amount_fen)
    SELECT n, account, sign * fen FROM trade, (VALUES (source_account('${source}'), 1), ('unidentified', -1)) AS side (account, sign)`;

export interface Trade {
  tradeNo: string;
  paymentNo: string;
  fen: number;
  /** Beijing's, YYYY-MM-DD HH:MM:SS. */
  time: string;
}

const block = 20_000;

/** What stands on the books, a block at a time. */
export async function* tradesOf(client: pg.Client, rows: number): AsyncGenerator<Trade[]> {
  for (let first = 1; first <= rows; first += block) {
    const { rows: trades } = await client.query<Trade>(
      `SELECT trade_no AS "tradeNo", order_no AS "paymentNo", amount_fen::int AS fen, to_char(paid_at AT TIME ZONE 'Asia/Shanghai', 'YYYY-MM-DD HH24:MI:SS') AS time
         FROM collections WHERE id BETWEEN $1 AND $2 ORDER BY id`,
      [first, first + block - 1],
    );
    yield trades;
  }
}
