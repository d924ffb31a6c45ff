import { describe, expect, test } from '@jest/globals';
import { daysAfterNotice, mayTell, nextTelling, retryAt } from './calendar.ts';

const rule = { firstDay: 3, lastDay: 9, fromHour: 7, toHour: 22 };
const beijing = (text: string) => new Date(`2026-11-${text}+08:00`);

describe('a customer is told of a debit', () => {
  test.each([
    ['22T06:59:59', false],
    ['22T07:00:00', true],
    ['22T21:59:59', true],
    ['22T22:00:00', false],
    ['22T00:30:00', false],
  ])('at %s: %s', (time, may) => expect(mayTell(rule, beijing(time))).toBe(may));

  test('at once by day, at seven the same morning before it, at seven the next morning after ten at night', () => {
    expect(nextTelling(rule, beijing('22T12:00:00'))).toEqual(beijing('22T12:00:00'));
    expect(nextTelling(rule, beijing('22T03:00:00'))).toEqual(beijing('22T07:00:00'));
    expect(nextTelling(rule, beijing('22T22:00:00'))).toEqual(beijing('23T07:00:00'));
  });
});

test('told on the 22nd, it is debited on the 24th at the earliest and on the 30th at the latest', () => {
  const days = daysAfterNotice(rule, beijing('22T21:59:59'));
  expect(days).toEqual({ firstOn: '2026-11-24', lastOn: '2026-11-30', nextAt: beijing('24T09:00:00') });
});

test('a failed try is followed by one the next morning', () => {
  expect(retryAt(beijing('24T23:59:59'))).toEqual(beijing('25T09:00:00'));
});
