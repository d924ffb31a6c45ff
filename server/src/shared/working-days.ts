/** Counts in working days (工作日): weekends are free, public holidays too, and make-up days are worked. Pure. */
import { addDays, type BusinessDate } from './dates.ts';

/** `holiday`: nobody works, whatever the weekday. `workday`: a Saturday or Sunday that is worked instead (调休). */
export type CalendarDayKind = 'holiday' | 'workday';

/** The days that differ from the plain week. */
export type CalendarDays = ReadonlyMap<BusinessDate, CalendarDayKind>;

/** Far more than any rule of the field counts; a calendar with nothing but holidays must not loop for ever. */
const farthest = 4_000;

export function isWorkingDay(day: BusinessDate, calendar: CalendarDays): boolean {
  const kind = calendar.get(day);
  if (kind) return kind === 'workday';
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
  return weekday !== 0 && weekday !== 6;
}

/** The day itself when it is worked, or else the first worked day after it. */
export function workingDayFrom(day: BusinessDate, calendar: CalendarDays): BusinessDate {
  return seek(day, 1, calendar);
}

/** The first worked day after this one. */
export function nextWorkingDay(day: BusinessDate, calendar: CalendarDays): BusinessDate {
  return seek(addDays(day, 1), 1, calendar);
}

/**
 * The last day of a term of so many working days: the day it begins on does not count, as the Civil Code has it
 * (art. 201). Negative counts go back: by when something must have begun.
 */
export function addWorkingDays(day: BusinessDate, count: number, calendar: CalendarDays): BusinessDate {
  const step = count < 0 ? -1 : 1;
  let reached = day;
  for (let left = Math.abs(count); left > 0; left -= 1)
    reached = seek(addDays(reached, step), step, calendar);
  return reached;
}

/** Working days after `from` up to and with `to`; negative when `to` is earlier. */
export function workingDaysBetween(from: BusinessDate, to: BusinessDate, calendar: CalendarDays): number {
  if (to < from) return -workingDaysBetween(to, from, calendar);
  let count = 0;
  for (let day = addDays(from, 1); day <= to; day = addDays(day, 1))
    if (isWorkingDay(day, calendar)) count += 1;
  return count;
}

function seek(from: BusinessDate, step: 1 | -1, calendar: CalendarDays): BusinessDate {
  let day = from;
  for (let tried = 0; tried < farthest; tried += 1, day = addDays(day, step))
    if (isWorkingDay(day, calendar)) return day;
  throw new RangeError(`no working day within ${farthest} days of ${from}`);
}
