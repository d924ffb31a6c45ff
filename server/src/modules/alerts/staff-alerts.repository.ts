/** What staff see of alerts: of one account, and of all, newest first. */
import type { Database } from '../../infra/database.ts';
import type { PaymentMode } from '../forecast/index.ts';
import type { OwnRule } from './alert-rules.repository.ts';

export interface AlertOnLog {
  id: number;
  accountNo: string;
  rule: string;
  event: string;
  status: string;
  why: string | null;
  createdAt: Date;
  to: 'person' | 'contact' | 'holder';
  params: Record<string, unknown>;
}

export interface AlertSearch {
  query?: string;
  rule?: string;
  status?: string;
  /** Alerts before this one. */
  before?: number;
  limit: number;
}

export interface BoundPerson {
  personId: string;
  level: 'pay-only' | 'full';
  isHolder: boolean;
  phoneEnc: Buffer | null;
  rules: OwnRule[];
}

export interface KeptEstimate {
  paymentMode: PaymentMode;
  asOf: string | null;
  keptFen: number;
  owedFen: number;
  usedFen: number | null;
  perDayFen: number | null;
  forecastMonth: string | null;
  forecastFen: number | null;
  forecastLowFen: number | null;
  forecastHighFen: number | null;
  missingDays: number;
  stale: boolean;
  refreshedAt: Date;
}

export interface SweepRow {
  id: number;
  startedAt: Date;
  finishedAt: Date | null;
  accounts: number;
  queued: Record<string, number>;
}

const alertColumns = `n.id, a.account_no AS "accountNo", coalesce(n.reason_code, n.event) AS rule, n.event, n.status, n.why, n.created_at AS "createdAt", n.params,
  CASE WHEN n.person_id IS NOT NULL THEN 'person' WHEN n.contact_id IS NOT NULL THEN 'contact' ELSE 'holder' END AS "to"`;

export function createStaffAlertsRepository({ pool }: Pick<Database, 'pool'>) {
  return {
    async ofHolder(holderPeriodId: number, limit: number): Promise<AlertOnLog[]> {
      const { rows } = await pool.query<AlertOnLog>(
        `SELECT ${alertColumns} FROM notices n JOIN holder_periods h ON h.id = n.holder_period_id JOIN supply_accounts a ON a.id = h.account_id
          WHERE n.holder_period_id = $1 AND (n.dedupe_key LIKE 'alert:%' OR n.dedupe_key LIKE 'dunning:%') ORDER BY n.id DESC LIMIT $2`,
        [holderPeriodId, limit],
      );
      return rows;
    },

    async search({ query, rule, status, before, limit }: AlertSearch): Promise<AlertOnLog[]> {
      const { rows } = await pool.query<AlertOnLog>(
        `SELECT ${alertColumns} FROM notices n JOIN holder_periods h ON h.id = n.holder_period_id JOIN supply_accounts a ON a.id = h.account_id
          WHERE n.dedupe_key LIKE 'alert:%' AND ($1::text IS NULL OR a.account_no LIKE '%' || $1) AND ($2::text IS NULL OR n.reason_code = $2)
            AND ($3::text IS NULL OR n.status = $3) AND ($4::bigint IS NULL OR n.id < $4)
          ORDER BY n.id DESC LIMIT $5`,
        [query ?? null, rule ?? null, status ?? null, before ?? null, limit],
      );
      return rows;
    },

    async people(holderPeriodId: number): Promise<BoundPerson[]> {
      const { rows } = await pool.query<BoundPerson>(
        `SELECT b.person_id AS "personId", b.level, b.is_holder AS "isHolder", p.phone_enc AS "phoneEnc",
                (SELECT coalesce(json_agg(json_build_object('rule', r.rule, 'enabled', r.enabled, 'amountFen', r.amount_fen, 'days', r.days, 'percent', r.percent)), '[]')
                   FROM alert_rules r WHERE r.holder_period_id = b.holder_period_id AND r.person_id = b.person_id) AS rules
           FROM bindings b JOIN people p ON p.id = b.person_id WHERE b.holder_period_id = $1 AND b.removed_at IS NULL ORDER BY b.created_at`,
        [holderPeriodId],
      );
      return rows;
    },

    async estimate(holderPeriodId: number): Promise<KeptEstimate | undefined> {
      const { rows } = await pool.query<KeptEstimate>(
        `SELECT payment_mode AS "paymentMode", as_of::text AS "asOf", kept_fen AS "keptFen", owed_fen AS "owedFen", used_fen AS "usedFen",
                per_day_fen AS "perDayFen", forecast_month AS "forecastMonth", forecast_fen AS "forecastFen", forecast_low_fen AS "forecastLowFen",
                forecast_high_fen AS "forecastHighFen", missing_days AS "missingDays", stale, refreshed_at AS "refreshedAt"
           FROM account_estimates WHERE holder_period_id = $1`,
        [holderPeriodId],
      );
      return rows[0];
    },

    async lastSweeps(limit: number): Promise<SweepRow[]> {
      const { rows } = await pool.query<SweepRow>(
        `SELECT id, started_at AS "startedAt", finished_at AS "finishedAt", accounts, queued FROM alert_sweeps ORDER BY id DESC LIMIT $1`,
        [limit],
      );
      return rows;
    },
  };
}

export type StaffAlertsRepository = ReturnType<typeof createStaffAlertsRepository>;
