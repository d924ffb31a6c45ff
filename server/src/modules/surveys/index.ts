import type { Route } from '../../http/define-route.ts';
import type { Clock } from '../../infra/clock.ts';
import type { FieldCipher } from '../../infra/crypto.ts';
import type { Database } from '../../infra/database.ts';
import { createSurveysRepository } from './surveys.repository.ts';
import { surveyRoutes } from './surveys.routes.ts';

export function createSurveysModule({
  db,
  clock,
  cipher,
  nudge,
}: {
  db: Database;
  clock: Clock;
  cipher: FieldCipher;
  nudge(): void;
}): { routes: Route[] } {
  const surveys = createSurveysRepository(db.pool);
  return { routes: surveyRoutes({ inTransaction: db.inSqlTransaction, surveys, clock, cipher, nudge }) };
}
