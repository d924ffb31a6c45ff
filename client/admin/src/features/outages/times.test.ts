import { expect, test } from '@jest/globals';
import { fromInput, spanOf, toInput, watchOf } from './times.ts';

test('a form’s time is the utility’s, wherever the reader’s computer is', () => {
  expect(toInput('2026-12-06T00:30:00.000Z')).toBe('2026-12-06T08:30');
  expect(fromInput('2026-12-06T08:30')).toBe('2026-12-06T00:30:00.000Z');
  expect(fromInput('2026-12-06')).toBeUndefined();
});

test('a span is told in the unit that suits', () => {
  expect(spanOf(0, 90 * 60_000)).toEqual({ count: 90, unit: 'minutes' });
  expect(spanOf(0, 30 * 3_600_000)).toEqual({ count: 30, unit: 'hours' });
  expect(spanOf(0, 7 * 86_400_000)).toEqual({ count: 7, unit: 'days' });
});

test('a list warns of an outage that should be over', () => {
  const outage = { status: 'under-way', fromAt: '2026-12-06T00:00:00Z', untilAt: '2026-12-06T04:00:00Z' };
  expect(watchOf(outage, Date.parse('2026-12-06T05:00:00Z'))).toMatchObject({
    what: 'overdue',
    urgent: true,
  });
  expect(watchOf({ ...outage, status: 'closed' }, 0)).toBeNull();
});
