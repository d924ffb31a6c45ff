import type { Route } from '../../http/define-route.ts';
import type { FieldCipher } from '../../infra/crypto.ts';
import type { Database } from '../../infra/database.ts';
import type { Audit } from '../../shared/audit.ts';
import { createCustomerTimelineRepository } from './customer-timeline.repository.ts';
import { customerTimelineRoutes } from './customer-timeline.routes.ts';

export function createCustomerTimelineModule({
  db,
  cipher,
  audit,
}: {
  db: Database;
  cipher: FieldCipher;
  audit: Audit;
}): { routes: Route[] } {
  return {
    routes: customerTimelineRoutes({ timeline: createCustomerTimelineRepository(db.pool), cipher, audit }),
  };
}
