/** A year's days as a notice of the State Council lists them. Pure. */
import type { BusinessDate } from '../../shared/dates.ts';
import type { CalendarDayKind } from '../../shared/working-days.ts';
import { dayOutsideYear, dayTwice, workdayOnWeekday } from './calendar.errors.ts';

export interface CalendarDay {
  day: string;
  kind: CalendarDayKind;
  nameZh: string;
  nameEn: string;
}

/** The State Council's notice of a year is out in the November before it, as a rule. */
const announcedFrom = 11;

/** The years whose notice is needed by now and has not been put in. */
export function missingYears(today: BusinessDate, knows: (year: number) => boolean): number[] {
  const year = Number(today.slice(0, 4));
  const needed = Number(today.slice(5, 7)) >= announcedFrom ? [year, year + 1] : [year];
  return needed.filter(each => !knows(each));
}

/** @throws AppError calendar-day-outside-year, calendar-day-twice, calendar-workday-on-weekday */
export function checkYear(year: number, days: readonly CalendarDay[]): void {
  const seen = new Set<string>();
  for (const { day, kind } of days) {
    if (Number(day.slice(0, 4)) !== year) throw dayOutsideYear({ day, year });
    if (seen.has(day)) throw dayTwice({ day });
    seen.add(day);
    const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
    if (kind === 'workday' && weekday !== 0 && weekday !== 6) throw workdayOnWeekday({ day });
  }
}
