import { expect, it } from '@jest/globals';
import { type Switched, supplyByPayment } from './supply-by-payment.ts';

const at = (time: string) => new Date(`2026-11-29T${time}:00Z`);
const off: Switched = {
  offOrderedAt: at('02:00'),
  reconnectOrderedAt: null,
  reconnectEnded: false,
  state: 'suspended',
  since: at('02:01'),
};
const ordered: Switched = { ...off, reconnectOrderedAt: at('05:00') };
const back: Switched = { ...ordered, reconnectEnded: true, state: 'connected', since: at('05:02') };

it('is told to nobody whose home was never cut off', () => {
  expect(supplyByPayment(undefined, at('04:00'))).toBeNull();
});

it('goes from off to on again for the payment that was begun while power was off', () => {
  expect(supplyByPayment(off, at('04:00'))).toEqual({ state: 'suspended', since: at('02:01') });
  expect(supplyByPayment(ordered, at('04:00'))).toEqual({ state: 'reconnecting', since: at('05:00') });
  expect(supplyByPayment(back, at('04:00'))).toEqual({ state: 'restored', since: at('05:02') });
});

it('has nothing to do with a payment of before it was cut off, or of after it was back', () => {
  expect(supplyByPayment(off, at('01:00'))).toBeNull();
  expect(supplyByPayment(back, at('01:00'))).toBeNull();
  expect(supplyByPayment(back, at('06:00'))).toBeNull();
});

it('is still being brought back while a fitter is on the way, whatever is known of the relay', () => {
  const failed: Switched = { ...ordered, reconnectEnded: true };
  for (const state of ['suspended', 'unknown', null] as const)
    expect(supplyByPayment({ ...failed, state }, at('04:00'))?.state).toBe('reconnecting');
});

it('is not called off before the head-end has said so', () => {
  for (const state of ['unknown', null] as const)
    expect(supplyByPayment({ ...off, state }, at('04:00'))).toBeNull();
});
