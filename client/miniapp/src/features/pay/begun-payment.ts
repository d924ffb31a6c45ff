/**
 * The payment begun on this device. The result page opens the wallet once with what the checkout hands over, and
 * finds the payment again after a wallet's own page has sent the browser back.
 */
import type { Payment } from '@api/types';
import { keep, recall } from '@/state/storage';

let handedOver: Payment | null = null;

export function handOver(payment: Payment): void {
  handedOver = payment;
  keep('payment', payment.paymentNo);
}

/** The payment whose wallet is to be opened now; given once, so that a reload never opens it again. */
export function takeOver(paymentNo: string): Payment | null {
  const payment = handedOver?.paymentNo === paymentNo ? handedOver : null;
  handedOver = null;
  return payment;
}

export const lastPaymentNo = (): string | null => recall<string>('payment');
