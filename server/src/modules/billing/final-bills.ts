/**
 * Bills a holder to the day of their last reading, month by month, in the caller's transaction: when somebody moves out, the
 * account ends and the last bill stand together or not at all. It is no run: nobody approves what a reading and a tariff say.
 */
import type { PoolClient } from 'pg';
import type { Database } from '../../infra/database.ts';
import {
  addDays,
  addMonths,
  type BusinessDate,
  businessDate,
  type Month,
  monthOf,
} from '../../shared/dates.ts';
import { fill, type Wording } from '../../shared/errors.ts';
import type { TariffBook } from '../tariffs/index.ts';
import { type FinalBillObstacle, finalBillImpossible, whyNoFinalBill } from './billing.errors.ts';
import { createCandidatesRepository } from './candidates.repository.ts';
import { unsettledBills } from './closing-settlement.repository.ts';
import { type Category, type Drafted, draftBill } from './draft-bill.ts';
import { issueDraft } from './issue-final.repository.ts';
import { defaultPlausibility } from './meter-registers.ts';
import { tierYearsIn } from './used-in-tier-year.ts';

export interface FinalBillQuestion {
  accountId: number;
  /** Its end is written down already. */
  holderPeriodId: number;
  regionCode: string;
  /** The first day that no bill covers. */
  first: BusinessDate;
  lastDay: BusinessDate;
  now: Date;
}

export interface FinalBill {
  billNo: string;
  month: Month;
  totalFen: number;
  dueOn: BusinessDate;
}

export type FinalBills = (tx: PoolClient, question: FinalBillQuestion) => Promise<FinalBill[]>;

/** As the monthly bills have it. */
const dueDays = 20;
/** What a person may let through in a run is no obstacle when somebody leaves: the reading was taken on the spot. */
const noObstacle = ['spike', 'large-first-bill', 'zero-use'];

/** Whoever holds a connection with locks must not wait for another one: what the tariffs are is asked for before the transaction. */
export type PrepareFinalBills = () => Promise<FinalBills>;

export const createFinalBills =
  (book: TariffBook): PrepareFinalBills =>
  async () =>
    finalBillsBy(await book.all());

function finalBillsBy(tariffs: Awaited<ReturnType<TariffBook['all']>>): FinalBills {
  /** @throws AppError final-bill-impossible */
  return async function finalBills(tx, { accountId, holderPeriodId, regionCode, first, lastDay, now }) {
    const bills: FinalBill[] = [];
    const versionsIn = (region: string, category: string) =>
      tariffs.find(each => each.regionCode === region && each.category === category)?.versions ?? [];
    const leaver = { holderPeriodId, lastDay };
    const unsettled =
      first > lastDay ? (await unsettledBills(tx, [leaver], versionsIn)).get(holderPeriodId) : undefined;
    if (unsettled)
      throw finalBillImpossible({
        month: monthOf(lastDay),
        reason: reasonOf({ exception: 'year-unsettled', waitsFor: unsettled }),
      });
    const versionsOf = (category: Category) => versionsIn(regionCode, category);
    // The repository asks in parallel; over the one connection of a transaction it is answered in turn.
    const candidates = createCandidatesRepository({ pool: tx } as unknown as Database);
    for (let month: Month = monthOf(first); month <= monthOf(lastDay); month = addMonths(month, 1)) {
      const chunk = await candidates.chunk({
        regionCode,
        month,
        tierYearFrom: tierYearsIn(month, versionsOf),
        after: accountId - 1,
        size: 1,
      });
      const candidate = chunk.candidates.find(each => each.holderPeriodId === holderPeriodId);
      if (!candidate) continue;
      const drafted = draftBill(candidate, month, versionsOf(candidate.category), defaultPlausibility);
      if (!drafted.bill || (drafted.exception && !noObstacle.includes(drafted.exception)))
        throw finalBillImpossible({ month, reason: reasonOf(drafted) });
      const dueOn = addDays(businessDate(now), dueDays);
      const billNo = await issueDraft(tx, {
        holderPeriodId,
        accountId,
        month,
        bill: drafted.bill,
        estimates: drafted.estimates,
        issuedAt: now,
        dueOn,
      });
      bills.push({ billNo, month, totalFen: drafted.bill.totalFen, dueOn });
    }
    return bills;
  };
}

interface Obstacle {
  exception: Drafted['exception'] | 'year-unsettled';
  waitsFor: string | null;
}

function reasonOf({ exception, waitsFor }: Obstacle): Wording {
  const { zh, en } = whyNoFinalBill[exception as FinalBillObstacle];
  const first = { waitsFor: waitsFor ?? '' };
  return { zh: fill(zh, first), en: fill(en, first) };
}
