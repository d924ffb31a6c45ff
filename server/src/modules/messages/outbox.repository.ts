import type { PoolClient } from 'pg';
import type { Database, Transaction } from '../../infra/database.ts';
import type { Prisma } from '../../infra/prisma/client.ts';
import type { Outgoing } from './outbox.ts';

/** A claimed message is left alone by other relays for this long, then counts as not delivered. */
const leaseSeconds = 60;

export interface OutboxRepository {
  /** Takes up to `limit` due messages of these kinds for this relay alone. */
  claim(kinds: string[], limit: number): Promise<Outgoing[]>;
  /** Delivered; what was personal in the payload is dropped. */
  sent(id: number, costMilliFen: number): Promise<void>;
  failed(id: number, retryInSeconds: number, reason: string): Promise<void>;
  /** @param keepsWords so that it can be sent again; otherwise what was personal in the payload is dropped */
  dead(id: number, reason: string, keepsWords: boolean): Promise<void>;
  /** How much of each kind waits to be delivered. */
  depth(): Promise<{ kind: string; waiting: number }[]>;
}

/** A message's words, and a link that its reader alone may use. */
export const withoutWords = `payload - ARRAY['sealed', 'sealedLink']`;

export function createOutboxRepository({ pool }: Pick<Database, 'pool'>): OutboxRepository {
  return {
    async claim(kinds, limit) {
      const { rows } = await pool.query<Outgoing>({
        name: 'outbox-claim',
        text: claimSql,
        values: [kinds, limit, leaseSeconds],
      });
      return rows;
    },
    async sent(id, costMilliFen) {
      await pool.query(
        `UPDATE outbox_messages SET status = 'sent', sent_at = clock_timestamp(), last_error = NULL, cost_milli_fen = $2,
            payload = ${withoutWords} WHERE id = $1`,
        [id, costMilliFen],
      );
    },
    async failed(id, retryInSeconds, reason) {
      await pool.query(
        `UPDATE outbox_messages SET next_at = clock_timestamp() + make_interval(secs => $2), last_error = $3 WHERE id = $1 AND status = 'waiting'`,
        [id, retryInSeconds, reason.slice(0, 500)],
      );
    },
    async dead(id, reason, keepsWords) {
      await pool.query(
        `UPDATE outbox_messages SET status = 'dead', last_error = $2, payload = CASE WHEN $3 THEN payload ELSE ${withoutWords} END
          WHERE id = $1 AND status = 'waiting'`,
        [id, reason.slice(0, 500), keepsWords],
      );
    },
    async depth() {
      const { rows } = await pool.query(
        `SELECT kind, count(*)::int AS waiting FROM outbox_messages WHERE status = 'waiting' GROUP BY 1`,
      );
      return rows;
    },
  };
}

// The lease, not a lock, guards a message while it is delivered: no transaction stays open during a network call.
const claimSql = `
  UPDATE outbox_messages SET attempts = attempts + 1, next_at = clock_timestamp() + make_interval(secs => $3)
   WHERE id IN (
     SELECT id FROM outbox_messages
      WHERE status = 'waiting' AND next_at <= clock_timestamp() AND kind = ANY($1)
      ORDER BY next_at LIMIT $2 FOR UPDATE SKIP LOCKED)
  RETURNING id, kind, dedupe_key AS "dedupeKey", payload, attempts`;

/** Writes an effect in the transaction that causes it. A second one with the same key is dropped. */
export async function addToOutbox(
  tx: Transaction,
  message: { kind: string; dedupeKey: string; payload: Prisma.InputJsonObject },
): Promise<void> {
  await tx.outboxMessage.createMany({ data: [message], skipDuplicates: true });
}

/** The same in a transaction of the pool. */
export async function addToOutboxSql(
  tx: PoolClient,
  { kind, dedupeKey, payload }: { kind: string; dedupeKey: string; payload: object },
): Promise<void> {
  await tx.query(
    'INSERT INTO outbox_messages (kind, dedupe_key, payload) VALUES ($1, $2, $3) ON CONFLICT (dedupe_key) DO NOTHING',
    [kind, dedupeKey, JSON.stringify(payload)],
  );
}
