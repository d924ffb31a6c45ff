import type { Route } from '../../http/define-route.ts';
import type { Clock } from '../../infra/clock.ts';
import type { CrashPoints } from '../../infra/crash-point.ts';
import type { FieldCipher } from '../../infra/crypto.ts';
import type { Database } from '../../infra/database.ts';
import type { Job } from '../../infra/jobs.ts';
import type { Logger } from '../../infra/logging.ts';
import type { Outbox } from '../messages/index.ts';
import { type Gateway, notifyPath } from '../payments/index.ts';
import { createAgreementsRepository } from './agreements.repository.ts';
import { autopayRoutes } from './autopay.routes.ts';
import { debitBills } from './debit-bills.ts';
import { createDebitsRepository } from './debits.repository.ts';
import { followAgreements } from './follow-agreements.ts';
import { createPayAtWord, type PayAtWord } from './pay-at-word.ts';
import { debitFailedKind, tellFailure } from './tell-failure.ts';

export type { PayAtWord } from './pay-at-word.ts';

export interface AutopayDependencies {
  db: Database;
  clock: Clock;
  cipher: FieldCipher;
  crashPoints: CrashPoints;
  logger: Logger;
  outbox: Outbox;
  /** Deliver now what was queued for people. */
  nudgeMessages(): void;
  gateways: readonly Gateway[];
  /** Where this hall is reached, without a slash at the end. */
  publicBaseUrl: string;
}

export interface AutopayModule {
  routes: Route[];
  jobs: Job[];
  payAtWord: PayAtWord;
  /** Debits what is due, behind the caller; to be called after the commit. */
  nudge(): void;
}

/** Auto-pay by agreement: WeChat's papay and Alipay's merchant debit. */
export function createAutopayModule(dependencies: AutopayDependencies): AutopayModule {
  const { db, outbox, publicBaseUrl } = dependencies;
  const agreements = createAgreementsRepository(db.pool);
  const debits = createDebitsRepository(db.pool);
  const core = { ...dependencies, agreements, debits };
  const urlOf = (kind: 'payment' | 'agreement') => (gateway: string) =>
    publicBaseUrl + notifyPath(gateway, kind);
  outbox.handle(debitFailedKind, tellFailure(core));
  const autoPay = async (signal: AbortSignal) => {
    await debitBills({ ...core, notifyUrl: urlOf('payment') }, signal);
    outbox.nudge();
  };
  return {
    payAtWord: createPayAtWord(core),
    nudge: () =>
      void autoPay(new AbortController().signal).catch(error =>
        dependencies.logger.warn({ err: error }, 'debits are left to the next run'),
      ),
    routes: autopayRoutes({ ...core, notifyUrl: urlOf('agreement') }),
    jobs: [
      { name: 'agreements', lane: 'money', everySeconds: 30, run: signal => followAgreements(core, signal) },
      { name: 'auto-pay', lane: 'money', everySeconds: 60, run: autoPay },
    ],
  };
}
