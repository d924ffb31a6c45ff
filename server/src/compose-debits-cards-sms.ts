/** Part of the composition root: ways to pay that no gateway stands behind — debit files, recharge cards, text messages. */
import type { Route } from './http/define-route.ts';
import type { Job } from './infra/jobs.ts';
import { type CardsDependencies, createCardsModule } from './modules/cards/index.ts';
import { createDebitsModule, type DebitsDependencies } from './modules/debits/index.ts';
import { createPayLinksModule } from './modules/pay-links/index.ts';
import type { Channels } from './modules/payments/channels/registry.ts';

interface Dependencies
  extends Omit<DebitsDependencies, 'format' | 'payLink'>,
    Omit<CardsDependencies, 'voucher'> {
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
  const voucher = channels.find('recharge-card')?.voucher;
  const cards = voucher && createCardsModule({ ...dependencies, voucher });
  return [payLinks, debits, cards].filter(module => module !== undefined);
}
