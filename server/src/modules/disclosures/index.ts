import type { Route } from '../../http/define-route.ts';
import type { Clock } from '../../infra/clock.ts';
import type { Database } from '../../infra/database.ts';
import { businessDate } from '../../shared/dates.ts';
import { createDisclosuresRepository } from './disclosures.repository.ts';
import { disclosureRoutes } from './disclosures.routes.ts';
import { createPublishDisclosure } from './publish-disclosure.ts';
import { staffDisclosureRoutes } from './staff-disclosures.routes.ts';

/** Policies and notices that are made public (信息公开). */
export function createDisclosuresModule({ db, clock }: { db: Database; clock: Clock }): { routes: Route[] } {
  const disclosures = createDisclosuresRepository(db.pool);
  const publish = createPublishDisclosure({ inTransaction: db.inSqlTransaction, disclosures, clock });
  const today = () => businessDate(clock.now());
  return {
    routes: [...disclosureRoutes({ disclosures, today }), ...staffDisclosureRoutes({ disclosures, publish })],
  };
}
