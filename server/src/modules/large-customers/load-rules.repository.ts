/** By what advice on load is given: dated, with its source. */
import type { Pool } from 'pg';
import { withAudit } from '../../infra/with-audit.ts';
import type { AuditRecord } from '../../shared/audit.ts';

export const loadRuleNames = ['power-factor-permille', 'load-rate-percent', 'demand-rise-percent'] as const;
type LoadRuleName = (typeof loadRuleNames)[number];

export interface LoadRuleRow {
  id: number;
  name: LoadRuleName;
  value: number;
  /** A business date. */
  validFrom: string;
  source: string;
  setBy: string;
  setAt: Date;
}

export function createLoadRulesRepository(pool: Pool) {
  return {
    /** Every value ever set, newest first: a few a year. */
    async all(): Promise<LoadRuleRow[]> {
      const text = `SELECT id, name, value, valid_from::text AS "validFrom", source, set_by AS "setBy", set_at AS "setAt" FROM load_rules ORDER BY id DESC`;
      return (await pool.query<LoadRuleRow>(text)).rows;
    },

    async set(
      rule: { name: LoadRuleName; value: number; validFrom: string; source: string; setBy: string },
      audit: AuditRecord,
    ): Promise<void> {
      const text =
        'INSERT INTO load_rules (name, value, valid_from, source, set_by) VALUES ($1, $2, $3, $4, $5)';
      const values = [rule.name, rule.value, rule.validFrom, rule.source, rule.setBy];
      await pool.query(withAudit(text, values, audit));
    },
  };
}

export type LoadRulesRepository = ReturnType<typeof createLoadRulesRepository>;
