import type { Pool } from 'pg';

export interface TicketHolder {
  personId: string | null;
  username: string | null;
  roles: string[] | null;
  expiresAt: Date;
}

export function createTicketsRepository(pool: Pool) {
  return {
    async issue(
      ticketHash: Buffer,
      holder: { personId: string } | { staffId: string },
      expiresAt: Date,
    ): Promise<void> {
      const text =
        'INSERT INTO chat_tickets (ticket_hash, person_id, staff_id, expires_at) VALUES ($1, $2, $3, $4)';
      const { personId = null, staffId = null } = holder as { personId?: string; staffId?: string };
      await pool.query(text, [ticketHash, personId, staffId, expiresAt]);
    },

    /** Good once: whoever comes second with it finds nothing. */
    async redeem(ticketHash: Buffer): Promise<TicketHolder | undefined> {
      const text = `WITH used AS (DELETE FROM chat_tickets WHERE ticket_hash = $1 RETURNING person_id, staff_id, expires_at)
        SELECT u.person_id AS "personId", s.username, s.roles, u.expires_at AS "expiresAt"
        FROM used u LEFT JOIN staff_members s ON s.id = u.staff_id AND s.active`;
      return (await pool.query<TicketHolder>(text, [ticketHash])).rows[0];
    },

    async forgetExpired(now: Date): Promise<void> {
      await pool.query('DELETE FROM chat_tickets WHERE expires_at < $1', [now]);
    },
  };
}

export type TicketsRepository = ReturnType<typeof createTicketsRepository>;
