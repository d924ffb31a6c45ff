/** Who has asked for their meter to be tested disputes what it has counted. */
import type { PoolClient } from 'pg';

/** Whether a meter test of this household is under way: until its result nobody is pressed. A draft asks for nothing yet. */
export async function hasOpenMeterTest(tx: PoolClient, holderPeriodId: number): Promise<boolean> {
  const text = `SELECT EXISTS (SELECT FROM holder_periods h JOIN applications c ON c.account_id = h.account_id AND c.holder_period_id = h.id
    WHERE h.id = $1 AND c.kind_code = 'meter-test' AND c.status IN ('open', 'waiting')) AS found`;
  return (await tx.query<{ found: boolean }>(text, [holderPeriodId])).rows[0]!.found;
}
