import type { Database } from '../../infra/database.ts';
import type { Limit, LockRule } from './limits.ts';

export interface RateLimitsRepository {
  /** Counts one use. Returns 0 when it was allowed, else the seconds until it would be. */
  take(limit: Limit, subject: string, now: Date): Promise<number>;
  /** Counts one try before its outcome is known, so that simultaneous guesses count too. 0, or the seconds still locked. */
  tryOnce(rule: LockRule, subject: string, now: Date): Promise<number>;
  /** The try was right: takes back what `tryOnce` counted, and the lock it set. */
  forgive(rule: LockRule, subject: string): Promise<void>;
}

export function createRateLimitsRepository({ pool }: Pick<Database, 'pool'>): RateLimitsRepository {
  async function secondsUntil(key: string, now: Date, windowSeconds: number): Promise<number> {
    const { rows } = await pool.query<{ seconds: number }>({
      name: 'rate-wait',
      text: waitSql,
      values: [key, now, windowSeconds],
    });
    return Math.max(1, Math.ceil(rows[0]?.seconds ?? 1));
  }
  return {
    async take({ name, max, seconds }, subject, now) {
      const key = `${name}:${subject}`;
      const { rowCount } = await pool.query({
        name: 'rate-take',
        text: takeSql,
        values: [key, now, max, seconds],
      });
      return rowCount ? 0 : secondsUntil(key, now, seconds);
    },
    async tryOnce(rule, subject, now) {
      const key = `${rule.name}:${subject}`;
      const values = [
        key,
        now,
        rule.free,
        rule.firstLockSeconds,
        rule.longestLockSeconds,
        rule.memorySeconds,
      ];
      const { rowCount } = await pool.query({ name: 'rate-try', text: trySql, values });
      return rowCount ? 0 : secondsUntil(key, now, 0);
    },
    async forgive(rule, subject) {
      const text =
        'UPDATE rate_limits SET count = greatest(count - 1, 0), locked_until = NULL WHERE key = $1';
      await pool.query({ name: 'rate-forgive', text, values: [`${rule.name}:${subject}`] });
    },
  };
}

// One statement each: the row lock of ON CONFLICT lines up simultaneous callers, and the WHERE lets through only those
// within the limit. A refused caller changes nothing and gets no row.
const takeSql = `
  INSERT INTO rate_limits AS r (key, window_start, count) VALUES ($1, $2::timestamptz, 1)
  ON CONFLICT (key) DO UPDATE SET
    count = CASE WHEN r.window_start <= $2::timestamptz - make_interval(secs => $4) THEN 1 ELSE r.count + 1 END,
    window_start = CASE WHEN r.window_start <= $2::timestamptz - make_interval(secs => $4) THEN $2::timestamptz ELSE r.window_start END
  WHERE r.count < $3::int OR r.window_start <= $2::timestamptz - make_interval(secs => $4)
  RETURNING count`;

const trySql = `
  INSERT INTO rate_limits AS r (key, window_start, count) VALUES ($1, $2::timestamptz, 1)
  ON CONFLICT (key) DO UPDATE SET
    count = CASE WHEN r.window_start <= $2::timestamptz - make_interval(secs => $6) THEN 1 ELSE r.count + 1 END,
    window_start = $2::timestamptz,
    locked_until = CASE
      WHEN r.window_start <= $2::timestamptz - make_interval(secs => $6) OR r.count + 1 < $3::int THEN NULL
      ELSE $2::timestamptz + make_interval(secs => least($4::float8 * 2 ^ least(r.count + 1 - $3::int, 20), $5::float8)) END
  WHERE r.locked_until IS NULL OR r.locked_until <= $2::timestamptz
  RETURNING count`;

const waitSql = `
  SELECT extract(epoch FROM coalesce(locked_until, window_start + make_interval(secs => $3)) - $2::timestamptz)::float8 AS seconds
    FROM rate_limits WHERE key = $1`;
