import type { Route } from '../../http/define-route.ts';
import type { Clock } from '../../infra/clock.ts';
import type { Database } from '../../infra/database.ts';
import { createTariffPreparation } from './prepare-tariff.ts';
import { staffTariffRoutes } from './staff-tariffs.routes.ts';
import { createTariffBook, type TariffBook } from './tariff-book.ts';
import { createTariffDraftsRepository } from './tariff-drafts.repository.ts';
import { tariffRoutes } from './tariffs.routes.ts';

export { noteIn } from './note-in.ts';
export { type LinePeriod, type RatedBill, type RatedLine, rate, type TierState } from './rate.ts';
export type { Usage } from './segments.ts';
export { isUnsettled } from './settle-year.ts';
export { hasTimeOfUse, type OptionKind, type TariffOption, type TariffVersion, versionOn } from './tariff.ts';
export type { TariffBook } from './tariff-book.ts';
export { showPrice, TariffRules, type TariffRulesJson } from './tariff-rules.ts';
export { expectedLimits, spreadOverTiers, tierYearOn } from './tier-year.ts';

export interface TariffsModule {
  routes: Route[];
  book: TariffBook;
}

export function createTariffsModule({ db, clock }: { db: Database; clock: Clock }): TariffsModule {
  const book = createTariffBook(db, clock);
  const preparation = createTariffPreparation({
    clock,
    drafts: createTariffDraftsRepository(db),
    forget: book.forget,
  });
  return { routes: [...tariffRoutes(book), ...staffTariffRoutes(book, preparation)], book };
}
