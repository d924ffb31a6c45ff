/** How payments begin: those that begin at the same time go to the database together. */
import type { Pool } from 'pg';
import { createBatcher } from '../../infra/batcher.ts';
import type { PaymentNo } from '../../shared/ids.ts';
import type { NewPayment } from './payments.repository.ts';

interface Begun {
  payment_no: PaymentNo | null;
  refusal: string | null;
  detail: string | null;
}

export function createStarts(pool: Pool) {
  const run = async (payments: NewPayment[]): Promise<(Begun | Error)[]> => {
    try {
      const { rows } = await pool.query<Begun>({
        name: 'start-payments',
        text: 'SELECT payment_no, refusal, detail FROM start_payments($1)',
        values: [JSON.stringify(payments.map(toJson))],
      });
      return rows;
    } catch (error) {
      // One that breaks a rule of the tables takes the others with it: each is then tried alone.
      if (payments.length === 1) return [error as Error];
      return (await Promise.all(payments.map(payment => run([payment])))).flat();
    }
  };
  const starting = createBatcher({ run, maxSize: 32, concurrency: 2 });
  return {
    async start(payment: NewPayment): Promise<PaymentNo> {
      const begun = await starting.add(payment);
      if (begun instanceof Error) throw begun;
      if (begun.payment_no) return begun.payment_no;
      throw Object.assign(new Error(begun.refusal ?? ''), { code: 'HALL0', detail: begun.detail });
    },
  };
}

/** As `start_payments` reads it. */
function toJson(payment: NewPayment) {
  return {
    payment_no: payment.paymentNo,
    person_id: payment.personId,
    channel: payment.channel,
    gateway: payment.gateway,
    product: payment.product,
    description: payment.description,
    now: payment.createdAt,
    expires_at: payment.expiresAt,
    next_query_at: payment.nextQueryAt,
    return_url: payment.returnUrl ?? null,
    payables: payment.items.map(item => item.payableId),
    amounts: payment.items.map(item => item.amountFen),
    prepaid_holders: payment.prepayments.map(item => item.holderPeriodId),
    prepaid_amounts: payment.prepayments.map(item => item.amountFen),
    request_key: payment.requestKey ?? null,
    action: payment.signed?.action,
    answer: payment.signed?.detail,
  };
}
