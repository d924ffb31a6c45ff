import type { Database } from '../../infra/database.ts';

export interface MessagesRepository {
  /** The sealed phone of whoever made a payment; undefined when unknown, none is given, or they want no messages. */
  payerPhone(paymentNo: string): Promise<Uint8Array | undefined>;
}

export function createMessagesRepository({ pool }: Pick<Database, 'pool'>): MessagesRepository {
  return {
    async payerPhone(paymentNo) {
      const { rows } = await pool.query<{ phoneEnc: Uint8Array }>(
        `SELECT people.phone_enc AS "phoneEnc" FROM payments JOIN people ON people.id = payments.person_id
          WHERE payments.payment_no = $1 AND people.phone_enc IS NOT NULL
            AND NOT EXISTS (SELECT FROM sms_opt_outs o WHERE o.phone_hash = people.phone_hash)`,
        [paymentNo],
      );
      return rows[0]?.phoneEnc;
    },
  };
}
