import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addDays, type BusinessDate, daysBetween } from './dates.ts';
import {
  addWorkingDays,
  type CalendarDayKind,
  isWorkingDay,
  nextWorkingDay,
  workingDayFrom,
  workingDaysBetween,
} from './working-days.ts';

const day = (text: string) => text as BusinessDate;
/** The spring festival of 2026: nine days free, the Saturdays before and after are worked. */
const spring = new Map<BusinessDate, CalendarDayKind>([
  ...Array.from({ length: 9 }, (_, index) => [addDays(day('2026-02-15'), index), 'holiday'] as const),
  [day('2026-02-14'), 'workday'],
  [day('2026-02-28'), 'workday'],
]);

describe('the spring festival of 2026', () => {
  it('is free, and the Saturdays around it are worked', () => {
    expect(isWorkingDay(day('2026-02-14'), spring)).toBe(true);
    expect(isWorkingDay(day('2026-02-17'), spring)).toBe(false);
    expect(workingDayFrom(day('2026-02-15'), spring)).toBe('2026-02-24');
    expect(nextWorkingDay(day('2026-02-14'), spring)).toBe('2026-02-24');
  });

  it('stretches a term of five working days to ten days and more', () => {
    expect(addWorkingDays(day('2026-02-13'), 5, spring)).toBe('2026-02-27');
    expect(addWorkingDays(day('2026-02-27'), -5, spring)).toBe('2026-02-13');
    expect(workingDaysBetween(day('2026-02-13'), day('2026-02-28'), spring)).toBe(6);
  });
});

it('gives up on a calendar without a working day', () => {
  const endless = { get: () => 'holiday' } as unknown as Map<BusinessDate, CalendarDayKind>;
  expect(() => nextWorkingDay(day('2026-01-01'), endless)).toThrow(RangeError);
});

/** Written apart from the code under test: weekday by Zeller's congruence, one list of worked days. */
function workedDays(from: BusinessDate, count: number, calendar: Map<BusinessDate, CalendarDayKind>) {
  const worked: string[] = [];
  for (let index = 0; index < count; index += 1) {
    const text = addDays(from, index);
    const [year, month, date] = text.split('-').map(Number) as [number, number, number];
    const m = month < 3 ? month + 12 : month;
    const y = month < 3 ? year - 1 : year;
    const h =
      (date +
        Math.floor((13 * (m + 1)) / 5) +
        y +
        Math.floor(y / 4) -
        Math.floor(y / 100) +
        Math.floor(y / 400)) %
      7;
    const weekend = h === 0 || h === 1;
    const special = calendar.get(text);
    if (special === 'workday' || (special === undefined && !weekend)) worked.push(text);
  }
  return worked;
}

describe('against a naive count', () => {
  const start = day('2025-11-01');
  const calendars = fc
    .array(
      fc.tuple(fc.integer({ min: 0, max: 500 }), fc.constantFrom<CalendarDayKind>('holiday', 'workday')),
      {
        maxLength: 60,
      },
    )
    .map(entries => new Map(entries.map(([offset, kind]) => [addDays(start, offset), kind])));

  it('adds and counts alike', () => {
    fc.assert(
      fc.property(
        calendars,
        fc.integer({ min: 0, max: 200 }),
        fc.integer({ min: 1, max: 60 }),
        (calendar, offset, count) => {
          const from = addDays(start, offset);
          const worked = workedDays(addDays(from, 1), 500, calendar);
          const reached = addWorkingDays(from, count, calendar);
          expect(reached).toBe(worked[count - 1]);
          expect(workingDaysBetween(from, reached, calendar)).toBe(count);
          expect(workingDaysBetween(reached, from, calendar)).toBe(-count);
          expect(isWorkingDay(reached, calendar)).toBe(true);
        },
      ),
    );
  });

  it('goes back as it came, from a worked day', () => {
    fc.assert(
      fc.property(
        calendars,
        fc.integer({ min: 0, max: 60 }),
        fc.integer({ min: 1, max: 40 }),
        (calendar, offset, count) => {
          const from = workingDayFrom(addDays(start, offset), calendar);
          expect(addWorkingDays(addWorkingDays(from, count, calendar), -count, calendar)).toBe(from);
          expect(daysBetween(from, nextWorkingDay(from, calendar))).toBeGreaterThan(0);
        },
      ),
    );
  });
});
