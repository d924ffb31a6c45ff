/** A town of so many bound households with today's estimates, as a sweep finds them on an ordinary morning; made by SQL alone. */
import type pg from 'pg';

export const today = '2026-11-20';
/** Accounts in one statement: what `ALERT_SWEEP_ACCOUNTS` is by default. */
export const rangeSize = 50_000;

/**
 * Of a hundred: four are told something by default (one prepaid household runs low, two bills are overdue of people whom dunning does not write
 * to, one day was unusual). A fifth has limits of its own, of which one in twenty is met by its forecast, and a fifth has a second person
 * bound, one in twenty of whom hears of the unusual day too: six notices in all.
 */
export async function makeTown(client: pg.Client, accounts: number): Promise<void> {
  await client.query('SET session_replication_role = replica');
  for (const text of statements) await client.query(text, [accounts]);
  await client.query('SET session_replication_role = origin');
  await client.query('VACUUM (ANALYZE)');
}

const person = `('00000000-0000-4000-8000-' || lpad(to_hex(n), 12, '0'))::uuid`;
const secondPerson = `('00000000-0000-4000-8001-' || lpad(to_hex(n), 12, '0'))::uuid`;
const all = 'generate_series(1, $1::int) AS n';
const statements = [
  `INSERT INTO supply_accounts (id, account_no, region_code, metering_point_id, category) SELECT n, '37' || lpad(n::text, 11, '0'), 'weihai', n, 'residential' FROM ${all}`,
  `INSERT INTO holder_periods (id, account_id, customer_id, contract_no, from_date) SELECT n, n, n, 'HT' || n, '2023-01-01' FROM ${all}`,
  `INSERT INTO people (id) SELECT ${person} FROM ${all}`,
  `INSERT INTO people (id) SELECT ${secondPerson} FROM ${all} WHERE n % 5 = 2`,
  `INSERT INTO bindings (person_id, holder_period_id, level, is_holder, created_at) SELECT ${person}, n, CASE WHEN n % 50 = 3 THEN 'pay-only' ELSE 'full' END, n % 50 <> 3, '2024-01-01' FROM ${all}`,
  `INSERT INTO bindings (person_id, holder_period_id, level, created_at) SELECT ${secondPerson}, n, 'full', '2024-01-01' FROM ${all} WHERE n % 5 = 2`,
  `INSERT INTO alert_rules (person_id, holder_period_id, rule, enabled, amount_fen, changed_at)
     SELECT ${person}, n, 'forecast-above', true, CASE WHEN n % 100 = 1 THEN 16000 ELSE 30000 END, '2025-01-01' FROM ${all} WHERE n % 5 = 1`,
  `INSERT INTO alert_rules (person_id, holder_period_id, rule, enabled, changed_at)
     SELECT ${person}, n, 'unusual-use', false, '2025-01-01' FROM ${all} WHERE n % 5 = 1`,
  `INSERT INTO customer_balances (holder_period_id, prepaid_fen) SELECT n, CASE WHEN n % 100 = 0 THEN 11000 ELSE 50000 END FROM ${all} WHERE n % 10 = 0`,
  `INSERT INTO payables (id, kind, holder_period_id, amount_fen, paid_fen, credit_account)
     SELECT n, 'bill', n, 12000, CASE WHEN n % 50 = 3 THEN 0 ELSE 12000 END, 'receivable' FROM ${all}`,
  `INSERT INTO allocations (id, collection_id, payable_id, holder_period_id, account_code, amount_fen)
     SELECT n, n, n, n, 'receivable', 12000 FROM ${all} WHERE n % 50 <> 3`,
  `INSERT INTO bills (id, bill_no, holder_period_id, account_id, payable_id, month, from_date, to_date, issued_at, due_on, energy, energy_fen, total_fen, content)
     SELECT n, 'B' || n, n, n, n, '2026-10', '2026-10-01', '2026-10-31', '2026-11-01', '2026-11-19', 22000, 12000, 12000, '{}' FROM ${all}`,
  `INSERT INTO account_estimates (holder_period_id, account_id, meter_id, payment_mode, as_of, billed_to, used, used_fen, kept_fen, owed_fen, first_due_on,
       per_day, per_day_fen, forecast_month, forecast_fen, forecast_low_fen, forecast_high_fen, tier, tier_year, tier_used, last_use_on, last_use, usual_use,
       last_bill_no, last_bill_month, last_bill_fen, last_bill_due_on, last_bill_issued_at, refreshed_on, refreshed_at)
     SELECT n, n, n, CASE WHEN n % 10 = 0 THEN 'prepaid' ELSE 'postpaid' END, date '${today}' - 1, '2026-10-31', 19000, 10391,
            CASE WHEN n % 100 = 0 THEN 11000 WHEN n % 10 = 0 THEN 50000 ELSE 0 END,
            CASE WHEN n % 50 = 3 THEN 12000 ELSE 0 END, CASE WHEN n % 50 = 3 THEN date '2026-11-19' END,
            1000, 547, '2026-11', 16400, 15000, 18000, 1, '2026', 180000, date '${today}' - 1, CASE WHEN n % 100 = 7 THEN 4200 ELSE 1000 END, 1000,
            'B' || n, '2026-10', 12000, '2026-11-19', '2026-11-01', '${today}', now() FROM ${all}`,
];
