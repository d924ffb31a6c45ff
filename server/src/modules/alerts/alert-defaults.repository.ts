/** What holds for everybody who has said nothing: dated rows, of which the latest begun holds. */
import type { Database } from '../../infra/database.ts';
import { withAudit } from '../../infra/with-audit.ts';
import type { AuditRecord } from '../../shared/audit.ts';
import type { PaymentMode } from '../forecast/index.ts';
import type { AlertRuleName, RuleValue } from './alert-rule.ts';

export interface DefaultRow extends RuleValue {
  id: number;
  rule: AlertRuleName;
  paymentMode: PaymentMode;
  validFrom: Date;
  source: string;
  setBy: string;
}

export type NewDefault = Omit<DefaultRow, 'id'>;

const columns = `id, rule, payment_mode AS "paymentMode", enabled, amount_fen AS "amountFen", days, percent, valid_from AS "validFrom",
  source, set_by AS "setBy"`;

export function createAlertDefaultsRepository({ pool }: Pick<Database, 'pool'>) {
  return {
    /** Every row, newest first: a few a year. */
    async all(): Promise<DefaultRow[]> {
      return (await pool.query<DefaultRow>(`SELECT ${columns} FROM alert_defaults ORDER BY id DESC`)).rows;
    },

    /** In force at this moment, one for each rule and mode. */
    async inForce(now: Date): Promise<DefaultRow[]> {
      const { rows } = await pool.query<DefaultRow>(
        `SELECT DISTINCT ON (rule, payment_mode) ${columns} FROM alert_defaults WHERE valid_from <= $1
          ORDER BY rule, payment_mode, valid_from DESC, id DESC`,
        [now],
      );
      return rows;
    },

    async add(row: NewDefault, audit: AuditRecord): Promise<void> {
      const { rule, paymentMode, enabled, amountFen, days, percent, validFrom, source, setBy } = row;
      const text = `INSERT INTO alert_defaults (rule, payment_mode, enabled, amount_fen, days, percent, valid_from, source, set_by)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`;
      const values = [rule, paymentMode, enabled, amountFen, days, percent, validFrom, source, setBy];
      await pool.query(withAudit(text, values, audit));
    },
  };
}

export type AlertDefaultsRepository = ReturnType<typeof createAlertDefaultsRepository>;
