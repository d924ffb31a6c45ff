/** Rules as a form holds them, all text, and back. Pure. */
import { hoursText } from './rule-lines.ts';
import type { Rules } from './tariffs.queries.ts';

export interface SeasonEntry {
  nameZh: string;
  nameEn: string;
  months: string;
  hours: string;
  peakYuan: string;
  valleyYuan: string;
}

export interface RulesEntry {
  flatYuan: string;
  tierYearStartMonth: number;
  /** The last tier has no limit. */
  tiers: { limit?: number; add: string }[];
  seasons: SeasonEntry[];
  minPeople?: number | null;
  largeLimits?: string;
  freeKwh?: number | null;
}

export const priceForm = /^\d{1,4}\.\d{1,4}$/;

export function entryOf(rules: Rules): RulesEntry {
  const { tiers, timeOfUse, largeHousehold, lowIncome } = rules;
  return {
    flatYuan: rules.flatYuan,
    tierYearStartMonth: rules.tierYearStartMonth,
    tiers: (tiers?.addYuan ?? []).map((add, index) => ({ limit: tiers!.limitsKwhPerYear[index], add })),
    seasons: (timeOfUse?.seasons ?? []).map(({ months, peakHours, ...season }) => ({
      ...season,
      months: months.join(','),
      hours: hoursText(peakHours),
    })),
    minPeople: largeHousehold?.minPeople ?? null,
    largeLimits: largeHousehold?.limitsKwhPerYear.join(',') ?? '',
    freeKwh: lowIncome?.freeKwhPerMonth ?? null,
  };
}

/** What a form does not show (how many years a grant lasts) stays as it was. */
export function rulesOf(entry: RulesEntry, before: Rules): Rules {
  const { tiers, seasons, minPeople, largeLimits, freeKwh } = entry;
  return {
    tierYearStartMonth: entry.tierYearStartMonth,
    flatYuan: entry.flatYuan,
    tiers: tiers.length
      ? {
          limitsKwhPerYear: tiers.slice(0, -1).map(({ limit }) => limit ?? 0),
          addYuan: tiers.map(({ add }) => add),
        }
      : null,
    timeOfUse: seasons.length
      ? {
          seasons: seasons.map(({ months, hours, ...season }) => ({
            ...season,
            months: numbers(months),
            peakHours: hours.split(/[,，]/).map(span => span.split('-').map(Number)),
          })),
        }
      : null,
    largeHousehold:
      minPeople && largeLimits
        ? {
            minPeople,
            limitsKwhPerYear: numbers(largeLimits),
            renewYears: before.largeHousehold?.renewYears ?? null,
          }
        : null,
    lowIncome: freeKwh ? { freeKwhPerMonth: freeKwh } : null,
  };
}

const numbers = (text: string) => text.split(/[,，]/).map(part => Number(part.trim()));
