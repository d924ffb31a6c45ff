import type { Database } from '../../infra/database.ts';

export interface MessagesRepository {
  /** Who made a payment; undefined at a counter, a bank, an agent. */
  /** Whoever paid, if the hall knows them, and for which household. */
  payerOf(paymentNo: string): Promise<{ personId: string; holderPeriodId: number | null } | undefined>;
}

export function createMessagesRepository({ pool }: Pick<Database, 'pool'>): MessagesRepository {
  return {
    async payerOf(paymentNo) {
      const text = `SELECT p.person_id AS "personId", (SELECT min(y.holder_period_id) FROM payment_items i JOIN payables y ON y.id = i.payable_id
            WHERE i.payment_id = p.id) AS "holderPeriodId"
          FROM payments p WHERE p.payment_no = $1 AND p.person_id IS NOT NULL`;
      return (await pool.query(text, [paymentNo])).rows[0];
    },
  };
}
