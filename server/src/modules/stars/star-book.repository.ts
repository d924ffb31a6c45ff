/** Formulas and scored months. */
import type { Pool, PoolClient } from 'pg';
import { withAudit } from '../../infra/with-audit.ts';
import type { AuditRecord } from '../../shared/audit.ts';
import type { Month } from '../../shared/dates.ts';
import type { StarFacts, StarFormula } from './star-score.ts';

export interface FormulaRow {
  id: number;
  validFrom: string;
  params: StarFormula;
  source: string;
  setBy: string;
  setAt: Date;
}

export interface ScoreRow {
  month: string;
  staff: string;
  staffId: string | null;
  staffName: string | null;
  formulaId: number;
  facts: StarFacts;
  score: number;
  stars: number;
}

export interface PublishedStar {
  month: string;
  /** What the hall calls a colleague by: usernames open a door and are shown to nobody. */
  id: string;
  name: string;
  stars: number;
  score: number;
  ratings: number;
}

export function createStarBook(pool: Pool) {
  return {
    async formulas(): Promise<FormulaRow[]> {
      const text = `SELECT id, valid_from::text AS "validFrom", params, source, set_by AS "setBy", set_at AS "setAt" FROM star_formulas ORDER BY id DESC`;
      return (await pool.query<FormulaRow>(text)).rows;
    },

    async setFormula(
      formula: { validFrom: string; params: StarFormula; source: string; setBy: string },
      audit: AuditRecord,
    ): Promise<void> {
      const text = 'INSERT INTO star_formulas (valid_from, params, source, set_by) VALUES ($1, $2, $3, $4)';
      const values = [formula.validFrom, JSON.stringify(formula.params), formula.source, formula.setBy];
      await pool.query(withAudit(text, values, audit));
    },

    async months(): Promise<string[]> {
      const { rows } = await pool.query<{ month: string }>(
        'SELECT month FROM star_months ORDER BY month DESC LIMIT 36',
      );
      return rows.map(({ month }) => month);
    },

    /** In which the desk's work began; null before it has. */
    async firstMonth(): Promise<Month | null> {
      const text = `SELECT to_char(at AT TIME ZONE 'Asia/Shanghai', 'YYYY-MM') AS month FROM service_case_events ORDER BY id LIMIT 1`;
      return (await pool.query<{ month: Month }>(text)).rows[0]?.month ?? null;
    },

    /** @returns false when another worker has scored it, or is doing so and will */
    async claimMonth(tx: PoolClient, month: string, at: Date): Promise<boolean> {
      const text =
        'INSERT INTO star_months (month, scored_at) VALUES ($1, $2) ON CONFLICT (month) DO NOTHING';
      return (await tx.query(text, [month, at])).rowCount === 1;
    },

    async keep(tx: PoolClient, row: Omit<ScoreRow, 'staffId' | 'staffName'>, at: Date): Promise<void> {
      const text = `INSERT INTO star_scores (month, staff, formula_id, facts, score, stars, scored_at) VALUES ($1, $2, $3, $4, $5, $6, $7)`;
      await tx.query(text, [
        row.month,
        row.staff,
        row.formulaId,
        JSON.stringify(row.facts),
        row.score,
        row.stars,
        at,
      ]);
    },

    /** @param staff of one only, or null for all */
    async scores(month: string, staff: string | null): Promise<ScoreRow[]> {
      const text = `SELECT s.month, s.staff, m.id AS "staffId", m.display_name AS "staffName", s.formula_id AS "formulaId", s.facts, s.score, s.stars
        FROM star_scores s LEFT JOIN staff_members m ON m.username = s.staff WHERE s.month = $1 AND ($2::text IS NULL OR s.staff = $2)
        ORDER BY s.stars DESC, s.score DESC, s.staff`;
      return (await pool.query<ScoreRow>(text, [month, staff])).rows;
    },

    /** Of the latest months, those with stars enough, who still work here. */
    async published(months: number): Promise<PublishedStar[]> {
      const text = `SELECT s.month, m.id, m.display_name AS name, s.stars, s.score, (s.facts ->> 'ratings')::int AS ratings
        FROM star_scores s JOIN staff_members m ON m.username = s.staff AND m.active JOIN star_formulas f ON f.id = s.formula_id
        WHERE s.month IN (SELECT month FROM star_months ORDER BY month DESC LIMIT $1) AND s.stars >= (f.params ->> 'publishedFrom')::int
        ORDER BY s.month DESC, s.stars DESC, s.score DESC, m.display_name`;
      return (await pool.query<PublishedStar>(text, [months])).rows;
    },

    /** Whoever is scored, of whatever role. */
    async namesOf(staff: string[]): Promise<Map<string, string>> {
      const text = 'SELECT username, display_name AS name FROM staff_members WHERE username = ANY($1)';
      const { rows } = await pool.query<{ username: string; name: string }>(text, [staff]);
      return new Map(rows.map(({ username, name }) => [username, name]));
    },

    async nameOf(staff: string): Promise<string | undefined> {
      const text = `SELECT display_name AS name FROM staff_members WHERE username = $1 AND active AND roles && ARRAY['clerk', 'supervisor']`;
      return (await pool.query<{ name: string }>(text, [staff])).rows[0]?.name;
    },
  };
}

export type StarBook = ReturnType<typeof createStarBook>;
