import type { Pool } from 'pg';
import { withAudit } from '../../infra/with-audit.ts';
import type { AuditRecord } from '../../shared/audit.ts';
import type { CaseRuleName, CaseRuleRow } from './case-rules.ts';

export function createRulesRepository(pool: Pool) {
  return {
    /** Every value ever set, newest first: a few a year. */
    async all(): Promise<CaseRuleRow[]> {
      const text = `SELECT id, name, value, valid_from::text AS "validFrom", source, set_by AS "setBy", set_at AS "setAt" FROM case_rules ORDER BY id DESC`;
      return (await pool.query<CaseRuleRow>(text)).rows;
    },

    async set(
      rule: { name: CaseRuleName; value: number; validFrom: string; source: string; setBy: string },
      audit: AuditRecord,
    ): Promise<void> {
      const text = `INSERT INTO case_rules (name, value, valid_from, source, set_by) VALUES ($1, $2, $3, $4, $5)`;
      const values = [rule.name, rule.value, rule.validFrom, rule.source, rule.setBy];
      await pool.query(withAudit(text, values, audit));
    },
  };
}

export type RulesRepository = ReturnType<typeof createRulesRepository>;
