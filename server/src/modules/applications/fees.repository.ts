import type { Pool, PoolClient } from 'pg';

/** False when it is owed already: its sum is fixed. */
export async function setFee(
  tx: PoolClient,
  caseId: number,
  { code, step, amountFen, by, at }: { code: string; step: string; amountFen: number; by: string; at: Date },
): Promise<boolean> {
  const text = `INSERT INTO case_fees (case_id, code, step, amount_fen, set_by, set_at) VALUES ($1, $2, $3, $4, $5, $6)
    ON CONFLICT (case_id, code) DO UPDATE SET amount_fen = excluded.amount_fen, set_by = excluded.set_by, set_at = excluded.set_at
      WHERE case_fees.payable_id IS NULL OR EXISTS (SELECT FROM payables y WHERE y.id = case_fees.payable_id AND y.status = 'void')`;
  return (await tx.query(text, [caseId, code, step, amountFen, by, at])).rowCount === 1;
}

/** Owed and on the books, once. */
export async function chargeFee(
  tx: PoolClient,
  { caseId, code, holderPeriodId }: { caseId: number; code: string; holderPeriodId: number },
): Promise<void> {
  await tx.query('SELECT charge_service_fee($1, $2, $3)', [caseId, code, holderPeriodId]);
}

/** Of a case that came to nothing: what nobody has paid is owed no more, whole or in part. */
export async function voidFees(tx: PoolClient, caseId: number): Promise<void> {
  await tx.query('SELECT void_service_fees($1)', [caseId]);
}

export interface FeePayable {
  payableId: number;
  holderPeriodId: number;
  caseNo: string;
  kindId: number;
  code: string;
  outstandingFen: number;
}

export function createFeesRepository(pool: Pool) {
  return {
    async describe(payableIds: readonly number[]): Promise<FeePayable[]> {
      const text = `SELECT y.id AS "payableId", y.holder_period_id AS "holderPeriodId", c.case_no AS "caseNo", c.kind_id AS "kindId", f.code,
          CASE y.status WHEN 'open' THEN y.amount_fen - y.paid_fen ELSE 0 END AS "outstandingFen"
        FROM payables y JOIN case_fees f ON f.payable_id = y.id JOIN applications c ON c.id = f.case_id WHERE y.id = ANY ($1)`;
      return (await pool.query<FeePayable>(text, [payableIds])).rows;
    },

    /** Cases that wait in a fee step whose fees have all been paid: those after that one. */
    async paidUp(after: number, limit: number): Promise<{ id: number; caseNo: string }[]> {
      const text = `SELECT c.id, c.case_no AS "caseNo" FROM applications c
        WHERE c.id > $1 AND c.status = 'waiting' AND c.wanted = 'step' AND EXISTS (SELECT FROM case_fees f WHERE f.case_id = c.id AND f.step = c.step)
          AND NOT EXISTS (SELECT FROM case_fees f LEFT JOIN payables y ON y.id = f.payable_id
                           WHERE f.case_id = c.id AND f.step = c.step AND coalesce(y.paid_fen, 0) < f.amount_fen)
        ORDER BY c.id LIMIT $2`;
      return (await pool.query<{ id: number; caseNo: string }>(text, [after, limit])).rows;
    },

    /**
     * What was paid for cases that came to nothing, where the money paid nothing else: for their fees, or too late for them, so that
     * it lies on the balance of a holder who may never come. What a person has decided to leave there stays.
     */
    async paidInVain(since: Date, after: PaidInVain | undefined, limit: number): Promise<PaidInVain[]> {
      const text = `WITH paid AS (
          SELECT DISTINCT c.id, i.payment_id, y.holder_period_id
            FROM applications c JOIN case_fees f ON f.case_id = c.id JOIN payables y ON y.id = f.payable_id JOIN payment_items i ON i.payable_id = y.id
           WHERE c.status IN ('refused', 'withdrawn') AND shanghai_date(c.ended_at) >= shanghai_date($1)
             AND NOT EXISTS (SELECT FROM payment_items other WHERE other.payment_id = i.payment_id
               AND NOT EXISTS (SELECT FROM case_fees own WHERE own.case_id = c.id AND own.payable_id = other.payable_id))
        ), money AS (
          SELECT paid.id, p.payment_no, l.trade_no, balance_left(l.id, 'customer-balance')
              + (SELECT coalesce(sum(al.amount_fen - al.taken_back_fen), 0) FROM allocations al WHERE al.collection_id = l.id AND al.payable_id IS NOT NULL) AS fen
            FROM paid JOIN payments p ON p.id = paid.payment_id JOIN collections l ON l.payment_id = p.id
           WHERE NOT EXISTS (SELECT FROM allocations al WHERE al.collection_id = l.id AND al.taken_back_fen < al.amount_fen
                               AND al.holder_period_id IS DISTINCT FROM paid.holder_period_id)
             AND NOT EXISTS (SELECT FROM odd_payments o WHERE o.collection_id = l.id AND o.resolution = 'credit')
        )
        SELECT c.id, c.case_no AS "caseNo", c.kind_id AS "kindId", c.status, c.appealed, c.ended_at AS "endedAt", m.payment_no AS "paymentNo",
          m.trade_no AS "tradeNo", m.fen::bigint AS "amountFen"
        FROM money m JOIN applications c ON c.id = m.id WHERE m.fen > 0
          AND NOT EXISTS (SELECT FROM refunds r WHERE r.request_key = 'service-fee:' || c.case_no || ':' || m.trade_no)
          AND (c.id, m.trade_no) > ($2, $3)
        ORDER BY c.id, m.trade_no LIMIT $4`;
      const values = [since, after?.id ?? 0, after?.tradeNo ?? '', limit];
      return (await pool.query<PaidInVain>(text, values)).rows;
    },

    /** Given back, and so unpaid again: owed no more all the same. */
    async voidGivenBack(): Promise<void> {
      const text = `SELECT void_service_fees(c.id) FROM applications c WHERE c.status IN ('refused', 'withdrawn')
        AND EXISTS (SELECT FROM case_fees f JOIN payables y ON y.id = f.payable_id WHERE f.case_id = c.id AND y.status = 'open' AND y.paid_fen < y.amount_fen)`;
      await pool.query(text);
    },
  };
}

export interface PaidInVain {
  id: number;
  caseNo: string;
  kindId: number;
  status: 'refused' | 'withdrawn';
  appealed: boolean;
  endedAt: Date;
  paymentNo: string;
  tradeNo: string;
  amountFen: number;
}

export type FeesRepository = ReturnType<typeof createFeesRepository>;
