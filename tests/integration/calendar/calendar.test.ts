/** The working-day calendar: the years that come with the hall, a year put in by staff, and SQL and TypeScript agreeing. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { addDays, type BusinessDate } from '../../../server/src/shared/dates.ts';
import { isWorkingDay } from '../../../server/src/shared/working-days.ts';
import { type RunningHall, startHall } from '../../support/hall.ts';
import { type DeskMember, openDesk } from '../access/scene.ts';

let hall: RunningHall;
let supervisor: DeskMember;
let clerk: DeskMember;
let today = '2026-10-31';

beforeAll(async () => {
  hall = await startHall({ clock: { now: () => new Date(`${today}T02:00:00Z`) } });
  ({ supervisor, clerk } = await openDesk(hall));
  await hall.owner.query(`UPDATE staff_sessions SET expires_at = '2100-01-01'`);
});
afterAll(() => hall.close());

const put = (year: number, days: unknown[], cookie = supervisor.cookie) =>
  hall.call('PUT', `/staff/calendar/${year}`, {
    cookie,
    body: { source: '测试通知（国办发明电〔2026〕1号）', reason: '年度录入', days },
  });
const day = (on: string, kind = 'holiday') => ({ day: on, kind, nameZh: '元旦', nameEn: "New Year's Day" });

it('knows the three years that have been announced, with the notice of each', async () => {
  const { body } = await hall.call('GET', '/staff/calendar', { cookie: clerk.cookie });
  expect(body.years.map((year: { year: number }) => year.year)).toEqual([2026, 2025, 2024]);
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
  today = '2026-11-01';
  expect(await missing()).toEqual([2027]);
  today = '2027-01-04';
  expect(await missing()).toEqual([2027]);
  expect((await fetch(`${hall.url}/health/ready`)).status).toBe(200);
  today = '2027-12-01';
  expect(await missing()).toEqual([2027, 2028]);
  today = '2026-11-01';
});

describe('the next year', () => {
  it('is put in by a supervisor, told in the log, and keeps its earlier edition', async () => {
    expect((await put(2027, [day('2027-01-01')])).status).toBe(200);
    const { body } = await put(2027, [day('2027-01-01'), day('2027-01-03', 'workday')]);
    const year = body.years.find((each: { year: number }) => each.year === 2027);
    expect(year.days.map((each: { day: string }) => each.day)).toEqual(['2027-01-01', '2027-01-03']);
    expect(await missing()).toEqual([]);
    expect(body.editions.filter((each: { year: number }) => each.year === 2027)).toHaveLength(2);
    const { rows } = await hall.owner.query(
      `SELECT actor, detail ->> 'days' AS days FROM audit_entries WHERE action = 'calendar.change' ORDER BY id`,
    );
    expect(rows).toEqual([
      { actor: `staff:${supervisor.username}`, days: '1' },
      { actor: `staff:${supervisor.username}`, days: '2' },
    ]);
  });

  it('is nothing a clerk may change', async () => {
    expect((await put(2027, [day('2027-01-01')], clerk.cookie)).status).toBe(403);
  });

  it.each([
    ['calendar-day-outside-year', [day('2026-12-31')]],
    ['calendar-day-twice', [day('2028-01-01'), day('2028-01-01')]],
    ['calendar-workday-on-weekday', [day('2028-01-04', 'workday')]],
  ])('is refused: %s', async (error, days) => {
    const { status, body } = await put(2028, days);
    expect([status, body.error]).toEqual([422, error]);
    expect(addDays('2028-01-01' as BusinessDate, 0)).toBe('2028-01-01');
  });
});

it('never loses an edition', async () => {
  await expect(hall.owner.query(`UPDATE calendar_editions SET source = 'x'`)).rejects.toThrow('append-only');
});
