/** From what is on file to the outlook of each holder: the one way to work it out, for a page and for a whole town. */
import { addDays, type BusinessDate, monthOf } from '../../shared/dates.ts';
import { defaultPlausibility } from '../billing/index.ts';
import { type TariffBook, type TariffVersion, tierYearOf } from '../tariffs/index.ts';
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

/** What the bills of the tier year took, by tier, in the year of the first day that is not billed yet. */
function usedBefore(
  { lastBill, billed }: HolderOnFile,
  versions: readonly TariffVersion[],
  today: BusinessDate,
): number[] {
  const startMonth = versions.at(-1)?.rules.tierYearStartMonth ?? 1;
  const first = lastBill ? addDays(lastBill.to, 1) : today;
  const year = tierYearOf(monthOf(first), startMonth).from;
  return billed
    .filter(({ month }) => month >= year)
    .reduce<number[]>((sum, { parts }) => {
      const length = Math.max(sum.length, parts.length);
      return Array.from({ length }, (_, tier) => (sum[tier] ?? 0) + (parts[tier] ?? 0));
    }, []);
}
