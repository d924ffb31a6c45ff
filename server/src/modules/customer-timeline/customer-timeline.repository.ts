/** One person, one timeline: a read model over everything that came of and went to whoever brought a case. */
import type { Pool } from 'pg';
import { seenBy } from '../cases/index.ts';

export interface TimelineRow {
  at: Date;
  /** act | chat | mail | follow-up | rating */
  what: string;
  /** Of a case, chat, payment or application. */
  reference: string;
  /** What the reference is a number of: case | chat | counter | application */
  of: string;
  source: string | null;
  kind: string | null;
  /** What was done, or how it ended. */
  act: string | null;
  actor: string | null;
  stars: number | null;
  wordsEnc: Buffer | null;
  /** Of this person by their own account or a colleague's word; otherwise only by telephone or address. */
  certain: boolean;
  /** Whether the reader may open what it leads to. */
  readable: boolean;
}

export interface WhoseCase {
  caseId: number;
  anonymous: boolean;
  personId: string | null;
  phones: Buffer[];
  addresses: Buffer[];
}

export const pageSize = 30;

/** Words and steps with the customer; what colleagues do among themselves stands in the case. */
const acts = `'open', 'contact', 'add', 'attach', 'chat', 'remind', 'reopen', 'withdraw', 'accept', 'update', 'pause', 'answer', 'answered-together', 'close', 'merge'`;

/** A household of the reader's areas, or none: told of to everybody. */
const within = (account: string) => `($2::boolean OR ${account} IS NULL
      OR NOT EXISTS (SELECT FROM staff_areas s WHERE s.username = $1::text) OR staff_works_at($1::text, ${account}))`;

/** $1 who reads, $2 whether they see all areas, $3 the person, $4 telephones, $5 mail addresses, $6 offset, $7 whether they read every chat, $8 the case beside it. */
const timeline = `WITH theirs AS (
    SELECT id FROM service_cases WHERE person_id = $3::uuid
    UNION SELECT id FROM service_cases WHERE person_id IS NULL AND phone_hash = ANY ($4::bytea[])
    UNION SELECT o.id FROM case_correspondents k JOIN service_cases o ON o.id = k.case_id WHERE o.person_id IS NULL AND k.address_hash = ANY ($5::bytea[])
    UNION SELECT $8::bigint
  ), told AS MATERIALIZED (
    SELECT c.id, c.case_no, c.source, c.kind, c.words_enc, c.person_id IS NOT NULL OR c.id = $8::bigint AS certain
    FROM theirs JOIN service_cases c ON c.id = theirs.id WHERE NOT c.anonymous AND ${seenBy('$1', '$2')}
  ), talked AS MATERIALIZED (
    SELECT h.id, h.chat_no, h.started_at, h.status, coalesce(h.owner, h.first_receiver) AS clerk, h.status = 'waiting' OR $7::boolean
        OR coalesce($1::text IN (h.owner, h.first_receiver), false) AS readable
    FROM chat_conversations h WHERE h.person_id = $3::uuid AND ${within('h.account_id')}
  ), lines AS (
    SELECT e.at, 'act' AS what, t.case_no AS reference, 'case' AS "of", t.source, t.kind, e.act, e.actor, NULL::int AS stars,
      CASE e.act WHEN 'open' THEN t.words_enc ELSE e.words_enc END AS "wordsEnc", t.certain, true AS readable, e.id
    FROM told t JOIN service_case_events e ON e.case_id = t.id WHERE e.act IN (${acts})
    UNION ALL
    SELECT m.stored_at, 'mail', t.case_no, 'case', t.source, t.kind, m.verdict, 'person', NULL, NULL, t.certain, true, m.id
    FROM told t JOIN case_mails m ON m.case_id = t.id
    UNION ALL
    SELECT coalesce(f.answered_at, f.created_at), 'follow-up', t.case_no, 'case', t.source, t.kind, coalesce(f.outcome, 'asked'), f.answered_by, NULL,
      f.words_enc, t.certain, true, f.id
    FROM told t JOIN follow_ups f ON f.case_id = t.id
    UNION ALL
    SELECT r.at, 'rating', t.case_no, 'case', t.source, t.kind, NULL, 'staff:' || r.staff, r.stars, r.words_enc, t.certain, true, r.id
    FROM told t JOIN service_ratings r ON r.case_id = t.id
    UNION ALL
    SELECT h.started_at, 'chat', h.chat_no, 'chat', NULL, NULL, h.status, 'staff:' || h.clerk, NULL, NULL, true, h.readable, h.id FROM talked h
    UNION ALL
    SELECT r.at, 'rating', h.chat_no, 'chat', NULL, NULL, NULL, 'staff:' || r.staff, r.stars, NULL, true, h.readable, h.id
    FROM talked h JOIN chat_ratings r ON r.conversation_id = h.id
    UNION ALL
    SELECT r.at, 'rating', i.reference, i.kind, NULL, NULL, NULL, 'staff:' || i.staff, r.stars, r.words_enc, true, true, i.id
    FROM rating_invitations i JOIN interaction_ratings r ON r.invitation_id = i.id
      LEFT JOIN LATERAL (
        SELECT a.id FROM counter_takings t JOIN supply_accounts a ON a.account_no = t.account_no WHERE i.kind = 'counter' AND t.payment_no = i.reference
        UNION ALL SELECT p.account_id FROM applications p WHERE i.kind = 'application' AND p.case_no = i.reference LIMIT 1
      ) about ON true
      WHERE i.person_id = $3::uuid AND ${within('about.id')}
  )
  SELECT at, what, reference, "of", source, kind, act, actor, stars, "wordsEnc", certain, readable FROM lines
  ORDER BY at DESC, what, id DESC OFFSET $6 LIMIT ${pageSize + 1}`;

export function createCustomerTimelineRepository(pool: Pool) {
  return {
    /** By which the rest of what they said is found; undefined where the reader may not see the case. */
    async whose(caseNo: string, me: string, seesAll: boolean): Promise<WhoseCase | undefined> {
      const text = `SELECT c.id AS "caseId", c.anonymous, c.person_id AS "personId",
          array_remove(ARRAY[c.phone_hash, p.phone_hash], NULL) AS phones,
          ARRAY(SELECT DISTINCT k.address_hash FROM case_correspondents k JOIN service_cases o ON o.id = k.case_id
            WHERE NOT o.anonymous AND (o.id = c.id OR o.person_id = c.person_id)) AS addresses
        FROM service_cases c LEFT JOIN people p ON p.id = c.person_id WHERE c.case_no = $3 AND ${seenBy('$1', '$2')}`;
      return (await pool.query<WhoseCase>(text, [me, seesAll, caseNo])).rows[0];
    },

    async lines(
      { caseId, personId, phones, addresses }: WhoseCase,
      reader: { me: string; seesAll: boolean; readsChats: boolean },
      page: number,
    ): Promise<TimelineRow[]> {
      const { me, seesAll, readsChats } = reader;
      const values = [me, seesAll, personId, phones, addresses, (page - 1) * pageSize, readsChats, caseId];
      return (await pool.query<TimelineRow>(timeline, values)).rows;
    },
  };
}

export type CustomerTimelineRepository = ReturnType<typeof createCustomerTimelineRepository>;
