import type { Database } from '../../infra/database.ts';

export function createForgetRepository({ pool }: Pick<Database, 'pool'>) {
  return {
    async forget(now: Date): Promise<void> {
      await pool.query('DELETE FROM sessions WHERE expires_at <= $1', [now]);
      await pool.query(
        `DELETE FROM idempotency_keys WHERE created_at <= $1::timestamptz - interval '7 days'`,
        [now],
      );
      await pool.query(`DELETE FROM sms_codes WHERE expires_at <= $1::timestamptz - interval '1 day'`, [now]);
      await pool.query(
        `DELETE FROM rate_limits WHERE window_start <= $1::timestamptz - interval '2 days' AND (locked_until IS NULL OR locked_until <= $1)`,
        [now],
      );
    },
  };
}
