/** A large customer's quarter, put together from its months and the one before. */
import type { Wording } from '../../shared/errors.ts';
import type { LargeAccount, LargeCustomersRepository } from './large-customers.repository.ts';
import {
  adviceFor,
  figuresOf,
  monthsOf,
  powerFactorOf,
  type QuarterFigures,
  quarterBefore,
} from './quarter.ts';

export interface QuarterReport {
  accountNo: string;
  quarter: string;
  months: { month: string; maxDemand: number; active: number; powerFactor: number | null }[];
  now: QuarterFigures;
  before: QuarterFigures;
  advice: Wording[];
}

export async function quarterReport(
  repository: LargeCustomersRepository,
  account: LargeAccount,
  quarter: string,
): Promise<QuarterReport> {
  const months = await repository.loads(account, monthsOf(quarter));
  const now = figuresOf(months);
  const before = figuresOf(await repository.loads(account, monthsOf(quarterBefore(quarter))));
  // By what held when the quarter began.
  const rules = await repository.rules(`${monthsOf(quarter)[0]}-01`);
  return {
    accountNo: account.accountNo,
    quarter,
    months: months.map(({ month, maxDemand, active, reactive }) => ({
      month,
      maxDemand,
      active,
      powerFactor: powerFactorOf(active, reactive),
    })),
    now,
    before,
    advice: months.length === 0 ? [] : adviceFor(now, before, rules),
  };
}
