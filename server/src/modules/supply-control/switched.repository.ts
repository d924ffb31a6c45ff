/** Homes that were cut off, as their payers may ask about them. */
import type { Pool } from 'pg';
import type { Switched } from './supply-by-payment.ts';

// What was known before the disconnect says nothing of what came of it; of one that was withdrawn nothing came.
const switchedSql = `
  SELECT h.id AS "holderPeriodId", off.issued_at AS "offOrderedAt", back.issued_at AS "reconnectOrderedAt",
         back.ended_at IS NOT NULL AS "reconnectEnded", s.state, s.since
    FROM holder_periods h
    CROSS JOIN LATERAL (SELECT c.id, c.issued_at FROM supply_commands c
       WHERE c.account_id = h.account_id AND c.holder_period_id = h.id AND c.action = 'disconnect' AND c.code IS DISTINCT FROM 'withdrawn'
       ORDER BY c.id DESC LIMIT 1) off
    LEFT JOIN LATERAL (SELECT c.issued_at, c.ended_at FROM supply_commands c
       WHERE c.account_id = h.account_id AND c.action = 'connect' AND c.id > off.id ORDER BY c.id DESC LIMIT 1) back ON true
    LEFT JOIN supply_states s ON s.account_id = h.account_id AND s.command_id >= off.id
   WHERE h.id = ANY ($1::bigint[])`;

export function createSwitchedRepository(pool: Pool) {
  return {
    /** By holder period; a home that was never cut off is left out. */
    async ofHolders(holderPeriodIds: readonly number[]): Promise<Map<number, Switched>> {
      const { rows } = await pool.query<Switched & { holderPeriodId: number }>({
        name: 'supply-switched',
        text: switchedSql,
        values: [[...new Set(holderPeriodIds)]],
      });
      return new Map(rows.map(({ holderPeriodId, ...switched }) => [holderPeriodId, switched]));
    },
  };
}
