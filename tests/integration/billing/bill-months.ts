/** Months billed and reversed over the staff's requests, as the tests of reversals and corrections do it. */
import { openLedger } from '../../../server/src/modules/ledger/index.ts';
import { type RatedBill, rate, type TariffOption } from '../../../server/src/modules/tariffs/index.ts';
import { addDays, addMonths, type Month } from '../../../server/src/shared/dates.ts';
import { day, versionsOf } from '../../support/rating.ts';
import type { Household, Town } from './town.ts';

export interface Draft {
  exception: string | null;
  waitsFor: string | null;
  energy: string | null;
}

export interface StandingBill {
  billNo: string;
  month: string;
  energy: number;
  totalFen: number;
  byTier: number[];
}

export function billMonths(town: Town) {
  const draft = async (month: string, more: object = {}): Promise<number> => {
    const body = { regionCode: 'weihai', month, ...more };
    const made = await town.staff(town.clerk, 'POST', '/staff/billing-runs', body);
    if (made.status !== 201) throw new Error(`run of ${month}: ${JSON.stringify(made.body)}`);
    return made.body.id;
  };
  const approve = async (id: number) => {
    const { status, body } = await town.staff(town.finance, 'POST', `/staff/billing-runs/${id}/approval`);
    if (status !== 200) throw new Error(JSON.stringify(body));
  };
  const found = async (id: number, { accountNo }: Household): Promise<Draft> => {
    const { body } = await town.staff(town.auditor, 'GET', `/staff/billing-runs/${id}/drafts?only=all`);
    return body.drafts.find((each: { accountNo: string }) => each.accountNo === accountNo);
  };
  const standing = async (household: Household): Promise<StandingBill[]> => {
    const { rows } = await town.owner.query(
      `SELECT bill_no AS "billNo", month, energy::int, total_fen::int AS "totalFen", content #> '{tier,byTier}' AS "byTier"
         FROM bills WHERE holder_period_id = $1 AND kind = 'bill' AND live ORDER BY month`,
      [household.holderPeriodId],
    );
    return rows;
  };
  return {
    draft,
    approve,
    found,
    standing,
    /** Drafts, approves and issues a month; what became of the household in it. */
    async bill(month: string, household: Household): Promise<Draft> {
      const id = await draft(month);
      await approve(id);
      return found(id, household);
    },
    async billNoOf(month: string, household: Household): Promise<string> {
      return (await standing(household)).find(bill => bill.month === month)!.billNo;
    },
    reverse: (billNo: string) =>
      town.staff(town.finance, 'POST', `/staff/bills/${billNo}/reversal`, { reason: '抄表差错' }),
    /** What the ledger's own checks find. */
    differences: () => openLedger({ db: { pool: town.owner } as never }).differences(),
    async owed(household: Household): Promise<number> {
      const { rows } = await town.owner.query(
        `SELECT coalesce(sum(amount_fen), 0)::int AS owed FROM ledger_postings WHERE account_code = 'receivable' AND holder_period_id = $1`,
        [household.holderPeriodId],
      );
      return rows[0].owed;
    },
  };
}

/** One bill over all the months, as if the household were billed once. */
export function billedAtOnce(
  months: { month: string; kwh: number; valleyKwh?: number }[],
  options: TariffOption[] = [],
): RatedBill {
  return rate({
    versions: versionsOf('weihai'),
    options,
    holding: { from: day('2023-01-01'), to: null },
    usage: months.map(({ month, kwh, valleyKwh }) => ({
      from: day(`${month}-01`),
      to: addDays(day(`${addMonths(month as Month, 1)}-01`), -1),
      total: kwh * 100,
      valley: valleyKwh === undefined ? null : valleyKwh * 100,
    })),
    usedBefore: [],
  });
}
