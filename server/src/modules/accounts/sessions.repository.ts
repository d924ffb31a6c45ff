import type { BoundHousehold, ResidentActor } from '../../http/access.ts';
import { createBatcher } from '../../infra/batcher.ts';
import type { Database } from '../../infra/database.ts';
import type { BusinessDate } from '../../shared/dates.ts';
import { currentBinding } from './households.repository.ts';

export interface NewSession {
  tokenHash: Buffer;
  personId: string;
  identityId: string;
  /** What the identity was found by. */
  subject: string;
  createdAt: Date;
  expiresAt: Date;
  phoneProvedAt: Date | null;
  walletProvedAt: Date | null;
}

export type FoundSession = ResidentActor & { expiresAt: Date };

export interface SessionsRepository {
  /** False, and nothing is opened, where the identity is no longer this person's, or no longer found by that. */
  add(session: NewSession): Promise<boolean>;
  /** Who stands behind a token, and until when. */
  find(tokenHash: Buffer, now: Date, today: BusinessDate): Promise<FoundSession | undefined>;
  /** The same, with the person's live binding to the account, in one question: every household route asks it. */
  findAtHousehold(
    tokenHash: Buffer,
    now: Date,
    accountNo: string,
    today: BusinessDate,
  ): Promise<(FoundSession & { household: BoundHousehold | undefined }) | undefined>;
  extend(tokenHash: Buffer, expiresAt: Date): Promise<void>;
  /** Nothing is proved where the person has another phone by now. */
  phoneProved(tokenHash: Buffer, phoneHash: Uint8Array, at: Date): Promise<void>;
  walletProved(tokenHash: Buffer, at: Date): Promise<void>;
  remove(tokenHash: Buffer): Promise<void>;
}

/** One look-up at the door. `accountNo` null: no household is asked for. */
interface Question {
  tokenHash: Buffer;
  now: Date;
  accountNo: string | null;
  today: BusinessDate;
}
type Answer = (FoundSession & { household: BoundHousehold | undefined }) | undefined;

export function createSessionsRepository({
  pool,
  inSqlTransaction,
}: Pick<Database, 'pool' | 'inSqlTransaction'>): SessionsRepository {
  // Every request asks, so those that come together are asked for in one statement.
  const door = createBatcher<Question, Answer>({
    run: questions => askTogether(pool, questions),
    maxSize: 64,
    concurrency: 2,
  });
  return {
    add: session =>
      inSqlTransaction(async tx => {
        // Whoever changes how a person is entered has locked them: what they leave is seen here, and what is opened here they end.
        await tx.query('SELECT FROM people WHERE id = $1 FOR KEY SHARE', [session.personId]);
        const { rowCount } = await tx.query(
          `INSERT INTO sessions (token_hash, person_id, identity_id, created_at, expires_at, phone_proved_at, wallet_proved_at)
           SELECT $1, person_id, id, $4, $5, $6, $7 FROM identities WHERE id = $3 AND person_id = $2 AND subject = $8`,
          [
            session.tokenHash,
            session.personId,
            session.identityId,
            session.createdAt,
            session.expiresAt,
            session.phoneProvedAt,
            session.walletProvedAt,
            session.subject,
          ],
        );
        return rowCount === 1;
      }),
    async find(tokenHash, now, today) {
      const found = await door.add({ tokenHash, now, accountNo: null, today });
      if (!found) return undefined;
      const { household: _, ...session } = found;
      return session;
    },
    findAtHousehold: (tokenHash, now, accountNo, today) => door.add({ tokenHash, now, accountNo, today }),
    async extend(tokenHash, expiresAt) {
      await pool.query('UPDATE sessions SET expires_at = greatest(expires_at, $2) WHERE token_hash = $1', [
        tokenHash,
        expiresAt,
      ]);
    },
    async phoneProved(tokenHash, phoneHash, at) {
      await pool.query(
        `UPDATE sessions s SET phone_proved_at = $3 FROM people p
          WHERE s.token_hash = $1 AND p.id = s.person_id AND p.phone_hash = $2`,
        [tokenHash, phoneHash, at],
      );
    },
    async walletProved(tokenHash, at) {
      await pool.query('UPDATE sessions SET wallet_proved_at = $2 WHERE token_hash = $1', [tokenHash, at]);
    },
    async remove(tokenHash) {
      await pool.query('DELETE FROM sessions WHERE token_hash = $1', [tokenHash]);
    },
  };
}

async function askTogether(pool: Database['pool'], questions: Question[]): Promise<Answer[]> {
  const { rows } = await pool.query({
    name: 'sessions-at-households',
    text: sessionsSql,
    values: [
      questions.map(({ tokenHash }) => tokenHash),
      questions[0]!.today,
      questions.map(({ accountNo }) => accountNo),
      questions[0]!.now,
    ],
  });
  const answers = new Array<Answer>(questions.length).fill(undefined);
  for (const row of rows) {
    const { place, personId, provider, subject, appId, phoneProvedAt, walletProvedAt, expiresAt, ...bound } =
      row;
    const accountNo = questions[place - 1]!.accountNo;
    const household = bound.bindingId === null || accountNo === null ? undefined : { ...bound, accountNo };
    const person = { personId, provider, subject, appId };
    const actor = { kind: 'resident' as const, ...person, phoneProvedAt, walletProvedAt };
    answers[place - 1] = { ...actor, expiresAt, household };
  }
  return answers;
}

const sessionsSql = `
  SELECT asked.place, s.person_id AS "personId", i.provider, i.subject, i.app_id AS "appId",
         s.phone_proved_at AS "phoneProvedAt", s.wallet_proved_at AS "walletProvedAt", s.expires_at AS "expiresAt", bound.*
    FROM unnest($1::bytea[], $3::text[]) WITH ORDINALITY AS asked (token_hash, account_no, place)
    JOIN sessions s ON s.token_hash = asked.token_hash JOIN identities i ON i.id = s.identity_id
    LEFT JOIN LATERAL (
      SELECT a.id AS "accountId", h.id AS "holderPeriodId", b.level, b.is_holder AS "isHolder", b.id AS "bindingId"
      ${currentBinding} WHERE b.person_id = s.person_id AND b.removed_at IS NULL AND a.account_no = asked.account_no) bound ON true
   WHERE s.expires_at > $4`;
