/** What a holder's plan may be changed to, and changing it. */
import type { PoolClient } from 'pg';
import type { Database } from '../../../infra/database.ts';
import { withAudit } from '../../../infra/with-audit.ts';
import type { AuditRecord } from '../../../shared/audit.ts';
import type { BusinessDate } from '../../../shared/dates.ts';

export interface PlanScene {
  holderPeriodId: number;
  from: BusinessDate;
  /** The first day on which the holder no longer holds. */
  to: BusinessDate | null;
  /** The last day that a live bill covers. */
  billedTo: BusinessDate | null;
  /** Whether the meter that hangs there counts peak and valley apart. */
  timeOfUseMeter: boolean;
}

export interface PlanChange {
  holderPeriodId: number;
  /** Options that end when the new one begins. */
  replaces: readonly string[];
  from: BusinessDate;
  /** Null where an option only ends. */
  begins: { kind: string; people: number | null } | null;
}

const sceneSql = `
  SELECT h.id AS "holderPeriodId", h.from_date::text AS "from", h.to_date::text AS "to",
         (SELECT max(b.to_date)::text FROM bills b WHERE b.holder_period_id = h.id AND b.kind = 'bill' AND b.live) AS "billedTo",
         EXISTS (SELECT FROM meter_installations i JOIN meters m ON m.id = i.meter_id
                  WHERE i.metering_point_id = a.metering_point_id AND m.time_of_use AND (i.removed_on IS NULL OR i.removed_on > $2::date)) AS "timeOfUseMeter"
    FROM supply_accounts a JOIN holder_periods h ON h.account_id = a.id
   WHERE a.account_no = $1 AND (h.to_date IS NULL OR h.to_date > $2::date)
   ORDER BY h.from_date LIMIT 1`;

export function createPlansRepository({ pool, inSqlTransaction }: Database) {
  return {
    supplyOf: async (accountNo: string) =>
      (
        await pool.query<{ regionCode: string; category: string }>(
          'SELECT region_code AS "regionCode", category FROM supply_accounts WHERE account_no = $1',
          [accountNo],
        )
      ).rows[0],

    /**
     * Ends what is replaced, forgets what would have begun later, and begins the new option; with its log entry, or not at all.
     * @param decide of the present holder, or the one who comes next, and of what is billed: nobody bills the account meanwhile
     */
    change: (
      accountNo: string,
      today: BusinessDate,
      decide: (scene: PlanScene | undefined) => PlanChange,
      audit: AuditRecord,
    ): Promise<void> =>
      inSqlTransaction(async tx => {
        await tx.query('SELECT FROM supply_accounts WHERE account_no = $1 FOR UPDATE', [accountNo]);
        await writePlan(tx, decide((await tx.query<PlanScene>(sceneSql, [accountNo, today])).rows[0]));
        await tx.query(withAudit('SELECT id FROM audit_entry', [], audit));
      }),
  };
}

/** The same in somebody else's transaction, who keeps the log. */
export async function writePlan(
  tx: PoolClient,
  { holderPeriodId, replaces, from, begins }: PlanChange,
): Promise<void> {
  await tx.query('SELECT id FROM holder_periods WHERE id = $1 FOR UPDATE', [holderPeriodId]);
  await tx.query(
    'DELETE FROM tariff_options WHERE holder_period_id = $1 AND kind = ANY ($2) AND from_date >= $3::date',
    [holderPeriodId, replaces, from],
  );
  await tx.query(
    `UPDATE tariff_options SET to_date = $3::date
      WHERE holder_period_id = $1 AND kind = ANY ($2) AND from_date < $3::date AND (to_date IS NULL OR to_date > $3::date)`,
    [holderPeriodId, replaces, from],
  );
  if (begins)
    await tx.query(
      'INSERT INTO tariff_options (holder_period_id, kind, from_date, people) VALUES ($1, $2, $3, $4)',
      [holderPeriodId, begins.kind, from, begins.people],
    );
}

export type PlansRepository = ReturnType<typeof createPlansRepository>;
