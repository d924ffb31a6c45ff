/** When a supply was paused. The days after the first and before the last are not supplied: billing reads them here. */
import type { PoolClient } from 'pg';

export const supplyPauses = {
  async begin(
    tx: PoolClient,
    pause: { accountId: number; holderPeriodId: number; meterId: number | null; caseId: number; on: string },
  ): Promise<void> {
    const { accountId, holderPeriodId, meterId, caseId, on } = pause;
    await tx.query(
      'INSERT INTO supply_pauses (account_id, holder_period_id, meter_id, case_id, from_on) VALUES ($1, $2, $3, $4, $5)',
      [accountId, holderPeriodId, meterId, caseId, on],
    );
  },

  /** Also where the holding ends: the next holder's pause would be their own. */
  async end(tx: PoolClient, holderPeriodId: number, on: string): Promise<void> {
    await tx.query(
      'UPDATE supply_pauses SET to_on = GREATEST(from_on, $2::date) WHERE holder_period_id = $1 AND to_on IS NULL',
      [holderPeriodId, on],
    );
  },
};
