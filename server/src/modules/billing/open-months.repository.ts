/**
 * Months of a holder that still wait for their bill. A later month fills up the tiers after them and begins where they end,
 * so it is billed after them. For statements that name the holder `h` and the account `a`.
 */
import { billedBefore } from './opening-energy.repository.ts';

/** The holder has been billed for that month, and the bill stands. */
const hasBill = (month: string) =>
  `EXISTS (SELECT FROM bills b WHERE b.holder_period_id = h.id AND b.month = ${month} AND b.kind = 'bill' AND b.live)`;

/** A month that is paused from its first day to its last is not billed (暂停用电). */
const pausedThroughout = (first: string, end: string) =>
  `EXISTS (SELECT FROM supply_pauses p WHERE p.holder_period_id = h.id AND p.meter_id IS NOT NULL AND p.from_on < ${first} AND (p.to_on IS NULL OR p.to_on >= ${end}))`;

/** Held on some day of the month and supplied on some, and without a bill of it, here or from the system before. `first` is its first day, `end` the first day after it. */
export const isBillable = (month: string, first: string, end: string) =>
  `h.from_date < ${end} AND (h.to_date IS NULL OR (h.to_date > ${first} AND h.to_date > h.from_date))
   AND NOT ${pausedThroughout(first, end)} AND NOT ${hasBill(month)} AND NOT ${billedBefore(first)}`;

/** Without a meter or a tariff nothing can be billed, and nothing will be. */
const hopeless = `'no-meter', 'no-tariff'`;

/**
 * The first open month that fulfils `which`: its bill was reversed, a run of the tier year left it to a person, or is at it. What a run
 * left because the holder changed waits for whoever held the account in that month, also for who has come since.
 * @param which a condition on `unbilled.month`
 * @param yearFrom first month that is looked at: of the tier year, as a rule
 */
export const openMonth = (which: string, yearFrom: string) => `(
  SELECT min(unbilled.month) FROM (
    SELECT taken.month FROM bills taken WHERE taken.holder_period_id = h.id AND taken.kind = 'bill' AND NOT taken.live
    UNION ALL
    SELECT past.month FROM holder_periods o
      JOIN bill_drafts behind ON behind.holder_period_id = o.id AND (o.id = h.id OR behind.exception = 'holder-changed')
      JOIN billing_runs past ON past.id = behind.run_id
     WHERE o.account_id = a.id AND behind.exception IS NOT NULL AND behind.accepted_by IS NULL
       AND behind.exception NOT IN (${hopeless}) AND past.status <> 'discarded' AND past.month >= ${yearFrom}
    UNION ALL
    SELECT busy.month FROM billing_runs busy
     WHERE busy.region_code = a.region_code AND busy.status IN ('preparing', 'preview', 'approved') AND busy.month >= ${yearFrom}
  ) unbilled
  WHERE ${which} AND ${isBillable('unbilled.month', `(unbilled.month || '-01')::date`, `((unbilled.month || '-01')::date + interval '1 month')`)})`;

// A resume may be settled days after it was read, when the month it was read in has been left out as paused. What was drawn up to
// then is that month's.
const resumeUnbilled = (first: string) => `(
  SELECT min(to_char(p.to_on, 'YYYY-MM')) FROM supply_pauses p WHERE p.holder_period_id = h.id AND p.meter_id IS NOT NULL AND p.to_on < ${first} AND NOT ${billedBefore('p.to_on')}
     AND NOT EXISTS (SELECT FROM bills b WHERE b.holder_period_id = h.id AND b.kind = 'bill' AND b.live AND b.to_date >= p.to_on))`;

/**
 * Months ($2 not reckoned in) of a region ($1) after the last one it billed that have no run, though somebody is to be billed: once a later
 * month is issued, what they count in the tiers comes too late. Where no run was issued yet, the former system's bills are the last.
 */
export const skippedMonthsSql = `
  WITH run AS (
    SELECT max(month) AS month FROM billing_runs WHERE region_code = $1 AND status = 'issued' AND month < $2
  ), former AS (
    SELECT max(b.month) AS month FROM supply_accounts a JOIN holder_periods h ON h.account_id = a.id
      JOIN bills b ON b.holder_period_id = h.id AND b.kind = 'bill' AND b.live AND b.run_id IS NULL
       AND b.month < $2 AND b.month >= to_char(($2 || '-01')::date - interval '1 year', 'YYYY-MM')
     WHERE a.region_code = $1 AND (b.payable_id IS NULL OR h.to_date IS NULL) AND (SELECT month FROM run) IS NULL
    UNION ALL
    SELECT max(to_char(o.used_to, 'YYYY-MM')) FROM supply_accounts a JOIN holder_periods h ON h.account_id = a.id
      JOIN opening_energies o ON o.holder_period_id = h.id AND o.used_to < ($2 || '-01')::date
     WHERE a.region_code = $1 AND (SELECT month FROM run) IS NULL
  ), last AS (SELECT coalesce((SELECT month FROM run), (SELECT max(month) FROM former)) AS month)
  SELECT to_char(first, 'YYYY-MM') AS month
    FROM last, generate_series((last.month || '-01')::date + interval '1 month', ($2 || '-01')::date - interval '1 month', '1 month') first
   WHERE NOT EXISTS (SELECT FROM billing_runs r
                      WHERE r.region_code = $1 AND r.month = to_char(first, 'YYYY-MM') AND r.status IN ('preparing', 'preview', 'approved'))
     AND EXISTS (SELECT FROM supply_accounts a JOIN holder_periods h ON h.account_id = a.id
                  WHERE a.region_code = $1 AND ${isBillable(`to_char(first, 'YYYY-MM')`, 'first::date', `(first + interval '1 month')::date`)})
   ORDER BY 1`;

const monthBefore = (month: string) => `to_char((${month} || '-01')::date - 1, 'YYYY-MM')`;

/** The month before this one that it has to wait for, or null. It begins where the month just before it ends, also in a new tier year. */
export const earlierOpenMonth = (month: string, yearFrom: string) =>
  `LEAST(${resumeUnbilled(`(${month} || '-01')::date`)}, ${openMonth(`unbilled.month < ${month}`, `LEAST(${yearFrom}, ${monthBefore(month)})`)})`;

/** The bills that one of the month is worked out upon: those of its tier year so far, and the one whose end it begins at. */
export const billsBefore = (month: string, yearFrom: string) =>
  `(SELECT coalesce(jsonb_agg(b.id ORDER BY b.month), '[]') FROM bills b
     WHERE b.holder_period_id = h.id AND b.kind = 'bill' AND b.live AND b.month < ${month}
       AND b.month >= LEAST(${yearFrom}, ${monthBefore(month)}))`;

/**
 * The next bill after the month, which counted its energy, or counted none. Of a holder who leaves in it, the first of whoever came: it begins where
 * this one ends.
 */
export const billAfter = (month: string) =>
  `coalesce(
     (SELECT b.id FROM bills b WHERE b.holder_period_id = h.id AND b.kind = 'bill' AND b.live AND b.month > ${month} ORDER BY b.month LIMIT 1),
     (SELECT b.id FROM bills b WHERE b.account_id = h.account_id AND b.holder_period_id <> h.id AND b.kind = 'bill' AND b.live
         AND b.from_date = h.to_date AND to_char(h.to_date - 1, 'YYYY-MM') = ${month} ORDER BY b.id LIMIT 1))`;
