import { z } from 'zod';
import { staff } from '../../http/access.ts';
import { defineRoute, type Route } from '../../http/define-route.ts';
import type { Clock } from '../../infra/clock.ts';
import { staffName } from '../../shared/audit.ts';
import { businessDate } from '../../shared/dates.ts';
import type { CalendarRepository } from './calendar.repository.ts';
import { checkYear, missingYears } from './calendar-year.ts';

const tag = 'Staff: working-day calendar';
const instant = z
  .date()
  .transform(date => date.toISOString())
  .pipe(z.string());
const line = (min: number, max: number) =>
  z
    .string()
    .trim()
    .min(min)
    .max(max)
    .regex(/^\P{Cc}*$/u);

const YearParam = z.object({ year: z.coerce.number().int().min(2020).max(2100) });
const YearBody = z.strictObject({
  /** The notice the days are taken from. */
  source: line(4, 200),
  reason: line(2, 200),
  days: z
    .array(
      z.strictObject({
        day: z.iso.date(),
        kind: z.enum(['holiday', 'workday']),
        nameZh: line(1, 30),
        nameEn: line(1, 60),
      }),
    )
    .min(1)
    .max(120),
});
const CalendarView = z.object({
  /** Needed by now and not put in: only weekends count in them. */
  missing: z.array(z.int()),
  years: z.array(
    z.object({
      year: z.int(),
      source: z.string(),
      days: z.array(
        z.object({
          day: z.string(),
          kind: z.enum(['holiday', 'workday']),
          nameZh: z.string(),
          nameEn: z.string(),
        }),
      ),
    }),
  ),
  editions: z.array(
    z.object({
      id: z.int(),
      year: z.int(),
      source: z.string(),
      reason: z.string(),
      setBy: z.string(),
      setAt: instant,
      dayCount: z.int(),
    }),
  ),
});

export function calendarRoutes(calendar: CalendarRepository, clock: Clock, forget: () => void): Route[] {
  async function show() {
    const [days, editions] = await Promise.all([calendar.days(), calendar.editions()]);
    const years = [...new Set(editions.map(({ year }) => year))].sort((left, right) => right - left);
    const known = new Set(days.map(({ day }) => Number(day.slice(0, 4))));
    return {
      missing: missingYears(businessDate(clock.now()), year => known.has(year)),
      years: years.map(year => ({
        year,
        source: editions.find(edition => edition.year === year)!.source,
        days: days.filter(({ day }) => day.startsWith(`${year}-`)),
      })),
      editions,
    };
  }
  return [
    defineRoute({
      method: 'get',
      path: '/staff/calendar',
      access: staff('clerk', 'finance', 'supervisor', 'administrator', 'auditor'),
      summary: 'Public holidays and make-up days of every year known, with every edition of them',
      tag,
      output: CalendarView,
      handle: show,
    }),
    defineRoute({
      method: 'put',
      path: '/staff/calendar/:year',
      access: staff('supervisor', 'administrator'),
      summary:
        "Put in a year's days as a notice lists them; an earlier edition of the year is kept as history",
      tag,
      input: { params: YearParam, body: YearBody },
      output: CalendarView,
      async handle({ actor, params: { year }, body, requestId }) {
        checkYear(year, body.days);
        const { source, reason, days } = body;
        const setBy = staffName(actor);
        await calendar.putYear(
          year,
          { source, reason, days, setBy },
          {
            actor: setBy,
            action: 'calendar.change',
            subject: `calendar:${year}`,
            detail: { source, reason, days: days.length },
            requestId,
          },
        );
        forget();
        return show();
      },
    }),
  ];
}
