/** On which days supply may be suspended. Pure. */
import { addDays, type BusinessDate } from '../../shared/dates.ts';
import { isWorkingDay } from '../../shared/working-days.ts';
import type { WorkingCalendar } from '../calendar/index.ts';
import type { DunningRules } from './dunning-rules.ts';

/** Worked, and not the day before a holiday: nobody sits in the dark while nobody is there to help. */
export function isAllowedDay(day: BusinessDate, rules: DunningRules, calendar: WorkingCalendar): boolean {
  if (!isKnown(day, rules, calendar)) return false;
  const { workingDaysOnly, notBeforeHoliday } = rules.hours;
  if (workingDaysOnly && !isWorkingDay(day, calendar.days)) return false;
  return !(notBeforeHoliday && calendar.days.get(addDays(day, 1)) === 'holiday');
}

/** Whether it can be said what day it is: the notice of its year, and of the day after it, has been put in. */
export function isKnown(day: BusinessDate, { hours }: DunningRules, { knows }: WorkingCalendar): boolean {
  const year = (of: BusinessDate) => Number(of.slice(0, 4));
  return (
    (!hours.workingDaysOnly || knows(year(day))) && (!hours.notBeforeHoliday || knows(year(addDays(day, 1))))
  );
}

export const isCold = (day: BusinessDate, { coldDays }: DunningRules) =>
  coldDays.months.includes(Number(day.slice(5, 7))) || coldDays.dates.includes(day);

export function nextMild(day: BusinessDate, rules: DunningRules): string | undefined {
  return search(addDays(day, 1), candidate => !isCold(candidate, rules));
}

/** The first day from this one on which supply may be suspended; undefined where none can be named yet. */
export function allowedFrom(
  day: BusinessDate,
  rules: DunningRules,
  calendar: WorkingCalendar,
): BusinessDate | undefined {
  return search(day, candidate => !isCold(candidate, rules) && isAllowedDay(candidate, rules, calendar));
}

function search(from: BusinessDate, suits: (day: BusinessDate) => boolean): BusinessDate | undefined {
  for (let tried = 0, day = from; tried < 400; tried += 1, day = addDays(day, 1)) if (suits(day)) return day;
  return undefined;
}
