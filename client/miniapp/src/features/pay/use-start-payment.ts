import type { PaymentStart } from '@api/types';
import { startPayment } from '@/api/hall';
import { useKeyPerContent } from '@/api/key-per-content';
import { type Busy, useBusy } from '@/components/busy';
import { goInstead } from '@/navigation/go';
import { handOver } from './begun-payment';

export interface StartPayment extends Busy {
  start(order: PaymentStart): void;
}

/** Starts a payment and goes on to its result page, which opens the wallet. */
export function useStartPayment(): StartPayment {
  const busy = useBusy();
  const keyOf = useKeyPerContent();
  const start = (order: PaymentStart) =>
    void busy.run(async () => {
      // When no answer came, the same order sent again must not become a second payment.
      const payment = await startPayment(order, keyOf(order));
      handOver(payment);
      goInstead('result', { paymentNo: payment.paymentNo });
    });
  return { ...busy, start };
}
