import type { Payment } from '@api/types';
import { useDidHide, useDidShow } from '@tarojs/taro';
import { useCallback, useEffect, useRef, useState } from 'react';
import { checkPayment, getPayment } from '@/api/hall';
import { asHallError, type HallError } from '@/api/hall-error';
import type { WalletHint } from '@/platform/contract';
import { pay } from '@/platform/pay';
import { takeOver } from './begun-payment';
import { isStill, pollDelay } from './progress';

export interface PaymentProgress {
  payment: Payment | null;
  error: HallError | null;
  /** What the wallet said here; null when it said nothing on this page. */
  hint: WalletHint | null;
  /** The server asked the gateway after the wallet was closed, and nothing had been paid. */
  askedUnpaid: boolean;
  /** Asks the server to ask the gateway now. */
  ask(): Promise<void>;
  /** Opens the wallet again for the same order, which can be paid only once. */
  resume(): Promise<void>;
  show(payment: Payment): void;
}

/**
 * Follows a payment until it is over, and where a home was cut off until power is back. The wallet's word only makes us
 * ask sooner; the server's answer decides.
 */
export function usePaymentProgress(paymentNo: string): PaymentProgress {
  const [payment, setPayment] = useState<Payment | null>(null);
  const [error, setError] = useState<HallError | null>(null);
  const [hint, setHint] = useState<WalletHint | null>(null);
  const [askedUnpaid, setAskedUnpaid] = useState(false);
  const [visible, setVisible] = useState(true);
  const [turn, setTurn] = useState(0);
  const alive = useRef(true);

  const learn = useCallback(async (request: Promise<Payment>): Promise<Payment | null> => {
    try {
      const answer = await request;
      if (alive.current) {
        setPayment(answer);
        setError(null);
      }
      return answer;
    } catch (thrown) {
      if (alive.current) setError(asHallError(thrown));
      return null;
    }
  }, []);

  const look = useCallback(async () => {
    const answer = await learn(checkPayment(paymentNo));
    if (answer && alive.current) setAskedUnpaid(answer.stage === 'waiting');
    setTurn(0);
    return answer;
  }, [learn, paymentNo]);
  const ask = useCallback(async () => void (await look()), [look]);

  const open = useCallback(
    async (order: Payment) => {
      if (!order.action || order.action.kind === 'qr') return;
      setAskedUnpaid(false);
      const said = await pay.perform(order.action);
      if (!alive.current) return;
      setHint(said);
      await ask();
    },
    [ask],
  );

  useEffect(() => {
    alive.current = true;
    const begun = takeOver(paymentNo);
    if (begun) {
      setPayment(begun);
      void open(begun);
    } else if (paymentNo) {
      void learn(getPayment(paymentNo)).then(found => {
        if (found?.stage === 'waiting') void ask();
      });
    }
    return () => {
      alive.current = false;
    };
  }, [paymentNo, learn, open, ask]);

  // What does not exist, or is somebody else's, will not come by being asked for again.
  const absent = error?.status === 404;
  useEffect(() => {
    if (!paymentNo || !visible || absent || isStill(payment)) return;
    const timer = setTimeout(
      () => void learn(getPayment(paymentNo)).then(() => setTurn(turn + 1)),
      pollDelay(turn),
    );
    return () => clearTimeout(timer);
  }, [paymentNo, payment, visible, absent, turn, learn]);

  useDidShow(() => {
    setVisible(true);
    setTurn(0);
  });
  useDidHide(() => setVisible(false));

  return {
    payment,
    error,
    hint,
    askedUnpaid,
    ask,
    resume: async () => {
      // An address that dies before its order is asked for anew; what the device's clock says is not relied upon.
      const dies = payment?.action?.kind === 'redirect' && payment.action.goodUntil !== undefined;
      const order = dies ? await look() : payment;
      if (order?.stage === 'waiting') await open(order);
    },
    show: setPayment,
  };
}
