import type { Pool, PoolClient } from 'pg';
import type { OverridableRule } from './outage.ts';

export interface OverrideRow {
  id: number;
  rule: OverridableRule;
  /** As `planKey` writes it. */
  plan: unknown;
  reason: string;
  status: 'asked' | 'approved' | 'refused';
  askedBy: string;
  askedAt: Date;
  decidedBy: string | null;
  decidedAt: Date | null;
}

const columns = `id, rule, plan, reason, status, asked_by AS "askedBy", asked_at AS "askedAt", decided_by AS "decidedBy", decided_at AS "decidedAt"`;

export function createOverridesRepository(pool: Pool) {
  return {
    /** @returns its id, or undefined while another about the rule waits */
    async ask(
      tx: PoolClient,
      asked: { outageId: number; rule: OverridableRule; plan: string; reason: string; by: string; at: Date },
    ): Promise<number | undefined> {
      const text = `INSERT INTO outage_overrides (outage_id, rule, plan, reason, asked_by, asked_at) VALUES ($1, $2, $3, $4, $5, $6)
        ON CONFLICT DO NOTHING RETURNING id`;
      const { outageId, rule, plan, reason, by, at } = asked;
      const values = [outageId, rule, plan, reason, by, at];
      return (await tx.query<{ id: number }>(text, values)).rows[0]?.id;
    },

    async findAsked(tx: PoolClient, outageId: number, id: number): Promise<OverrideRow | undefined> {
      const text = `SELECT ${columns} FROM outage_overrides WHERE outage_id = $1 AND id = $2 AND status = 'asked'`;
      return (await tx.query<OverrideRow>(text, [outageId, id])).rows[0];
    },

    async decide(
      tx: PoolClient,
      id: number,
      status: 'approved' | 'refused',
      by: string,
      at: Date,
    ): Promise<void> {
      await tx.query(
        `UPDATE outage_overrides SET status = $2, decided_by = $3, decided_at = $4 WHERE id = $1 AND status = 'asked'`,
        [id, status, by, at],
      );
    },

    /** The rules set aside for this very plan. */
    async approved(client: Pool | PoolClient, outageId: number, plan: string): Promise<Set<OverridableRule>> {
      const text = `SELECT DISTINCT rule FROM outage_overrides WHERE outage_id = $1 AND status = 'approved' AND plan = $2::jsonb`;
      const { rows } = await client.query<{ rule: OverridableRule }>(text, [outageId, plan]);
      return new Set(rows.map(({ rule }) => rule));
    },

    async of(outageId: number): Promise<OverrideRow[]> {
      const text = `SELECT ${columns} FROM outage_overrides WHERE outage_id = $1 ORDER BY id`;
      return (await pool.query<OverrideRow>(text, [outageId])).rows;
    },

    /** Of all outages, what waits for a second person. */
    async waiting(): Promise<{ count: number; oldestAt: Date | null }> {
      const text = `SELECT count(*)::int AS count, min(asked_at) AS "oldestAt" FROM outage_overrides WHERE status = 'asked'`;
      return (await pool.query(text)).rows[0];
    },
  };
}

export type OverridesRepository = ReturnType<typeof createOverridesRepository>;
