/** Which household a case is about. */
import type { Pool } from 'pg';

export interface CaseHousehold {
  accountId: number;
  holderPeriodId: number;
}

const holderOf = `FROM supply_accounts a JOIN holder_periods h ON h.account_id = a.id AND h.from_date <= $2::date
    AND (h.to_date IS NULL OR h.to_date > $2::date)`;

export function createHouseholdsRepository(pool: Pool) {
  return {
    /** One that the person is bound to, at either level: anybody may report that the power is off. */
    async ofPerson(personId: string, accountNo: string, today: string): Promise<CaseHousehold | undefined> {
      const text = `SELECT a.id AS "accountId", h.id AS "holderPeriodId" ${holderOf}
        JOIN bindings b ON b.holder_period_id = h.id AND b.person_id = $3 AND b.removed_at IS NULL WHERE a.account_no = $1`;
      return (await pool.query<CaseHousehold>(text, [accountNo, today, personId])).rows[0];
    },

    async find(accountNo: string, today: string): Promise<CaseHousehold | undefined> {
      const text = `SELECT a.id AS "accountId", h.id AS "holderPeriodId" ${holderOf} WHERE a.account_no = $1`;
      return (await pool.query<CaseHousehold>(text, [accountNo, today])).rows[0];
    },
  };
}

export type HouseholdsRepository = ReturnType<typeof createHouseholdsRepository>;
