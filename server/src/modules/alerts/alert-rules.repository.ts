/** What each person set for each household. */
import type { Database } from '../../infra/database.ts';
import type { PaymentMode } from '../forecast/index.ts';
import type { AlertRuleName, RuleValue } from './alert-rule.ts';

export type OwnRule = RuleValue & { rule: AlertRuleName };

export function createAlertRulesRepository({ pool }: Pick<Database, 'pool'>) {
  return {
    async own(personId: string, holderPeriodId: number): Promise<OwnRule[]> {
      const { rows } = await pool.query<OwnRule>({
        name: 'alert-rules-own',
        text: `SELECT rule, enabled, amount_fen AS "amountFen", days, percent FROM alert_rules
                WHERE holder_period_id = $2 AND person_id = $1`,
        values: [personId, holderPeriodId],
      });
      return rows;
    },

    async set(personId: string, holderPeriodId: number, rule: OwnRule, now: Date): Promise<void> {
      await pool.query(
        `INSERT INTO alert_rules (person_id, holder_period_id, rule, enabled, amount_fen, days, percent, changed_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
         ON CONFLICT (holder_period_id, person_id, rule) DO UPDATE SET enabled = excluded.enabled, amount_fen = excluded.amount_fen,
           days = excluded.days, percent = excluded.percent, changed_at = excluded.changed_at`,
        [personId, holderPeriodId, rule.rule, rule.enabled, rule.amountFen, rule.days, rule.percent, now],
      );
    },

    async paymentMode(holderPeriodId: number, today: string): Promise<PaymentMode> {
      const { rowCount } = await pool.query(
        `SELECT FROM prepaid_agreements WHERE holder_period_id = $1 AND signed_on <= $2 AND (ended_on IS NULL OR ended_on > $2)`,
        [holderPeriodId, today],
      );
      return rowCount ? 'prepaid' : 'postpaid';
    },
  };
}

export type AlertRulesRepository = ReturnType<typeof createAlertRulesRepository>;
