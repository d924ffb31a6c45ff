import type { Route } from '../../http/define-route.ts';
import type { Clock } from '../../infra/clock.ts';
import type { FieldCipher } from '../../infra/crypto.ts';
import type { Database } from '../../infra/database.ts';
import type { Audit } from '../../shared/audit.ts';
import { createHouseholdFileRepository } from './household-file.repository.ts';
import { householdFileRoutes } from './household-file.routes.ts';

export function createHouseholdFileModule({
  db,
  clock,
  cipher,
  audit,
}: {
  db: Database;
  clock: Clock;
  cipher: FieldCipher;
  audit: Audit;
}): { routes: Route[] } {
  const files = createHouseholdFileRepository(db.pool);
  return { routes: householdFileRoutes({ files, clock, cipher, audit }) };
}
