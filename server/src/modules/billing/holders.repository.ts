/** Which holder period a bill or an account leads to, for staff. */
import type { Database } from '../../infra/database.ts';

export interface PlaceOfBill {
  holderPeriodId: number;
  accountNo: string;
  live: boolean;
  reversalNo: string | null;
  reversalReason: string | null;
}

export function createHoldersRepository({ pool }: Pick<Database, 'pool'>) {
  return {
    async ofBill(billNo: string): Promise<PlaceOfBill | undefined> {
      const { rows } = await pool.query<PlaceOfBill>(
        `SELECT b.holder_period_id AS "holderPeriodId", a.account_no AS "accountNo", b.live,
                r.bill_no AS "reversalNo", r.reason AS "reversalReason"
           FROM bills b JOIN supply_accounts a ON a.id = b.account_id LEFT JOIN bills r ON r.reverses_id = b.id
          WHERE b.bill_no = $1 AND b.kind = 'bill'`,
        [billNo],
      );
      return rows[0];
    },

    /** Of the contract named; else today's, or the one nearest to it. */
    async ofAccount(accountNo: string, contractNo: string | undefined): Promise<number | undefined> {
      const { rows } = await pool.query<{ id: number }>(
        `SELECT h.id FROM supply_accounts a JOIN holder_periods h ON h.account_id = a.id
          WHERE a.account_no = $1 AND ($2::text IS NULL OR h.contract_no = $2)
          ORDER BY (h.from_date <= now() AND (h.to_date IS NULL OR h.to_date > now())) DESC, h.from_date DESC LIMIT 1`,
        [accountNo, contractNo ?? null],
      );
      return rows[0]?.id;
    },
  };
}

export type HoldersRepository = ReturnType<typeof createHoldersRepository>;
