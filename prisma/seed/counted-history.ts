/**
 * What stands behind the past's cash and cards: tills with their shifts, a kiosk with its boxes, cards with their sales, and a
 * bank that debits. Made in SQL from the payments that are there, in the rows the hall itself writes.
 */
import { randomBytes } from 'node:crypto';
import type pg from 'pg';
import type { FieldCipher } from '../../server/src/infra/crypto.ts';
import type { BusinessDate } from '../../server/src/shared/dates.ts';
import { demoDebitBank, demoKiosk } from './payment-history.ts';

export async function writeCountedPast(
  client: pg.ClientBase,
  cipher: FieldCipher,
  until: BusinessDate,
): Promise<void> {
  await client.query(shiftsSql, [until]);
  await client.query(takingsSql);
  await client.query(tillsSql);
  await client.query(kioskSql, [demoKiosk]);
  await client.query(boxesSql, [demoKiosk]);
  await client.query(sessionsSql, [demoKiosk]);
  await client.query(boxesCountedSql, [demoKiosk, until]);
  await client.query(kioskBoxSql, [demoKiosk]);
  await client.query(cardBatchSql);
  await client.query(cardSalesSql, [until]);
  await client.query(cardsSql, [until]);
  await client.query(cardPostingsSql);
  await client.query(agentSql);
  await client.query(
    `INSERT INTO debit_banks (code, name_zh, name_en, utility_code, key_id, key_enc)
       VALUES ($1, '工商银行', 'ICBC', 'DT0001', 'K1', $2) ON CONFLICT DO NOTHING`,
    [demoDebitBank, cipher.encrypt(randomBytes(16).toString('hex'))],
  );
  for (const [table, column] of [
    ['counter_takings', 'id'],
    ['counter_shifts', 'id'],
  ] as const)
    await client.query(
      `SELECT setval(pg_get_serial_sequence('${table}', '${column}'), (SELECT max(${column}) FROM ${table}) + 1)`,
    );
}

/** A clerk a day; one till of the last weeks was a note short, and a supervisor has looked at it. */
const shiftsSql = `
  INSERT INTO counter_shifts (shift_no, clerk, counter, float_fen, status, opened_at, closed_at, counted, counted_fen, expected_fen, papers, explanation,
      reviewed_by, reviewed_at, review_note)
    SELECT split_part(source, ':', 2), 'clerk1', '城东营业厅 1 号窗口', 20000, 'reviewed', (clearing_on + time '08:30') AT TIME ZONE 'Asia/Shanghai',
           greatest((clearing_on + time '17:30') AT TIME ZONE 'Asia/Shanghai', max(paid_at) + interval '1 minute'), '{}', sum(amount_fen) - short, sum(amount_fen), 0,
           CASE WHEN short > 0 THEN '收到一张 20 元假币，已上报' END, 'supervisor1', (clearing_on + time '18:00') AT TIME ZONE 'Asia/Shanghai',
           CASE WHEN short > 0 THEN '已核实' END
      FROM (SELECT *, CASE WHEN clearing_on = $1::date - 9 THEN 2000 ELSE 0 END AS short FROM collections WHERE source LIKE 'shift:%') c
     GROUP BY source, clearing_on, short ORDER BY clearing_on`;

const takingsSql = `
  INSERT INTO counter_takings (id, shift_id, payment_no, account_no, tender, amount_fen, tendered_fen, status, taken_at, taken_by, request_key)
    SELECT split_part(c.trade_no, '-', 2)::bigint, s.id, c.order_no, a.account_no, 'cash', c.amount_fen, c.amount_fen, 'taken', c.paid_at, s.clerk, 'demo-' || c.trade_no
      FROM collections c JOIN counter_shifts s ON s.shift_no = split_part(c.source, ':', 2)
      JOIN payment_items i ON i.payment_id = c.payment_id JOIN payables y ON y.id = i.payable_id
      JOIN holder_periods h ON h.id = y.holder_period_id JOIN supply_accounts a ON a.id = h.account_id
     WHERE c.source LIKE 'shift:%'`;

const tillsSql = `SELECT post_count('till-closed', shift_no, shanghai_date(closed_at), 'till', expected_fen, counted_fen) FROM counter_shifts ORDER BY id`;

const kioskSql = `
  INSERT INTO kiosk_devices (device_no, name, place, status, box_no, created_at)
    SELECT $1, '城东 24 小时自助厅 1 号机', '城东营业厅门口', 'waiting', NULL, min(paid_at) FROM collections WHERE source LIKE 'cash-box:%' HAVING count(*) > 0`;

const boxesSql = `
  INSERT INTO cash_boxes (box_no, device_no, label, status, inserted_at)
    SELECT split_part(source, ':', 2), $1, '1', 'inserted',
           timestamptz '2023-01-01 16:00Z' + make_interval(weeks => split_part(source, '-', 3)::integer)
      FROM collections WHERE source LIKE 'cash-box:%' GROUP BY source`;

const sessionsSql = `
  INSERT INTO kiosk_sessions (device_no, session, round, account_no, box_no, notes, fen, status, last_at, heard_at, payment_no)
    SELECT $1, split_part(c.trade_no, '-', 2), 1, a.account_no, split_part(c.source, ':', 2), greatest(1, c.amount_fen / 5000), c.amount_fen, 'booked', c.paid_at, c.paid_at, c.order_no
      FROM collections c JOIN payment_items i ON i.payment_id = c.payment_id JOIN payables y ON y.id = i.payable_id
      JOIN holder_periods h ON h.id = y.holder_period_id JOIN supply_accounts a ON a.id = h.account_id
     WHERE c.source LIKE 'cash-box:%'`;

/** The box of the present week still hangs in the machine. */
const boxesCountedSql = `
  WITH counted AS (
    UPDATE cash_boxes b SET status = 'counted', removed_at = b.inserted_at + interval '6 days 23 hours', counted_at = b.inserted_at + interval '7 days 2 hours',
           counted_by = 'finance1', confirmed_by = 'supervisor1', counted = '{}', counted_fen = s.fen, expected_fen = s.fen
      FROM (SELECT box_no, sum(fen)::bigint AS fen FROM kiosk_sessions GROUP BY box_no) s
     WHERE s.box_no = b.box_no AND b.device_no = $1 AND shanghai_date(b.inserted_at + interval '7 days') <= $2::date RETURNING b.*
  )
  SELECT post_count('cash-box-emptied', box_no, shanghai_date(counted_at), 'cash-box', expected_fen, counted_fen) FROM counted ORDER BY inserted_at`;

const kioskBoxSql = `UPDATE kiosk_devices SET box_no = (SELECT box_no FROM cash_boxes WHERE device_no = $1 ORDER BY inserted_at DESC LIMIT 1) WHERE device_no = $1`;

const cardBatchSql = `
  INSERT INTO card_batches (batch_no, face_fen, count, expires_on, printer_key, printer_key_sha256, status, requested_by, decided_by, decided_at, exported_by, exported_at)
    SELECT '900001', 10000, 10000, '2029-12-31', 'demo', 'demo', 'generated', 'finance1', 'supervisor1', min(paid_at) - interval '70 days', 'finance1', min(paid_at) - interval '70 days'
      FROM collections WHERE source = 'card' HAVING count(*) > 0`;

/** A shop takes a month's cards at its beginning and pays on the tenth; what it took last is not paid yet. */
const cardSalesSql = `
  INSERT INTO card_sales (sale_no, buyer, count, amount_fen, paid_fen, sold_by, sold_at, paid_on, bank_reference, paid_by)
    SELECT 'KS' || to_char(month, 'YYYYMMDD') || CASE WHEN paid THEN '00000001' ELSE '00000002' END, '文登路便利店', count, fen, CASE WHEN paid THEN fen ELSE 0 END, 'clerk1',
           (month + time '09:00') AT TIME ZONE 'Asia/Shanghai', CASE WHEN paid THEN least(month + 9, $1::date) END, CASE WHEN paid THEN 'DEMO' || to_char(month, 'YYYYMM') END,
           CASE WHEN paid THEN 'finance1' END
      FROM (SELECT CASE WHEN clearing_on > $1::date - 7 THEN $1::date - 12 ELSE date_trunc('month', clearing_on)::date END AS month, count(*) AS count, sum(amount_fen) AS fen,
                   clearing_on <= $1::date - 7 AS paid FROM collections WHERE source = 'card' GROUP BY 1, 4) m ORDER BY month`;

const cardsSql = `
  INSERT INTO cards (serial, batch_id, face_fen, pin_hash, expires_on, status, sale_id, redeemed_at, payment_no)
    SELECT c.trade_no, b.id, c.amount_fen, sha256(c.trade_no::bytea), '2029-12-31', 'redeemed',
           coalesce((SELECT s.id FROM card_sales s WHERE s.paid_on IS NOT NULL AND shanghai_date(s.sold_at) = date_trunc('month', c.clearing_on)::date AND NOT c.is_new),
                    (SELECT s.id FROM card_sales s WHERE s.paid_on IS NULL)), c.paid_at, c.order_no
      FROM (SELECT *, clearing_on > $1::date - 7 AS is_new FROM collections WHERE source = 'card') c, card_batches b WHERE b.batch_no = '900001'`;

const cardPostingsSql = `
  SELECT post_transaction('cards-sold', sale_no, shanghai_date(sold_at), ARRAY['card-sales', 'recharge-cards'], ARRAY[NULL, NULL]::bigint[], ARRAY[amount_fen, -amount_fen]),
         CASE WHEN paid_on IS NOT NULL THEN post_transaction('card-sale-paid', sale_no, paid_on, ARRAY['bank', 'card-sales'], ARRAY[NULL, NULL]::bigint[], ARRAY[paid_fen, -paid_fen]) END
    FROM card_sales ORDER BY id`;

/** Agents pay in before they collect. */
const agentSql = `
  SELECT post_transaction('agent-topped-up', 'top-up:history:' || to_char(month, 'YYYY-MM'), month, ARRAY['bank', 'agent-prefund'], ARRAY[NULL, NULL]::bigint[], ARRAY[fen, -fen])
    FROM (SELECT date_trunc('month', clearing_on)::date AS month, sum(amount_fen)::bigint AS fen FROM collections WHERE source LIKE 'agent:%' GROUP BY 1) m ORDER BY month`;
