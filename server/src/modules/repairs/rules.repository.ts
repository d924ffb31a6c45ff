import type { Pool, PoolClient } from 'pg';
import { withAudit } from '../../infra/with-audit.ts';
import type { AuditRecord } from '../../shared/audit.ts';
import { type RepairRuleName, type RepairRuleRow, repairRuleNames } from './repair-rules.ts';

export function createRulesRepository(pool: Pool) {
  return {
    /** Every value ever set of the rules there are, newest first: a few a year. */
    async all(client: Pool | PoolClient = pool): Promise<RepairRuleRow[]> {
      const text = `SELECT id, name, value, valid_from::text AS "validFrom", source, set_by AS "setBy", set_at AS "setAt" FROM repair_rules WHERE name = ANY ($1) ORDER BY id DESC`;
      return (await client.query<RepairRuleRow>(text, [repairRuleNames])).rows;
    },

    async set(
      rule: { name: RepairRuleName; value: number; validFrom: string; source: string; setBy: string },
      audit: AuditRecord,
    ): Promise<void> {
      const text = `INSERT INTO repair_rules (name, value, valid_from, source, set_by) VALUES ($1, $2, $3, $4, $5)`;
      const values = [rule.name, rule.value, rule.validFrom, rule.source, rule.setBy];
      await pool.query(withAudit(text, values, audit));
    },
  };
}

export type RulesRepository = ReturnType<typeof createRulesRepository>;
