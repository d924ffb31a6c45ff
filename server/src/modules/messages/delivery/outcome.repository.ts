import type { Pool } from 'pg';
import type { ChannelName } from '../channels/channel.ts';

/** A way about to be tried. */
export interface Beginning {
  noticeId: number;
  channel: ChannelName;
  requestId: string;
  recipient: string;
  /** Hex; null where no phone is called. */
  phoneHash: string | null;
  costMilliFen: number;
  language: string;
  version: number;
  /** Uses up a consent of this person for this event. */
  consentOf: string | null;
  event: string;
  /** How often this way had been tried when it was decided on. */
  triedBefore: number;
}

/** What a notice comes to without anything being sent. */
export interface Verdict {
  noticeId: number;
  status: 'waiting' | 'sent' | 'delivered' | 'stopped' | 'dead';
  why: string | null;
  /** Null: looked at no more. */
  nextAt: Date | null;
}

/** What a provider answered. */
export interface Outcome {
  noticeId: number;
  channel: ChannelName;
  state: 'waiting' | 'handed' | 'delivered' | 'failed' | 'unknown';
  providerId: string | null;
  reason: string | null;
  at: Date;
  noticeStatus: 'waiting' | 'sent' | 'delivered';
  /** Null: looked at no more, unless a report comes. */
  nextAt: Date | null;
}

export interface Begun {
  noticeId: number;
  channel: ChannelName;
  requestId: string;
  attempts: number;
}

// Before anything leaves, the outcome is written down as unknown: a process that dies now leaves the truth behind.
// Whoever is just stopping a notice, because what it says is no longer so, is waited for.
// Whoever claimed it anew when our lease had run out has tried it since: then it is theirs, and not sent by us as well.
const beginSql = `
  WITH wanted AS (
    SELECT * FROM jsonb_to_recordset($1::jsonb) AS w ("noticeId" bigint, channel text, "requestId" text, recipient text, "phoneHash" text,
      "costMilliFen" int, language text, version int, "consentOf" uuid, event text,
      "triedBefore" int)
  ), ours AS (
    SELECT w.* FROM wanted w JOIN notices n ON n.id = w."noticeId" AND n.status = 'working' ORDER BY n.id FOR UPDATE OF n
  ), consent AS (
    UPDATE message_consents c SET used = c.used + 1, updated_at = $2
      FROM ours w WHERE c.person_id = w."consentOf" AND c.channel = w.channel AND c.event = w.event AND c.used < c.given
       AND NOT EXISTS (SELECT FROM message_deliveries d WHERE d.notice_id = w."noticeId" AND d.channel = w.channel)
    RETURNING c.person_id, c.channel, c.event
  ), begun AS (
    INSERT INTO message_deliveries AS d (notice_id, channel, state, request_id, recipient, phone_hash, cost_milli_fen, attempts, tried_at)
      SELECT "noticeId", channel, 'unknown', "requestId", recipient, decode("phoneHash", 'hex'), "costMilliFen", "triedBefore" + 1, $2 FROM ours w
       WHERE w."consentOf" IS NULL OR EXISTS (SELECT FROM consent c WHERE c.person_id = w."consentOf" AND c.channel = w.channel AND c.event = w.event)
      ON CONFLICT (notice_id, channel) DO UPDATE SET state = 'unknown', attempts = excluded.attempts, tried_at = $2
        WHERE d.state IN ('waiting', 'unknown') AND d.attempts = excluded.attempts - 1
    RETURNING notice_id, channel, request_id, attempts
  ), written AS (
    UPDATE notices n SET language = w.language, template_version = w.version FROM ours w WHERE n.id = w."noticeId"
  )
  SELECT notice_id AS "noticeId", channel, request_id AS "requestId", attempts FROM begun`;

// A report may have been faster than the answer: what has arrived stays so. Everybody locks notices before their deliveries.
const outcomeSql = `
  WITH told AS (
    SELECT * FROM jsonb_to_recordset($1::jsonb) AS o ("noticeId" bigint, channel text, state text, "providerId" text, reason text, at timestamptz,
      "noticeStatus" text, "nextAt" timestamptz)
  ), held AS (
    SELECT n.id FROM notices n JOIN told o ON n.id = o."noticeId" ORDER BY n.id FOR UPDATE OF n
  ), locked AS (
    SELECT d.id FROM message_deliveries d JOIN told o ON d.notice_id = o."noticeId" AND d.channel = o.channel JOIN held h ON h.id = d.notice_id
     ORDER BY d.id FOR UPDATE OF d
  ), delivery AS (
    UPDATE message_deliveries d
       SET state = CASE WHEN d.state = 'unknown' THEN o.state ELSE d.state END,
           provider_id = coalesce(o."providerId", d.provider_id), reason = coalesce(o.reason, CASE WHEN d.state <> 'unknown' THEN d.reason END),
           handed_at = CASE WHEN o.state IN ('handed', 'delivered') THEN coalesce(d.handed_at, o.at) ELSE d.handed_at END
      FROM told o WHERE d.notice_id = o."noticeId" AND d.channel = o.channel AND d.id IN (SELECT id FROM locked)
    RETURNING d.notice_id, d.state
  )
  UPDATE notices n
     SET status = CASE WHEN d.state = 'delivered' THEN 'delivered' WHEN d.state = 'failed' THEN 'waiting' ELSE o."noticeStatus" END,
         next_at = CASE WHEN d.state = 'failed' THEN o.at ELSE coalesce(o."nextAt", 'infinity') END,
         handed_at = CASE WHEN o.state IN ('handed', 'delivered') THEN coalesce(n.handed_at, o.at) ELSE n.handed_at END
    FROM told o JOIN delivery d ON d.notice_id = o."noticeId" WHERE n.id = o."noticeId" AND n.status = 'working'`;

const verdictSql = `
  UPDATE notices n SET status = v.status, why = v.why, next_at = coalesce(v."nextAt", 'infinity')
    FROM jsonb_to_recordset($1::jsonb) AS v ("noticeId" bigint, status text, why text, "nextAt" timestamptz)
   WHERE n.id = v."noticeId" AND n.status = 'working'`;

const paceSql = `
  INSERT INTO message_pace AS p (channel, free_at) VALUES ($1, clock_timestamp() + make_interval(secs => $2))
  ON CONFLICT (channel) DO UPDATE SET free_at = greatest(p.free_at, clock_timestamp()) + make_interval(secs => $2)
  RETURNING extract(epoch FROM free_at - clock_timestamp())::float8 - $2::float8 AS seconds`;

export function createOutcomeRepository(pool: Pool) {
  const many = async (name: string, text: string, rows: readonly object[], ...more: unknown[]) =>
    pool.query({ name, text, values: [JSON.stringify(rows), ...more] });
  return {
    /** Writes down that these ways are tried, and uses up the consents they need. One that lost its consent is not begun. */
    async begin(ways: readonly Beginning[], now: Date): Promise<Begun[]> {
      if (ways.length === 0) return [];
      return (await many('notices-begin', beginSql, ways, now)).rows as Begun[];
    },
    async outcomes(told: readonly Outcome[]): Promise<void> {
      if (told.length > 0) await many('notices-outcome', outcomeSql, told);
    },
    async verdicts(verdicts: readonly Verdict[]): Promise<void> {
      if (verdicts.length > 0) await many('notices-verdict', verdictSql, verdicts);
    },
    /** Takes `count` places in a provider's queue, over all processes. Gives the seconds until the first of them. */
    async pace(channel: ChannelName, count: number, perSecond: number): Promise<number> {
      const { rows } = await pool.query<{ seconds: number }>(paceSql, [channel, count / perSecond]);
      return Math.max(0, rows[0]!.seconds);
    },
    /** More time for notices whose turn comes later than the lease. */
    async extend(ids: readonly number[], until: Date): Promise<void> {
      await pool.query(`UPDATE notices SET next_at = $2 WHERE id = ANY ($1) AND status = 'working'`, [
        ids,
        until,
      ]);
    },
    /** A consent that the provider says is not there. */
    async voidConsents(personId: string, channel: ChannelName, event: string): Promise<void> {
      await pool.query(
        'UPDATE message_consents SET used = given WHERE person_id = $1 AND channel = $2 AND event = $3',
        [personId, channel, event],
      );
    },
  };
}

export type OutcomeRepository = ReturnType<typeof createOutcomeRepository>;
