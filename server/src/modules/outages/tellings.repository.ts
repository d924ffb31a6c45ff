/**
 * Telling everybody concerned, in batches. A batch is one transaction: recipients, log lines, notices and the mark of how far it
 * came stand together or not at all, so that a telling that was killed goes on where it stopped and tells nobody twice.
 */
import type { PoolClient } from 'pg';
import type { Database } from '../../infra/database.ts';
import type { BusinessDate } from '../../shared/dates.ts';

export type TellingKind = 'published' | 'changed' | 'cancelled' | 'restored';

export interface NewTelling {
  outageId: number;
  version: number;
  what: TellingKind;
  fromAt: Date;
  untilAt: Date;
  area: string;
  reason: string;
  by: string;
  at: Date;
  narrowed: boolean;
  /** Recipients counted beforehand, for the progress that is shown. */
  expected: number;
}

export interface Telling {
  outageId: number;
  outageNo: string;
  kind: string;
  version: number;
  what: TellingKind;
  phase: 'told' | 'concerned' | 'done';
  cursor: number;
  narrowed: boolean;
}

export interface TellingView {
  version: number;
  what: TellingKind;
  fromAt: Date;
  untilAt: Date;
  reason: string;
  by: string;
  beganAt: Date;
  finishedAt: Date | null;
  overtaken: boolean;
  told: number;
  expected: number;
}

/** Who hears of an end or a change is written down first; only then those who hear of the outage for the first time. */
const phaseAfter = (what: TellingKind) => (what === 'published' || what === 'changed' ? 'concerned' : 'done');

/**
 * From `said` (recipients as they now stand): a log line and a notice for each. $1 outage, $2 version, $3 now. What they were told
 * before goes out no more, by no further way either, nor once a way is reported to have failed, nor when somebody is about to send it:
 * nobody hears of the old times after the new ones.
 */
const logAndQueue = `logged AS (
    INSERT INTO outage_notice_log (recipient_id, version, outage_id, event, notice_key, at)
    SELECT s.id, $2, $1, s.told_event, 'outage:' || o.outage_no || ':' || $2 || ':' || s.recipient, $3 FROM said s JOIN outages o ON o.id = $1
  ), queued AS (
    INSERT INTO notices (dedupe_key, event, person_id, contact_id, holder_period_id, params, source_table, source_id, not_after, created_at)
    SELECT 'outage:' || o.outage_no || ':' || $2 || ':' || s.recipient, s.told_event, s.person_id, s.contact_id, s.holder_period_id,
      jsonb_build_object('outageNo', o.outage_no, 'fromAt', to_char(t.from_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
        'untilAt', to_char(t.until_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'), 'area', t.area, 'reason', t.reason),
      'outages', o.outage_no, CASE WHEN s.told_event = 'outage-restored' THEN NULL ELSE t.until_at END, $3
    FROM said s JOIN outages o ON o.id = $1 JOIN outage_tellings t ON t.outage_id = $1 AND t.version = $2
    ON CONFLICT (dedupe_key) DO NOTHING
  ), old AS (
    SELECT n.id, n.status FROM said s JOIN outage_notice_log l ON l.recipient_id = s.id AND l.version < $2 JOIN notices n ON n.dedupe_key = l.notice_key
     WHERE n.status IN ('waiting', 'working', 'sent') ORDER BY n.id FOR UPDATE OF n
  ), outdated AS (
    UPDATE notices n SET status = s.status, why = CASE s.status WHEN 'stopped' THEN 'lapsed' END, next_at = 'infinity', not_after = $3
      FROM old JOIN LATERAL (
        SELECT CASE WHEN old.status = 'sent' OR old.status = 'working' AND EXISTS (
                      SELECT FROM message_deliveries d WHERE d.notice_id = old.id AND d.state IN ('handed', 'unknown'))
                    THEN 'sent' ELSE 'stopped' END AS status) s ON true
     WHERE n.id = old.id
  )`;

/** Those the batch may overtake: of the told after $3, or, without it, of those who were told of an end. */
const lockOlder = `
  WITH batch AS (
    SELECT id FROM outage_recipients WHERE outage_id = $1 AND CASE WHEN $3::bigint IS NULL THEN told_event = 'outage-cancelled' AND told_version < $2 ELSE id > $3 END
     ORDER BY id LIMIT CASE WHEN $3::bigint IS NULL THEN NULL ELSE $4::int END
  )
  SELECT FROM notices n WHERE n.status IN ('waiting', 'working', 'sent') AND n.dedupe_key IN (
    SELECT l.notice_key FROM outage_notice_log l JOIN batch b ON b.id = l.recipient_id WHERE l.version < $2) ORDER BY n.id FOR UPDATE`;

const toldBatch = `WITH batch AS (
    SELECT r.id, r.recipient, r.person_id, r.told_version, r.told_event FROM outage_recipients r
     WHERE r.outage_id = $1 AND r.id > $4 ORDER BY r.id LIMIT $5
  ), still AS (
    SELECT recipient FROM outage_recipients_of(CASE WHEN $7 THEN ARRAY (SELECT account_id FROM outage_concerned($1)) ELSE '{}' END, $8::date)
  ), said AS (
    UPDATE outage_recipients r SET told_version = $2,
        told_event = CASE WHEN $7 AND r.recipient NOT IN (SELECT recipient FROM still) THEN 'outage-cancelled' ELSE $6 END
      FROM batch b WHERE r.id = b.id AND b.told_version < $2 AND b.told_event NOT IN ('outage-cancelled', 'outage-restored')
    RETURNING r.*
  ), ${logAndQueue}
  SELECT (SELECT max(id) FROM batch) AS last, (SELECT count(*)::int FROM said) AS told`;

const concernedBatch = `WITH batch AS MATERIALIZED (
    SELECT c.account_id FROM outage_concerned($1) c WHERE c.account_id > $4 ORDER BY c.account_id LIMIT $5
  ), who AS (SELECT * FROM outage_recipients_of(ARRAY (SELECT account_id FROM batch), $7::date)
  ), said AS (
    INSERT INTO outage_recipients AS r (outage_id, recipient, person_id, contact_id, holder_period_id, told_version, told_event)
    SELECT $1, w.recipient, w.person_id, w.contact_id, w.holder_period_id, $2, $6 FROM who w
    ON CONFLICT (outage_id, recipient) DO UPDATE SET told_version = $2, told_event = $6
      WHERE r.told_event = 'outage-cancelled' AND r.told_version < $2
    RETURNING r.*
  ), ${logAndQueue}
  SELECT (SELECT max(account_id) FROM batch) AS last, (SELECT count(*)::int FROM said) AS told`;

export function createTellingsRepository(db: Pick<Database, 'pool' | 'inSqlTransaction'>) {
  const { pool } = db;
  return {
    /** Begins a telling. One that is not through is overtaken: those it has not reached hear the news once, as it is now. */
    async begin(tx: PoolClient, telling: NewTelling): Promise<void> {
      const { outageId, version, what, fromAt, untilAt, area, reason, by, at, narrowed, expected } = telling;
      await tx.query(
        `UPDATE outage_tellings SET phase = 'done', finished_at = $2, overtaken = true WHERE outage_id = $1 AND finished_at IS NULL`,
        [outageId, at],
      );
      await tx.query(
        `INSERT INTO outage_tellings (outage_id, version, what, from_at, until_at, area, reason, made_by, began_at, narrowed, expected, phase)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
        [
          outageId,
          version,
          what,
          fromAt,
          untilAt,
          area,
          reason,
          by,
          at,
          narrowed,
          expected,
          what === 'published' ? 'concerned' : 'told',
        ],
      );
    },

    /** How many a publication will tell. */
    async countRecipients(tx: PoolClient, outageId: number, today: BusinessDate): Promise<number> {
      const text = `SELECT count(*)::int AS count
        FROM outage_recipients_of(ARRAY (SELECT account_id FROM outage_concerned($1)), $2::date)`;
      return (await tx.query<{ count: number }>(text, [outageId, today])).rows[0]!.count;
    },

    /** Those who stand told and have not heard of an end. */
    async standing(tx: PoolClient, outageId: number): Promise<number> {
      const text = `SELECT count(*)::int AS count FROM outage_recipients
        WHERE outage_id = $1 AND told_event NOT IN ('outage-cancelled', 'outage-restored')`;
      return (await tx.query<{ count: number }>(text, [outageId])).rows[0]!.count;
    },

    async unfinished(): Promise<{ outageId: number; version: number }[]> {
      const text = `SELECT outage_id AS "outageId", version FROM outage_tellings WHERE finished_at IS NULL ORDER BY began_at`;
      return (await pool.query(text)).rows;
    },

    /** One batch. @returns false when the telling is through, or somebody else is at it */
    batch: (outageId: number, version: number, size: number, now: Date, today: BusinessDate) =>
      db.inSqlTransaction(async tx => {
        const telling = await claim(tx, outageId, version);
        if (!telling) return false;
        const { last, told } = await tellBatch(tx, telling, size, now, today);
        if (last !== null) {
          await tx.query(
            'UPDATE outage_tellings SET cursor = $3, told = told + $4 WHERE outage_id = $1 AND version = $2',
            [outageId, version, last, told],
          );
          return true;
        }
        const next = telling.phase === 'told' ? phaseAfter(telling.what) : 'done';
        await tx.query(
          `UPDATE outage_tellings SET phase = $3, cursor = 0, finished_at = CASE WHEN $3 = 'done' THEN $4::timestamptz END
            WHERE outage_id = $1 AND version = $2`,
          [outageId, version, next, now],
        );
        return next !== 'done';
      }),

    async of(outageId: number): Promise<TellingView[]> {
      const text = `SELECT version, what, from_at AS "fromAt", until_at AS "untilAt", reason, made_by AS by, began_at AS "beganAt",
        finished_at AS "finishedAt", overtaken, told, expected FROM outage_tellings WHERE outage_id = $1 ORDER BY version`;
      return (await pool.query<TellingView>(text, [outageId])).rows;
    },
  };
}

async function claim(tx: PoolClient, outageId: number, version: number): Promise<Telling | undefined> {
  const text = `SELECT t.outage_id AS "outageId", o.outage_no AS "outageNo", o.kind, t.version, t.what, t.phase, t.cursor, t.narrowed
    FROM outage_tellings t JOIN outages o ON o.id = t.outage_id
    WHERE t.outage_id = $1 AND t.version = $2 AND t.finished_at IS NULL FOR UPDATE OF t SKIP LOCKED`;
  return (await tx.query<Telling>(text, [outageId, version])).rows[0];
}

async function tellBatch(
  tx: PoolClient,
  { outageId, version, what, phase, cursor, kind, narrowed }: Telling,
  size: number,
  now: Date,
  today: BusinessDate,
): Promise<{ last: number | null; told: number }> {
  // In a statement of its own: whoever is about to send one is waited for, and what they wrote of it is then seen.
  await tx.query(lockOlder, [outageId, version, phase === 'told' ? cursor : null, size]);
  const first = [outageId, version, now, cursor, size];
  const { rows } =
    phase === 'told'
      ? await tx.query(toldBatch, [...first, `outage-${what}`, narrowed, today])
      : await tx.query(concernedBatch, [...first, `outage-${kind}`, today]);
  return rows[0];
}

export type TellingsRepository = ReturnType<typeof createTellingsRepository>;
