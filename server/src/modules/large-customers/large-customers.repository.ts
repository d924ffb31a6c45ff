/** Large customers: load months, bills of a month, and whom to tell. */
import type { Pool } from 'pg';
import { withAudit } from '../../infra/with-audit.ts';
import type { AuditRecord } from '../../shared/audit.ts';
import type { LoadMonth, LoadRules } from './quarter.ts';

export interface LargeAccount {
  accountId: number;
  holderPeriodId: number;
  accountNo: string;
  nameEnc: Buffer;
}

export interface StatementBill {
  billNo: string;
  fromOn: string;
  toOn: string;
  /** 0.01 kWh */
  energy: number;
  energyFen: number;
  totalFen: number;
  owedFen: number;
  dueOn: string;
}

export function createLargeCustomersRepository(pool: Pool) {
  return {
    async find(accountNo: string, today: string): Promise<LargeAccount | undefined> {
      const text = `SELECT a.id AS "accountId", h.id AS "holderPeriodId", a.account_no AS "accountNo", c.name_enc AS "nameEnc" FROM supply_accounts a
        JOIN holder_periods h ON h.account_id = a.id AND h.from_date <= $2::date AND (h.to_date IS NULL OR h.to_date > $2::date)
        JOIN customers c ON c.id = h.customer_id WHERE a.account_no = $1 AND a.importance = 'large'`;
      return (await pool.query<LargeAccount>(text, [accountNo, today])).rows[0];
    },

    /** Of the present holder only: an earlier one's use is theirs. */
    async loads(
      account: Pick<LargeAccount, 'accountId' | 'holderPeriodId'>,
      months: readonly string[],
    ): Promise<LoadMonth[]> {
      const text = `SELECT DISTINCT ON (r.month) r.month, r.max_demand AS "maxDemand", r.active_energy AS active, r.reactive_energy AS reactive
        FROM load_records r JOIN holder_periods h ON h.id = $3 AND r.month >= to_char(h.from_date, 'YYYY-MM')
        WHERE r.account_id = $1 AND r.month = ANY($2::text[]) ORDER BY r.month, r.id DESC`;
      return (await pool.query<LoadMonth>(text, [account.accountId, months, account.holderPeriodId])).rows;
    },

    async record(
      given: {
        accountId: number;
        month: string;
        maxDemand: number;
        active: number;
        reactive: number;
        by: string;
        at: Date;
      },
      audit: AuditRecord,
    ): Promise<void> {
      const text = `INSERT INTO load_records (account_id, month, max_demand, active_energy, reactive_energy, recorded_by, recorded_at) VALUES ($1, $2, $3, $4, $5, $6, $7)`;
      const { accountId, month, maxDemand, active, reactive, by, at } = given;
      await pool.query(withAudit(text, [accountId, month, maxDemand, active, reactive, by, at], audit));
    },

    async rules(day: string): Promise<LoadRules> {
      const text = `SELECT DISTINCT ON (name) name, value FROM load_rules WHERE valid_from <= $1::date ORDER BY name, valid_from DESC, id DESC`;
      const { rows } = await pool.query<{ name: keyof LoadRules; value: number }>(text, [day]);
      return Object.fromEntries(rows.map(({ name, value }) => [name, value])) as unknown as LoadRules;
    },

    async bills(holderPeriodId: number, month: string): Promise<StatementBill[]> {
      const text = `SELECT b.bill_no AS "billNo", b.from_date::text AS "fromOn", b.to_date::text AS "toOn", b.energy, b.energy_fen AS "energyFen",
          b.total_fen AS "totalFen", coalesce(y.amount_fen - y.paid_fen, 0)::bigint AS "owedFen", b.due_on::text AS "dueOn"
        FROM bills b LEFT JOIN payables y ON y.id = b.payable_id WHERE b.holder_period_id = $1 AND b.month = $2 AND b.live ORDER BY b.id`;
      return (await pool.query<StatementBill>(text, [holderPeriodId, month])).rows;
    },

    /** Tells finance and managers of each large customer, once each, that the statement of a month is there. */
    async tell(month: string, now: Date): Promise<number> {
      const text = `INSERT INTO notices (dedupe_key, event, contact_id, holder_period_id, params, source_table, source_id)
        SELECT 'statement:' || h.id || ':' || k.id || ':' || $1, 'large-statement', k.id, h.id,
          jsonb_build_object('month', $1::text, 'amountFen', s.total), 'holder_periods', h.id::text
        FROM supply_accounts a JOIN holder_periods h ON h.account_id = a.id AND h.from_date <= shanghai_date($2) AND (h.to_date IS NULL OR h.to_date > shanghai_date($2))
          JOIN account_contacts k ON k.holder_period_id = h.id AND k.removed_at IS NULL AND k.role IN ('finance', 'manager')
          JOIN LATERAL (SELECT sum(b.total_fen)::bigint AS total FROM bills b WHERE b.holder_period_id = h.id AND b.month = $1 AND b.live) s ON s.total IS NOT NULL
        WHERE a.importance = 'large' ON CONFLICT (dedupe_key) DO NOTHING`;
      return (await pool.query(text, [month, now])).rowCount ?? 0;
    },
  };
}

export type LargeCustomersRepository = ReturnType<typeof createLargeCustomersRepository>;
