/** From what is on file to the outlook of each holder: the one way to work it out, for a page and for a whole town. */
import { addDays, type BusinessDate } from '../../shared/dates.ts';
import { defaultPlausibility, usedInTierYear } from '../billing/index.ts';
import { type TariffBook, type TariffVersion, tierYearOn } from '../tariffs/index.ts';
import { type Outlook, type OutlookInput, outlookOf } from './outlook.ts';
import type { HolderOnFile, OutlookInputsRepository } from './outlook-inputs.repository.ts';

export interface WorkedOut {
  holder: HolderOnFile;
  outlook: Outlook;
}

export function createWorkOut({ book, inputs }: { book: TariffBook; inputs: OutlookInputsRepository }) {
  return async (holderPeriodIds: readonly number[], today: BusinessDate): Promise<WorkedOut[]> => {
    const holders = await inputs.gather(holderPeriodIds, today);
    const tariffs = new Map(
      (await book.all()).map(tariff => [`${tariff.regionCode}/${tariff.category}`, tariff.versions]),
    );
    return holders.map(holder => {
      const versions = tariffs.get(`${holder.regionCode}/${holder.category}`) ?? [];
      return { holder, outlook: outlookOf(inputOf(holder, versions, today)) };
    });
  };
}

export type WorkOut = ReturnType<typeof createWorkOut>;

function inputOf(
  holder: HolderOnFile,
  versions: readonly TariffVersion[],
  today: BusinessDate,
): OutlookInput {
  return {
    ...holder,
    today,
    versions,
    plausiblePerDay: defaultPlausibility[holder.category],
    usedBefore: usedBefore(holder, versions, today),
  };
}

/** What the tier year has counted, by tier, in the year of the first day that nobody has billed yet. */
function usedBefore(
  { lastBill, billed, openings, openingTo }: HolderOnFile,
  versions: readonly TariffVersion[],
  today: BusinessDate,
): number[] {
  const billedTo = lastBill?.to ?? openingTo;
  const first = billedTo ? addDays(billedTo, 1) : today;
  return usedInTierYear(tierYearOn(versions, first).from, billed, openings);
}
