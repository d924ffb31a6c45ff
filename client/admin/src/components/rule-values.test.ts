import { expect, it } from '@jest/globals';
import { clockOf, minutesOf } from './rule-values.ts';

it.each([
  [0, '00:00'],
  [485, '08:05'],
  [1440, '24:00'],
])('%i minutes are %s and back', (minutes, clock) => {
  expect([clockOf(minutes), minutesOf(clock)]).toEqual([clock, minutes]);
});

it.each(['24:01', '8:00', '08:60', ''])('%s is no time of a day', clock => {
  expect(minutesOf(clock)).toBeUndefined();
});
