/** What a payment has to do with power at a home: it was off when the payment was begun, and comes back by it. Pure. */
import type { Supply } from './supply-command.ts';

export interface HomeOfPayment {
  holderPeriodId: number;
  paymentBegunAt: Date;
}

/** The last time a home was cut off, and what has been known since. */
export interface Switched {
  offOrderedAt: Date;
  /** Null: no reconnect has been ordered since. */
  reconnectOrderedAt: Date | null;
  reconnectEnded: boolean;
  /** Null: nothing is known since the disconnect was ordered. */
  state: Supply | null;
  since: Date | null;
}

export interface SupplyByPayment {
  state: 'suspended' | 'reconnecting' | 'restored';
  since: Date;
}

export function supplyByPayment(
  switched: Switched | undefined,
  paymentBegunAt: Date,
): SupplyByPayment | null {
  // A payment of before has nothing to do with what was cut off later.
  if (!switched || switched.offOrderedAt > paymentBegunAt) return null;
  const { reconnectOrderedAt, reconnectEnded, state, since } = switched;
  if (state === 'connected' && reconnectEnded)
    return since !== null && since >= paymentBegunAt ? { state: 'restored', since } : null;
  // One that failed has a fitter on the way.
  if (reconnectOrderedAt) return { state: 'reconnecting', since: reconnectOrderedAt };
  return state === 'suspended' && since ? { state: 'suspended', since } : null;
}
