import type { Route } from '../../http/define-route.ts';
import type { Database } from '../../infra/database.ts';
import { createLedgerRepository, type LedgerRepository } from './ledger.repository.ts';
import { ledgerRoutes } from './ledger.routes.ts';

export { checks as ledgerChecks, type Difference, type TrialBalanceRow } from './ledger.repository.ts';
export { renderDifferences, renderTrialBalance } from './render-trial-balance.ts';

export interface LedgerModule {
  routes: Route[];
  trialBalance: LedgerRepository['trialBalance'];
  /** What is kept beside the books and does not agree with them; empty when all is well. */
  differences: LedgerRepository['differences'];
}

export function createLedgerModule({ db }: { db: Pick<Database, 'pool'> }): LedgerModule {
  const ledger = createLedgerRepository(db.pool);
  return { routes: ledgerRoutes(ledger), trialBalance: ledger.trialBalance, differences: ledger.differences };
}
