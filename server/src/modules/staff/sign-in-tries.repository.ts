import type { Database } from '../../infra/database.ts';

export interface TryRule {
  /** Wrong tries that are let through within the window. */
  tries: number;
  minutes: number;
}

export interface TryVerdict {
  lockedUntil: Date | null;
  /** This try is the one that closed the door. */
  lockedNow: boolean;
}

/**
 * Counts the try before anything is checked, in one statement: a hundred guesses sent at once are a hundred tries.
 * While locked, further tries neither count nor prolong the lock.
 */
const countSql = `
  INSERT INTO rate_limits AS r (key, window_start, count) VALUES ($1, $2, 1)
  ON CONFLICT (key) DO UPDATE SET
    window_start = CASE WHEN r.window_start <= $3 AND coalesce(r.locked_until <= $2, true) THEN $2 ELSE r.window_start END,
    count = CASE WHEN r.window_start <= $3 AND coalesce(r.locked_until <= $2, true) THEN 1 ELSE r.count + 1 END,
    locked_until = CASE
      WHEN r.locked_until > $2 THEN r.locked_until
      WHEN r.window_start > $3 AND r.count >= $4 THEN $5::timestamptz
    END
  RETURNING count, locked_until AS "lockedUntil"`;

export function createSignInTriesRepository({ pool }: Pick<Database, 'pool'>) {
  return {
    async count(key: string, rule: TryRule, now: Date): Promise<TryVerdict> {
      const minutes = (count: number) => new Date(now.getTime() + count * 60_000);
      const { rows } = await pool.query<{ count: number; lockedUntil: Date | null }>({
        name: 'staff-sign-in-try',
        text: countSql,
        values: [key, now, minutes(-rule.minutes), rule.tries, minutes(rule.minutes)],
      });
      const { count, lockedUntil } = rows[0]!;
      return { lockedUntil, lockedNow: lockedUntil !== null && count === rule.tries + 1 };
    },

    async forget(key: string): Promise<void> {
      await pool.query('DELETE FROM rate_limits WHERE key = $1', [key]);
    },
  };
}

export type SignInTriesRepository = ReturnType<typeof createSignInTriesRepository>;
