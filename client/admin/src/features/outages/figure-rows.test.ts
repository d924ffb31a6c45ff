import { expect, test } from '@jest/globals';
import { byPeriod, percent } from './figure-rows.ts';

const row = {
  outages: 2,
  noticeKept: 1,
  restored: 1,
  restoredInTime: 1,
  cancelled: 0,
  changed: 0,
  minutes: 90,
  told: 10,
};

test('a period sums up its kinds of outages, and periods come in order', () => {
  const periods = byPeriod([
    { period: '2026-11', kind: 'planned', ...row },
    { period: '2026-10', kind: 'fault', ...row },
    { period: '2026-11', kind: 'fault', ...row },
  ]);
  expect(periods.map(({ period, outages, minutes }) => [period, outages, minutes])).toEqual([
    ['2026-10', 2, 90],
    ['2026-11', 4, 180],
  ]);
});

test('no share is told of nothing', () => {
  expect(percent(0, 0)).toBe('—');
  expect(percent(2, 3)).toBe('67 %');
});
