import type { StaffRole } from '../../http/access.ts';
import type { Database } from '../../infra/database.ts';

export interface LiveSession {
  staffId: string;
  username: string;
  displayName: string;
  roles: StaffRole[];
  createdAt: Date;
  expiresAt: Date;
}

const openSql = `
  WITH used AS (
    UPDATE staff_members SET totp_last_step = $2 WHERE id = $1 AND active AND totp_last_step < $2 RETURNING id
  )
  INSERT INTO staff_sessions (token_hash, staff_id, created_at, expires_at) SELECT $3, id, $4, $5 FROM used`;

const findSql = `
  SELECT m.id AS "staffId", m.username, m.display_name AS "displayName", m.roles, s.created_at AS "createdAt", s.expires_at AS "expiresAt"
    FROM staff_sessions s JOIN staff_members m ON m.id = s.staff_id
   WHERE s.token_hash = $1 AND s.expires_at > $2 AND m.active`;

export function createSessionsRepository({ pool }: Pick<Database, 'pool'>) {
  return {
    /** Uses up the code's step and opens the session in one statement; false when the step was used already. */
    async open(staffId: string, step: number, tokenHash: Buffer, from: Date, until: Date): Promise<boolean> {
      const { rowCount } = await pool.query(openSql, [staffId, step, tokenHash, from, until]);
      return rowCount === 1;
    },

    async find(tokenHash: Buffer, now: Date): Promise<LiveSession | undefined> {
      const { rows } = await pool.query<LiveSession>({
        name: 'staff-session',
        text: findSql,
        values: [tokenHash, now],
      });
      return rows[0];
    },

    async extend(tokenHash: Buffer, until: Date): Promise<void> {
      await pool.query('UPDATE staff_sessions SET expires_at = $2 WHERE token_hash = $1', [tokenHash, until]);
    },

    async end(tokenHash: Buffer): Promise<void> {
      await pool.query('DELETE FROM staff_sessions WHERE token_hash = $1', [tokenHash]);
    },

    async endAllBut(staffId: string, tokenHash: Buffer): Promise<void> {
      await pool.query('DELETE FROM staff_sessions WHERE staff_id = $1 AND token_hash <> $2', [
        staffId,
        tokenHash,
      ]);
    },

    async deleteExpired(now: Date): Promise<number> {
      const { rowCount } = await pool.query('DELETE FROM staff_sessions WHERE expires_at < $1', [now]);
      return rowCount ?? 0;
    },
  };
}

export type SessionsRepository = ReturnType<typeof createSessionsRepository>;
