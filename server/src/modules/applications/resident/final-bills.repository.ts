import type { Pool } from 'pg';

export interface FinalBillRow {
  accountNo: string;
  billNo: string;
  month: string;
  from: string;
  to: string;
  payableId: number;
  owedFen: number;
  dueOn: string;
}

export function createFinalBillsRepository(pool: Pool) {
  return {
    /** Of holder periods that have ended and to which the person was bound in full until the end. */
    async owed(personId: string, today: string): Promise<FinalBillRow[]> {
      const text = `SELECT a.account_no AS "accountNo", b.bill_no AS "billNo", b.month, b.from_date::text AS "from", b.to_date::text AS "to",
          y.id AS "payableId", y.amount_fen - y.paid_fen AS "owedFen", b.due_on::text AS "dueOn"
        FROM bindings n JOIN holder_periods h ON h.id = n.holder_period_id AND h.to_date <= $2::date JOIN supply_accounts a ON a.id = h.account_id
        JOIN bills b ON b.holder_period_id = h.id AND b.live JOIN payables y ON y.id = b.payable_id AND y.status = 'open' AND y.paid_fen < y.amount_fen
        WHERE n.person_id = $1 AND n.removed_at IS NULL AND n.level = 'full' ORDER BY b.due_on, b.id LIMIT 100`;
      return (await pool.query<FinalBillRow>(text, [personId, today])).rows;
    },
  };
}

export type FinalBillsRepository = ReturnType<typeof createFinalBillsRepository>;
