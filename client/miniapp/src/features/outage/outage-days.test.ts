import { daysUntil, instantOf, onDay, sorted, weeksOf } from './outage-days';

const outage = (fromAt: string, untilAt: string, status = 'published') =>
  ({ fromAt, untilAt, status }) as never;
const now = Date.parse('2026-11-29T02:00:00Z');

test('a month is shown in whole weeks from Monday', () => {
  const weeks = weeksOf('2026-12');
  expect(weeks[0]).toEqual([
    null,
    '2026-12-01',
    '2026-12-02',
    '2026-12-03',
    '2026-12-04',
    '2026-12-05',
    '2026-12-06',
  ]);
  expect(weeks.at(-1)?.filter(Boolean)).toEqual(['2026-12-28', '2026-12-29', '2026-12-30', '2026-12-31']);
});

test('an outage over midnight stands on both days of the utility’s clock', () => {
  const night = outage('2026-12-01T14:00:00Z', '2026-12-01T18:00:00Z');
  expect(onDay([night], '2026-12-01')).toHaveLength(1);
  expect(onDay([night], '2026-12-02')).toHaveLength(1);
  expect(onDay([night], '2026-12-03')).toHaveLength(0);
});

test('a cancelled outage is told until its time has passed, and marks no day', () => {
  const cancelled = outage('2026-12-01T00:00:00Z', '2026-12-01T04:00:00Z', 'cancelled');
  expect(sorted([cancelled], now).ahead).toHaveLength(1);
  expect(sorted([cancelled], Date.parse('2026-12-02T00:00:00Z')).over).toHaveLength(1);
  expect(onDay([cancelled], '2026-12-01')).toHaveLength(0);
});

test('days are counted by dates, not by hours', () => {
  expect(daysUntil('2026-11-29T15:59:00Z', now)).toBe(0);
  expect(daysUntil('2026-11-29T16:00:00Z', now)).toBe(1);
});

test('a typed time is the utility’s, and an impossible one is none', () => {
  expect(instantOf('2026-12-20', '8:30')).toBe('2026-12-20T00:30:00.000Z');
  expect(instantOf('2026-12-20', '08：30')).toBe('2026-12-20T00:30:00.000Z');
  expect(instantOf('2026-02-30', '08:30')).toBeNull();
  expect(instantOf('2026-12-20', '25:00')).toBeNull();
});
