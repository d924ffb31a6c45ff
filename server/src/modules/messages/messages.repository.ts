import type { Database } from '../../infra/database.ts';

export interface MessagesRepository {
  /** Who made a payment; undefined at a counter, a bank, an agent. */
  payerOf(paymentNo: string): Promise<string | undefined>;
}

export function createMessagesRepository({ pool }: Pick<Database, 'pool'>): MessagesRepository {
  return {
    async payerOf(paymentNo) {
      const { rows } = await pool.query<{ personId: string | null }>(
        `SELECT person_id AS "personId" FROM payments WHERE payment_no = $1`,
        [paymentNo],
      );
      return rows[0]?.personId ?? undefined;
    },
  };
}
