import type { Pool } from 'pg';
import type { FieldCipher } from '../../../infra/crypto.ts';
import type { Language } from '../../../shared/errors.ts';
import type { ChannelName } from '../channels/channel.ts';
import { byUrgency, definitionOf, type Params } from '../events/catalogue.ts';
import type { Tried } from './decide.ts';

/** A notice this process alone works on until its lease ends, with all that decides its way. */
export interface ClaimedNotice {
  id: number;
  event: string;
  personId: string | null;
  params: Params;
  notAfter: Date | null;
  tried: Tried[];
  /** Of the person, the contact, or the holder on file. */
  phoneEnc: Uint8Array | null;
  emailEnc: Uint8Array | null;
  language: Language;
  channels: ChannelName[];
  quietFrom: number | null;
  quietUntil: number | null;
  stopped: string[];
  smsOptedOut: boolean;
  miniOpenid: string | null;
  oaOpenid: string | null;
  alipayUserId: string | null;
  consents: Partial<Record<ChannelName, number>>;
  toldToday: number;
  /** Two notices with equal keys go to the same hands. */
  recipientKey: string;
}

interface FactsRow extends ClaimedNotice {
  /** The phone number is a contact's. */
  ofContact: boolean;
}

export interface AppIds {
  mini: string;
  oa: string;
  alipay: string;
}

const leaseSeconds = 120;
const due = `coalesce(greatest(next_at, not_before), '-infinity'::timestamptz)`;

// Event by event in order of urgency, each by its own stretch of the index: a hundred thousand alerts hold up no warning.
const claimSql = `
  UPDATE notices n SET status = 'working', next_at = $2::timestamptz + make_interval(secs => $4)
    FROM (SELECT taken.id FROM unnest($1::text[]) AS wanted (event)
           CROSS JOIN LATERAL (
             SELECT id FROM notices
              WHERE event = wanted.event AND status IN ('waiting', 'working', 'sent') AND ${due} <= $2
              ORDER BY ${due}, id LIMIT $3 FOR UPDATE SKIP LOCKED) taken
           LIMIT $3) due
   WHERE n.id = due.id RETURNING n.id`;

// Whose they are stands in each alone, not in a CASE within one: only so their index is used, among all that was sent today.
const toldSince =
  'SELECT count(*)::int FROM notices t WHERE t.handed_at >= $3 AND t.event = ANY ($2) AND t.id <> n.id';

// What is wished for the household it is about goes before what the person wishes otherwise.
const factsSql = `
  SELECT n.id, n.event, n.person_id AS "personId", n.params, n.not_after AS "notAfter",
      coalesce(d.tried, '[]') AS tried,
      coalesce(p.phone_enc, a.phone_enc, c.phone_enc) AS "phoneEnc", coalesce(m.email_enc, a.email_enc) AS "emailEnc",
      coalesce(o.language, m.language, a.language, 'zh') AS language, coalesce(nullif(o.channels, '{}'), m.channels, '{}') AS channels,
      coalesce(o.quiet_from, m.quiet_from) AS "quietFrom", coalesce(o.quiet_until, m.quiet_until) AS "quietUntil", coalesce(m.stopped, '{}') AS stopped,
      EXISTS (SELECT FROM sms_opt_outs o WHERE o.phone_hash = coalesce(p.phone_hash, c.phone_hash)) AS "smsOptedOut",
      a.id IS NOT NULL AND n.person_id IS NULL AS "ofContact",
      i.mini AS "miniOpenid", i.oa AS "oaOpenid", i.alipay AS "alipayUserId",
      coalesce(g.consents, '{}') AS consents,
      CASE WHEN NOT n.event = ANY ($2) THEN 0
        WHEN n.person_id IS NOT NULL THEN (${toldSince} AND t.person_id = n.person_id)
        ELSE (${toldSince} AND t.holder_period_id = n.holder_period_id AND t.person_id IS NULL AND t.contact_id IS NOT DISTINCT FROM n.contact_id)
      END AS "toldToday",
      coalesce('p' || n.person_id, 'c' || n.contact_id, 'h' || n.holder_period_id) AS "recipientKey"
    FROM notices n
    LEFT JOIN people p ON p.id = n.person_id
    LEFT JOIN message_preferences m ON m.person_id = n.person_id
    LEFT JOIN message_household_preferences o ON o.person_id = n.person_id AND o.holder_period_id = n.holder_period_id
    LEFT JOIN account_contacts a ON a.id = n.contact_id AND a.removed_at IS NULL
    LEFT JOIN holder_periods h ON h.id = n.holder_period_id AND n.person_id IS NULL AND n.contact_id IS NULL
    LEFT JOIN customers c ON c.id = h.customer_id
    LEFT JOIN LATERAL (
      SELECT jsonb_object_agg(channel, given - used) AS consents FROM message_consents WHERE person_id = n.person_id AND event = n.event) g ON true
    LEFT JOIN LATERAL (
      SELECT max(subject) FILTER (WHERE provider = 'wechat' AND app_id = $4) AS mini, max(subject) FILTER (WHERE provider = 'wechat' AND app_id = $5) AS oa,
             max(subject) FILTER (WHERE provider = 'alipay' AND app_id = $6) AS alipay
        FROM identities WHERE identities.person_id = n.person_id) i ON true
    LEFT JOIN LATERAL (
      SELECT jsonb_agg(jsonb_build_object('channel', channel, 'state', state, 'attempts', attempts, 'at', coalesce(handed_at, tried_at)) ORDER BY id) AS tried
        FROM message_deliveries WHERE notice_id = n.id) d ON true
   WHERE n.id = ANY ($1) ORDER BY n.id`;

const reachSql = `SELECT p.phone_enc AS "phoneEnc", max(i.subject) FILTER (WHERE i.provider = 'wechat' AND i.app_id = $2) AS "miniOpenid",
    max(i.subject) FILTER (WHERE i.provider = 'wechat' AND i.app_id = $3) AS "oaOpenid", max(i.subject) FILTER (WHERE i.provider = 'alipay' AND i.app_id = $4) AS "alipayUserId"
  FROM people p LEFT JOIN identities i ON i.person_id = p.id WHERE p.id = $1 GROUP BY p.id`;

const capped = byUrgency.filter(event => definitionOf(event).class === 'service');

export function createClaimRepository(pool: Pool, apps: AppIds, cipher: FieldCipher) {
  /** A contact's number stands sealed and without its hash: whether TD came from it is asked by what the hash would be. */
  async function contactsOptedOut(rows: readonly FactsRow[]): Promise<Set<number>> {
    const hashes = new Map(
      rows.flatMap(({ id, ofContact, phoneEnc }) => {
        const hash = ofContact && phoneEnc ? hashOf(phoneEnc) : undefined;
        return hash ? [[id, hash] as const] : [];
      }),
    );
    if (hashes.size === 0) return new Set();
    const found = await pool.query<{ hash: Buffer }>(
      'SELECT phone_hash AS hash FROM sms_opt_outs WHERE phone_hash = ANY ($1)',
      [[...hashes.values()]],
    );
    const isStopped = (hash: Buffer) => found.rows.some(row => row.hash.equals(hash));
    return new Set([...hashes].filter(([, hash]) => isStopped(hash)).map(([id]) => id));
  }

  /** Undefined for what cannot be opened: it becomes a dead letter when it is written, and holds up nobody here. */
  function hashOf(phoneEnc: Uint8Array): Buffer | undefined {
    try {
      return cipher.hash('phone', cipher.decrypt(phoneEnc));
    } catch {
      return undefined;
    }
  }

  return {
    /** Takes what is due of these events for this process, the most urgent first. */
    async claim(events: readonly string[], limit: number, now: Date): Promise<number[]> {
      const values = [events, now, limit, leaseSeconds];
      const { rows } = await pool.query<{ id: number }>({ name: 'notices-claim', text: claimSql, values });
      return rows.map(({ id }) => id);
    },

    async facts(ids: readonly number[], dayBegan: Date): Promise<ClaimedNotice[]> {
      const values = [ids, capped, dayBegan, apps.mini, apps.oa, apps.alipay];
      const { rows } = await pool.query<FactsRow>({ name: 'notices-facts', text: factsSql, values });
      const optedOut = await contactsOptedOut(rows);
      return rows.map(({ ofContact: _, ...row }) => ({
        ...row,
        smsOptedOut: row.smsOptedOut || optedOut.has(row.id),
        tried: row.tried.map(each => ({ ...each, at: each.at && new Date(each.at) })),
      }));
    },

    /** Where a person can be reached, apart from the addresses in their wishes. */
    async reach(
      personId: string,
    ): Promise<Pick<ClaimedNotice, 'phoneEnc' | 'miniOpenid' | 'oaOpenid' | 'alipayUserId'>> {
      const { rows } = await pool.query(reachSql, [personId, apps.mini, apps.oa, apps.alipay]);
      return rows[0];
    },

    /** Waiting notices of events that the catalogue does not know (any more): nobody would ever claim them. */
    async buryUnknown(): Promise<number> {
      const { rowCount } = await pool.query(
        `UPDATE notices SET status = 'dead', why = 'unknown-event', next_at = NULL
          WHERE status IN ('waiting', 'working') AND event <> ALL ($1)`,
        [byUrgency],
      );
      return rowCount ?? 0;
    },
  };
}

export type ClaimRepository = ReturnType<typeof createClaimRepository>;
