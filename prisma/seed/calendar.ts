/** The days of the demo: which days have readings, which months are billed. Worked out once for all accounts. */
import {
  addDays,
  addMonths,
  type BusinessDate,
  daysBetween,
  type Month,
  monthOf,
} from '../../server/src/shared/dates.ts';

/** The end of a stretch of days whose energy is drawn in one go. */
export interface Stop {
  on: BusinessDate;
  days: number;
  /** 1 to 12 */
  monthOfYear: number;
  month: Month;
  weekend: boolean;
  /** False inside the stretch of days that is simulated by day but whose readings are not kept. */
  kept: boolean;
}

export interface DemoCalendar {
  /** The day of the latest reading. */
  until: BusinessDate;
  /** The eve of the first month: the day of the opening reading. */
  opening: BusinessDate;
  stops: Stop[];
  /** Months that have ended, all of which have readings. */
  months: Month[];
}

const historyMonths = 36;
export const dailyDays = 62;

export function createCalendar(until: BusinessDate): DemoCalendar {
  const months = Array.from({ length: historyMonths }, (_, index) =>
    addMonths(monthOf(until), index - historyMonths),
  );
  const opening = addDays(`${months[0]!}-01` as BusinessDate, -1);
  const firstDaily = addDays(until, 1 - dailyDays);
  // Days are drawn one by one from the month in which the kept days begin.
  const dailyMonth = monthOf(firstDaily);
  const stops: Stop[] = [];
  let last = opening;
  const stop = (on: BusinessDate, kept: boolean) => {
    stops.push(stopOn(on, daysBetween(last, on), kept));
    last = on;
  };
  for (const month of months) if (month < dailyMonth) stop(lastDay(month), true);
  while (last < until) {
    const on = addDays(last, 1);
    stop(on, on >= firstDaily || on === lastDay(monthOf(on)));
  }
  return { until, opening, stops, months };
}

export function stopOn(on: BusinessDate, days: number, kept: boolean): Stop {
  const weekday = new Date(`${on}T00:00:00Z`).getUTCDay();
  return {
    on,
    days,
    monthOfYear: Number(on.slice(5, 7)),
    month: monthOf(on),
    weekend: weekday === 0 || weekday === 6,
    kept,
  };
}

export function lastDay(month: Month): BusinessDate {
  return addDays(`${addMonths(month, 1)}-01` as BusinessDate, -1);
}

/** When the files of a day were matched: at five past ten in Beijing on the next, or just now, where that has not come yet. */
export function morningAfter(day: BusinessDate): Date {
  return new Date(Math.min(Date.parse(`${addDays(day, 1)}T02:05:00Z`), Date.now()));
}
