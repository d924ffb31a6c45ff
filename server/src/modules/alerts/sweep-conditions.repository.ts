/**
 * Of each rule that follows an account: whom it meets, and what it says. `e` is the account's estimate, `t` what the person
 * wants (or the default), `t.own_limits` what they have set themselves, `t.reminded` whether dunning writes to them, `t.news_since` what has been told of before, `since` (`t.since` in `says`) when the person was bound. `meets` reads the estimate alone and finds the few; `says` looks
 * again at the money of those few as it is now, so that nobody is told of what was paid a minute ago.
 * Parameters: $1 today; $2 now.
 */
import type { AlertRuleName } from './alert-rule.ts';
import { midnight } from './notice-columns.ts';

export interface SweepCondition {
  rule: AlertRuleName;
  meets: string;
  /** A query of `period`, `params` and `until`, the first day on which the news is of no use; no row: not told after all. */
  says: string;
}

const running = 'e.kept_fen - e.owed_fen - e.used_fen';
const daysLeft = (balance: string) =>
  `CASE WHEN ${balance} <= 0 THEN 0 WHEN e.per_day_fen > 0 THEN greatest(0, (${balance}) / e.per_day_fen - ($1::date - 1 - e.as_of)) END`;
const isLow = (balance: string) => `(${balance} < t.amount_fen OR ${daysLeft(balance)} <= t.days)`;

/** Unpaid bills of the account as they are now. */
const openBills = `
  SELECT b.month, b.due_on, p.amount_fen - p.paid_fen AS open_fen FROM payables p JOIN bills b ON b.payable_id = p.id
   WHERE p.holder_period_id = e.holder_period_id AND p.kind = 'bill' AND p.status = 'open' AND p.paid_fen < p.amount_fen`;

/** What we keep for the account's holder, as it is now. It pays what is due by itself, the oldest first. */
const keptNow =
  'coalesce((SELECT c.balance_fen + c.prepaid_fen FROM customer_balances c WHERE c.holder_period_id = e.holder_period_id), 0)';

const balanceNow = `
  SELECT ${keptNow} AS kept,
         coalesce((SELECT sum(p.amount_fen - p.paid_fen) FROM payables p WHERE p.holder_period_id = e.holder_period_id
            AND p.kind <> 'prepayment' AND p.status = 'open' AND p.paid_fen < p.amount_fen), 0)::bigint AS owed`;

/** Told of a day, it is of no use from then on. */
const lowUntil = '$1::date + 3';

/** How often the same recipient was to be told of the same money by the same limits on a day before, and it was stopped or is dead. */
const missed = (key: string) => `(
  SELECT nullif(count(*), 0) FROM notices o WHERE o.holder_period_id = e.holder_period_id AND o.event = 'low-balance'
     AND o.person_id IS NOT DISTINCT FROM t.person_id AND o.contact_id IS NOT DISTINCT FROM t.contact_id
     AND o.status IN ('stopped', 'dead') AND o.not_after < ${midnight(lowUntil)} AND split_part(split_part(o.dedupe_key, ':', 5), '#', 1) = ${key})`;

export const sweepConditions: readonly SweepCondition[] = [
  {
    rule: 'low-balance',
    // A postpaid household has a balance to speak of only while money is kept for it.
    meets: `e.used_fen IS NOT NULL AND (e.payment_mode = 'prepaid' OR e.kept_fen > 0) AND ${isLow(running)}`,
    // Told again after money came in, by whatever way and for whatever, once more when the balance passes zero, and by other limits of one's
    // own; a new month is no news. Taken back, money has come in all the same. What nobody got is told again on another day, and to whoever
    // has switched it off once it is on again.
    says: `
      SELECT key || coalesce('#' || ${missed('key')}, '') AS period,
             jsonb_build_object('balanceFen', left_fen, 'daysLeft', coalesce(${daysLeft('left_fen')}, 0), 'asOfOn', e.as_of) AS params,
             ${lowUntil} AS until
        FROM (SELECT kept - owed - e.used_fen AS left_fen, kept FROM (${balanceNow}) m) n
        CROSS JOIN LATERAL (
          SELECT coalesce((SELECT max(l.id) FROM allocations l WHERE l.holder_period_id = e.holder_period_id), 0)
                   || CASE WHEN left_fen < 0 THEN '.out' ELSE '.low' END || coalesce(t.own_limits, '') AS key) k
       WHERE NOT EXISTS (SELECT FROM message_preferences p WHERE p.person_id = t.person_id AND 'low-balance' = ANY (p.stopped))
         AND (e.payment_mode = 'prepaid' OR kept > 0) AND ${isLow('left_fen')}`,
  },
  {
    rule: 'bill-issued',
    meets: `e.last_bill_issued_at > t.news_since AND e.last_bill_issued_at >= since`,
    // Each of them: two may have come since the last sweep, and one of an older month anew.
    says: `
      SELECT b.bill_no AS period, jsonb_build_object('month', b.month, 'amountFen', b.total_fen, 'dueOn', b.due_on) AS params, b.due_on + 1 AS until
        FROM bills b WHERE b.holder_period_id = e.holder_period_id AND b.kind = 'bill' AND b.live AND b.total_fen > 0
         AND b.issued_at > t.news_since AND b.issued_at >= t.since`,
  },
  {
    rule: 'due-soon',
    // Money kept pays on the due day by itself.
    meets: `e.owed_fen > e.kept_fen AND e.next_due_on BETWEEN $1::date AND $1::date + t.days`,
    says: `
      SELECT due_on::text AS period, jsonb_build_object('month', month, 'amountFen', LEAST(fen, fen_so_far - ${keptNow}), 'dueOn', due_on) AS params, due_on + 1 AS until
        FROM (SELECT o.due_on, max(o.month) AS month, sum(o.open_fen) AS fen, sum(sum(o.open_fen)) OVER (ORDER BY o.due_on) AS fen_so_far FROM (${openBills}) o GROUP BY o.due_on) d
       WHERE due_on BETWEEN $1::date AND $1::date + t.days AND fen_so_far > ${keptNow}`,
  },
  {
    rule: 'overdue',
    meets: 'e.owed_fen > e.kept_fen AND e.first_due_on < $1::date',
    // Of the whole debt, and again when another day has passed. Nobody is pressed who has agreed on parts, and to whom dunning writes the
    // first word is its own: one day brings one message.
    says: `
      SELECT max(o.due_on)::text AS period, jsonb_build_object('amountFen', sum(o.open_fen) - ${keptNow}, 'daysOverdue', $1::date - min(o.due_on)) AS params, $1::date + 3 AS until
        FROM (${openBills}) o WHERE o.due_on < $1::date
         AND NOT EXISTS (SELECT FROM instalment_plans i WHERE i.holder_period_id = e.holder_period_id AND i.status = 'agreed')
        HAVING sum(o.open_fen) > ${keptNow} AND (NOT t.reminded OR max(o.due_on) > min(o.due_on))`,
  },
  {
    rule: 'forecast-above',
    // After the first week of a month, when the forecast has something to stand on.
    meets: `e.forecast_month = to_char($1::date, 'YYYY-MM') AND e.as_of >= date_trunc('month', $1::date)::date + 6 AND e.forecast_fen > t.amount_fen`,
    says: `
      SELECT e.forecast_month AS period, jsonb_build_object('forecastFen', e.forecast_fen, 'limitFen', t.amount_fen, 'month', e.forecast_month) AS params,
             (date_trunc('month', $1::date) + interval '1 month')::date AS until`,
  },
  {
    rule: 'unusual-use',
    // Some kWh more than usual at least: a kettle in an empty flat is no news.
    meets: `e.last_use_on >= $1::date - 3 AND e.last_use * 100 > e.usual_use * t.percent AND e.last_use - e.usual_use >= t.least_use`,
    says: `
      SELECT to_char(e.last_use_on, 'IYYY"-W"IW') AS period, jsonb_build_object('usedKwh', round(e.last_use / 100.0, 1),
             'usualKwh', round(e.usual_use / 100.0, 1), 'onOn', e.last_use_on) AS params, $1::date + 3 AS until`,
  },
  {
    rule: 'tier-step',
    meets: 'e.tier >= 2',
    says: `
      SELECT e.tier_year || '.' || e.tier AS period, jsonb_build_object('tier', e.tier, 'year', e.tier_year::int, 'usedKwh', round(e.tier_used / 100.0)) AS params,
             $1::date + 14 AS until`,
  },
];
