import type { Route } from '../../http/define-route.ts';
import type { Clock } from '../../infra/clock.ts';
import type { FieldCipher } from '../../infra/crypto.ts';
import type { Database } from '../../infra/database.ts';
import type { Job } from '../../infra/jobs.ts';
import type { Audit } from '../../shared/audit.ts';
import { addMonths, businessDate, monthOf } from '../../shared/dates.ts';
import type { Wording } from '../../shared/errors.ts';
import { createLargeCustomersRepository } from './large-customers.repository.ts';
import { largeCustomerRoutes } from './large-customers.routes.ts';
import { createLoadRulesRepository } from './load-rules.repository.ts';
import { loadRuleRoutes } from './load-rules.routes.ts';

interface Dependencies {
  db: Database;
  clock: Clock;
  cipher: FieldCipher;
  audit: Audit;
  utilityName(): Promise<Wording>;
  nudge(): void;
}

export function createLargeCustomersModule({ db, clock, cipher, audit, utilityName, nudge }: Dependencies): {
  routes: Route[];
  jobs: Job[];
} {
  const customers = createLargeCustomersRepository(db.pool);
  return {
    routes: [
      ...largeCustomerRoutes({ customers, clock, cipher, audit, utilityName }),
      ...loadRuleRoutes({ rules: createLoadRulesRepository(db.pool), clock }),
    ],
    jobs: [
      {
        name: 'tell-large-customers',
        everySeconds: 3600,
        async run() {
          const now = clock.now();
          const month = addMonths(monthOf(businessDate(now)), -1);
          if ((await customers.tell(month, now)) > 0) nudge();
        },
      },
    ],
  };
}
