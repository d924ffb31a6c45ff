import type { StaffRole } from '../../http/access.ts';
import type { Database } from '../../infra/database.ts';
import { auditStatement } from '../../infra/with-audit.ts';
import type { AuditRecord } from '../../shared/audit.ts';

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
  INSERT INTO staff_sessions (token_hash, staff_id, created_at, expires_at, ip, user_agent)
    SELECT $3, id, $4, $5, $6, $7 FROM used`;

const listSql = `
  SELECT s.id, m.username, m.display_name AS "displayName", s.created_at AS "createdAt", s.expires_at AS "expiresAt",
         s.ip, s.user_agent AS "userAgent", s.token_hash = $2 AS current
    FROM staff_sessions s JOIN staff_members m ON m.id = s.staff_id
   WHERE s.expires_at > $1 AND m.active AND ($3::uuid IS NULL OR s.staff_id = $3)
   ORDER BY s.created_at DESC LIMIT 500`;

const endOneSql = `
  DELETE FROM staff_sessions s USING staff_members m
   WHERE s.id = $1 AND m.id = s.staff_id AND ($2::uuid IS NULL OR s.staff_id = $2)
  RETURNING m.username`;

/** A session as others see it: never its token. */
export interface OpenSession {
  id: string;
  username: string;
  displayName: string;
  createdAt: Date;
  expiresAt: Date;
  ip: string | null;
  userAgent: string | null;
  /** The one that asks. */
  current: boolean;
}

export interface SessionOrigin {
  ip: string;
  userAgent: string | null;
}

const findSql = `
  SELECT m.id AS "staffId", m.username, m.display_name AS "displayName", m.roles, s.created_at AS "createdAt", s.expires_at AS "expiresAt"
    FROM staff_sessions s JOIN staff_members m ON m.id = s.staff_id
   WHERE s.token_hash = $1 AND s.expires_at > $2 AND m.active`;

export function createSessionsRepository({
  pool,
  inSqlTransaction,
}: Pick<Database, 'pool' | 'inSqlTransaction'>) {
  return {
    /** Uses up the code's step and opens the session in one statement; false when the step was used already. */
    async open(
      staffId: string,
      step: number,
      tokenHash: Buffer,
      from: Date,
      until: Date,
      { ip, userAgent }: SessionOrigin,
    ): Promise<boolean> {
      const values = [staffId, step, tokenHash, from, until, ip, userAgent?.slice(0, 300) ?? null];
      const { rowCount } = await pool.query(openSql, values);
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

    /** Of one member, or of everybody. */
    async list(now: Date, asking: Buffer, staffId: string | null): Promise<OpenSession[]> {
      return (await pool.query<OpenSession>(listSql, [now, asking, staffId])).rows;
    },

    /** Whose session it was; undefined when there is none of that number (of that member). */
    endOne(
      id: string,
      staffId: string | null,
      entryOf: (username: string) => AuditRecord,
    ): Promise<string | undefined> {
      return inSqlTransaction(async tx => {
        const username = (await tx.query<{ username: string }>(endOneSql, [id, staffId])).rows[0]?.username;
        if (username) await tx.query(auditStatement(entryOf(username)));
        return username;
      });
    },

    async deleteExpired(now: Date): Promise<number> {
      const { rowCount } = await pool.query('DELETE FROM staff_sessions WHERE expires_at < $1', [now]);
      return rowCount ?? 0;
    },
  };
}

export type SessionsRepository = ReturnType<typeof createSessionsRepository>;
