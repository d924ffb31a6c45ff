/** Who leaves with the last day of a bill gets no later one, so that bill has to settle their tier year (decision 0006, 7). */
import type { PoolClient } from 'pg';

/**
 * The live bill up to the eve of `day`, where it granted its holder the tiers of a longer year and more was used than an even
 * share of them for the months held; else null. Anew, it is made as the closing one.
 */
export const unsettledBill = (holder: string, day: string) => `(
  SELECT b.bill_no
    FROM bills b, LATERAL (SELECT (b.content #>> '{tier,used}')::bigint AS used, (b.content #>> '{tier,limits,0}')::bigint AS first_limit,
                                  (b.content #>> '{tier,allowanceMonths}')::integer AS months,
                                  extract(month FROM age(((b.content #>> '{tier,yearFrom}') || '-01')::date + interval '1 year', ${day}))::integer AS months_left) year
   WHERE b.holder_period_id = ${holder} AND b.kind = 'bill' AND b.live AND b.payable_id IS NOT NULL AND b.to_date = ${day} - 1
     AND year.months_left > 0 AND year.used * year.months > year.first_limit * (year.months - year.months_left))`;

export async function findUnsettledBill(
  tx: PoolClient,
  holderPeriodId: number,
  lastDay: string,
): Promise<string | null> {
  const text = `SELECT ${unsettledBill('$1', '($2::date + 1)')} AS "billNo"`;
  return (await tx.query<{ billNo: string | null }>(text, [holderPeriodId, lastDay])).rows[0]!.billNo;
}
