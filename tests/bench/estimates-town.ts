/** A town whose meters were read every day, with its bills and yesterday's estimates: every estimate is due. Made by SQL alone. */
import type pg from 'pg';
import { loadReferenceData } from '../../prisma/seed/reference-data.ts';

export const today = '2026-11-20';
export const yesterday = '2026-11-19';

export async function makeMeteredTown(client: pg.Client, accounts: number): Promise<void> {
  await loadReferenceData(client);
  await client.query('SET session_replication_role = replica');
  for (const text of statements) await client.query(text, [accounts]);
  await client.query('SET session_replication_role = origin');
  await client.query('VACUUM (ANALYZE)');
}

/** Days of readings behind each meter: as far as the forecast looks back. */
export const readDays = 36;
const all = 'generate_series(1, $1::int) AS n';
const statements = [
  `INSERT INTO supply_accounts (id, account_no, region_code, metering_point_id, category) SELECT n, '37' || lpad(n::text, 11, '0'), 'weihai', n, 'residential' FROM ${all}`,
  `INSERT INTO holder_periods (id, account_id, customer_id, contract_no, from_date) SELECT n, n, n, 'HT' || n, '2023-01-01' FROM ${all}`,
  `INSERT INTO customer_balances (holder_period_id, prepaid_fen) SELECT n, 20000 FROM ${all} WHERE n % 10 = 0`,
  `INSERT INTO prepaid_agreements (holder_period_id, agreement_no, signed_on, recorded_by) SELECT n, 'YF' || n, '2024-01-01', 'staff:bench' FROM ${all} WHERE n % 10 = 0`,
  `INSERT INTO meters (id, asset_no, time_of_use) SELECT n, 'M' || n, false FROM ${all}`,
  `INSERT INTO meter_installations (id, meter_id, metering_point_id, installed_on) SELECT n, n, n, '2023-01-01' FROM ${all}`,
  // Thirteen months of bills, the last of them unpaid by one in twenty.
  `INSERT INTO payables (id, kind, holder_period_id, amount_fen, paid_fen, credit_account)
     SELECT (n - 1) * 13 + m + 1, 'bill', n, 16407, CASE WHEN m = 0 AND n % 20 = 3 THEN 0 ELSE 16407 END, 'receivable' FROM ${all}, generate_series(0, 12) AS m`,
  `INSERT INTO bills (id, bill_no, holder_period_id, account_id, payable_id, month, from_date, to_date, issued_at, due_on, energy, energy_fen, total_fen, content)
     SELECT (n - 1) * 13 + m + 1, 'B' || ((n - 1) * 13 + m + 1), n, n, (n - 1) * 13 + m + 1, to_char(d, 'YYYY-MM'), d, (d + interval '1 month')::date - 1,
            d + interval '1 month', (d + interval '1 month 20 days')::date, 30000, 16407, 16407, '{"tier":{"parts":[30000]},"readings":[],"lines":[],"versions":[]}'
       FROM ${all}, generate_series(0, 12) AS m, LATERAL (SELECT (date '2026-10-01' - make_interval(months => m))::date AS d) month`,
  // Ten kWh a day, more or less; one day in fifty is missing.
  `INSERT INTO readings (meter_id, read_on, total, source)
     SELECT n, date '${today}' - d, 1000000 - d * 1000 + (n * 7 + d * 13) % 400, 'remote' FROM ${all}, generate_series(1, ${readDays}) AS d WHERE (n + d) % 50 <> 0`,
  `INSERT INTO account_estimates (holder_period_id, account_id, meter_id, payment_mode, used, used_fen, refreshed_on, refreshed_at)
     SELECT n, n, n, CASE WHEN n % 10 = 0 THEN 'prepaid' ELSE 'postpaid' END, 0, 0, '${yesterday}', now() FROM ${all}`,
];

/** Another day begins: every estimate is due again, on pages as they were. */
export async function nextMorning(client: pg.Client): Promise<void> {
  await client.query(`UPDATE account_estimates SET refreshed_on = '${yesterday}'`);
  await client.query('VACUUM (ANALYZE) account_estimates');
}
