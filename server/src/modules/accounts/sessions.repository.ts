import type { BoundHousehold, ResidentActor } from '../../http/access.ts';
import type { Database } from '../../infra/database.ts';
import type { BusinessDate } from '../../shared/dates.ts';
import { currentBinding } from './households.repository.ts';

export interface NewSession {
  tokenHash: Buffer;
  personId: string;
  identityId: string;
  createdAt: Date;
  expiresAt: Date;
  phoneProvedAt: Date | null;
}

export type FoundSession = ResidentActor & { expiresAt: Date };

export interface SessionsRepository {
  add(session: NewSession): Promise<void>;
  /** Who stands behind a token, and until when. */
  find(tokenHash: Buffer, now: Date): Promise<FoundSession | undefined>;
  /** The same, with the person's live binding to the account, in one question: every household route asks it. */
  findAtHousehold(
    tokenHash: Buffer,
    now: Date,
    accountNo: string,
    today: BusinessDate,
  ): Promise<(FoundSession & { household: BoundHousehold | undefined }) | undefined>;
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
    async findAtHousehold(tokenHash, now, accountNo, today) {
      const { rows } = await pool.query({
        name: 'session-find-at-household',
        text: findAtHouseholdSql,
        values: [tokenHash, today, accountNo, now],
      });
      if (!rows[0]) return undefined;
      const { personId, provider, subject, appId, phoneProvedAt, expiresAt, ...bound } = rows[0];
      const household = bound.bindingId === null ? undefined : { ...bound, accountNo };
      return { kind: 'resident', personId, provider, subject, appId, phoneProvedAt, expiresAt, household };
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

const sessionColumns = `s.person_id AS "personId", i.provider, i.subject, i.app_id AS "appId",
         s.phone_proved_at AS "phoneProvedAt", s.expires_at AS "expiresAt"`;

const findSql = `
  SELECT ${sessionColumns}
    FROM sessions s JOIN identities i ON i.id = s.identity_id
   WHERE s.token_hash = $1 AND s.expires_at > $2`;

const findAtHouseholdSql = `
  SELECT ${sessionColumns}, bound.*
    FROM sessions s JOIN identities i ON i.id = s.identity_id
    LEFT JOIN LATERAL (
      SELECT a.id AS "accountId", h.id AS "holderPeriodId", b.level, b.is_holder AS "isHolder", b.id AS "bindingId"
      ${currentBinding} WHERE b.person_id = s.person_id AND b.removed_at IS NULL AND a.account_no = $3) bound ON true
   WHERE s.token_hash = $1 AND s.expires_at > $4`;
