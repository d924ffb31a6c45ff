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

export interface ListWish {
  /** How an account number begins. */
  q: string | null;
  today: string;
  offset: number;
  limit: number;
}

export interface ListedCustomer {
  accountNo: string;
  nameEnc: Buffer;
  lastBilled: string | null;
  lastLoad: string | null;
}

export interface StatementMonth {
  month: string;
  totalFen: number;
  owedFen: number;
}

export interface WrittenLoad extends LoadMonth {
  recordedBy: string;
  recordedAt: Date;
}

/** Three years. */
const monthsShown = 36;

export function createLargeCustomersRepository(pool: Pool) {
  return {
    async find(accountNo: string, today: string): Promise<LargeAccount | undefined> {
      const text = `SELECT a.id AS "accountId", h.id AS "holderPeriodId", a.account_no AS "accountNo", c.name_enc AS "nameEnc" FROM supply_accounts a
        JOIN holder_periods h ON h.account_id = a.id AND h.from_date <= $2::date AND (h.to_date IS NULL OR h.to_date > $2::date)
        JOIN customers c ON c.id = h.customer_id WHERE a.account_no = $1 AND a.importance LIKE '%large'`;
      return (await pool.query<LargeAccount>(text, [accountNo, today])).rows[0];
    },

    /** Large customers by their number, with the latest month that was billed and the latest that was written down. */
    async list({ q, today, offset, limit }: ListWish): Promise<ListedCustomer[]> {
      const text = `SELECT a.account_no AS "accountNo", c.name_enc AS "nameEnc",
          (SELECT max(b.month) FROM bills b WHERE b.holder_period_id = h.id AND b.live) AS "lastBilled",
          (SELECT max(r.month) FROM load_records r WHERE r.account_id = a.id AND r.month >= to_char(h.from_date, 'YYYY-MM')) AS "lastLoad"
        FROM supply_accounts a JOIN holder_periods h ON h.account_id = a.id AND h.from_date <= $1::date AND (h.to_date IS NULL OR h.to_date > $1::date)
          JOIN customers c ON c.id = h.customer_id
        WHERE a.importance LIKE '%large' AND ($2::text IS NULL OR starts_with(a.account_no, $2)) ORDER BY a.account_no OFFSET $3 LIMIT $4`;
      return (await pool.query<ListedCustomer>(text, [today, q, offset, limit])).rows;
    },

    /** Months of the present holder that have a statement, newest first. */
    async statements(holderPeriodId: number): Promise<StatementMonth[]> {
      const text = `SELECT b.month, sum(b.total_fen)::bigint AS "totalFen", coalesce(sum(y.amount_fen - y.paid_fen), 0)::bigint AS "owedFen"
        FROM bills b LEFT JOIN payables y ON y.id = b.payable_id WHERE b.holder_period_id = $1 AND b.live GROUP BY b.month ORDER BY b.month DESC LIMIT ${monthsShown}`;
      return (await pool.query<StatementMonth>(text, [holderPeriodId])).rows;
    },

    /** What was written down of the present holder, newest month first; of one month the last. */
    async loadBook(account: Pick<LargeAccount, 'accountId' | 'holderPeriodId'>): Promise<WrittenLoad[]> {
      const text = `SELECT DISTINCT ON (r.month) r.month, r.max_demand AS "maxDemand", r.active_energy AS active, r.reactive_energy AS reactive,
          r.recorded_by AS "recordedBy", r.recorded_at AS "recordedAt"
        FROM load_records r JOIN holder_periods h ON h.id = $2 AND r.month >= to_char(h.from_date, 'YYYY-MM')
        WHERE r.account_id = $1 ORDER BY r.month DESC, r.id DESC LIMIT ${monthsShown}`;
      return (await pool.query<WrittenLoad>(text, [account.accountId, account.holderPeriodId])).rows;
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
        WHERE a.importance LIKE '%large' ON CONFLICT (dedupe_key) DO NOTHING`;
      return (await pool.query(text, [month, now])).rowCount ?? 0;
    },
  };
}

export type LargeCustomersRepository = ReturnType<typeof createLargeCustomersRepository>;
