import { expect, test } from '@jest/globals';
import { madeAt, newPaymentNo, newRefundNo } from './ids.ts';

test('a number tells the second in which it was made, in Beijing', () => {
  const lateEvening = new Date('2026-11-22T15:59:59.900Z');
  const number = newPaymentNo(lateEvening);
  expect(number).toMatch(/^P2026112286399\d{9}$/);
  expect(madeAt(number)).toEqual(new Date('2026-11-22T23:59:59+08:00'));
  const afterMidnight = newRefundNo(new Date('2026-11-22T16:00:00Z'));
  expect(afterMidnight).toMatch(/^R2026112300000\d{9}$/);
});

test('ten thousand orders of one second have ten thousand numbers', () => {
  const now = new Date();
  const numbers = Array.from({ length: 10_000 }, () => newPaymentNo(now));
  expect(new Set(numbers).size).toBe(10_000);
});
