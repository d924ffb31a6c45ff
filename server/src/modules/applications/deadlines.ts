/**
 * Time limits in working days. A limit runs from the day after it began, stands while the customer is to act, and is spread
 * over the steps backwards from its end (倒排工期). Pure.
 */
import {
  addDays,
  type BusinessDate,
  businessDate,
  earlierDay,
  laterDay,
  startOfDay,
} from '../../shared/dates.ts';
import { addWorkingDays, type CalendarDays, workingDaysBetween } from '../../shared/working-days.ts';
import { type KindDefinition, mainWay } from './kind.ts';

/** The clock stood after `from` up to and with `to`; null: it still stands. In the order in which they came. */
export interface Stop {
  from: BusinessDate;
  to: BusinessDate | null;
}

export interface Clock {
  beganOn: BusinessDate;
  limitDays: number;
  stops: readonly Stop[];
}

/**
 * The last day of the limit. While the clock stands it is what it would be if the customer acted today. A limit that had
 * passed before the customer was asked is not mended by asking.
 */
export function dueDay(
  { beganOn, limitDays, stops }: Clock,
  today: BusinessDate,
  calendar: CalendarDays,
): BusinessDate {
  let stood = 0;
  let due = addWorkingDays(beganOn, limitDays, calendar);
  for (const { from, to } of stops) {
    if (from > due) break;
    stood += workingDaysBetween(from, laterDay(from, to ?? today), calendar);
    due = addWorkingDays(beganOn, limitDays + stood, calendar);
  }
  return due;
}

/** Working days of the utility's used so far: of days on which the clock stood none. */
export function daysUsed(clock: Clock, today: BusinessDate, calendar: CalendarDays): number {
  const until = laterDay(clock.beganOn, today);
  const stood = clock.stops.reduce((days, { from, to }) => {
    const end = earlierDay(until, to ?? until);
    return end > from ? days + workingDaysBetween(from, end, calendar) : days;
  }, 0);
  return workingDaysBetween(clock.beganOn, until, calendar) - stood;
}

/**
 * By when the step must be done so that those after it have their days: counted back from the end. A case that is late
 * already gives each step at least the day on which it came there.
 */
export function stepDueDay(
  kind: KindDefinition,
  step: string,
  { dueOn, from }: { dueOn: BusinessDate; from: BusinessDate },
  calendar: CalendarDays,
): BusinessDate {
  const [, ...later] = mainWay(kind, step);
  const needed = later.reduce((days, { workingDays }) => days + workingDays, 0);
  return laterDay(from, addWorkingDays(dueOn, -needed, calendar));
}

/** The last day on which a refusal may be appealed against. */
export const lastAppealDay = (
  { appealDays }: Pick<KindDefinition, 'appealDays'>,
  endedAt: Date,
  calendar: CalendarDays,
): BusinessDate => addWorkingDays(businessDate(endedAt), appealDays, calendar);

/** From when on the time counts for which a refused case's papers are kept: nothing can be appealed against any more. */
export const keptFrom = (
  kind: Pick<KindDefinition, 'appealDays'>,
  endedAt: Date,
  calendar: CalendarDays,
): Date => startOfDay(addDays(lastAppealDay(kind, endedAt, calendar), 1));

/** Late; due today or within a day of work; or neither. */
export function urgencyOf(
  dueOn: BusinessDate,
  today: BusinessDate,
  calendar: CalendarDays,
): 'overdue' | 'at-risk' | 'in-time' {
  if (dueOn < today) return 'overdue';
  return workingDaysBetween(today, dueOn, calendar) <= 1 ? 'at-risk' : 'in-time';
}
