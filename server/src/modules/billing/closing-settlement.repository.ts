/** Who leaves with the last day of a bill gets no later one, so that bill has to settle their tier year (decision 0006, 7). */
import type { ClientBase } from 'pg';
import type { BusinessDate } from '../../shared/dates.ts';
import { isUnsettled, type TariffOption, type TariffVersion, type TierState } from '../tariffs/index.ts';

export interface Leaver {
  holderPeriodId: number;
  lastDay: BusinessDate;
}

interface LastBill extends Leaver {
  billNo: string;
  from: BusinessDate;
  regionCode: string;
  category: string;
  tier: TierState;
  options: TariffOption[];
}

const lastBillsSql = `
  SELECT b.bill_no AS "billNo", h.id AS "holderPeriodId", h.from_date::text AS "from", b.to_date::text AS "lastDay",
         a.region_code AS "regionCode", a.category, b.content -> 'tier' AS tier,
         (SELECT coalesce(jsonb_agg(jsonb_build_object('kind', o.kind, 'from', o.from_date, 'to', o.to_date - 1, 'people', o.people)), '[]')
            FROM tariff_options o WHERE o.holder_period_id = h.id) AS options
    FROM unnest($1::bigint[], $2::date[]) AS leaver (holder, last_day)
    JOIN bills b ON b.holder_period_id = leaver.holder AND b.to_date = leaver.last_day AND b.kind = 'bill' AND b.live AND b.payable_id IS NOT NULL
    JOIN holder_periods h ON h.id = b.holder_period_id JOIN supply_accounts a ON a.id = h.account_id
   WHERE jsonb_typeof(b.content -> 'tier') = 'object'`;

/**
 * The live bills up to somebody's last day that granted them the tiers of a longer year, where by those of the months held more is due.
 * Anew, such a bill is made as the closing one.
 * @returns their numbers by holder
 */
export async function unsettledBills(
  client: ClientBase,
  leavers: readonly Leaver[],
  versionsOf: (regionCode: string, category: string) => readonly TariffVersion[],
): Promise<Map<number, string>> {
  const { rows } = await client.query<LastBill>(lastBillsSql, [
    leavers.map(({ holderPeriodId }) => holderPeriodId),
    leavers.map(({ lastDay }) => lastDay),
  ]);
  const unsettled = rows.filter(({ tier, from, lastDay, regionCode, category, options }) =>
    isUnsettled(tier, { from, to: lastDay }, versionsOf(regionCode, category), options),
  );
  return new Map(unsettled.map(({ holderPeriodId, billNo }) => [holderPeriodId, billNo]));
}
