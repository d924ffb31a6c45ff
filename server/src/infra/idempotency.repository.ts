import type { IdempotencyStore } from '../http/idempotency.ts';
import { createBatcher } from './batcher.ts';
import type { FieldCipher } from './crypto.ts';
import type { Database } from './database.ts';

/**
 * A claim whose request died with its process is given up after this long: longer than most requests, shorter than a
 * customer's patience. Payments and refunds are found again by the request's key, so that even one that still runs then is
 * not done twice.
 */
const abandonedAfter = '30 seconds';

/**
 * The commit of these statements does not wait for the disk. What the request then does is committed after its claim and
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
  // One batch at a time, in the order of the keys, so that no two wait for each other in a circle, whichever process they
  // are in.
  const claims = createBatcher<Claim, boolean>({
    run: batch => claimTogether(pool, batch),
    maxSize: 64,
    concurrency: 1,
  });
  const answers = createBatcher<Claimed & { status: number; sealed: string }, void>({
    async run(batch) {
      const ordered = batch.toSorted(byKey);
      await pool.query({
        name: 'idempotency-complete',
        text: `UPDATE idempotency_keys k SET status = a.status, response = a.response
                 FROM ${withoutWaiting}, unnest($1::text[], $2::text[], $3::text[], $4::int[], $5::jsonb[]) AS a (actor, route, key, status, response)
                WHERE k.actor = a.actor AND k.route = a.route AND k.key = a.key`,
        values: [
          ...columnsOf(ordered),
          ordered.map(({ status }) => status),
          ordered.map(({ sealed }) => sealed),
        ],
      });
      return [];
    },
    maxSize: 64,
    concurrency: 1,
  });
  return {
    async claim(actor, route, key, bodyHash) {
      if (await claims.add({ actor, route, key, bodyHash })) return 'claimed';
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
    complete: (actor, route, key, { status, response }) =>
      answers.add({ actor, route, key, status, sealed: seal(response) }),
    async release(actor, route, key) {
      await pool.query(
        'DELETE FROM idempotency_keys WHERE actor = $1 AND route = $2 AND key = $3 AND status IS NULL',
        [actor, route, key],
      );
    },
  };
}

interface Claimed {
  actor: string;
  route: string;
  key: string;
}
interface Claim extends Claimed {
  bodyHash: Buffer;
}

const nameOf = ({ actor, route, key }: Claimed) => `${actor}\n${route}\n${key}`;
const byKey = (one: Claimed, other: Claimed) => (nameOf(one) < nameOf(other) ? -1 : 1);
const columnsOf = (all: Claimed[]) => [
  all.map(({ actor }) => actor),
  all.map(({ route }) => route),
  all.map(({ key }) => key),
];

/** Whether each claim was won. Of equal ones in a batch the first may win, the others find it running. */
async function claimTogether(pool: Database['pool'], batch: Claim[]): Promise<boolean[]> {
  const first = new Map<string, Claim>();
  for (const claim of batch) if (!first.has(nameOf(claim))) first.set(nameOf(claim), claim);
  const ordered = [...first.values()].sort(byKey);
  const { rows } = await pool.query<Claimed>({
    name: 'idempotency-claim',
    text: `INSERT INTO idempotency_keys (actor, route, key, body_hash)
             SELECT actor, route, key, body_hash FROM ${withoutWaiting},
               unnest($1::text[], $2::text[], $3::text[], $4::bytea[]) AS c (actor, route, key, body_hash)
           ON CONFLICT (actor, route, key) DO UPDATE SET created_at = now()
             WHERE idempotency_keys.status IS NULL AND idempotency_keys.body_hash = excluded.body_hash
               AND idempotency_keys.created_at < now() - interval '${abandonedAfter}'
           RETURNING actor, route, key`,
    values: [...columnsOf(ordered), ordered.map(({ bodyHash }) => bodyHash)],
  });
  const won = new Set(rows.map(nameOf));
  return batch.map(claim => first.get(nameOf(claim)) === claim && won.has(nameOf(claim)));
}
