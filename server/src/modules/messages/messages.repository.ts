import type { Database } from '../../infra/database.ts';

export interface PayerToTell {
  personId: string;
  /** For which household. */
  holderPeriodId: number | null;
  /** A wallet or bank debited it by itself: nobody was waiting for an answer. */
  byItself: boolean;
}

export interface MessagesRepository {
  /** Whoever paid, if the hall knows them; undefined at a counter, a bank, an agent. */
  payerOf(paymentNo: string): Promise<PayerToTell | undefined>;
}

export function createMessagesRepository({ pool }: Pick<Database, 'pool'>): MessagesRepository {
  return {
    async payerOf(paymentNo) {
      const text = `SELECT p.person_id AS "personId", (SELECT min(y.holder_period_id) FROM payment_items i JOIN payables y ON y.id = i.payable_id
            WHERE i.payment_id = p.id) AS "holderPeriodId", p.product IN ('agreement', 'debit') AND p.channel <> 'sms' AS "byItself"
          FROM payments p WHERE p.payment_no = $1 AND p.person_id IS NOT NULL`;
      return (await pool.query<PayerToTell>(text, [paymentNo])).rows[0];
    },
  };
}
