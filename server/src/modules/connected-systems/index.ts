/** Systems of the utility that bring data by themselves: who they are, their keys, and who is let in. */
import type { Gatekeeper } from '../../http/access.ts';
import type { Route } from '../../http/define-route.ts';
import type { Clock } from '../../infra/clock.ts';
import type { Database } from '../../infra/database.ts';
import type { Audit } from '../../shared/audit.ts';
import { createAdmitSystem } from './admit-system.ts';
import { createConnectedSystemsRepository } from './connected-systems.repository.ts';
import { createSystemManagement } from './manage-systems.ts';
import { connectedSystemRoutes } from './staff.routes.ts';

export interface ConnectedSystemsModule {
  routes: Route[];
  gatekeeper: Pick<Gatekeeper, 'system'>;
}

export function createConnectedSystemsModule({
  db,
  clock,
  audit,
}: {
  db: Database;
  clock: Clock;
  audit: Audit;
}): ConnectedSystemsModule {
  const systems = createConnectedSystemsRepository(db);
  return {
    routes: connectedSystemRoutes(createSystemManagement(systems, clock)),
    gatekeeper: { system: createAdmitSystem(systems, audit, clock) },
  };
}
