import { anyone } from '../../http/access.ts';
import { defineRoute, type Route } from '../../http/define-route.ts';
import type { Language } from '../../shared/errors.ts';
import { noteIn } from './note-in.ts';
import type { Tariff, TariffVersion } from './tariff.ts';
import type { TariffBook } from './tariff-book.ts';
import { showPrice } from './tariff-rules.ts';
import { TariffsView } from './tariffs.schemas.ts';

export function tariffRoutes(book: TariffBook): Route[] {
  return [
    defineRoute({
      method: 'get',
      path: '/tariffs',
      access: anyone('tariffs are public'),
      summary: 'Tariffs with their editions, dates and sources',
      tag: 'tariffs',
      output: TariffsView,
      handle: async ({ language }) => ({
        tariffs: (await book.all()).map(tariff => showTariff(tariff, language)),
      }),
    }),
  ];
}

function showTariff({ versions, ...tariff }: Tariff, language: Language) {
  return { ...tariff, versions: versions.map(edition => showEdition(edition, language)) };
}

function showEdition({ from, to, source, note, rules }: TariffVersion, language: Language) {
  return {
    effectiveFrom: from,
    effectiveTo: to,
    source,
    note: noteIn(note, language),
    tierYearStartMonth: rules.tierYearStartMonth,
    flatYuan: showPrice(rules.flatYuan),
    tiers: (rules.tiers?.addYuan ?? []).map((add, index) => ({
      tier: index + 1,
      upToKwhPerYear: rules.tiers?.limitsKwhPerYear[index] ?? null,
      addYuan: showPrice(add),
    })),
    seasons: (rules.timeOfUse?.seasons ?? []).map(season => ({
      ...season,
      peakYuan: showPrice(season.peakYuan),
      valleyYuan: showPrice(season.valleyYuan),
    })),
    largeHousehold: rules.largeHousehold,
    freeKwhPerMonth: rules.lowIncome?.freeKwhPerMonth ?? null,
  };
}
