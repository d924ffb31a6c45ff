import type { Pool, PoolClient } from 'pg';
import { withAudit } from '../../infra/with-audit.ts';
import type { AuditRecord } from '../../shared/audit.ts';
import type { Team } from './team.ts';

export function createTeamsRepository(pool: Pool) {
  return {
    async all(): Promise<Team[]> {
      const text = `SELECT t.code, t.name_zh AS "nameZh", t.name_en AS "nameEn", t.duties, t.region_code AS "regionCode", t.districts, t.phone,
          t.visits_per_half_day AS "visitsPerHalfDay",
          coalesce((SELECT array_agg(m.username ORDER BY m.username) FROM service_team_members m JOIN staff_members s ON s.username = m.username AND s.active AND s.roles && ARRAY['clerk', 'supervisor']
            WHERE m.team_code = t.code), '{}') AS members
        FROM service_teams t ORDER BY t.code`;
      return (await pool.query<Team>({ name: 'service-teams', text, values: [] })).rows;
    },

    /** The team as it is said, with its members, in one statement with its log entry. */
    async put(team: Team, audit: AuditRecord): Promise<void> {
      const { code, nameZh, nameEn, duties, regionCode, districts, phone, visitsPerHalfDay, members } = team;
      const values = [code, nameZh, nameEn, duties, regionCode, districts, phone, visitsPerHalfDay, members];
      await pool.query(
        withAudit('SELECT put_service_team($1, $2, $3, $4, $5, $6, $7, $8, $9)', values, audit),
      );
    },

    /** Those who may act on cases. */
    async colleague(
      username: string,
      db: Pool | PoolClient = pool,
    ): Promise<{ username: string; displayName: string } | undefined> {
      const text = `SELECT username, display_name AS "displayName" FROM staff_members
        WHERE username = $1 AND active AND roles && ARRAY['clerk', 'supervisor']`;
      return (await db.query<{ username: string; displayName: string }>(text, [username])).rows[0];
    },

    /** By the number under which customers see them among the service stars. */
    async usernameOf(staffId: string): Promise<string | undefined> {
      const text = `SELECT username FROM staff_members WHERE id = $1 AND active AND roles && ARRAY['clerk', 'supervisor']`;
      return (await pool.query<{ username: string }>(text, [staffId])).rows[0]?.username;
    },

    async displayNames(usernames: readonly string[]): Promise<Map<string, string>> {
      const text = 'SELECT username, display_name AS name FROM staff_members WHERE username = ANY ($1)';
      const { rows } = await pool.query<{ username: string; name: string }>(text, [usernames]);
      return new Map(rows.map(({ username, name }) => [username, name]));
    },
  };
}

export type TeamsRepository = ReturnType<typeof createTeamsRepository>;
