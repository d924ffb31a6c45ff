/** Against a count of its own, day by day, over two years with their holidays and make-up days. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { addDays, type BusinessDate, daysBetween } from '../../shared/dates.ts';
import type { CalendarDayKind } from '../../shared/working-days.ts';
import { checkKind } from './check-kind.ts';
import { daysUsed, dueDay, type Stop, stepDueDay, urgencyOf } from './deadlines.ts';
import { mainWay } from './kind.ts';
import { shippedKinds } from './kinds/index.ts';

const migration = readFileSync('prisma/migrations/20261129000300_calendar/migration.sql', 'utf8');
const announced = [...migration.matchAll(/\{"day":"([\d-]+)","kind":"(holiday|workday)"/g)];
const calendar = new Map(announced.map(([, day, kind]) => [day as BusinessDate, kind as CalendarDayKind]));

/** As somebody would with the State Council's notice in hand: one day after the other. */
function worked(day: string): boolean {
  const noted = announced.find(([, each]) => each === day);
  if (noted) return noted[2] === 'workday';
  return ![0, 6].includes(new Date(`${day}T12:00:00Z`).getUTCDay());
}
const workedDays = new Set(
  Array.from({ length: 1_100 }, (_, index) => addDays('2024-01-01' as BusinessDate, index)).filter(worked),
);

function countedDue(
  began: BusinessDate,
  limit: number,
  stops: readonly Stop[],
  today: BusinessDate,
): BusinessDate {
  let left = limit;
  for (let day = addDays(began, 1); ; day = addDays(day, 1)) {
    const stands = stops.some(({ from, to }) => day > from && day <= (to ?? today));
    if (workedDays.has(day) && !stands) left -= 1;
    if (left === 0) return waitedOn(day, stops, today);
  }
}

/** Asked on the last day itself, the customer's days are no more the utility's than on any day before. */
function waitedOn(last: BusinessDate, stops: readonly Stop[], today: BusinessDate): BusinessDate {
  let due = last;
  for (const { from, to } of stops)
    if (from === due)
      for (let day = addDays(from, 1); day <= (to ?? today); day = addDays(day, 1))
        if (workedDays.has(day)) due = day;
  return due;
}

let seed = 20_261_129;
const random = (below: number) => {
  seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
  return Math.floor((seed / 2_147_483_648) * below);
};

describe('a deadline', () => {
  it('is what a count of its own comes to, for 10,000 starts in two years, with clocks that stand', () => {
    expect(announced.length).toBeGreaterThan(90);
    for (let index = 0; index < 10_000; index += 1) {
      const beganOn = addDays('2024-01-01' as BusinessDate, random(730));
      const limitDays = 1 + random(32);
      const stops: Stop[] = [];
      let day = beganOn;
      for (let count = random(4); count > 0; count -= 1) {
        const from = addDays(day, random(5));
        const to = addDays(from, random(20));
        stops.push({ from, to });
        day = to;
      }
      const due = dueDay({ beganOn, limitDays, stops }, day, calendar);
      expect([beganOn, due]).toEqual([beganOn, countedDue(beganOn, limitDays, stops, day)]);
    }
  });

  it('is left to each step so that all together end on the last day', () => {
    for (const source of shippedKinds) {
      const kind = checkKind(source).kind!;
      const way = mainWay(kind, kind.start);
      const beganOn = '2025-09-26' as BusinessDate;
      const dueOn = dueDay({ beganOn, limitDays: kind.limit.workingDays, stops: [] }, beganOn, calendar);
      const dues = way.map(({ code }) => stepDueDay(kind, code, { dueOn, from: beganOn }, calendar));
      expect(dues.at(-1)).toBe(dueOn);
      for (const [index, step] of way.entries()) {
        const before = index === 0 ? beganOn : dues[index - 1]!;
        const days = Array.from({ length: daysBetween(before, dues[index]!) }, (_, ahead) =>
          addDays(before, ahead + 1),
        );
        const spare = kind.limit.workingDays - way.reduce((sum, { workingDays }) => sum + workingDays, 0);
        expect(days.filter(each => workedDays.has(each)).length).toBe(
          step.workingDays + (index === 0 ? spare : 0),
        );
      }
    }
  });

  it('moves by the days on which the customer was waited for, and by no other', () => {
    const clock = { beganOn: '2025-09-29' as BusinessDate, limitDays: 5, stops: [] as Stop[] };
    // The golden week of 2025 lies between, and Saturday the 11th is worked.
    expect(dueDay(clock, clock.beganOn, calendar)).toBe('2025-10-13');
    const waited = {
      ...clock,
      stops: [{ from: '2025-09-30' as BusinessDate, to: '2025-10-09' as BusinessDate }],
    };
    expect(dueDay(waited, '2025-10-09' as BusinessDate, calendar)).toBe('2025-10-14');
    expect(daysUsed(waited, '2025-10-10' as BusinessDate, calendar)).toBe(2);
    // Returned on the last day and answered three weeks later: due that day, with all five days used and none too many.
    const onTheLast = { from: '2025-10-13' as BusinessDate, to: '2025-11-03' as BusinessDate };
    const late = { ...clock, stops: [onTheLast] };
    expect(dueDay(late, onTheLast.to, calendar)).toBe(onTheLast.to);
    expect(daysUsed(late, onTheLast.to, calendar)).toBe(5);
  });

  it.each([
    ['2025-10-10', 'overdue'],
    ['2025-10-13', 'at-risk'],
    ['2025-10-14', 'at-risk'],
    ['2025-10-15', 'in-time'],
  ])('of %s is, on 13 October 2025, %s', (dueOn, urgency) => {
    expect(urgencyOf(dueOn as BusinessDate, '2025-10-13' as BusinessDate, calendar)).toBe(urgency);
  });
});
