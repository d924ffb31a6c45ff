/** The kept estimates: one narrow row for each present holder, which sweeps read instead of readings and bills. */
import type { Database } from '../../infra/database.ts';
import type { BusinessDate } from '../../shared/dates.ts';
import type { WorkedOut } from './work-out.ts';

/** Present holders after `$1` without an estimate of today, or with one that has grown old. */
const dueSql = `
  SELECT h.id FROM holder_periods h JOIN supply_accounts a ON a.id = h.account_id
    LEFT JOIN account_estimates e ON e.holder_period_id = h.id
   WHERE h.id > $1 AND h.from_date <= $2 AND (h.to_date IS NULL OR h.to_date > $2) AND a.status <> 'closed'
     AND (e.holder_period_id IS NULL OR e.stale OR e.refreshed_on < $2)
   ORDER BY h.id LIMIT $3`;

const columns = [
  ['holder_period_id', 'bigint'],
  ['account_id', 'bigint'],
  ['meter_id', 'bigint'],
  ['payment_mode', 'text'],
  ['as_of', 'date'],
  ['billed_to', 'date'],
  ['used', 'bigint'],
  ['used_fen', 'bigint'],
  ['kept_fen', 'bigint'],
  ['owed_fen', 'bigint'],
  ['first_due_on', 'date'],
  ['next_due_on', 'date'],
  ['per_day', 'bigint'],
  ['per_day_fen', 'bigint'],
  ['missing_days', 'integer'],
  ['forecast_month', 'text'],
  ['forecast_fen', 'bigint'],
  ['forecast_low_fen', 'bigint'],
  ['forecast_high_fen', 'bigint'],
  ['tier', 'integer'],
  ['tier_year', 'text'],
  ['tier_used', 'bigint'],
  ['last_use_on', 'date'],
  ['last_use', 'bigint'],
  ['usual_use', 'bigint'],
  ['last_bill_no', 'text'],
  ['last_bill_month', 'text'],
  ['last_bill_fen', 'bigint'],
  ['last_bill_due_on', 'date'],
  ['last_bill_issued_at', 'timestamptz'],
] as const;

const names = columns.map(([name]) => name);
// `stale` is left alone: a reading or bill that arrived while the row was being worked out has set it, and it is done again.
const keepSql = `
  INSERT INTO account_estimates (${names.join(', ')}, refreshed_on, refreshed_at)
  SELECT ${names.map(name => `n.${name}`).join(', ')}, $${columns.length + 1}::date, $${columns.length + 2}::timestamptz
    FROM unnest(${columns.map(([, type], index) => `$${index + 1}::${type}[]`).join(', ')}) AS n (${names.join(', ')})
   ORDER BY n.holder_period_id
  ON CONFLICT (holder_period_id) DO UPDATE SET
    ${names
      .slice(1)
      .map(name => `${name} = excluded.${name}`)
      .join(', ')}, refreshed_on = excluded.refreshed_on, refreshed_at = excluded.refreshed_at`;

// Not of today until it is kept: whoever dies in between leaves it to the next run.
const claimSql = `
  UPDATE account_estimates SET stale = false, refreshed_on = '-infinity' WHERE holder_period_id = ANY ($1) AND stale`;

export function createEstimatesRepository({ pool }: Database) {
  return {
    /** Holders whose turn it is, in order. What arrives from now on makes their estimates old again. */
    async claimDue(after: number, today: BusinessDate, size: number): Promise<number[]> {
      const { rows } = await pool.query<{ id: number }>(dueSql, [after, today, size]);
      const ids = rows.map(({ id }) => id);
      if (ids.length > 0) await pool.query(claimSql, [ids]);
      return ids;
    },

    async keep(worked: readonly WorkedOut[], today: BusinessDate, now: Date): Promise<void> {
      const rows = worked.map(rowOf);
      const values = columns.map((_, index) => rows.map(row => row[index]));
      await pool.query({ name: 'forecast-keep', text: keepSql, values: [...values, today, now] });
    },
  };
}

export type EstimatesRepository = ReturnType<typeof createEstimatesRepository>;

/** In the order of `columns`. */
function rowOf({ holder, outlook }: WorkedOut): unknown[] {
  const { lastBill: bill } = holder;
  const { forecast, tier, lastDay } = outlook;
  return [
    ...[holder.holderPeriodId, holder.accountId, holder.installations.at(-1)?.meterId ?? null],
    ...[holder.paymentMode, outlook.asOf, outlook.billedTo, outlook.used, outlook.usedFen],
    ...[holder.keptFen, holder.owedFen, holder.firstDueOn, holder.nextDueOn],
    ...[outlook.perDay, outlook.perDayFen, outlook.missingDays],
    ...(forecast ? [forecast.month, forecast.fen, forecast.low, forecast.high] : [null, null, null, null]),
    ...(tier ? [tier.current, tier.yearFrom.slice(0, 4), tier.used] : [null, null, null]),
    ...(lastDay ? [lastDay.on, lastDay.use, lastDay.usual] : [null, null, null]),
    ...(bill ? [bill.billNo, bill.month, bill.totalFen, bill.dueOn] : [null, null, null, null]),
    holder.issuedAt,
  ];
}
