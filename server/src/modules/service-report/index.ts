import type { Route } from '../../http/define-route.ts';
import type { Clock } from '../../infra/clock.ts';
import type { FieldCipher } from '../../infra/crypto.ts';
import type { Database } from '../../infra/database.ts';
import type { Job } from '../../infra/jobs.ts';
import { addMonths, type BusinessDate, businessDate, monthOf, startOfDay } from '../../shared/dates.ts';
import type { Wording } from '../../shared/errors.ts';
import { createReportRepository } from './service-report.repository.ts';
import { reportRoutes } from './service-report.routes.ts';

interface ReportDependencies {
  db: Database;
  clock: Clock;
  cipher: FieldCipher;
  utilityName(): Promise<Wording>;
}

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
        /** The month before this one, once, whoever is first. */
        async run() {
          const at = clock.now();
          const thisMonth = monthOf(businessDate(at));
          const month = addMonths(thisMonth, -1);
          if (await reports.has(month)) return;
          const first = (each: string) => startOfDay(`${each}-01` as BusinessDate);
          const content = await reports.contentOf({ from: first(month), until: first(thisMonth) });
          await reports.keep(month, content, at);
        },
      },
    ],
  };
}
