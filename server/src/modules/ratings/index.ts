import type { Route } from '../../http/define-route.ts';
import type { Clock } from '../../infra/clock.ts';
import type { FieldCipher } from '../../infra/crypto.ts';
import type { Database } from '../../infra/database.ts';
import type { Job } from '../../infra/jobs.ts';
import { createRatingsRepository } from './ratings.repository.ts';
import { ratingsRoutes } from './ratings.routes.ts';

export function createRatingsModule({
  db,
  clock,
  cipher,
  nudge,
}: {
  db: Database;
  clock: Clock;
  cipher: FieldCipher;
  nudge(): void;
}): { routes: Route[]; jobs: Job[] } {
  const ratings = createRatingsRepository(db.pool);
  return {
    routes: ratingsRoutes({ ratings, clock, cipher }),
    jobs: [
      {
        name: 'ask-for-ratings',
        everySeconds: 120,
        async run() {
          if ((await ratings.inviteRecent(clock.now())) > 0) nudge();
        },
      },
    ],
  };
}
