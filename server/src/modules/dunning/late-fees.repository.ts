/** Late fees: which bills grow one, and what a payable of that kind is called. The sums are made in the database. */
import type { Pool } from 'pg';

/** Overdue and unpaid, not counted yet today; and those whose bill has been paid or reversed since. */
const dueSql = `
  SELECT b.id FROM payables y JOIN bills b ON b.payable_id = y.id AND b.live LEFT JOIN late_fees f ON f.bill_id = b.id
   WHERE y.kind = 'bill' AND y.status = 'open' AND y.paid_fen < y.amount_fen AND b.due_on < $1::date
     AND (f.bill_id IS NULL OR f.through_on < $1 OR f.frozen) AND b.id > $2 ORDER BY b.id LIMIT $3`;
const endedSql = `
  SELECT f.bill_id AS id FROM late_fees f JOIN bills b ON b.id = f.bill_id JOIN payables y ON y.id = b.payable_id
   WHERE NOT f.frozen AND (NOT b.live OR y.paid_fen = y.amount_fen) ORDER BY 1 LIMIT $1`;

export interface LateFeePayable {
  payableId: number;
  holderPeriodId: number;
  month: string;
  outstandingFen: number;
}

export function createLateFeesRepository(pool: Pool) {
  const ids = async (text: string, values: unknown[]) =>
    (await pool.query<{ id: number }>(text, values)).rows.map(({ id }) => id);
  return {
    growing: (today: string, after: number, limit: number) => ids(dueSql, [today, after, limit]),
    ended: (limit: number) => ids(endedSql, [limit]),

    /** Whether a late fee has ever been in force; without, no bill need be looked at. */
    async everCharged(today: string): Promise<boolean> {
      const text = `SELECT EXISTS (SELECT FROM dunning_rules WHERE name = 'lateFee' AND valid_from <= $1 AND (value ->> 'enabled')::boolean) AS found`;
      return (await pool.query<{ found: boolean }>(text, [today])).rows[0]!.found;
    },

    async charge(billId: number, today: string): Promise<void> {
      await pool.query({
        name: 'charge-late-fee',
        text: 'SELECT charge_late_fee($1, $2)',
        values: [billId, today],
      });
    },

    async describe(payableIds: readonly number[]): Promise<LateFeePayable[]> {
      const text = `SELECT y.id AS "payableId", y.holder_period_id AS "holderPeriodId", b.month, CASE y.status WHEN 'open' THEN y.amount_fen - y.paid_fen ELSE 0 END AS "outstandingFen"
        FROM payables y JOIN late_fees f ON f.payable_id = y.id JOIN bills b ON b.id = f.bill_id WHERE y.id = ANY ($1)`;
      return (await pool.query<LateFeePayable>(text, [payableIds])).rows;
    },

    /** How the fees of a holder came about; those of paid bills while they are owed. */
    async ofHolder(holderPeriodId: number): Promise<LateFeeRow[]> {
      const text = `SELECT b.bill_no AS "billNo", b.month, b.due_on::text AS "dueOn", f.amount_fen AS "amountFen", y.paid_fen AS "paidFen", f.days, f.parts,
          f.through_on::text AS "throughOn", f.frozen, (SELECT edition FROM dunning_rules r WHERE r.name = 'lateFee' AND r.valid_from <= f.through_on ORDER BY valid_from DESC, id DESC LIMIT 1) AS edition
        FROM late_fees f JOIN bills b ON b.id = f.bill_id JOIN payables y ON y.id = f.payable_id
       WHERE b.holder_period_id = $1 AND y.status = 'open' AND (NOT f.frozen OR y.paid_fen < y.amount_fen) ORDER BY b.month`;
      return (await pool.query<LateFeeRow>(text, [holderPeriodId])).rows;
    },
  };
}

export interface LateFeeRow {
  billNo: string;
  month: string;
  dueOn: string;
  amountFen: number;
  paidFen: number;
  days: number;
  parts: { from: string; to: string; outstandingFen: number; ppm: number }[];
  throughOn: string;
  frozen: boolean;
  edition: string;
}

export type LateFeesRepository = ReturnType<typeof createLateFeesRepository>;
