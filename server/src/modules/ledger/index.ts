import type { Route } from '../../http/define-route.ts';
import type { Clock } from '../../infra/clock.ts';
import type { Database } from '../../infra/database.ts';
import type { Audit } from '../../shared/audit.ts';
import { createLedgerRepository, type LedgerRepository } from './ledger.repository.ts';
import { ledgerRoutes } from './ledger.routes.ts';

export { checks as ledgerChecks, type Difference, type TrialBalanceRow } from './ledger.repository.ts';
export { renderDifferences, renderTrialBalance } from './render-trial-balance.ts';

export interface LedgerModule {
  routes: Route[];
}

/** The books alone, for programs that only prove them. */
export const openLedger = ({ db }: { db: Pick<Database, 'pool'> }): LedgerRepository =>
  createLedgerRepository(db.pool);

export interface LedgerDependencies {
  db: Pick<Database, 'pool'>;
  audit: Audit;
  clock: Clock;
}

export function createLedgerModule({ db, audit, clock }: LedgerDependencies): LedgerModule {
  return { routes: ledgerRoutes({ ledger: createLedgerRepository(db.pool), audit, clock }) };
}
