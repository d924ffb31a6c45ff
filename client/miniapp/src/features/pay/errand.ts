/**
 * What was about to be paid when the wallet had to be asked who is there. WeChat's browser leaves the page for that, and
 * comes back to it, where the payment goes on under the same key.
 */
import type { PaymentStart } from '@api/types';
import { forget, keep, recall } from '@/state/storage';

export interface Errand {
  order: PaymentStart;
  key: string;
  /** Whoever has the wallet already is to become one with this person. */
  join?: true;
}

export const keepErrand = (errand: Errand): void => keep('errand', errand);

export function takeErrand(): Errand | null {
  const errand = recall<Errand>('errand');
  forget('errand');
  return errand;
}
