import type { IdempotencyStore } from '../http/idempotency.ts';
import type { Database } from './database.ts';

/** A claim whose request died with its process is given up after this long: longer than any request, shorter than a customer's patience. */
const abandonedAfter = '30 seconds';

export function createIdempotencyStore({ pool }: Pick<Database, 'pool'>): IdempotencyStore {
  return {
    async claim(actor, route, key, bodyHash) {
      const claimed = await pool.query({
        name: 'idempotency-claim',
        text: `INSERT INTO idempotency_keys (actor, route, key, body_hash) VALUES ($1, $2, $3, $4)
               ON CONFLICT (actor, route, key) DO UPDATE SET created_at = now()
                 WHERE idempotency_keys.status IS NULL AND idempotency_keys.body_hash = excluded.body_hash
                   AND idempotency_keys.created_at < now() - interval '${abandonedAfter}'
               RETURNING 1`,
        values: [actor, route, key, bodyHash],
      });
      if (claimed.rowCount) return 'claimed';
      const { rows } = await pool.query(
        'SELECT body_hash, status, response FROM idempotency_keys WHERE actor = $1 AND route = $2 AND key = $3',
        [actor, route, key],
      );
      const [row] = rows;
      if (!row) return { bodyHash };
      return {
        bodyHash: row.body_hash,
        ...(row.status === null ? {} : { answer: { status: row.status, response: row.response } }),
      };
    },
    async complete(actor, route, key, answer) {
      await pool.query({
        name: 'idempotency-complete',
        text: 'UPDATE idempotency_keys SET status = $4, response = $5 WHERE actor = $1 AND route = $2 AND key = $3',
        values: [actor, route, key, answer.status, JSON.stringify(answer.response)],
      });
    },
    async release(actor, route, key) {
      await pool.query(
        'DELETE FROM idempotency_keys WHERE actor = $1 AND route = $2 AND key = $3 AND status IS NULL',
        [actor, route, key],
      );
    },
  };
}
