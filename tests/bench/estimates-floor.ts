/**
 * Bare SQL beside the refresh: one statement that reads the same rows of holders, money, bills, meters and readings, and writes as many
 * estimates of the same width. It divides instead of reckoning: no tariff, no tiers, no missing days, no range.
 */
import { openDatabase } from '../../server/src/infra/database.ts';
import { today } from './estimates-town.ts';

const db = openDatabase({ url: process.argv[2]!, poolSize: 1 });
const statement = `
  INSERT INTO account_estimates AS e (holder_period_id, account_id, meter_id, payment_mode, as_of, billed_to, used, used_fen, kept_fen, owed_fen, first_due_on, next_due_on,
    per_day, per_day_fen, missing_days, forecast_month, forecast_fen, forecast_low_fen, forecast_high_fen, tier, tier_year, tier_used, last_use_on, last_use, usual_use,
    last_bill_no, last_bill_month, last_bill_fen, last_bill_due_on, last_bill_issued_at, refreshed_on, refreshed_at)
  SELECT h.id, a.id, i.meter_id, CASE WHEN g.holder_period_id IS NULL THEN 'postpaid' ELSE 'prepaid' END, r.last_on, b.to_date, r.used, r.used * 0.5469,
         coalesce(c.balance_fen + c.prepaid_fen, 0), coalesce(y.fen, 0), y.first_due_on, y.first_due_on, r.used / r.days, r.used / r.days * 0.5469, 36 - r.readings,
         '2026-11', r.used, r.used - 1, r.used + 1, 1, '2026', b.energy, r.last_on, r.used / r.days, r.used / r.days,
         b.bill_no, b.month, b.total_fen, b.due_on, b.issued_at, $1, now()
    FROM holder_periods h JOIN supply_accounts a ON a.id = h.account_id
    JOIN meter_installations i ON i.metering_point_id = a.metering_point_id AND i.removed_on IS NULL
    LEFT JOIN customer_balances c ON c.holder_period_id = h.id
    LEFT JOIN prepaid_agreements g ON g.holder_period_id = h.id AND g.ended_on IS NULL
    JOIN (SELECT meter_id, max(read_on) AS last_on, max(total) - min(total) AS used, count(*) AS readings, greatest(1, max(read_on) - min(read_on)) AS days
            FROM readings WHERE read_on BETWEEN $1::date - 35 AND $1 GROUP BY meter_id) r ON r.meter_id = i.meter_id
    LEFT JOIN (SELECT p.holder_period_id, sum(p.amount_fen - p.paid_fen) AS fen, min(o.due_on) AS first_due_on
                 FROM payables p JOIN bills o ON o.payable_id = p.id WHERE p.status = 'open' AND p.paid_fen < p.amount_fen GROUP BY 1) y ON y.holder_period_id = h.id
    LEFT JOIN (SELECT DISTINCT ON (holder_period_id) holder_period_id, bill_no, month, to_date, due_on, issued_at, total_fen,
                      sum(energy) OVER (PARTITION BY holder_period_id) AS energy
                 FROM bills WHERE month >= '2025-09' AND kind = 'bill' AND live ORDER BY holder_period_id, month DESC) b ON b.holder_period_id = h.id
  ON CONFLICT (holder_period_id) DO UPDATE SET
    as_of = excluded.as_of, billed_to = excluded.billed_to, used = excluded.used, used_fen = excluded.used_fen, kept_fen = excluded.kept_fen, owed_fen = excluded.owed_fen,
    first_due_on = excluded.first_due_on, next_due_on = excluded.next_due_on, per_day = excluded.per_day, per_day_fen = excluded.per_day_fen,
    missing_days = excluded.missing_days, forecast_month = excluded.forecast_month, forecast_fen = excluded.forecast_fen, forecast_low_fen = excluded.forecast_low_fen,
    forecast_high_fen = excluded.forecast_high_fen, tier = excluded.tier, tier_year = excluded.tier_year, tier_used = excluded.tier_used, last_use_on = excluded.last_use_on,
    last_use = excluded.last_use, usual_use = excluded.usual_use, last_bill_no = excluded.last_bill_no, last_bill_month = excluded.last_bill_month,
    last_bill_fen = excluded.last_bill_fen, last_bill_due_on = excluded.last_bill_due_on, last_bill_issued_at = excluded.last_bill_issued_at,
    refreshed_on = excluded.refreshed_on, refreshed_at = excluded.refreshed_at`;
await db.pool.query('SELECT 1');
const began = performance.now();
const { rowCount } = await db.pool.query(statement, [today]);
console.log(JSON.stringify({ seconds: (performance.now() - began) / 1000, estimates: rowCount }));
await db.close();
