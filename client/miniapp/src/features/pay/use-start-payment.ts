import type { PaymentStart } from '@api/types';
import { useRef } from 'react';
import { startPayment } from '@/api/hall';
import { newIdempotencyKey } from '@/api/idempotency-key';
import { type Busy, useBusy } from '@/components/busy';
import { goInstead } from '@/navigation/go';
import { handOver } from './begun-payment';

export interface StartPayment extends Busy {
  start(order: PaymentStart): void;
}

/** Starts a payment and goes on to its result page, which opens the wallet. */
export function useStartPayment(): StartPayment {
  const busy = useBusy();
  const attempt = useRef({ order: '', key: '' });
  const start = (order: PaymentStart) =>
    void busy.run(async () => {
      // When no answer came, the same order sent again must not become a second payment.
      const text = JSON.stringify(order);
      if (attempt.current.order !== text) attempt.current = { order: text, key: newIdempotencyKey() };
      const payment = await startPayment(order, attempt.current.key);
      handOver(payment);
      goInstead('result', { paymentNo: payment.paymentNo });
    });
  return { ...busy, start };
}
