import type { Route } from '../../http/define-route.ts';
import type { Job } from '../../infra/jobs.ts';
import type { DayRange, SaleOf, StatementSource } from '../payments/index.ts';
import { createCounterRepository } from './counter/counter.repository.ts';
import { shiftRoutes } from './counter/shifts.routes.ts';
import { takingRoutes } from './counter/takings.routes.ts';
import { countSources } from './counts/count-sources.ts';
import { createCountsRepository } from './counts/counts.repository.ts';
import type { DeskCore, DeskDependencies } from './desk-core.ts';
import { bookSilentSessions } from './kiosk/book-session.ts';
import { deviceRoutes } from './kiosk/devices.routes.ts';
import { createKioskRepository } from './kiosk/kiosk.repository.ts';
import { kioskRoutes } from './kiosk/kiosk.routes.ts';
import { followDueSales } from './pos/follow-sale.ts';
import { createPosRepository } from './pos/pos.repository.ts';
import { posRoutes } from './pos/pos.routes.ts';
import { followDueBatches } from './pos/settle-batch.ts';

export type { DeskDependencies } from './desk-core.ts';

export interface DeskModule {
  routes: Route[];
  jobs: Job[];
  /** Shifts and cash boxes that may have money in this time. */
  statementSources(range: DayRange): Promise<StatementSource[]>;
  /** A card sale of ours by what the acquirer's void states of it. */
  saleOf: SaleOf;
}

/** Money taken in the customer's presence: by a clerk at a till, by a card terminal, by a machine. */
export function createDeskModule(dependencies: DeskDependencies): DeskModule {
  const { pool } = dependencies.db;
  const core: DeskCore = {
    ...dependencies,
    counter: createCounterRepository(pool),
    pos: createPosRepository(pool),
    kiosk: createKioskRepository(pool),
  };
  const counts = createCountsRepository(pool);
  return {
    statementSources: range => countSources(range, { counts, clock: dependencies.clock }),
    saleOf: sale => core.pos.saleOf(sale),
    routes: [
      ...shiftRoutes(core),
      ...takingRoutes(core),
      ...posRoutes(core),
      ...deviceRoutes(core),
      ...kioskRoutes(core),
    ],
    jobs: [
      {
        name: 'follow-card-sales',
        lane: 'money',
        everySeconds: 5,
        run: signal => followDueSales(core, signal),
      },
      { name: 'follow-card-batches', lane: 'money', everySeconds: 30, run: () => followDueBatches(core) },
      {
        name: 'book-kiosk-sessions',
        lane: 'money',
        everySeconds: 30,
        run: signal => bookSilentSessions(core, signal),
      },
    ],
  };
}
