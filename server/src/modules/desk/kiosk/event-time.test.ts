import { expect, test } from '@jest/globals';
import { bookableTime } from './event-time.ts';

const heard = new Date('2027-01-01T00:10:00+08:00');
test.each([
  ['just now', '2027-01-01T00:09:59+08:00', true],
  ['last year, ten minutes ago', '2026-12-31T23:59:59+08:00', true],
  ['seven days ago', '2026-12-25T00:10:00+08:00', true],
  ['longer ago than any machine is offline', '2026-12-25T00:09:59+08:00', false],
  ['when the clock of a new machine begins', '1970-01-01T08:00:00+08:00', false],
  ['in a minute', '2027-01-01T00:11:00+08:00', false],
  ['in a year', '2028-01-01T00:10:00+08:00', false],
])('a note told to have come %s', (_, told, isBelieved) => {
  expect(bookableTime(new Date(told), heard)).toEqual(isBelieved ? new Date(told) : heard);
});
