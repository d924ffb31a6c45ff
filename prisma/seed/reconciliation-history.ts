/**
 * The last weeks of the past, reconciled: each source's file of each day is made from what was collected, a few lines of it
 * otherwise than our books have them, and then matched and settled by the very functions that do it for real files.
 */
import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import type pg from 'pg';
import type { FieldCipher } from '../../server/src/infra/crypto.ts';
import { addDays, type BusinessDate } from '../../server/src/shared/dates.ts';
import { morningAfter } from './calendar.ts';
import { reconcileCounts, reconcileMessages } from './counted-reconciliation.ts';

const weeks = 6;

export async function reconcilePast(
  client: pg.ClientBase,
  until: BusinessDate,
  cipher: FieldCipher,
): Promise<void> {
  const from = addDays(until, -7 * weeks);
  await reconcileCounts(client, from, until);
  await reconcileMessages(client, from, until, cipher);
  const { rows } = await client.query<{ source: string; days: string[] }>(
    `SELECT source, array_agg(DISTINCT clearing_on::text) AS days FROM collections
      WHERE clearing_on BETWEEN $1 AND $2 AND source !~ '^(shift:|cash-box:|card$)' GROUP BY source ORDER BY source`,
    [from, until],
  );
  for (const [place, { source, days }] of rows.entries())
    for (let back = 7 * weeks; back >= 0; back -= 1) {
      const day = addDays(until, -back);
      const oddity = oddityOf(place, back);
      await reconcileOne(client, source, day, oddity === 'none' && !days.includes(day) ? 'idle' : oddity);
    }
}

/** `idle`: nobody paid this way, and there is no file. */
type Oddity = 'none' | 'idle' | 'lost-here' | 'lost-there' | 'amount' | 'refused' | 'late';

/** Most days are well. What is not stands where it can be found again, the newest of it still waiting for somebody. */
function oddityOf(place: number, back: number): Oddity {
  const key = place * 100 + back;
  if ([2, 104, 311].includes(key)) return 'lost-there';
  if ([3, 9, 201].includes(key)) return 'lost-here';
  if ([6, 107].includes(key)) return 'amount';
  if ([102].includes(key)) return 'refused';
  return key === 200 ? 'late' : 'none';
}

async function reconcileOne(
  client: pg.ClientBase,
  source: string,
  day: BusinessDate,
  oddity: Oddity,
): Promise<void> {
  const { rows } = await client.query<{ id: string }>(
    `INSERT INTO reconciliation_days (source, day, status, attempts, started_at, finished_at, problem, next_try_at)
       VALUES ($1, $2, $3, 1, $4, $4::timestamptz + interval '8 seconds', $5, NULL) RETURNING id`,
    [source, day, ...outcomeOf(oddity), morningAfter(day), problemOf(oddity)],
  );
  const dayId = rows[0]!.id;
  if (oddity === 'late' || oddity === 'idle') return;
  const fileId = await keepFile(client, source, day, oddity);
  if (oddity === 'refused') return keepContent(client, fileId);
  await client.query(linesSql, [fileId, source, day]);
  if (oddity === 'lost-there')
    await client.query(
      `${oneLine} DELETE FROM statement_rows r USING one WHERE r.file_id = one.file_id AND r.line = one.line`,
      [fileId],
    );
  if (oddity === 'amount')
    await client.query(
      `${oneLine} UPDATE statement_rows r SET amount_fen = amount_fen + 500 FROM one WHERE r.file_id = one.file_id AND r.line = one.line`,
      [fileId],
    );
  if (oddity === 'lost-here') await client.query(strangerSql, [fileId, day]);
  await keepContent(client, fileId);
  const settled = (await client.query<{ settled: string | null }>(settledSql, [fileId])).rows[0]!.settled;
  await client.query('SELECT match_day($1, $2, $3)', [dayId, [fileId], settled]);
  // An agent has paid in before.
  if (settled && !source.startsWith('agent:'))
    await client.query('SELECT post_settlement($1, $2, $3)', [source, day, settled]);
}

const outcomeOf = (oddity: Oddity): [string] => [
  oddity === 'refused' ? 'refused' : oddity === 'late' ? 'no-file' : 'matched',
];

function problemOf(oddity: Oddity): string | null {
  if (oddity === 'refused')
    return JSON.stringify({
      reason: 'totals',
      part: 'trade',
      line: 9,
      detail: '总交易单数: 7 stated, 6 read',
    });
  return oddity === 'late' ? JSON.stringify({ reason: 'no-file' }) : null;
}

async function keepFile(
  client: pg.ClientBase,
  source: string,
  day: BusinessDate,
  oddity: Oddity,
): Promise<string> {
  const hash = createHash('sha256').update(`${source} ${day}`).digest();
  const refused = oddity === 'refused';
  const { rows } = await client.query<{ id: string }>(
    `INSERT INTO statement_files (source, day, part, sha256, bytes, status, refusal, fetched_by, fetched_at, judged_at)
       VALUES ($1, $2, 'trade', $3, 0, $4, $5, 'job', $6, $6) RETURNING id`,
    [source, day, hash, refused ? 'refused' : 'accepted', problemOf(oddity), morningAfter(day)],
  );
  return rows[0]!.id;
}

/** The bytes themselves: what was read from them, a line each. */
async function keepContent(client: pg.ClientBase, fileId: string): Promise<void> {
  const { rows } = await client.query<{ text: string }>(
    `SELECT coalesce(string_agg(concat_ws('|', at, trade_no, order_no, amount_fen, fee_milli), E'\\n' ORDER BY line), '') || E'\\n' AS text FROM statement_rows WHERE file_id = $1`,
    [fileId],
  );
  const content = Buffer.from(rows[0]!.text);
  await client.query('INSERT INTO statement_chunks (file_id, place, content) VALUES ($1, 0, $2)', [
    fileId,
    gzipSync(content),
  ]);
  await client.query('UPDATE statement_files SET bytes = $2, sha256 = sha256($3::bytea) WHERE id = $1', [
    fileId,
    content.length,
    content,
  ]);
}

/** Gateways keep six in a thousand, rounded to the fen; partners, agents and banks settle in full. */
const linesSql = `
  WITH line AS (
    INSERT INTO statement_rows (file_id, line, kind, state, trade_no, order_no, amount_fen, fee_milli, at)
      SELECT $1::bigint, row_number() OVER (ORDER BY paid_at, id) + 1, 'payment', 'done', trade_no, order_no, amount_fen,
             CASE WHEN $2::text ~ '^(partner|agent|debit-bank):' THEN 0 ELSE round(amount_fen * 0.006) * 1000 END, paid_at
        FROM collections WHERE source = $2::text AND clearing_on = $3::date RETURNING 1
  )
  UPDATE statement_files SET row_count = (SELECT count(*) FROM line) WHERE id = $1::bigint`;

const oneLine =
  'WITH one AS (SELECT file_id, line FROM statement_rows WHERE file_id = $1 ORDER BY line LIMIT 1)';

/** Somebody paid an order that is not on our books. */
const strangerSql = `
  INSERT INTO statement_rows (file_id, line, kind, state, trade_no, order_no, amount_fen, fee_milli, at)
    SELECT $1::bigint, 9000, 'payment', 'done', 'T' || to_char($2::date, 'YYYYMMDD') || lpad($1::bigint::text, 12, '0'), 'P' || to_char($2::date, 'YYYYMMDD') || lpad('7', 14, '0'),
           18640, 112000, $2::date + interval '3 hours'`;

const settledSql = `
  SELECT jsonb_build_object('paidFen', paid, 'refundedFen', 0, 'feeFen', fee, 'netFen', paid - fee)::text AS settled
    FROM (SELECT sum(amount_fen)::bigint AS paid, (sum(fee_milli) / 1000)::bigint AS fee FROM statement_rows WHERE file_id = $1) s WHERE paid > 0
  UNION ALL SELECT NULL LIMIT 1`;
