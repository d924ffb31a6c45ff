import type { Pool } from 'pg';
import type { Language } from '../../../shared/errors.ts';
import type { ChannelName, ConsentChannel } from '../channels/channel.ts';
import type { EventName, Params } from '../events/catalogue.ts';

export interface MyNotice {
  id: number;
  event: EventName;
  params: Params;
  at: Date;
  readAt: Date | null;
  accountNo: string | null;
}

export interface PreferenceRow {
  channels: ChannelName[];
  quietFrom: number | null;
  quietUntil: number | null;
  language: Language;
  stopped: EventName[];
  emailEnc: Uint8Array | null;
}

const standard: PreferenceRow = {
  channels: [],
  quietFrom: null,
  quietUntil: null,
  language: 'zh',
  stopped: [],
  emailEnc: null,
};

/** Whoever pays for others is told of it, but not the full number of a household they were never bound to. */
const ownHousehold = `LEFT JOIN holder_periods h ON h.id = n.holder_period_id
    AND EXISTS (SELECT FROM bindings b WHERE b.holder_period_id = n.holder_period_id AND b.person_id = n.person_id)`;

// What was switched off is not shown; what was too much for one day is here all the same.
const mine = `n.person_id = $1 AND (n.status IN ('working', 'sent', 'delivered', 'dead') OR n.status = 'stopped' AND n.why = 'capped' OR n.handed_at IS NOT NULL)
  AND n.event = ANY ($2)`;

export function createResidentRepository(pool: Pool) {
  return {
    async list(
      personId: string,
      events: readonly EventName[],
      before: number | null,
      limit: number,
    ): Promise<MyNotice[]> {
      const text = `SELECT n.id, n.event, n.params, coalesce(n.handed_at, n.created_at) AS at, n.read_at AS "readAt", s.account_no AS "accountNo"
          FROM notices n ${ownHousehold} LEFT JOIN supply_accounts s ON s.id = h.account_id
         WHERE ${mine} AND ($3::bigint IS NULL OR n.id < $3) ORDER BY n.id DESC LIMIT $4`;
      return (await pool.query<MyNotice>(text, [personId, events, before, limit])).rows;
    },

    async unread(personId: string, events: readonly EventName[]): Promise<number> {
      const text = `SELECT count(*)::int AS unread FROM notices n WHERE ${mine} AND n.read_at IS NULL`;
      return (await pool.query<{ unread: number }>(text, [personId, events])).rows[0]!.unread;
    },

    /** Marks everything up to this notice as read. */
    async read(personId: string, upTo: number, at: Date): Promise<void> {
      await pool.query(
        'UPDATE notices SET read_at = $3 WHERE person_id = $1 AND id <= $2 AND read_at IS NULL',
        [personId, upTo, at],
      );
    },

    async preferences(personId: string): Promise<PreferenceRow> {
      const { rows } = await pool.query<PreferenceRow>(
        `SELECT channels, quiet_from AS "quietFrom", quiet_until AS "quietUntil", language, stopped, email_enc AS "emailEnc"
           FROM message_preferences WHERE person_id = $1`,
        [personId],
      );
      return rows[0] ?? standard;
    },

    async prefer(
      personId: string,
      { channels, quietFrom, quietUntil, language, emailEnc }: PreferenceRow,
    ): Promise<void> {
      await pool.query(
        `INSERT INTO message_preferences (person_id, channels, quiet_from, quiet_until, language, email_enc) VALUES ($1, $2, $3, $4, $5, $6)
         ON CONFLICT (person_id) DO UPDATE SET channels = $2, quiet_from = $3, quiet_until = $4, language = $5, email_enc = $6, updated_at = now()`,
        [personId, channels, quietFrom, quietUntil, language, emailEnc],
      );
    },

    /** On and off are one statement each: stopping is as easy as starting. */
    async switch(personId: string, event: EventName, on: boolean): Promise<void> {
      await pool.query(
        `INSERT INTO message_preferences AS p (person_id, stopped) VALUES ($1, CASE WHEN $3 THEN '{}'::text[] ELSE ARRAY[$2::text] END)
         ON CONFLICT (person_id) DO UPDATE SET updated_at = now(),
           stopped = CASE WHEN $3 THEN array_remove(p.stopped, $2) ELSE array_append(array_remove(p.stopped, $2), $2) END`,
        [personId, event, on],
      );
    },

    async consents(personId: string): Promise<{ channel: ConsentChannel; event: EventName; left: number }[]> {
      const { rows } = await pool.query(
        'SELECT channel, event, given - used AS left FROM message_consents WHERE person_id = $1',
        [personId],
      );
      return rows;
    },

    async consent(personId: string, channel: ConsentChannel, events: readonly EventName[]): Promise<void> {
      await pool.query(
        `INSERT INTO message_consents AS c (person_id, channel, event, given) SELECT $1, $3, event, 1 FROM unnest($2::text[]) AS event
         ON CONFLICT (person_id, channel, event) DO UPDATE SET given = c.given + 1, updated_at = now()`,
        [personId, events, channel],
      );
    },
  };
}

export type ResidentRepository = ReturnType<typeof createResidentRepository>;
