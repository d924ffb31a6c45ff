import type { Route } from '../../http/define-route.ts';
import type { Clock } from '../../infra/clock.ts';
import type { FieldCipher } from '../../infra/crypto.ts';
import type { Database } from '../../infra/database.ts';
import type { Job } from '../../infra/jobs.ts';
import { createCardsRepository } from './cards.repository.ts';
import { liftOverturned, settleDeductions } from './deduct-star.ts';
import { createDeductionsRepository } from './deductions.repository.ts';
import { cardRoutes, deductionRoutes } from './discipline.routes.ts';
import { scoreMonths } from './score-month.ts';
import { createStarBook } from './star-book.repository.ts';
import { starsRoutes } from './stars.routes.ts';

export function createStarsModule({
  db,
  clock,
  cipher,
}: {
  db: Database;
  clock: Clock;
  cipher: FieldCipher;
}): {
  routes: Route[];
  jobs: Job[];
} {
  const core = {
    pool: db.pool,
    inTransaction: db.inSqlTransaction,
    clock,
    cipher,
    book: createStarBook(db.pool),
    deductions: createDeductionsRepository(db.pool),
  };
  return {
    routes: [
      ...starsRoutes(core),
      ...deductionRoutes(core),
      ...cardRoutes(core, createCardsRepository(db.pool)),
    ],
    jobs: [
      {
        name: 'settle-star-deductions',
        lane: 'books',
        everySeconds: 3600,
        async run() {
          await settleDeductions(core);
          await liftOverturned(core);
        },
      },
      { name: 'score-stars', everySeconds: 3600, run: async () => void (await scoreMonths(core)) },
    ],
  };
}
