/** The clocks against a count by hand: days walked one by one over two years of holidays. */
import { describe, expect, it } from '@jest/globals';
import type { BusinessDate } from '../../shared/dates.ts';
import type { CalendarDayKind } from '../../shared/working-days.ts';
import { afterPause, endOfWorkingDays, urgencyOf, workingHoursBefore } from './clocks.ts';

const holidays = [
  '2026-01-01',
  '2026-02-16',
  '2026-02-17',
  '2026-02-18',
  '2026-02-19',
  '2026-02-20',
  '2026-05-01',
  '2026-10-01',
  '2026-10-02',
  '2026-10-05',
  '2026-10-06',
  '2026-10-07',
];
const worked = ['2026-02-14', '2026-02-28', '2026-10-10'];
const calendar = new Map<BusinessDate, CalendarDayKind>([
  ...holidays.map(day => [day as BusinessDate, 'holiday'] as const),
  ...worked.map(day => [day as BusinessDate, 'workday'] as const),
]);

/** The same by walking hour after hour in Shanghai, knowing nothing of the functions under test. */
function byHand(from: Date, count: number): string {
  let left = count;
  for (let at = from.getTime() + 8 * 3_600_000; ; ) {
    at += 86_400_000;
    const day = new Date(at).toISOString().slice(0, 10);
    const weekday = new Date(`${day}T12:00:00Z`).getUTCDay();
    const works = worked.includes(day) || (!holidays.includes(day) && weekday >= 1 && weekday <= 5);
    if (works) left -= 1;
    if (left === 0) return `${day}T15:59:59.000Z`;
  }
}

describe('a limit of working days', () => {
  it('ends with the day that a walk through two years finds, from any hour', () => {
    const start = Date.parse('2025-12-01T00:00:00Z');
    for (let step = 0; step < 5_000; step += 1) {
      const from = new Date(start + step * 3_511_000);
      const count = 1 + (step % 9);
      expect([from, endOfWorkingDays(from, count, calendar).toISOString()]).toEqual([
        from,
        byHand(from, count),
      ]);
    }
  });

  it('moves on by the working days of a pause, and not by a night', () => {
    const due = endOfWorkingDays(new Date('2026-02-11T02:00:00Z'), 4, calendar);
    expect(due.toISOString()).toBe('2026-02-23T15:59:59.000Z');
    const night = { from: new Date('2026-02-12T14:00:00Z'), until: new Date('2026-02-12T15:00:00Z') };
    expect(afterPause(due, night, calendar)).toEqual(due);
    const festival = { from: new Date('2026-02-13T02:00:00Z'), until: new Date('2026-02-24T02:00:00Z') };
    expect(afterPause(due, festival, calendar).toISOString()).toBe('2026-02-26T15:59:59.000Z');
  });
});

it('hours of working days pass over a weekend and a festival, and are over on no day of rest', () => {
  const before = (now: string, hours = 24) =>
    workingHoursBefore(new Date(now), hours, calendar)?.toISOString() ?? null;
  // Tuesday noon in Shanghai; Monday noon; Monday 18:00 with a Saturday that is worked before it.
  expect(before('2026-03-10T04:00:00Z')).toBe('2026-03-09T04:00:00.000Z');
  expect(before('2026-03-09T04:00:00Z')).toBe('2026-03-06T04:00:00.000Z');
  expect(before('2026-10-12T10:00:00Z')).toBe('2026-10-10T10:00:00.000Z');
  expect(before('2026-10-10T10:00:00Z', 48)).toBe('2026-10-08T10:00:00.000Z');
  // After a festival that has a worked Saturday before it.
  expect(before('2026-02-23T01:00:00Z')).toBe('2026-02-14T01:00:00.000Z');
  expect(before('2026-03-09T04:00:00Z', 60)).toBe('2026-03-04T16:00:00.000Z');
  expect([before('2026-03-07T04:00:00Z'), before('2026-10-01T04:00:00Z')]).toEqual([null, null]);
});

it('the nearest limit decides how urgent a case is', () => {
  const now = new Date('2026-03-02T02:00:00Z');
  const hours = (count: number) => new Date(now.getTime() + count * 3_600_000);
  expect(urgencyOf([hours(30), null, hours(9)], now, 8)).toBe('in-time');
  expect(urgencyOf([hours(30), hours(8)], now, 8)).toBe('at-risk');
  expect(urgencyOf([hours(30), hours(-1)], now, 8)).toBe('overdue');
});
