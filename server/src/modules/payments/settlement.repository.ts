/** The functions of the database that move money. Each is one statement and one transaction. */
import type { Pool } from 'pg';
import type { PaymentNo } from '../../shared/ids.ts';
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
  };
}
