/** Part of the composition root: ways to pay that no gateway stands behind — debit files, recharge cards, text messages. */
import type { Route } from './http/define-route.ts';
import type { Job } from './infra/jobs.ts';
import { createDebitsModule, type DebitsDependencies } from './modules/debits/index.ts';
import { createPayLinksModule } from './modules/pay-links/index.ts';
import type { Channels } from './modules/payments/channels/registry.ts';

interface Dependencies extends Omit<DebitsDependencies, 'format' | 'payLink'> {
  channels: Channels;
  publicBaseUrl: string;
}

interface Module {
  routes: Route[];
  jobs: Job[];
}

/** A module is there when its channel is enabled. */
export function composeDebitsCardsSms(dependencies: Dependencies): Module[] {
  const { channels, db, clock, publicBaseUrl } = dependencies;
  const payLinks = createPayLinksModule({ pool: db.pool, clock, publicBaseUrl });
  const format = channels.find('bank-debit')?.batchDebit;
  const debits = format && createDebitsModule({ ...dependencies, format, payLink: payLinks.create });
  return [payLinks, ...(debits ? [debits] : [])];
}
