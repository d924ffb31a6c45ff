/** Business dates are Asia/Shanghai dates, written YYYY-MM-DD. China has kept UTC+8 without summer time since 1991. */
export type BusinessDate = string & { readonly __brand: 'BusinessDate' };
/** A month of supply, written YYYY-MM. */
export type Month = string & { readonly __brand: 'Month' };

const shanghaiOffsetMs = 8 * 3_600_000;
const dayMs = 86_400_000;

export function businessDate(instant: Date): BusinessDate {
  return new Date(instant.getTime() + shanghaiOffsetMs).toISOString().slice(0, 10) as BusinessDate;
}

/** Accepts only real calendar dates: 2026-02-30 is refused. */
export function parseBusinessDate(text: string): BusinessDate {
  const date = new Date(`${text}T00:00:00Z`);
  if (
    !/^\d{4}-\d{2}-\d{2}$/.test(text) ||
    Number.isNaN(date.getTime()) ||
    date.toISOString().slice(0, 10) !== text
  )
    throw new RangeError(`not a date: ${text}`);
  return text as BusinessDate;
}

/** The instant at which a business date begins. */
export function startOfDay(date: BusinessDate): Date {
  return new Date(Date.parse(`${date}T00:00:00Z`) - shanghaiOffsetMs);
}

export function addDays(date: BusinessDate, days: number): BusinessDate {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * dayMs).toISOString().slice(0, 10) as BusinessDate;
}

/** Whole days from `from` to `to`; negative when `to` is earlier. */
export function daysBetween(from: BusinessDate, to: BusinessDate): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / dayMs);
}

export function monthOf(date: BusinessDate): Month {
  return date.slice(0, 7) as Month;
}

export function addMonths(month: Month, count: number): Month {
  const index = Number(month.slice(0, 4)) * 12 + Number(month.slice(5)) - 1 + count;
  return `${String(Math.floor(index / 12)).padStart(4, '0')}-${String((index % 12) + 1).padStart(2, '0')}` as Month;
}

/** Ending with the last, so many at most; beginning with the first, where there is one before it. */
export function monthsUpTo(last: Month, first: Month | null, most: number): Month[] {
  const earliest = addMonths(last, 1 - most);
  const months: Month[] = [];
  for (let month = last; month >= earliest; month = addMonths(month, -1)) {
    months.unshift(month);
    if (first === null || month <= first) break;
  }
  return months;
}

/** For a `@db.Date` column: Prisma gives midnight UTC of the date. */
export function fromDbDate(value: Date): BusinessDate {
  return value.toISOString().slice(0, 10) as BusinessDate;
}

/** "2026-11-22T21:05:03+08:00": RFC 3339 in Shanghai time, whatever the process's own zone. */
export function shanghaiIso(instant: Date): string {
  return `${new Date(instant.getTime() + shanghaiOffsetMs).toISOString().slice(0, 19)}+08:00`;
}

/** "2026-11-22 21:05:03", as it is shown in Shanghai. */
export const shanghaiClock = (instant: Date): string => shanghaiIso(instant).slice(0, 19).replace('T', ' ');

export function laterDay(left: BusinessDate, right: BusinessDate): BusinessDate {
  return left > right ? left : right;
}

/** The earlier of a day and an end that may be open. */
export function earlierDay(day: BusinessDate, end: BusinessDate | null): BusinessDate {
  return end !== null && end < day ? end : day;
}
