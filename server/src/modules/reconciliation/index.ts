import type { Route } from '../../http/define-route.ts';
import type { Clock } from '../../infra/clock.ts';
import type { CrashPoints } from '../../infra/crash-point.ts';
import type { Database } from '../../infra/database.ts';
import type { Job } from '../../infra/jobs.ts';
import type { Logger } from '../../infra/logging.ts';
import type { Audit } from '../../shared/audit.ts';
import { addDays, type BusinessDate, businessDate } from '../../shared/dates.ts';
import type { DayRange, StatementSource } from '../payments/index.ts';
import { createDaysRepository } from './days.repository.ts';
import { createDifferencesRepository } from './differences.repository.ts';
import { differenceRoutes } from './differences.routes.ts';
import { fileDecisionRoutes } from './file-decisions.routes.ts';
import { reconciliationJobs } from './plan-days.ts';
import { reconcileDay } from './reconcile-day.ts';
import { reconciliationRoutes } from './reconciliation.routes.ts';
import type { DayResult, Progress } from './reconciliation-day.ts';
import { createReportsRepository } from './reports.repository.ts';
import { createStatementFilesRepository } from './statement-files.repository.ts';

export type { DayResult, Progress } from './reconciliation-day.ts';

export interface ReconciliationDependencies {
  db: Pick<Database, 'pool' | 'inSqlTransaction'>;
  clock: Clock;
  logger: Logger;
  crashPoints: CrashPoints;
  audit: Audit;
  /** Every file source that may have money in this time. */
  sources(range: DayRange): Promise<readonly StatementSource[]>;
}

export interface ReconciliationModule {
  routes: Route[];
  jobs: Job[];
  /** Those that may have money on that day; by default, yesterday. */
  sources(day?: BusinessDate): Promise<readonly StatementSource[]>;
  run(
    source: StatementSource,
    day: BusinessDate,
    onProgress?: (progress: Progress) => void,
  ): Promise<DayResult>;
}

export function createReconciliationModule(dependencies: ReconciliationDependencies): ReconciliationModule {
  const { pool } = dependencies.db;
  const core = {
    ...dependencies,
    days: createDaysRepository(pool),
    files: createStatementFilesRepository(dependencies.db),
    reports: createReportsRepository(pool),
    differences: createDifferencesRepository(dependencies.db),
  };
  return {
    routes: [...reconciliationRoutes(core), ...fileDecisionRoutes(core), ...differenceRoutes(core)],
    jobs: reconciliationJobs(core),
    sources: (day = addDays(businessDate(dependencies.clock.now()), -1)) =>
      dependencies.sources({ from: day, to: day }),
    run: (source, day, onProgress) =>
      reconcileDay({ source, day, by: 'command', ...(onProgress ? { onProgress } : {}) }, core),
  };
}
