/** Part of the composition root: power that goes and comes back — outages, dunning, supply control. */
import type { Settings } from './config/env.ts';
import type { Route } from './http/define-route.ts';
import type { Job } from './infra/jobs.ts';
import {
  createDisconnectCheck,
  createDunningModule,
  createReconnectTerms,
  createTellSupply,
  type DunningDependencies,
} from './modules/dunning/index.ts';
import {
  createOutagesModule,
  type OutagesDependencies,
  type OutagesModule,
} from './modules/outages/index.ts';
import { createSupplyControlModule, type SupplyControlDependencies } from './modules/supply-control/index.ts';

type Dependencies = Omit<DunningDependencies, 'supply'> &
  Omit<OutagesDependencies, 'nudge' | 'hotline' | 'publicBaseUrl'> &
  Omit<
    SupplyControlDependencies,
    'settings' | 'publicBaseUrl' | 'reconnectTerms' | 'mayDisconnect' | 'tellSupply'
  >;

interface Supply {
  modules: { routes: Route[]; jobs?: Job[] }[];
  outagesOf: OutagesModule['outagesOf'];
  idle(): Promise<void>;
}

export function composeSupply(settings: Settings, dependencies: Dependencies): Supply {
  const { db, clock, nudgeMessages } = dependencies;
  const { PUBLIC_BASE_URL: publicBaseUrl, HOTLINE: hotline } = settings;
  const outages = createOutagesModule({ ...dependencies, nudge: nudgeMessages, hotline, publicBaseUrl });
  const supply = createSupplyControlModule({
    ...dependencies,
    publicBaseUrl,
    settings: settings.supplyControl,
    reconnectTerms: createReconnectTerms(db, clock),
    mayDisconnect: createDisconnectCheck(dependencies),
    tellSupply: createTellSupply(db),
  });
  const dunning = createDunningModule({ ...dependencies, supply });
  return {
    modules: [supply, dunning, outages],
    outagesOf: outages.outagesOf,
    // Dunning orders what supply control tells: in this order nothing is left over.
    async idle() {
      await outages.idle();
      await dunning.idle();
      await supply.idle();
    },
  };
}
