/** Who has a case open right now: one short-lived row each, renewed while the page is open. */
import type { Pool } from 'pg';

export interface Present {
  username: string;
  displayName: string;
  writing: boolean;
  since: Date;
}

export function createPresenceRepository(pool: Pool) {
  return {
    /** Who has been away for longer than `before` begins anew. */
    async be(
      caseId: number,
      { username, writing }: { username: string; writing: boolean },
      at: Date,
      before: Date,
    ): Promise<void> {
      const text = `INSERT INTO case_presence AS p (case_id, username, writing, since, seen_at) VALUES ($1, $2, $3, $4, $4)
        ON CONFLICT (case_id, username) DO UPDATE SET writing = $3, seen_at = $4,
          since = CASE WHEN p.seen_at < $5 THEN $4 ELSE p.since END`;
      await pool.query(text, [caseId, username, writing, at, before]);
    },

    async leave(caseId: number, username: string): Promise<void> {
      await pool.query('DELETE FROM case_presence WHERE case_id = $1 AND username = $2', [caseId, username]);
    },

    async others(caseId: number, username: string, since: Date): Promise<Present[]> {
      const text = `SELECT p.username, s.display_name AS "displayName", p.writing, p.since FROM case_presence p
        JOIN staff_members s ON s.username = p.username WHERE p.case_id = $1 AND p.username <> $2 AND p.seen_at >= $3 ORDER BY p.since`;
      return (await pool.query<Present>(text, [caseId, username, since])).rows;
    },

    async forget(before: Date): Promise<void> {
      await pool.query('DELETE FROM case_presence WHERE seen_at < $1', [before]);
    },
  };
}

export type PresenceRepository = ReturnType<typeof createPresenceRepository>;
