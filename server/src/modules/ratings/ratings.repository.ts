/** 评议卡 for takings at the counter and applications: asked for once each, given once each. */
import type { Pool } from 'pg';
import { withAudit } from '../../infra/with-audit.ts';
import type { AuditRecord } from '../../shared/audit.ts';
import type { ratedKinds } from './ratings.schemas.ts';

type RatedKind = (typeof ratedKinds)[number];

export interface CardRow {
  id: number;
  kind: RatedKind;
  reference: string;
  staff: string;
  staffName: string | null;
  personId: string;
  happenedAt: Date;
  openUntil: Date;
  stars: number | null;
  wordsEnc: Buffer | null;
  ratedAt: Date | null;
}

const openDays = 14;

const columns = `i.id, i.kind, i.reference, i.staff, (SELECT display_name FROM staff_members s WHERE s.username = i.staff) AS "staffName",
  i.person_id AS "personId", i.happened_at AS "happenedAt", i.open_until AS "openUntil", r.stars, r.words_enc AS "wordsEnc", r.at AS "ratedAt"`;
const cards = 'rating_invitations i LEFT JOIN interaction_ratings r ON r.invitation_id = i.id';

/** An invitation and the notice that asks for it: in one statement, once for each interaction. */
const invite = (found: string) => `WITH found AS (${found}), asked AS (
    INSERT INTO rating_invitations (kind, reference, staff, person_id, happened_at, invited_at, open_until)
    SELECT kind, reference, staff, person_id, happened_at, $1, $1::timestamptz + make_interval(days => ${openDays}) FROM found
    ON CONFLICT (kind, reference) DO NOTHING RETURNING id, kind, reference, person_id, open_until
  )
  INSERT INTO notices (dedupe_key, event, person_id, holder_period_id, params, source_table, source_id, not_after)
  SELECT 'rating:' || id, 'rating-asked', asked.person_id, found.holder_period_id,
    jsonb_build_object('whatZh', CASE kind WHEN 'counter' THEN '柜台缴费' ELSE '业务办理' END,
      'whatEn', CASE kind WHEN 'counter' THEN 'payment at the counter' ELSE 'application' END),
    'rating_invitations', id::text, open_until FROM asked JOIN found USING (kind, reference) ON CONFLICT (dedupe_key) DO NOTHING`;

/** Who paid at a counter is not asked; the holder of the household is, if the hall knows them. */
const takings = `SELECT DISTINCT ON (t.payment_no) 'counter' AS kind, t.payment_no AS reference, t.taken_by AS staff, b.person_id, h.id AS holder_period_id, t.taken_at AS happened_at
  FROM counter_takings t JOIN supply_accounts a ON a.account_no = t.account_no
  JOIN holder_periods h ON h.account_id = a.id AND h.from_date <= shanghai_date(t.taken_at) AND (h.to_date IS NULL OR h.to_date > shanghai_date(t.taken_at))
  JOIN bindings b ON b.holder_period_id = h.id AND b.is_holder AND b.removed_at IS NULL
  WHERE t.payment_no IS NOT NULL AND t.status IN ('taken', 'cleared') AND t.taken_at > $1::timestamptz - interval '3 days'
    AND NOT EXISTS (SELECT FROM rating_invitations i WHERE i.kind = 'counter' AND i.reference = t.payment_no)
  ORDER BY t.payment_no, b.created_at`;

const applications = `SELECT 'application' AS kind, p.case_no AS reference, p.manager AS staff, p.person_id, coalesce(p.holder_period_id, p.judged_period_id) AS holder_period_id,
    p.ended_at AS happened_at
  FROM applications p WHERE p.status = 'done' AND p.manager IS NOT NULL AND p.ended_at > $1::timestamptz - interval '3 days'
    AND NOT EXISTS (SELECT FROM rating_invitations i WHERE i.kind = 'application' AND i.reference = p.case_no)`;

export function createRatingsRepository(pool: Pool) {
  return {
    /** Asks for what happened in the last days and was not asked for yet. @returns how many were asked */
    async inviteRecent(now: Date): Promise<number> {
      const counts = [];
      for (const found of [takings, applications])
        counts.push((await pool.query(invite(found), [now])).rowCount ?? 0);
      return counts.reduce((sum, count) => sum + count, 0);
    },

    async ofPerson(personId: string): Promise<CardRow[]> {
      const text = `SELECT ${columns} FROM ${cards} WHERE i.person_id = $1 ORDER BY i.id DESC LIMIT 50`;
      return (await pool.query<CardRow>(text, [personId])).rows;
    },

    async find(id: number): Promise<CardRow | undefined> {
      return (await pool.query<CardRow>(`SELECT ${columns} FROM ${cards} WHERE i.id = $1`, [id])).rows[0];
    },

    /** @returns whether it was the first */
    async give(
      rating: { id: number; stars: number; satisfied: boolean; wordsEnc: Buffer | null; at: Date },
      audit: AuditRecord,
    ): Promise<boolean> {
      const text = `INSERT INTO interaction_ratings (invitation_id, stars, satisfied, words_enc, at) VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT (invitation_id) DO NOTHING`;
      const values = [rating.id, rating.stars, rating.satisfied, rating.wordsEnc, rating.at];
      return (await pool.query(withAudit(text, values, audit))).rowCount === 1;
    },
  };
}
