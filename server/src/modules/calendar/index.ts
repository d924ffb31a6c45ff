import type { Route } from '../../http/define-route.ts';
import type { Clock } from '../../infra/clock.ts';
import type { Database } from '../../infra/database.ts';
import type { Job } from '../../infra/jobs.ts';
import type { Logger } from '../../infra/logging.ts';
import type { Metrics } from '../../infra/metrics.ts';
import { type BusinessDate, businessDate } from '../../shared/dates.ts';
import type { CalendarDays } from '../../shared/working-days.ts';
import { createCalendarRepository } from './calendar.repository.ts';
import { calendarRoutes } from './calendar.routes.ts';
import { type CalendarDay, missingYears } from './calendar-year.ts';

export interface WorkingCalendar {
  /** For the functions of `shared/working-days.ts`. */
  days: CalendarDays;
  /** Whether the year's notice has been put in; before that its holidays are unknown and only weekends count. */
  knows(year: number): boolean;
}

/** What was counted by, and what is to be counted by. */
export interface CalendarChange {
  before: CalendarDays;
  now: CalendarDays;
}

export interface CalendarModule {
  routes: Route[];
  jobs: Job[];
  /**
   * For a job that counts again what is kept in working days: `work` runs while the calendar is another than `name` has counted by, until it
   * says that nothing was left to move (null: it was cut off) and every process of the hall counts by the new one.
   */
  catchUp(name: CalendarUse, work: (change: CalendarChange) => Promise<number | null>): Promise<void>;
  /** As it stands. Another process of the same hall learns of a change within a minute. */
  calendar(): Promise<WorkingCalendar>;
}

/** Who keeps days that were counted; a row of `calendar_uses` each. */
export type CalendarUse = 'applications' | 'cases';

/** Half of the time after which an edition is known everywhere (`progress`). */
const freshForMs = 60_000;

export function createCalendarModule({
  db,
  clock,
  logger,
  metrics,
}: {
  db: Pick<Database, 'pool'>;
  clock: Clock;
  logger: Logger;
  metrics: Pick<Metrics, 'watch'>;
}): CalendarModule {
  const repository = createCalendarRepository(db.pool);
  let kept: { until: number; calendar: Promise<WorkingCalendar> } | undefined;

  async function catchUp(name: CalendarUse, work: (change: CalendarChange) => Promise<number | null>) {
    const { counted, latest, settled } = await repository.progress(name);
    if (counted >= latest) return;
    const [before, now] = await Promise.all([repository.daysAsOf(counted), repository.days()]);
    const moved = await work({ before: daysOf(before), now: daysOf(now) });
    if (moved === 0 && settled) await repository.hasCounted(name, latest);
  }

  async function read(): Promise<WorkingCalendar> {
    const days = await repository.days();
    const years = new Set(days.map(({ day }) => Number(day.slice(0, 4))));
    return {
      days: daysOf(days),
      knows: year => years.has(year),
    };
  }

  const forget = () => {
    kept = undefined;
  };
  function calendar(): Promise<WorkingCalendar> {
    const now = clock.now().getTime();
    if (kept && now < kept.until) return kept.calendar;
    const reading = { until: now + freshForMs, calendar: read() };
    kept = reading;
    reading.calendar.catch(forget);
    return reading.calendar;
  }

  const missing = async () => missingYears(businessDate(clock.now()), (await calendar()).knows);
  metrics.watch('hall_calendar_years_missing', async () => [{ labels: {}, value: (await missing()).length }]);
  return {
    routes: calendarRoutes(repository, clock, forget),
    calendar,
    catchUp,
    jobs: [
      {
        name: 'watch-calendar',
        cron: '0 1 * * *',
        async run() {
          const years = await missing();
          if (years.length > 0)
            logger.warn({ years }, 'holidays of these years are not put in: only weekends count in them');
        },
      },
    ],
  };
}

const daysOf = (days: readonly CalendarDay[]): CalendarDays =>
  new Map(days.map(({ day, kind }) => [day as BusinessDate, kind]));
