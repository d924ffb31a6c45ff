import type { Route } from '../../http/define-route.ts';
import type { Clock } from '../../infra/clock.ts';
import type { FieldCipher } from '../../infra/crypto.ts';
import type { Database } from '../../infra/database.ts';
import type { Job } from '../../infra/jobs.ts';
import { type FollowUpCore, planFollowUps } from './follow-up.ts';
import { createFollowUpsRepository } from './follow-ups.repository.ts';
import { followUpRoutes } from './follow-ups.routes.ts';

interface FollowUpsDependencies extends Pick<FollowUpCore, 'reopenCase'> {
  db: Database;
  clock: Clock;
  cipher: FieldCipher;
  nudge(): void;
}

export function createFollowUpsModule({ db, clock, cipher, nudge, reopenCase }: FollowUpsDependencies): {
  routes: Route[];
  jobs: Job[];
} {
  const followUps = createFollowUpsRepository(db.pool);
  const core = { inTransaction: db.inSqlTransaction, followUps, clock, cipher, reopenCase, nudge };
  return {
    routes: followUpRoutes(core),
    jobs: [
      {
        name: 'plan-follow-ups',
        everySeconds: 600,
        async run() {
          if ((await planFollowUps(core)) > 0) nudge();
        },
      },
    ],
  };
}
