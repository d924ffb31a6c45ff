import type { Route } from '../../http/define-route.ts';
import type { Clock } from '../../infra/clock.ts';
import type { CrashPoints } from '../../infra/crash-point.ts';
import type { Database } from '../../infra/database.ts';
import type { Job } from '../../infra/jobs.ts';
import type { Logger } from '../../infra/logging.ts';
import type { Audit } from '../../shared/audit.ts';
import type { BusinessDate } from '../../shared/dates.ts';
import type { StatementSource } from '../payments/index.ts';
import { createDaysRepository } from './days.repository.ts';
import { createDifferencesRepository } from './differences.repository.ts';
import { differenceRoutes } from './differences.routes.ts';
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
  /** Every file source there is now. */
  sources(): Promise<readonly StatementSource[]>;
}

export interface ReconciliationModule {
  routes: Route[];
  jobs: Job[];
  /** Source codes such as `wechat-pay:1900000001`. */
  sources(): Promise<readonly StatementSource[]>;
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
    differences: createDifferencesRepository(pool),
  };
  return {
    routes: [...reconciliationRoutes(core), ...differenceRoutes(core)],
    jobs: reconciliationJobs(core),
    sources: dependencies.sources,
    run: (source, day, onProgress) =>
      reconcileDay({ source, day, by: 'command', ...(onProgress ? { onProgress } : {}) }, core),
  };
}
