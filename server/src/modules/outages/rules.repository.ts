import type { Pool } from 'pg';
import { withAudit } from '../../infra/with-audit.ts';
import type { AuditRecord } from '../../shared/audit.ts';
import type { OutageRuleName, OutageRuleRow } from './outage-rules.ts';

export interface NewRule {
  name: OutageRuleName;
  value: number;
  validFrom: Date;
  source: string;
  setBy: string;
}

export function createRulesRepository(pool: Pool) {
  return {
    /** Every row, newest first: a few a year. */
    async all(): Promise<OutageRuleRow[]> {
      const text = `SELECT id, name, value, valid_from AS "validFrom", source, set_by AS "setBy", set_at AS "setAt" FROM outage_rules ORDER BY id DESC`;
      return (await pool.query<OutageRuleRow>(text)).rows;
    },

    async set({ name, value, validFrom, source, setBy }: NewRule, audit: AuditRecord): Promise<void> {
      const text = `INSERT INTO outage_rules (name, value, valid_from, source, set_by) VALUES ($1, $2, $3, $4, $5)`;
      await pool.query(withAudit(text, [name, value, validFrom, source, setBy], audit));
    },
  };
}

export type RulesRepository = ReturnType<typeof createRulesRepository>;
