import type { Pool } from 'pg';

export interface FinalBillRow {
  kind: 'bill' | 'late-fee';
  accountNo: string;
  billNo: string;
  month: string;
  from: string;
  to: string;
  payableId: number;
  owedFen: number;
  dueOn: string;
}

/** A holder who has gone, with all that is open of theirs. */
export interface FormerHolderRow {
  accountNo: string;
  holder: number;
  nameEnc: Buffer;
  until: string;
  owedFen: number;
  bills: number;
  dueOn: string | null;
  caseNo: string | null;
}

export function createFinalBillsRepository(pool: Pool) {
  return {
    /** Bills and their late fees of holder periods that have ended and to which the person was bound in full until the end. */
    async owed(personId: string, today: string): Promise<FinalBillRow[]> {
      const text = `SELECT y.kind, a.account_no AS "accountNo", b.bill_no AS "billNo", b.month, b.from_date::text AS "from", b.to_date::text AS "to",
          y.id AS "payableId", y.amount_fen - y.paid_fen AS "owedFen", b.due_on::text AS "dueOn"
        FROM bindings n JOIN holder_periods h ON h.id = n.holder_period_id AND h.to_date <= $2::date JOIN supply_accounts a ON a.id = h.account_id
        JOIN payables y ON y.holder_period_id = h.id AND y.kind IN ('bill', 'late-fee') AND y.status = 'open' AND y.paid_fen < y.amount_fen
        LEFT JOIN late_fees f ON f.payable_id = y.id JOIN bills b ON b.holder_period_id = h.id AND (b.payable_id = y.id OR b.id = f.bill_id)
        WHERE n.person_id = $1 AND n.removed_at IS NULL AND n.level = 'full' ORDER BY b.due_on, b.id, y.id LIMIT 100`;
      return (await pool.query<FinalBillRow>(text, [personId, today])).rows;
    },

    /** Whoever has gone and owes something, the longest gone first, with the case that ended them. */
    async formerHolders(today: string, page: number, size: number): Promise<FormerHolderRow[]> {
      const text = `SELECT a.account_no AS "accountNo", h.id AS holder, c.name_enc AS "nameEnc", (h.to_date - 1)::text AS until,
          o.fen AS "owedFen", o.bills, o.due_on AS "dueOn",
          (SELECT e.case_no FROM applications e WHERE (e.facts #>> '{result,endedHolding}')::bigint = h.id AND e.facts #>> '{result,endedHolding}' IS NOT NULL ORDER BY e.id DESC LIMIT 1) AS "caseNo"
        FROM holder_periods h JOIN supply_accounts a ON a.id = h.account_id JOIN customers c ON c.id = h.customer_id
        JOIN LATERAL (SELECT sum(y.amount_fen - y.paid_fen)::bigint AS fen, count(*) FILTER (WHERE y.kind = 'bill')::int AS bills, min(b.due_on)::text AS due_on
            FROM payables y LEFT JOIN bills b ON b.payable_id = y.id AND b.live
           WHERE y.holder_period_id = h.id AND y.status = 'open' AND y.paid_fen < y.amount_fen AND y.kind <> 'prepayment') o ON o.fen > 0
       WHERE h.to_date <= $1::date ORDER BY h.to_date, h.id LIMIT $2 OFFSET $3`;
      return (await pool.query<FormerHolderRow>(text, [today, size, (page - 1) * size])).rows;
    },
  };
}

export type FinalBillsRepository = ReturnType<typeof createFinalBillsRepository>;
