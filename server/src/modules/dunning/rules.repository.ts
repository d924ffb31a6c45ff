import type { Pool } from 'pg';
import { withAudit } from '../../infra/with-audit.ts';
import type { AuditRecord } from '../../shared/audit.ts';
import type { RuleName, RuleRow } from './dunning-rules.ts';

export interface NewRule {
  name: RuleName;
  value: unknown;
  validFrom: string;
  edition: string;
  reason: string;
  setBy: string;
}

export function createRulesRepository(pool: Pool) {
  return {
    /** Every value ever set, newest first: a few a year. */
    async all(): Promise<RuleRow[]> {
      const text = `SELECT id, name, value, valid_from::text AS "validFrom", edition, reason, set_by AS "setBy", set_at AS "setAt"
        FROM dunning_rules ORDER BY id DESC`;
      return (await pool.query<RuleRow>(text)).rows;
    },

    async set(
      { name, value, validFrom, edition, reason, setBy }: NewRule,
      audit: AuditRecord,
    ): Promise<void> {
      const text = `INSERT INTO dunning_rules (name, value, valid_from, edition, reason, set_by) VALUES ($1, $2, $3, $4, $5, $6)`;
      const values = [name, JSON.stringify(value), validFrom, edition, reason, setBy];
      await pool.query(withAudit(text, values, audit));
    },
  };
}

export type RulesRepository = ReturnType<typeof createRulesRepository>;
