/** The clocks against a count by hand: days walked one by one over two years of holidays. */
import { describe, expect, it } from '@jest/globals';
import type { BusinessDate } from '../../shared/dates.ts';
import type { CalendarDayKind } from '../../shared/working-days.ts';
import { resumed } from './act-on-case.ts';
import type { CaseRules } from './case-rules.ts';
import type { CaseRow } from './cases.repository.ts';
import {
  afterPause,
  type ClockFacts,
  clocksFrom,
  endOfWorkingDays,
  heardAt,
  joinedBy,
  limitsOf,
  stoodStill,
  urgencyOf,
  workingHoursBefore,
} from './clocks.ts';

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

/** As the State Council announced them: festivals from and up to a day, and the days worked instead. */
const festivals = [
  ['2024-01-01', '2024-01-01'],
  ['2024-02-10', '2024-02-17'],
  ['2024-04-04', '2024-04-06'],
  ['2024-05-01', '2024-05-05'],
  ['2024-06-10', '2024-06-10'],
  ['2024-09-15', '2024-09-17'],
  ['2024-10-01', '2024-10-07'],
  ['2025-01-01', '2025-01-01'],
  ['2025-01-28', '2025-02-04'],
  ['2025-04-04', '2025-04-06'],
  ['2025-05-01', '2025-05-05'],
  ['2025-05-31', '2025-06-02'],
  ['2025-10-01', '2025-10-08'],
  ['2026-01-01', '2026-01-03'],
  ['2026-02-15', '2026-02-23'],
  ['2026-04-04', '2026-04-06'],
  ['2026-05-01', '2026-05-05'],
  ['2026-06-19', '2026-06-21'],
  ['2026-09-25', '2026-09-27'],
  ['2026-10-01', '2026-10-07'],
] as const;
const workedInstead = new Set([
  '2024-02-04',
  '2024-02-18',
  '2024-04-07',
  '2024-04-28',
  '2024-05-11',
  '2024-09-14',
  '2024-09-29',
  '2024-10-12',
  '2025-01-26',
  '2025-02-08',
  '2025-04-27',
  '2025-09-28',
  '2025-10-11',
  '2026-01-04',
  '2026-02-14',
  '2026-02-28',
  '2026-05-09',
  '2026-09-20',
  '2026-10-10',
]);

/** The same without the functions under test: every day of three years in a row, each worked or not, looked up by its place. */
const shanghai = 8 * 3_600_000;
const firstDay = Date.parse('2024-01-01T00:00:00Z');
const isWorked = Array.from({ length: 3 * 366 }, (_, place) => {
  const at = new Date(firstDay + place * 86_400_000);
  const day = at.toISOString().slice(0, 10);
  if (workedInstead.has(day)) return true;
  if (festivals.some(([from, to]) => from <= day && day <= to)) return false;
  return at.getUTCDay() >= 1 && at.getUTCDay() <= 5;
});
const placeOf = (at: number) => Math.floor((at + shanghai - firstDay) / 86_400_000);
const lastSecondOf = (place: number) => firstDay + (place + 1) * 86_400_000 - shanghai - 1000;
function byHand(from: number, count: number): number {
  let place = placeOf(from);
  for (let left = count; left > 0; ) {
    place += 1;
    if (isWorked[place]) left -= 1;
  }
  return lastSecondOf(place);
}
const workedWithin = (from: number, until: number) =>
  isWorked.slice(placeOf(from) + 1, placeOf(until) + 1).filter(Boolean).length;

const twoYears = new Map<BusinessDate, CalendarDayKind>([
  ...festivals.flatMap(([from, to]) => {
    const count = (Date.parse(to) - Date.parse(from)) / 86_400_000 + 1;
    return Array.from({ length: count }, (_, index) => {
      const day = new Date(Date.parse(from) + index * 86_400_000).toISOString().slice(0, 10);
      return [day as BusinessDate, 'holiday'] as const;
    });
  }),
  ...[...workedInstead].map(day => [day as BusinessDate, 'workday'] as const),
]);

/** Numbers apart from each other, so that no limit passes for another. */
const rules = {
  'complaint-contact-hours': 24,
  'complaint-answer-days': 5,
  'misconduct-answer-days': 8,
  'other-answer-days': 4,
  'promised-answer-days': 7,
  'update-days': 3,
} as CaseRules;

describe('a limit of working days', () => {
  it('each of the four, and each after a pause, is what a walk through two years of festivals finds, from any hour', () => {
    const start = Date.parse('2024-03-01T00:00:00Z');
    const iso = (...instants: number[]) => instants.map(each => new Date(each).toISOString());
    const steps = 5_000;
    const last = start + (steps - 1) * 12_700_000;
    expect(last - start).toBeGreaterThan(2 * 365 * 86_400_000);
    for (let step = 0; step < steps; step += 1) {
      const from = start + step * 12_700_000;
      const [kind, answerDays] = step % 2 === 0 ? (['complaint', 5] as const) : (['enquiry', 4] as const);
      const clocks = clocksFrom(new Date(from), { kind, anonymous: false }, rules, twoYears);
      const contact = from + 24 * 3_600_000;
      const expected = [byHand(from, 3), byHand(from, answerDays), byHand(from, 7)];
      const { updateDueAt, answerDueAt, promisedAt, contactDueAt } = clocks;
      expect([updateDueAt, answerDueAt, promisedAt].map(each => each.toISOString())).toEqual(
        iso(...expected),
      );
      expect(contactDueAt?.toISOString() ?? null).toBe(kind === 'complaint' ? iso(contact)[0] : null);

      const until = from + ((step % 37) + 1) * 11_000_000;
      const pause = { pausedAt: new Date(from), contactedAt: null };
      const moved = resumed({ ...clocks, ...pause } as CaseRow, { at: new Date(until), days: twoYears });
      const days = workedWithin(from, until);
      const later = expected.map(due => (days > 0 ? byHand(due, days) : due));
      expect(
        [moved.updateDueAt!, moved.answerDueAt!, moved.promisedAt!].map(each => each.toISOString()),
      ).toEqual(iso(...later));
      expect(moved.contactDueAt?.toISOString() ?? null).toBe(
        kind === 'complaint' ? iso(contact + until - from)[0] : null,
      );
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

it('of cases that were joined the nearest limit holds, later by the pauses that each has known', () => {
  const opened = (at: string) =>
    clocksFrom(new Date(at), { kind: 'enquiry', anonymous: false }, rules, calendar).clock;
  const due = (clock: ClockFacts) => limitsOf(clock, calendar).answerDueAt.toISOString().slice(0, 10);
  const [first, later] = [opened('2026-03-02T02:00:00Z'), opened('2026-03-04T02:00:00Z')];
  const [ownPause, common] = [
    { from: new Date('2026-03-04T03:00:00Z'), until: new Date('2026-03-06T02:00:00Z') },
    { from: new Date('2026-03-05T03:00:00Z'), until: new Date('2026-03-09T02:00:00Z') },
  ];
  expect([due(first), due(later)]).toEqual(['2026-03-06', '2026-03-10']);
  expect(due(stoodStill(first, ownPause))).toBe('2026-03-10');
  // Joined on the sixth, in the midst of the other's pause: of that one only Monday was a rest for it.
  const joined = joinedBy(later, stoodStill(first, ownPause), new Date('2026-03-06T02:00:00Z'));
  expect(due(joined)).toBe('2026-03-10');
  expect(due(stoodStill(joined, common))).toBe('2026-03-11');
  expect(limitsOf(heardAt(joined, new Date('2026-03-09T02:00:00Z'), 3), calendar).updateDueAt).toEqual(
    new Date('2026-03-12T15:59:59Z'),
  );
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
