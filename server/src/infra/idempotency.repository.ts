import type { IdempotencyStore } from '../http/idempotency.ts';
import type { FieldCipher } from './crypto.ts';
import type { Database } from './database.ts';

/**
 * A claim whose request died with its process is given up after this long: longer than most requests, shorter than a
 * customer's patience. Payments and refunds are found again by the request's key, so that even one that still runs then is
 * not done twice.
 */
const abandonedAfter = '30 seconds';

/**
 * This one statement's commit does not wait for the disk. What the request then does is committed after its claim and
 * cannot be kept without it, the log being one; an answer lost in a crash is a claim without one, as if the crash had
 * come a moment earlier.
 */
const withoutWaiting = `set_config('synchronous_commit', 'off', true)`;

/** Answers are kept sealed: names and addresses stand in some of them. */
export function createIdempotencyStore(
  { pool }: Pick<Database, 'pool'>,
  cipher: FieldCipher,
): IdempotencyStore {
  const seal = (response: unknown) =>
    JSON.stringify(cipher.encrypt(JSON.stringify(response ?? null)).toString('base64'));
  const open = (sealed: string): unknown => JSON.parse(cipher.decrypt(Buffer.from(sealed, 'base64')));
  return {
    async claim(actor, route, key, bodyHash) {
      const claimed = await pool.query({
        name: 'idempotency-claim',
        text: `INSERT INTO idempotency_keys (actor, route, key, body_hash) SELECT $1, $2, $3, $4::bytea FROM ${withoutWaiting}
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
        ...(row.status === null ? {} : { answer: { status: row.status, response: open(row.response) } }),
      };
    },
    async complete(actor, route, key, answer) {
      await pool.query({
        name: 'idempotency-complete',
        text: `UPDATE idempotency_keys SET status = $4, response = $5 FROM ${withoutWaiting} WHERE actor = $1 AND route = $2 AND key = $3`,
        values: [actor, route, key, answer.status, seal(answer.response)],
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
