import type { Database } from '../../infra/database.ts';

export interface MessagesRepository {
  /** The sealed phone of whoever made a payment; undefined when unknown or none is given. */
  payerPhone(paymentNo: string): Promise<Uint8Array | undefined>;
}

export function createMessagesRepository({ pool }: Pick<Database, 'pool'>): MessagesRepository {
  return {
    async payerPhone(paymentNo) {
      const { rows } = await pool.query<{ phoneEnc: Uint8Array }>(
        `SELECT people.phone_enc AS "phoneEnc" FROM payments JOIN people ON people.id = payments.person_id
          WHERE payments.payment_no = $1 AND people.phone_enc IS NOT NULL`,
        [paymentNo],
      );
      return rows[0]?.phoneEnc;
    },
  };
}
