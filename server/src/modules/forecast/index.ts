import type { Route } from '../../http/define-route.ts';
import type { Clock } from '../../infra/clock.ts';
import type { CrashPoints } from '../../infra/crash-point.ts';
import type { Database } from '../../infra/database.ts';
import type { Job } from '../../infra/jobs.ts';
import type { Logger } from '../../infra/logging.ts';
import type { TariffBook } from '../tariffs/index.ts';
import { createEstimatesRepository } from './estimates.repository.ts';
import { forecastRoutes, prepaidAgreementRoutes } from './forecast.routes.ts';
import { createPrepaidAgreements } from './keep-prepaid-agreements.ts';
import { createOutlookInputsRepository } from './outlook-inputs.repository.ts';
import { createPrepaidAgreementsRepository } from './prepaid-agreements.repository.ts';
import { createReadForecast, type ReadForecast } from './read-forecast.ts';
import { refreshEstimatesJob } from './refresh-estimates.ts';
import { createWorkOut } from './work-out.ts';

export type { PaymentMode } from './payment-mode.ts';
export type { ReadForecast } from './read-forecast.ts';

export interface ForecastDependencies {
  db: Database;
  clock: Clock;
  crashPoints: CrashPoints;
  logger: Logger;
  book: TariffBook;
}

export interface ForecastModule {
  routes: Route[];
  jobs: Job[];
  /** As a page shows it, from what is on file now. */
  read: ReadForecast;
}

/** Running balance, days left and the month's forecast: exact for a page, kept in `account_estimates` for sweeps. */
export function createForecastModule({ book, ...infra }: ForecastDependencies): ForecastModule {
  const { db, clock } = infra;
  const workOut = createWorkOut({ book, inputs: createOutlookInputsRepository(db) });
  const agreements = createPrepaidAgreements({ clock, agreements: createPrepaidAgreementsRepository(db) });
  const read = createReadForecast({ clock, workOut });
  return {
    read,
    routes: [...forecastRoutes(read), ...prepaidAgreementRoutes(agreements)],
    jobs: [refreshEstimatesJob({ ...infra, estimates: createEstimatesRepository(db), workOut })],
  };
}
