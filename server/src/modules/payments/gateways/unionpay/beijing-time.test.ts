import { expect, test } from '@jest/globals';
import { carriedOutAt, clearingDay, unionpayTime } from './beijing-time.ts';

test('times are written in Beijing, whatever the zone of the process', () => {
  expect(unionpayTime(new Date('2026-11-22T16:00:01Z'))).toBe('20261123000001');
});

test('when a trade was carried out takes its year from the order, also across New Year', () => {
  expect(carriedOutAt('20261122130000', '1122130007')).toEqual(new Date('2026-11-22T13:00:07+08:00'));
  expect(carriedOutAt('20261231235958', '0101000003')).toEqual(new Date('2027-01-01T00:00:03+08:00'));
  // Their clock is seconds behind ours, at the end of a month and of a year.
  expect(carriedOutAt('20261201000002', '1130235958')).toEqual(new Date('2026-11-30T23:59:58+08:00'));
  expect(carriedOutAt('20270101000002', '1231235958')).toEqual(new Date('2026-12-31T23:59:58+08:00'));
  expect(carriedOutAt('20261122130000', undefined)).toEqual(new Date('2026-11-22T13:00:00+08:00'));
});

test('the clearing day ends at 23:00', () => {
  expect(clearingDay(new Date('2026-11-22T22:59:59+08:00'))).toBe('2026-11-22');
  expect(clearingDay(new Date('2026-11-22T23:00:00+08:00'))).toBe('2026-11-23');
});
