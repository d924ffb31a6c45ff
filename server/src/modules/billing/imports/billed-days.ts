/** Whether an account's days have been billed from one on: what must not be told of them any more. */
import { problem, type RowProblem } from './import-row.ts';

/**
 * `billed:` with the live bills, the latest first, as they have to be reversed; `billed-elsewhere`, where another system's stand,
 * which nobody reverses here; or null.
 */
export const billedFrom = (account: string, day: string) => `(
  SELECT CASE WHEN bool_or(billed.number IS NULL) THEN 'billed-elsewhere' ELSE 'billed:' || string_agg(billed.number, ' ' ORDER BY billed.to_date DESC) END
    FROM (SELECT CASE WHEN b.payable_id IS NOT NULL THEN b.bill_no END AS number, b.to_date
            FROM bills b JOIN holder_periods o ON o.id = b.holder_period_id
           WHERE o.account_id = ${account} AND b.kind = 'bill' AND b.live AND b.to_date >= ${day}
          UNION ALL
          SELECT NULL, e.used_to FROM opening_energies e JOIN holder_periods o ON o.id = e.holder_period_id
           WHERE o.account_id = ${account} AND e.used_to >= ${day}) billed)`;

/** @returns null when the outcome says nothing of bills */
export function billedProblem(line: number, field: string, outcome: string): RowProblem | null {
  const [rule, bills = ''] = outcome.split(':');
  const told = (['billed', 'billed-otherwise', 'billed-elsewhere', 'year-unsettled'] as const).find(
    known => known === rule,
  );
  return told ? problem(line, field, told, { bills }) : null;
}
