/** The functions of the database that move money. Each is one statement and one transaction. */
import type { Pool } from 'pg';
import type { BusinessDate } from '../../shared/dates.ts';
import type { PaymentNo, RefundNo } from '../../shared/ids.ts';
import type { Fen } from '../../shared/money.ts';
import type { SettlementResult } from './payment.ts';

/** A success as a gateway's own query stated it. */
export interface QueriedSuccess {
  paymentNo: PaymentNo;
  source: string;
  tradeNo: string;
  amountFen: Fen;
  paidAt: Date;
}

export interface SettlementRepository {
  settle(success: QueriedSuccess): Promise<SettlementResult>;
  /** The gateway had the money and has given it back: in and out at once. */
  settleAndUndo(success: QueriedSuccess, undone: Undone): Promise<SettlementResult>;
  /** Whose kept money has a due bill before it: holder periods. */
  holdersWithDueBalance(on: BusinessDate, now: Date, limit: number): Promise<number[]>;
  applyDueBalance(holderPeriodId: number, on: BusinessDate, now: Date): Promise<void>;
}

export interface Undone {
  reversalNo: RefundNo;
  reason: string;
  /** The day it has in the gateway's file. */
  clearsOn: BusinessDate;
}

export function createSettlementRepository(pool: Pool): SettlementRepository {
  return {
    async settle({ paymentNo, source, tradeNo, amountFen, paidAt }) {
      const text = `SELECT settle_collection($1, $2, $3, $4, $5, 'query') AS result`;
      const { rows } = await pool.query({
        name: 'settle',
        text,
        values: [paymentNo, source, tradeNo, amountFen, paidAt],
      });
      return rows[0].result;
    },
    async settleAndUndo({ paymentNo, source, tradeNo, amountFen, paidAt }, { reversalNo, reason, clearsOn }) {
      const text = 'SELECT settle_and_undo($1, $2, $3, $4, $5, $6, $7, $8) AS result';
      const values = [paymentNo, source, tradeNo, amountFen, paidAt, reversalNo, reason, clearsOn];
      return (await pool.query<{ result: SettlementResult }>(text, values)).rows[0]!.result;
    },
    async holdersWithDueBalance(on, now, limit) {
      const text = 'SELECT holders_with_due_balance($1, $2, $3) AS id';
      return (await pool.query<{ id: number }>(text, [on, now, limit])).rows.map(({ id }) => id);
    },
    async applyDueBalance(holderPeriodId, on, now) {
      await pool.query('SELECT apply_due_balance($1, $2, $3)', [holderPeriodId, on, now]);
    },
  };
}
