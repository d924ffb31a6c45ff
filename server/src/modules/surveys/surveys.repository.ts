/** Surveys, who is asked, and answers that are nobody's. */
import type { Pool, PoolClient } from 'pg';
import { withAudit } from '../../infra/with-audit.ts';
import type { AuditRecord } from '../../shared/audit.ts';
import type { Question } from './survey.ts';

export interface SurveyRow {
  id: number;
  surveyNo: string;
  titleZh: string;
  titleEn: string;
  questions: Question[];
  audience: { regions: string[]; categories: ('residential' | 'commercial')[] };
  opensAt: Date;
  closesAt: Date;
  leastAnswers: number;
  createdBy: string;
  publishedBy: string | null;
  publishedAt: Date | null;
}

/** With figures that are for staff only. */
export interface CountedSurvey extends SurveyRow {
  invited: number;
  answered: number;
}

const columns = `s.id, s.survey_no AS "surveyNo", s.title_zh AS "titleZh", s.title_en AS "titleEn", s.questions, s.audience, s.opens_at AS "opensAt",
  s.closes_at AS "closesAt", s.least_answers AS "leastAnswers", s.created_by AS "createdBy", s.published_by AS "publishedBy", s.published_at AS "publishedAt"`;
const counted = `${columns},
  (SELECT count(*)::int FROM survey_people p WHERE p.survey_id = s.id) AS invited,
  (SELECT count(*)::int FROM survey_people p WHERE p.survey_id = s.id AND p.answered_on IS NOT NULL) AS answered`;

export function createSurveysRepository(pool: Pool) {
  return {
    async list(): Promise<CountedSurvey[]> {
      const text = `SELECT ${counted} FROM surveys s ORDER BY s.id DESC LIMIT 100`;
      return (await pool.query<CountedSurvey>(text)).rows;
    },

    async find(surveyNo: string): Promise<CountedSurvey | undefined> {
      const text = `SELECT ${counted} FROM surveys s WHERE s.survey_no = $1`;
      return (await pool.query<CountedSurvey>(text, [surveyNo])).rows[0];
    },

    async create(
      given: Pick<
        SurveyRow,
        | 'titleZh'
        | 'titleEn'
        | 'questions'
        | 'audience'
        | 'opensAt'
        | 'closesAt'
        | 'leastAnswers'
        | 'createdBy'
      >,
      at: Date,
      audit: AuditRecord,
    ): Promise<string> {
      const text = `INSERT INTO surveys (survey_no, title_zh, title_en, questions, audience, opens_at, closes_at, least_answers, created_by, created_at)
        VALUES ('DC' || to_char($9::timestamptz AT TIME ZONE 'Asia/Shanghai', 'YYYYMMDD') || lpad(nextval('survey_numbers')::text, 4, '0'),
          $1, $2, $3, $4, $5, $6, $7, $8, $9) RETURNING survey_no AS "surveyNo"`;
      const { titleZh, titleEn, questions, audience, opensAt, closesAt, leastAnswers, createdBy } = given;
      const values = [
        titleZh,
        titleEn,
        JSON.stringify(questions),
        JSON.stringify(audience),
        opensAt,
        closesAt,
        leastAnswers,
        createdBy,
        at,
      ];
      return (await pool.query<{ surveyNo: string }>(withAudit(text, values, audit))).rows[0]!.surveyNo;
    },

    /** Publishes it and asks everybody of its audience, each once. @returns false when it was published before */
    async publish(
      tx: PoolClient,
      surveyNo: string,
      by: string,
      at: Date,
      audit: AuditRecord,
    ): Promise<boolean> {
      const text =
        'UPDATE surveys SET published_by = $2, published_at = $3 WHERE survey_no = $1 AND published_at IS NULL RETURNING id';
      const { rows } = await tx.query<{ id: number }>(withAudit(text, [surveyNo, by, at], audit));
      if (!rows[0]) return false;
      await tx.query(
        `WITH fitting AS (
           SELECT s.id, b.person_id, min(b.holder_period_id) AS holder FROM surveys s, bindings b JOIN holder_periods h ON h.id = b.holder_period_id
             AND h.from_date <= shanghai_date($2) AND (h.to_date IS NULL OR h.to_date > shanghai_date($2)) JOIN supply_accounts a ON a.id = h.account_id
           WHERE s.id = $1 AND b.level = 'full' AND b.removed_at IS NULL
             AND (s.audience -> 'regions' = '[]' OR s.audience -> 'regions' ? a.region_code)
             AND (s.audience -> 'categories' = '[]' OR s.audience -> 'categories' ? a.category)
           GROUP BY s.id, b.person_id
         ), asked AS (
           INSERT INTO survey_people (survey_id, person_id, invited_at) SELECT id, person_id, $2::timestamptz FROM fitting
           ON CONFLICT DO NOTHING RETURNING survey_id, person_id
         )
         INSERT INTO notices (dedupe_key, event, person_id, holder_period_id, params, source_table, source_id, not_before, not_after)
         SELECT 'survey:' || s.id || ':' || k.person_id, 'survey-asked', k.person_id, f.holder, jsonb_build_object('titleZh', s.title_zh, 'titleEn', s.title_en,
           'untilOn', shanghai_date(s.closes_at - interval '1 second')), 'surveys', s.id::text, s.opens_at, s.closes_at
         FROM asked k JOIN surveys s ON s.id = k.survey_id JOIN fitting f ON f.person_id = k.person_id ON CONFLICT (dedupe_key) DO NOTHING`,
        [rows[0].id, at],
      );
      return true;
    },

    /** Open ones that a person is asked to answer, and those they answered. */
    async ofPerson(personId: string, now: Date): Promise<(SurveyRow & { mine: boolean })[]> {
      const text = `SELECT ${columns}, k.answered_on IS NOT NULL AS mine FROM survey_people k JOIN surveys s ON s.id = k.survey_id
        WHERE k.person_id = $1 AND s.opens_at <= $2 AND s.closes_at > $2 ORDER BY mine, s.closes_at LIMIT 20`;
      return (await pool.query(text, [personId, now])).rows;
    },

    /** For whoever is asked to answer it, without the figures of the desk. */
    async findFor(surveyNo: string, personId: string): Promise<(SurveyRow & { mine: boolean }) | undefined> {
      const text = `SELECT ${columns}, k.answered_on IS NOT NULL AS mine FROM surveys s JOIN survey_people k ON k.survey_id = s.id AND k.person_id = $2
        WHERE s.survey_no = $1`;
      return (await pool.query<SurveyRow & { mine: boolean }>(text, [surveyNo, personId])).rows[0];
    },

    /** @returns false when the person has answered before */
    async answer(
      tx: PoolClient,
      given: { surveyId: number; personId: string; on: string; choices: unknown; textsEnc: Buffer | null },
    ): Promise<boolean> {
      const mark = `UPDATE survey_people SET answered_on = $3::date WHERE survey_id = $1 AND person_id = $2 AND answered_on IS NULL`;
      const { rowCount } = await tx.query(mark, [given.surveyId, given.personId, given.on]);
      if (rowCount !== 1) return false;
      const text = 'INSERT INTO survey_answers (survey_id, choices, texts_enc) VALUES ($1, $2, $3)';
      await tx.query(text, [given.surveyId, JSON.stringify(given.choices), given.textsEnc]);
      return true;
    },

    async answers(
      surveyId: number,
    ): Promise<{ choices: (number | number[] | null)[]; textsEnc: Buffer | null }[]> {
      const text =
        'SELECT choices, texts_enc AS "textsEnc" FROM survey_answers WHERE survey_id = $1 ORDER BY id';
      return (await pool.query(text, [surveyId])).rows;
    },
  };
}

export type SurveysRepository = ReturnType<typeof createSurveysRepository>;
