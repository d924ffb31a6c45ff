/** Power that went or came without the ladder: supply control tells of it, to whom the ladder would. */
import type { Database } from '../../infra/database.ts';
import type { SupplyControlDependencies } from '../supply-control/index.ts';
import { createCasesRepository } from './cases.repository.ts';
import { tellHousehold } from './tell-household.ts';

export function createTellSupply({ pool }: Pick<Database, 'pool'>): SupplyControlDependencies['tellSupply'] {
  const cases = createCasesRepository(pool);
  return async (tx, { event, commandNo, reason, holderPeriodId, restoreAt }) => {
    // What a case waits for it tells itself.
    if (event === 'supply-restored' && (await cases.isRestoredBy(tx, reason))) return;
    await tellHousehold(
      tx,
      {
        event,
        holderPeriodId,
        params: restoreAt ? { restoreAt: restoreAt.toISOString() } : {},
        key: `supply:${commandNo}:${event}`,
        source: { table: 'supply_commands', id: commandNo },
      },
      cases,
    );
  };
}
