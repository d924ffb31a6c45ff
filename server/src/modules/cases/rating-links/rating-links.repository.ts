/** Links by which a customer outside the hall rates an answer, once. Only the hash of a link's key is kept. */
import type { Pool, PoolClient } from 'pg';
import type { CaseKind } from '../case-kinds.ts';

export interface RatingLink {
  caseNo: string;
  kind: CaseKind;
  personId: string | null;
  confidential: boolean;
  /** Of the answer it asks about. */
  round: number;
  /** Of the case's present answer, and whether it still has one. */
  reopened: number;
  answeredAt: Date | null;
  openUntil: Date;
  /** Who answered, as customers are told. */
  staffName: string | null;
  stars: number | null;
  satisfied: boolean | null;
}

export function createRatingLinksRepository(pool: Pool) {
  return {
    /** @returns false where this answer was asked about already */
    async add(
      tx: PoolClient,
      link: {
        caseId: number;
        round: number;
        tokenHash: Buffer;
        way: 'sms' | 'email' | 'account';
        at: Date;
        openUntil: Date;
      },
    ): Promise<boolean> {
      const text = `INSERT INTO case_rating_links (case_id, round, token_hash, way, sent_at, open_until) VALUES ($1, $2, $3, $4, $5, $6)
        ON CONFLICT (case_id, round) DO NOTHING`;
      const { caseId, round, tokenHash, way, at, openUntil } = link;
      return (await tx.query(text, [caseId, round, tokenHash, way, at, openUntil])).rowCount === 1;
    },

    async find(tokenHash: Buffer): Promise<RatingLink | undefined> {
      const text = `SELECT c.case_no AS "caseNo", c.kind, c.person_id AS "personId", c.confidential, l.round, c.reopened, c.answered_at AS "answeredAt",
          l.open_until AS "openUntil", r.stars, r.satisfied, (SELECT m.display_name FROM service_case_events e JOIN staff_members m ON 'staff:' || m.username = e.actor
            WHERE e.case_id = c.id AND e.act = 'answer' AND e.at <= l.sent_at ORDER BY e.id DESC LIMIT 1) AS "staffName"
        FROM case_rating_links l JOIN service_cases c ON c.id = l.case_id LEFT JOIN service_ratings r ON r.case_id = l.case_id AND r.round = l.round
        WHERE l.token_hash = $1`;
      return (await pool.query<RatingLink>(text, [tokenHash])).rows[0];
    },

    async forgetLapsed(before: Date): Promise<void> {
      await pool.query('DELETE FROM case_rating_links WHERE open_until < $1', [before]);
    },
  };
}

export type RatingLinksRepository = ReturnType<typeof createRatingLinksRepository>;
