/** The working-day calendar: the years that come with the hall, a year put in by staff, and SQL and TypeScript agreeing. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { systemClock } from '../../../server/src/infra/clock.ts';
import { createLogger } from '../../../server/src/infra/logging.ts';
import { createMetrics } from '../../../server/src/infra/metrics.ts';
import { createCalendarModule } from '../../../server/src/modules/calendar/index.ts';
import type { BusinessDate } from '../../../server/src/shared/dates.ts';
import { isWorkingDay } from '../../../server/src/shared/working-days.ts';
import { type RunningHall, startHall } from '../../support/hall.ts';
import { type DeskMember, openDesk } from '../access/scene.ts';

let hall: RunningHall;
let supervisor: DeskMember;
let clerk: DeskMember;
let today = '2026-10-31';
/** The last year that comes with the hall, and the one after it that staff put in. */
let last: number;
let next: number;

beforeAll(async () => {
  hall = await startHall({ clock: { now: () => new Date(`${today}T02:00:00Z`) } });
  const { rows } = await hall.owner.query('SELECT max(year) AS year FROM calendar_editions');
  last = Number(rows[0].year);
  next = last + 1;
  today = `${last}-10-31`;
  ({ supervisor, clerk } = await openDesk(hall));
  await hall.owner.query(`UPDATE staff_sessions SET expires_at = '2100-01-01'`);
});
afterAll(() => hall.close());

const put = (year: number, days: unknown[], cookie = supervisor.cookie) =>
  hall.call('PUT', `/staff/calendar/${year}`, {
    cookie,
    body: { source: '测试通知（国办发明电〔2026〕1号）', reason: '年度录入', days },
  });
/** The first such weekday of January; 0 is Sunday. */
const inJanuary = (year: number, weekday: number) => {
  const first = new Date(Date.UTC(year, 0, 1)).getUTCDay();
  return `${year}-01-0${1 + ((weekday - first + 7) % 7)}`;
};
const day = (on: string, kind = 'holiday') => ({ day: on, kind, nameZh: '元旦', nameEn: "New Year's Day" });

it('knows the years that have been announced, with the notice of each', async () => {
  const { body } = await hall.call('GET', '/staff/calendar', { cookie: clerk.cookie });
  expect(body.years.map((year: { year: number }) => year.year).slice(-3)).toEqual([2026, 2025, 2024]);
  for (const { source } of body.years) expect(source).toContain('国务院办公厅');
  const free = (year: number) =>
    body.years
      .find((each: { year: number }) => each.year === year)
      .days.filter((each: { kind: string }) => each.kind === 'holiday').length;
  // As the notices count them: 1+8+3+5+1+3+7, 1+8+3+5+3+8, 3+9+3+5+3+3+7.
  expect([free(2024), free(2025), free(2026)]).toEqual([28, 28, 33]);
});

it('says in SQL what it says in TypeScript, on every day of four years', async () => {
  const { rows } = await hall.owner.query<{ day: BusinessDate; worked: boolean }>(
    `SELECT d::date::text AS day, is_working_day(d::date) AS worked FROM generate_series('2024-01-01'::date, '2027-12-31', '1 day') d`,
  );
  const { rows: special } = await hall.owner.query(`SELECT day::text, kind FROM calendar_days`);
  const calendar = new Map(special.map(each => [each.day, each.kind]));
  for (const row of rows) expect([row.day, isWorkingDay(row.day, calendar)]).toEqual([row.day, row.worked]);
});

/** As the calendar's page and the home page have it, and as whoever watches the machines does. */
async function missing() {
  const { body } = await hall.call('GET', '/staff/calendar', { cookie: clerk.cookie });
  const metrics = await (await fetch(`${hall.url}/metrics`)).text();
  expect(metrics).toContain(`hall_calendar_years_missing ${body.missing.length}\n`);
  await hall.app.runJob('watch-calendar');
  return body.missing;
}

it('a year that nobody has put in is missed from November on, and in itself; the hall goes on', async () => {
  expect(await missing()).toEqual([]);
  today = `${last}-11-01`;
  expect(await missing()).toEqual([next]);
  today = `${next}-01-04`;
  expect(await missing()).toEqual([next]);
  expect((await fetch(`${hall.url}/health/ready`)).status).toBe(200);
  today = `${next}-12-01`;
  expect(await missing()).toEqual([next, next + 1]);
  today = `${last}-11-01`;
});

describe('the next year', () => {
  it('is put in by a supervisor, told in the log, and keeps its earlier edition', async () => {
    const [holiday, sunday] = [`${next}-12-31`, inJanuary(next, 0)];
    expect((await put(next, [day(holiday)])).status).toBe(200);
    const { body } = await put(next, [day(holiday), day(sunday, 'workday')]);
    const year = body.years.find((each: { year: number }) => each.year === next);
    expect(year.days.map((each: { day: string }) => each.day)).toEqual([sunday, holiday]);
    expect(await missing()).toEqual([]);
    expect(body.editions.filter((each: { year: number }) => each.year === next)).toHaveLength(2);
    const { rows } = await hall.owner.query(
      `SELECT actor, detail ->> 'days' AS days FROM audit_entries WHERE action = 'calendar.change' ORDER BY id`,
    );
    expect(rows).toEqual([
      { actor: `staff:${supervisor.username}`, days: '1' },
      { actor: `staff:${supervisor.username}`, days: '2' },
    ]);
  });

  it('is nothing a clerk may change', async () => {
    expect((await put(next, [day(`${next}-01-01`)], clerk.cookie)).status).toBe(403);
  });

  it.each([
    ['calendar-day-outside-year', () => [day(`${last}-12-31`)]],
    ['calendar-day-twice', () => [day(`${next}-01-01`), day(`${next}-01-01`)]],
    ['calendar-workday-on-weekday', () => [day(inJanuary(next, 2), 'workday')]],
  ])('is refused: %s', async (error, days) => {
    const { status, body } = await put(next, days());
    expect([status, body.error]).toEqual([422, error]);
  });
});

it('never loses an edition', async () => {
  await expect(hall.owner.query(`UPDATE calendar_editions SET source = 'x'`)).rejects.toThrow('append-only');
});

it('has been counted by only where what counts was not cut off', async () => {
  // Known everywhere for long.
  await hall.owner.query('ALTER TABLE calendar_editions DISABLE TRIGGER USER');
  await hall.owner.query(`UPDATE calendar_editions SET set_at = set_at - interval '1 hour'`);
  await hall.owner.query('ALTER TABLE calendar_editions ENABLE TRIGGER USER');
  await hall.owner.query(`UPDATE calendar_uses SET edition = 0 WHERE name = 'cases'`);
  const { catchUp } = createCalendarModule({
    db: { pool: hall.owner },
    clock: systemClock,
    logger: createLogger('silent'),
    metrics: createMetrics(),
  });
  const counted = async () => {
    const { rows } = await hall.owner.query(
      `SELECT edition = (SELECT max(id) FROM calendar_editions) AS all FROM calendar_uses WHERE name = 'cases'`,
    );
    return rows[0].all;
  };
  await catchUp('cases', async () => null);
  expect(await counted()).toBe(false);
  await catchUp('cases', async () => 0);
  expect(await counted()).toBe(true);
});
