import type { ResidentActor } from '../../http/access.ts';
import type { Database } from '../../infra/database.ts';

export interface NewSession {
  tokenHash: Buffer;
  personId: string;
  identityId: string;
  createdAt: Date;
  expiresAt: Date;
  phoneProvedAt: Date | null;
}

export interface SessionsRepository {
  add(session: NewSession): Promise<void>;
  /** Who stands behind a token, and until when. */
  find(tokenHash: Buffer, now: Date): Promise<(ResidentActor & { expiresAt: Date }) | undefined>;
  extend(tokenHash: Buffer, expiresAt: Date): Promise<void>;
  phoneProved(tokenHash: Buffer, at: Date): Promise<void>;
  remove(tokenHash: Buffer): Promise<void>;
}

export function createSessionsRepository({ pool }: Pick<Database, 'pool'>): SessionsRepository {
  return {
    async add(session) {
      await pool.query(
        `INSERT INTO sessions (token_hash, person_id, identity_id, created_at, expires_at, phone_proved_at) VALUES ($1, $2, $3, $4, $5, $6)`,
        [
          session.tokenHash,
          session.personId,
          session.identityId,
          session.createdAt,
          session.expiresAt,
          session.phoneProvedAt,
        ],
      );
    },
    async find(tokenHash, now) {
      const { rows } = await pool.query({ name: 'session-find', text: findSql, values: [tokenHash, now] });
      return rows[0] && { kind: 'resident', ...rows[0] };
    },
    async extend(tokenHash, expiresAt) {
      await pool.query('UPDATE sessions SET expires_at = greatest(expires_at, $2) WHERE token_hash = $1', [
        tokenHash,
        expiresAt,
      ]);
    },
    async phoneProved(tokenHash, at) {
      await pool.query('UPDATE sessions SET phone_proved_at = $2 WHERE token_hash = $1', [tokenHash, at]);
    },
    async remove(tokenHash) {
      await pool.query('DELETE FROM sessions WHERE token_hash = $1', [tokenHash]);
    },
  };
}

const findSql = `
  SELECT s.person_id AS "personId", i.provider, i.subject, i.app_id AS "appId",
         s.phone_proved_at AS "phoneProvedAt", s.expires_at AS "expiresAt"
    FROM sessions s JOIN identities i ON i.id = s.identity_id
   WHERE s.token_hash = $1 AND s.expires_at > $2`;
