import type { Pool } from 'pg';

/** A session that is still open, and who stands behind it: a person, or a member of staff. */
export interface OpenSession {
  sessionHash: Buffer;
  personId: string | null;
  username: string | null;
  roles: string[] | null;
}

const openSql = `
  SELECT token_hash AS "sessionHash", person_id AS "personId", NULL AS username, NULL::text[] AS roles
    FROM sessions WHERE token_hash = ANY($1) AND expires_at > $2
  UNION ALL
  SELECT t.token_hash, NULL, m.username, m.roles
    FROM staff_sessions t JOIN staff_members m ON m.id = t.staff_id
   WHERE t.token_hash = ANY($1) AND t.expires_at > $2 AND m.active`;

export function createTicketsRepository(pool: Pool) {
  const open = async (hashes: Buffer[], now: Date): Promise<OpenSession[]> =>
    (await pool.query<OpenSession>({ name: 'chat-sessions', text: openSql, values: [hashes, now] })).rows;
  return {
    async issue(ticketHash: Buffer, sessionHash: Buffer, expiresAt: Date): Promise<void> {
      const text = 'INSERT INTO chat_tickets (ticket_hash, session_hash, expires_at) VALUES ($1, $2, $3)';
      await pool.query(text, [ticketHash, sessionHash, expiresAt]);
    },

    /** Good once: whoever comes second with it finds nothing. Nor does whoever has signed out meanwhile. */
    async redeem(ticketHash: Buffer, now: Date): Promise<OpenSession | undefined> {
      const text = `DELETE FROM chat_tickets WHERE ticket_hash = $1
        RETURNING session_hash AS "sessionHash", expires_at > $2 AS good`;
      const used = await pool.query<{ sessionHash: Buffer; good: boolean }>(text, [ticketHash, now]);
      const [ticket] = used.rows;
      return ticket?.good ? (await open([ticket.sessionHash], now))[0] : undefined;
    },

    /** Those of the sessions that are still open. */
    open,

    async forgetExpired(now: Date): Promise<void> {
      await pool.query('DELETE FROM chat_tickets WHERE expires_at < $1', [now]);
    },
  };
}

export type TicketsRepository = ReturnType<typeof createTicketsRepository>;
