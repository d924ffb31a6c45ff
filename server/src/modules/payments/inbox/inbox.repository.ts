import { createHash } from 'node:crypto';
import type { Pool } from 'pg';
import type { InboundNotification, UnreadableMessage } from '../gateways/gateway.ts';

/** A message proved to be the gateway's, with its bytes as they came. */
export interface VerifiedMessage {
  /** Gateway and merchant, as in `Gateway.source`. */
  source: string;
  headers: Record<string, string | undefined>;
  body: Buffer;
  notification: InboundNotification | UnreadableMessage;
}

/** A message that came `times` times while the last batch was stored. */
export type MessageToStore = VerifiedMessage & {
  times: number;
  /** Its event is known to say something else: kept beside the first, and not handled as the event. */
  differing: boolean;
};

export interface StoredMessage {
  id: number;
  handled: boolean;
  /** False when this event was stored before. */
  isNew: boolean;
  /** What the first message of this event said, where it was stored before. */
  said: unknown;
}

export interface HandledMessage {
  inboxId: number;
  paymentNo: string | null;
  result: string;
}

export interface InboxRepository {
  /** Stores messages of distinct events, in one statement. Resolves after the commit; answers in the order given. */
  store(messages: MessageToStore[]): Promise<StoredMessage[]>;
  /** Handles a micro-batch in one transaction. What another worker holds, or has handled, is left out. */
  handle(ids: number[]): Promise<HandledMessage[]>;
  markFailed(id: number, reason: string): Promise<void>;
  /** Stored or failed messages older than `olderThanSeconds`, oldest first. A failed one waits longer after each try. */
  findUnhandled(olderThanSeconds: number, limit: number): Promise<{ id: number; source: string }[]>;
}

/** Headers that prove a message; the rest is transport. None of them identifies a payer. */
const keptHeaders =
  /^(wechatpay-(timestamp|nonce|signature|serial|signature-type)|content-type|request-id|user-agent)$/;

// An event that comes again is counted, not stored again. Sorted, so that two processes cannot wait for each other.
const storeSql = `
  INSERT INTO inbox_messages (source, event_id, kind, headers, body, parsed, repeats)
    SELECT source, event_id, kind, headers::jsonb, body, parsed::jsonb, times - 1
      FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::bytea[], $6::text[], $7::int[])
        AS message (source, event_id, kind, headers, body, parsed, times)
     ORDER BY source, event_id
    ON CONFLICT (source, event_id) DO UPDATE SET repeats = inbox_messages.repeats + excluded.repeats + 1
    RETURNING id, source, event_id, status = 'handled' AS handled, xmax = 0 AS is_new,
      CASE WHEN xmax <> 0 THEN inbox_messages.parsed END AS said`;

export function createInboxRepository(pool: Pool): InboxRepository {
  return {
    async store(messages) {
      const columns = [
        messages.map(message => message.source),
        messages.map(storedEventId),
        messages.map(message => (message.differing ? 'differing' : message.notification.kind)),
        messages.map(message => JSON.stringify(keep(message.headers))),
        messages.map(message => message.body),
        messages.map(message => JSON.stringify(message.notification)),
        messages.map(message => message.times),
      ];
      const { rows } = await pool.query({ name: 'inbox-store', text: storeSql, values: columns });
      const byKey = new Map(rows.map(row => [eventKey(row.source, row.event_id), row]));
      return messages.map(message => {
        const row = byKey.get(eventKey(message.source, storedEventId(message)));
        return { id: row.id, handled: row.handled, isNew: row.is_new, said: row.said };
      });
    },
    async handle(ids) {
      const text = 'SELECT inbox_id AS "inboxId", payment_no AS "paymentNo", result FROM handle_inbox($1)';
      const client = await pool.connect();
      try {
        return (await client.query({ name: 'inbox-handle', text, values: [ids] })).rows;
      } catch (error) {
        // The error comes before PostgreSQL has let go of the rows: whoever tried again now would find them held.
        await client.query('SELECT 1').catch(() => {});
        throw error;
      } finally {
        client.release();
      }
    },
    async markFailed(id, reason) {
      const text = `UPDATE inbox_messages SET status = 'failed', attempts = attempts + 1, result = $2 WHERE id = $1 AND status <> 'handled'`;
      await pool.query(text, [id, reason.slice(0, 500)]);
    },
    async findUnhandled(olderThanSeconds, limit) {
      const text = `SELECT id, source FROM inbox_messages
        WHERE status <> 'handled' AND received_at <= now() - make_interval(secs => $1 * power(2, least(attempts, 12)))
        ORDER BY id LIMIT $2`;
      return (await pool.query(text, [olderThanSeconds, limit])).rows;
    },
  };
}

/** Of what a message says: a sender signs and dates each try anew, so that its bytes alone say little. */
export const meaningOf = ({ notification }: Pick<VerifiedMessage, 'notification'>): string =>
  createHash('sha256').update(JSON.stringify(notification)).digest('hex');

const storedEventId = (message: MessageToStore): string =>
  message.differing ? `${message.notification.eventId}~${meaningOf(message)}` : message.notification.eventId;

export const eventKey = (source: string, eventId: string) => `${source} ${eventId}`;

function keep(headers: VerifiedMessage['headers']): Record<string, string | undefined> {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => keptHeaders.test(name)));
}
