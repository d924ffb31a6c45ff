/** Adopted suggestions: what their people wish, what the hall shows, what they were awarded. */
import type { Pool, PoolClient } from 'pg';
import { withAudit } from '../../infra/with-audit.ts';
import type { AuditRecord } from '../../shared/audit.ts';
import { seenBy } from '../cases/index.ts';

export interface SuggestionRow {
  id: number;
  caseNo: string;
  personId: string | null;
  holderPeriodId: number | null;
  anonymous: boolean;
  confidential: boolean;
  wordsEnc: Buffer;
  answerEnc: Buffer;
  adoptedBy: string;
  answeredAt: Date;
  wishedAt: Date | null;
  nameEnc: Buffer | null;
  title: string | null;
  body: string | null;
  reply: string | null;
  publishedBy: string | null;
  publishedAt: Date | null;
  award: string | null;
  awardFen: number | null;
  awardedBy: string | null;
  awardedAt: Date | null;
}

const rows = `SELECT c.id, c.case_no AS "caseNo", c.person_id AS "personId", c.holder_period_id AS "holderPeriodId", c.anonymous, c.confidential, c.words_enc AS "wordsEnc", c.answer_enc AS "answerEnc",
    coalesce(p.adopted_by, adopter_of(c.id)) AS "adoptedBy", c.answered_at AS "answeredAt", w.given_at AS "wishedAt", w.name_enc AS "nameEnc", p.title, p.body, p.reply,
    p.published_by AS "publishedBy", p.published_at AS "publishedAt", p.award, p.award_fen AS "awardFen", p.awarded_by AS "awardedBy", p.awarded_at AS "awardedAt"
  FROM service_cases c LEFT JOIN suggestion_wishes w ON w.case_id = c.id LEFT JOIN suggestion_publications p ON p.case_id = c.id
  WHERE c.kind = 'suggestion' AND c.outcome = 'adopted' AND c.answered_at IS NOT NULL`;

export function createSuggestionsRepository(pool: Pool) {
  return {
    async published(): Promise<SuggestionRow[]> {
      return (
        await pool.query<SuggestionRow>(
          `${rows} AND p.case_id IS NOT NULL ORDER BY p.published_at DESC LIMIT 100`,
        )
      ).rows;
    },

    /** What is still to be done first. */
    async adopted(me: string, seesAll: boolean): Promise<SuggestionRow[]> {
      const text = `${rows} AND ${seenBy('$1', '$2')} ORDER BY (p.awarded_at IS NOT NULL), (p.case_id IS NOT NULL), c.answered_at DESC LIMIT 200`;
      return (await pool.query<SuggestionRow>(text, [me, seesAll])).rows;
    },

    async find(caseNo: string): Promise<SuggestionRow | undefined> {
      return (await pool.query<SuggestionRow>(`${rows} AND c.case_no = $1`, [caseNo])).rows[0];
    },

    /** Held for the transaction: a wish, a publication and an award of one suggestion come one after the other. */
    async lock(tx: PoolClient, caseNo: string): Promise<SuggestionRow | undefined> {
      return (await tx.query<SuggestionRow>(`${rows} AND c.case_no = $1 FOR UPDATE OF c`, [caseNo])).rows[0];
    },

    /** Who typed it in, adopted it, or has it: nobody of these awards it. */
    async concernedIn(tx: PoolClient, caseId: number): Promise<string[]> {
      const text = 'SELECT concerned_in_suggestion($1) AS username';
      return (await tx.query<{ username: string }>(text, [caseId])).rows.map(({ username }) => username);
    },

    async isOf(personId: string, caseNo: string): Promise<boolean> {
      const text = `SELECT EXISTS (SELECT FROM service_cases WHERE case_no = $1 AND person_id = $2 AND kind = 'suggestion') AS found`;
      return (await pool.query<{ found: boolean }>(text, [caseNo, personId])).rows[0]!.found;
    },

    async wish(
      tx: PoolClient,
      caseId: number,
      nameEnc: Buffer | null,
      at: Date,
      audit: AuditRecord,
    ): Promise<void> {
      const text = `INSERT INTO suggestion_wishes (case_id, name_enc, given_at) VALUES ($1, $2, $3)
        ON CONFLICT (case_id) DO UPDATE SET name_enc = excluded.name_enc, given_at = excluded.given_at`;
      await tx.query(withAudit(text, [caseId, nameEnc, at], audit));
    },

    async publish(
      tx: PoolClient,
      given: {
        caseId: number;
        title: string;
        body: string;
        reply: string;
        adoptedBy: string;
        by: string;
        at: Date;
      },
      audit: AuditRecord,
    ): Promise<void> {
      const text = `INSERT INTO suggestion_publications (case_id, title, body, reply, adopted_by, published_by, published_at) VALUES ($1, $2, $3, $4, $5, $6, $7)`;
      const { caseId, title, body, reply, adoptedBy, by, at } = given;
      await tx.query(withAudit(text, [caseId, title, body, reply, adoptedBy, by, at], audit));
    },

    async award(
      tx: PoolClient,
      given: { caseId: number; award: string; amountFen: number | null; by: string; at: Date },
      audit: AuditRecord,
    ): Promise<void> {
      const text =
        'UPDATE suggestion_publications SET award = $2, award_fen = $3, awarded_by = $4, awarded_at = $5 WHERE case_id = $1';
      await tx.query(
        withAudit(text, [given.caseId, given.award, given.amountFen, given.by, given.at], audit),
      );
    },
  };
}

export type SuggestionsRepository = ReturnType<typeof createSuggestionsRepository>;
