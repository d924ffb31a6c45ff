import { expect, it } from '@jest/globals';
import { isOdd, mayBecome, nextQueryAt, paymentStatuses, stageOf, transitions } from './payment.ts';

const at = (seconds: number) => new Date(1_000_000_000_000 + seconds * 1000);
const payment = { createdAt: at(0), expiresAt: at(1800), queryCount: 0 };

it('money that comes in settles a payment in whatever state it is, and nothing unsettles it', () => {
  for (const status of paymentStatuses) {
    if (status !== 'settled') expect(mayBecome(status, 'settled')).toBe(true);
    expect(transitions.settled).toEqual([]);
  }
});

it('an ended payment is never open again', () => {
  for (const ended of ['closed', 'failed'] as const)
    for (const open of ['created', 'pending'] as const) expect(mayBecome(ended, open)).toBe(false);
});

it.each([
  ['right after the start', 1, 10],
  ['after the first query', 11, 60],
  ['after the last one of the schedule, at expiry', 400, 1800],
])('silence is broken %s', (_, now, due) => {
  expect(nextQueryAt(payment, [10, 60, 300], at(now))).toEqual(at(due));
});

it('a query is never put off beyond the expiry', () => {
  expect(nextQueryAt(payment, [10, 3600], at(20))).toEqual(at(1800));
});

it('past its expiry a silent payment is asked about ever more slowly, and never given up', () => {
  const waits = [0, 1, 3, 6, 50].map(
    queryCount => nextQueryAt({ ...payment, queryCount }, [10], at(2000)).getTime() - at(2000).getTime(),
  );
  expect(waits).toEqual([15_000, 30_000, 120_000, 600_000, 600_000]);
});

it('a payer whose payment is being checked is told so, and not asked to pay', () => {
  expect(stageOf('pending', true)).toBe('paid');
  expect(stageOf('closed', true)).toBe('paid');
  expect(stageOf('settled', true)).toBe('credited');
  expect(stageOf('created', false)).toBe('waiting');
});

it('only what went as ordered is kept from the staff queue', () => {
  expect(['settled', 'repeat', 'hint', 'refund-succeeded'].filter(isOdd)).toEqual([]);
  expect(['late-success', 'wrong-amount', 'unknown-payment', 'refund-failed'].filter(isOdd)).toHaveLength(4);
});
