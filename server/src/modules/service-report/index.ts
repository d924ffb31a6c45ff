import type { Route } from '../../http/define-route.ts';
import type { Clock } from '../../infra/clock.ts';
import type { FieldCipher } from '../../infra/crypto.ts';
import type { Database } from '../../infra/database.ts';
import type { Job } from '../../infra/jobs.ts';
import {
  addMonths,
  type BusinessDate,
  businessDate,
  type Month,
  monthOf,
  monthsUpTo,
  startOfDay,
} from '../../shared/dates.ts';
import type { Wording } from '../../shared/errors.ts';
import { createReportRepository } from './service-report.repository.ts';
import { reportRoutes } from './service-report.routes.ts';

interface ReportDependencies {
  db: Database;
  clock: Clock;
  cipher: FieldCipher;
  utilityName(): Promise<Wording>;
}

const mostMonthsBack = 12;

export function createServiceReportModule({ db, clock, cipher, utilityName }: ReportDependencies): {
  routes: Route[];
  jobs: Job[];
} {
  const reports = createReportRepository(db.pool);
  return {
    routes: reportRoutes({ reports, clock, cipher, utilityName }),
    jobs: [
      {
        name: 'write-service-report',
        everySeconds: 3600,
        /** Each month up to the one before this, once, whoever is first: also those in which the server stood still. */
        async run() {
          const at = clock.now();
          const last = addMonths(monthOf(businessDate(at)), -1);
          const first = (each: Month) => startOfDay(`${each}-01` as BusinessDate);
          for (const month of monthsUpTo(last, await reports.firstMonth(), mostMonthsBack)) {
            if (await reports.has(month)) continue;
            const span = { from: first(month), until: first(addMonths(month, 1)) };
            await reports.keep(month, await reports.contentOf(span), at);
          }
        },
      },
    ],
  };
}
