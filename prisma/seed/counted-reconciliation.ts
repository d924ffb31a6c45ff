/** The same weeks for sources that are counted, with the sheets the hall itself would have written; and the SMS operator's. */
import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import type pg from 'pg';
import type { FieldCipher } from '../../server/src/infra/crypto.ts';
import { writeCountSheet } from '../../server/src/modules/payments/count-sheet.ts';
import { addDays, type BusinessDate } from '../../server/src/shared/dates.ts';
import { morningAfter } from './calendar.ts';
import { demoPhone } from './households.ts';

interface CountedDay {
  source: string;
  day: BusinessDate;
  rows: { tradeNo: string; amountFen: number; at: string; place: string }[];
  foundFen: number;
  awaits: 'count' | 'sale-payment' | null;
}

export async function reconcileCounts(
  client: pg.ClientBase,
  from: BusinessDate,
  until: BusinessDate,
): Promise<void> {
  const { rows: days } = await client.query<CountedDay>(countedDaysSql, [from, until]);
  for (const counted of days) {
    const { source, day, foundFen, awaits } = counted;
    const rows = counted.rows.map(row => ({ ...row, kind: 'payment' as const, at: new Date(row.at) }));
    const sheet = writeCountSheet(source, day, { rows, foundFen, ...(awaits ? { awaits } : {}) });
    const settled = { paidFen: foundFen, refundedFen: 0, feeFen: 0, netFen: foundFen };
    const lines = rows.map(({ kind, tradeNo, amountFen, at, place }) => ({
      ...{ kind, trade_no: tradeNo, amount_fen: amountFen, fee_milli: 0, at: at.toISOString(), place },
    }));
    await matchDay(client, {
      source,
      day,
      part: 'count',
      content: sheet,
      lines,
      settled: awaits ? null : settled,
    });
    if (awaits)
      await client.query(
        `UPDATE reconciliation_days SET status = 'waiting', problem = $3 WHERE source = $1 AND day = $2`,
        [source, day, JSON.stringify({ reason: `awaits-${awaits}` })],
      );
    await client.query(acceptedSql, [source, day]);
  }
}

/** Somebody asks what is due every other day; one message the operator carried has never arrived here. */
export async function reconcileMessages(
  client: pg.ClientBase,
  from: BusinessDate,
  until: BusinessDate,
  cipher: FieldCipher,
): Promise<void> {
  const phone = demoPhone(1);
  const hash = cipher.hash('phone', phone);
  const digest = createHash('sha256').update('CX').digest('hex').slice(0, 16).toUpperCase();
  for (let day = from, place = 0; day <= until; day = addDays(day, 1), place += 1) {
    const at = `${day}T01:1${place % 10}:05Z`;
    const wrote = place % 2 === 0;
    const lost = addDays(until, -5) === day;
    if (wrote)
      await client.query(
        `INSERT INTO sms_inbound (event_id, phone_hash, phone_enc, text_enc, digest, sent_at, received_at, status, command, result, replied, handled_at)
           VALUES ($1, $2, $3, $4, $5, $6, $6, 'handled', 'due', 'told', true, $6)`,
        [`demo-${day}`, hash, cipher.encrypt(phone), cipher.encrypt('CX'), digest, at],
      );
    const message = (time: string) => ({
      ...{ kind: 'message', amount_fen: 0, fee_milli: 0, at: time, place: 'MO' },
      trade_no: `${time.replace('T01', 'T09').replace(/\D/g, '')}-${hash.toString('hex').slice(0, 16)}-${digest}`,
    });
    const answer = {
      kind: 'fee',
      trade_no: `5000:${day}`,
      amount_fen: 0,
      fee_milli: 10_000,
      at,
      place: 'due.zh',
    };
    const lines = [...(wrote ? [message(at), answer] : []), ...(lost ? [message(`${day}T01:40:00Z`)] : [])];
    const content = lines.map(line => `${line.kind}|${line.trade_no}|${line.fee_milli}\n`).join('') || '\n';
    await matchDay(client, {
      source: 'sms-operator:TENCENT',
      day,
      part: 'day',
      content,
      lines,
      settled: null,
    });
  }
}

interface MatchedDay {
  source: string;
  day: BusinessDate;
  part: string;
  content: string;
  lines: object[];
  settled: object | null;
}

async function matchDay(client: pg.ClientBase, matched: MatchedDay): Promise<void> {
  const { source, day, part, lines, settled } = matched;
  const content = Buffer.from(matched.content);
  const at = morningAfter(day);
  const { rows } = await client.query<{ day: string; file: string }>(
    `WITH day AS (
       INSERT INTO reconciliation_days (source, day, status, attempts, started_at, finished_at) VALUES ($1, $2, 'matched', 1, $3, $3::timestamptz + interval '1 second') RETURNING id
     ), file AS (
       INSERT INTO statement_files (source, day, part, sha256, bytes, status, fetched_by, fetched_at, judged_at, row_count)
         VALUES ($1, $2, $4, sha256($5::bytea), length($5::bytea), 'accepted', CASE $4 WHEN 'day' THEN 'staff:finance1' ELSE 'job' END, $3, $3, $6) RETURNING id
     ) SELECT day.id AS day, file.id AS file FROM day, file`,
    [source, day, at, part, content, lines.length],
  );
  const { day: dayId, file } = rows[0]!;
  await client.query('INSERT INTO statement_chunks (file_id, place, content) VALUES ($1, 0, $2)', [
    file,
    gzipSync(content),
  ]);
  await client.query(linesSql, [file, JSON.stringify(lines)]);
  await client.query('SELECT match_day($1, $2, $3)', [dayId, [file], settled && JSON.stringify(settled)]);
}

const linesSql = `
  INSERT INTO statement_rows (file_id, line, kind, state, trade_no, amount_fen, fee_milli, at, place)
    SELECT $1::bigint, row_number() OVER () + 1, kind, 'done', trade_no, amount_fen, fee_milli, at, place
      FROM jsonb_to_recordset($2::jsonb) AS r (kind text, trade_no text, amount_fen bigint, fee_milli bigint, at timestamptz, place text)`;

/** A till is counted at the end of its day, a box at the end of its week, a card is found when its sale has been paid for. */
const countedDaysSql = `
  SELECT c.source, c.clearing_on::text AS day,
         jsonb_agg(jsonb_build_object('tradeNo', c.trade_no, 'amountFen', c.amount_fen, 'at', c.paid_at, 'place', coalesce(k.sale_no, 'cash')) ORDER BY c.id) AS rows,
         sum(c.amount_fen)::int - coalesce(min(s.expected_fen - s.counted_fen), 0)::int AS "foundFen",
         CASE WHEN bool_or(b.status <> 'counted') THEN 'count' WHEN bool_or(k.paid_on IS NULL AND c.source = 'card') THEN 'sale-payment' END AS awaits
    FROM collections c
    LEFT JOIN counter_shifts s ON c.source = 'shift:' || s.shift_no
    LEFT JOIN cash_boxes b ON c.source = 'cash-box:' || b.box_no
    LEFT JOIN (SELECT d.serial, l.sale_no, l.paid_on FROM cards d JOIN card_sales l ON l.id = d.sale_id) k ON c.source = 'card' AND k.serial = c.trade_no
   WHERE c.clearing_on BETWEEN $1 AND $2 AND c.source ~ '^(shift:|cash-box:|card$)' GROUP BY c.source, c.clearing_on ORDER BY c.clearing_on, c.source`;

/** Of the till that was short: one person has proposed, a second has agreed. */
const acceptedSql = `
  WITH settled AS (
    UPDATE reconciliation_differences d SET status = 'resolved', resolution = 'accept', reason = '已记入现金长短款', proposed_by = 'staff:finance1', proposed_at = found_at,
           decided_by = 'staff:supervisor1', decided_at = found_at
      FROM reconciliation_days y WHERE y.id = d.day_id AND y.source = $1 AND y.day = $2 AND d.kind = 'total' AND d.status = 'open' RETURNING d.day_id
  ) UPDATE reconciliation_days SET status = 'matched' WHERE id IN (SELECT day_id FROM settled) AND status = 'differences'`;
