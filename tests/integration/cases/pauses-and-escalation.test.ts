/** No case rests for ever: a pause ends by itself, every limit that passes is escalated, and what stays overdue goes up. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type RunningHall, startHall } from '../../support/hall.ts';
import { putHoliday } from '../../support/holidays.ts';
import { movingClock } from '../../support/moving-clock.ts';
import type { Resident } from '../../support/world.ts';
import { addMember, type DeskMember } from '../access/scene.ts';
import { freshKey } from '../payments/story.ts';

const hour = 3_600;
const day = 24 * hour;
const clock = movingClock();
let hall: RunningHall;
let clerk: DeskMember;
let supervisor: DeskMember;
let resident: Resident;

beforeAll(async () => {
  hall = await startHall({ clock });
  clerk = await addMember(hall, 'clerk');
  supervisor = await addMember(hall, 'supervisor');
});
afterAll(() => hall.close());
beforeEach(async () => {
  resident = await hall.world.resident();
  for (const table of ['sessions', 'staff_sessions'])
    await hall.owner.query(`UPDATE ${table} SET expires_at = '2100-01-01'`);
});

const opened = async (more: object = {}): Promise<string> => {
  const body = { kind: 'enquiry', words: '想了解光伏并网需要什么材料', ...more };
  const made = await hall.call('POST', '/cases', { token: resident.token, key: freshKey(), body });
  expect(made.status).toBe(201);
  return made.body.caseNo;
};
const read = async (caseNo: string) =>
  (await hall.call('GET', `/staff/cases/${caseNo}`, { cookie: clerk.cookie })).body;
const act = async (caseNo: string, body: object) => {
  const { version } = await read(caseNo);
  return hall.call('POST', `/staff/cases/${caseNo}/acts`, {
    cookie: clerk.cookie,
    body: { version, ...body },
  });
};
const watch = () => hall.app.runJob('watch-cases');
const dayFrom = (days: number) =>
  new Date(clock.now().getTime() + days * day * 1000 + 8 * hour * 1000).toISOString().slice(0, 10);

describe('a pause', () => {
  it('ends by itself after its last day, with a word that both sides read', async () => {
    const caseNo = await opened();
    await act(caseNo, { act: 'take' });
    const until = dayFrom(3);
    const paused = await act(caseNo, { act: 'pause', words: '请补充房产证照片', until });
    expect(paused.body).toMatchObject({ status: 'paused', pausedUntil: until });
    const queue = (await hall.call('GET', '/staff/cases', { cookie: clerk.cookie })).body.cases;
    expect(queue.find((row: { caseNo: string }) => row.caseNo === caseNo).pausedUntil).toBe(until);
    clock.pass(2 * day);
    await watch();
    expect((await read(caseNo)).status).toBe('paused');
    clock.pass(2 * day);
    await watch();
    await watch();
    const after = await read(caseNo);
    expect(after).toMatchObject({ status: 'working', pausedUntil: null });
    expect(Date.parse(after.answerDueAt)).toBeGreaterThan(clock.now().getTime());
    const mine = (await hall.call('GET', `/cases/${caseNo}`, { token: resident.token })).body.events;
    // Said by its name, which each client has in both languages.
    expect(mine.filter((event: { by: string; act: string }) => event.by === 'system')).toMatchObject([
      { act: 'pause-over', words: null },
    ]);
  });

  it('moves the limits by its own days, however late its end is noticed', async () => {
    const complaint = { kind: 'complaint', complaintClass: 'service', words: '窗口态度恶劣，要求处理' };
    const [byHand, byItself] = [await opened(complaint), await opened(complaint)];
    const until = dayFrom(3);
    const contactDueAt = async (caseNo: string) => Date.parse((await read(caseNo)).contactDueAt);
    const before = await contactDueAt(byHand);
    for (const caseNo of [byHand, byItself]) {
      await act(caseNo, { act: 'take' });
      await act(caseNo, { act: 'pause', words: '请补充房产证照片', until });
    }
    clock.pass(3 * day);
    await act(byHand, { act: 'resume' });
    // The hours of the first contact stood still as well.
    const moved = (await contactDueAt(byHand)) - before;
    expect(Math.abs(moved - 3 * day * 1000)).toBeLessThan(60_000);
    clock.pass(10 * day);
    await watch();
    expect(await contactDueAt(byItself)).toBeGreaterThan(before + 3 * day * 1000);
    const limits = ({ answerDueAt, updateDueAt }: Record<string, string>) => [answerDueAt, updateDueAt];
    expect(limits(await read(byItself))).toEqual(limits(await read(byHand)));
  });

  it('that cannot be ended holds up none after it', async () => {
    const [stuck, next] = [await opened(), await opened()];
    for (const caseNo of [stuck, next]) {
      await act(caseNo, { act: 'take' });
      await act(caseNo, { act: 'pause', words: '请补充房产证照片', until: dayFrom(3) });
    }
    await hall.owner.query(
      `ALTER TABLE service_cases ADD CONSTRAINT stuck CHECK (case_no <> '${stuck}' OR status = 'paused')`,
    );
    try {
      clock.pass(5 * day);
      await watch();
    } finally {
      await hall.owner.query('ALTER TABLE service_cases DROP CONSTRAINT stuck');
    }
    expect([(await read(stuck)).status, (await read(next)).status]).toEqual(['paused', 'working']);
  });

  it('is not over because the customer says thanks', async () => {
    const caseNo = await opened();
    await act(caseNo, { act: 'take' });
    await act(caseNo, { act: 'pause', words: '请补充房产证照片' });
    const add = async (words: string) => {
      const request = { token: resident.token, key: freshKey(), body: { words } };
      return (await hall.call('POST', `/cases/${caseNo}/words`, request)).body.status;
    };
    expect(await add('好的，谢谢！')).toBe('paused');
    expect(await add('照片已上传')).toBe('working');
  });

  it('is no longer than the rule allows, and that long when no day is named', async () => {
    const caseNo = await opened();
    await act(caseNo, { act: 'take' });
    for (const until of [dayFrom(0), dayFrom(60)]) {
      const refused = await act(caseNo, { act: 'pause', words: '请补充房产证照片', until });
      expect([refused.status, refused.body.error]).toEqual([422, 'case-pause-too-long']);
    }
    const { pausedUntil } = (await act(caseNo, { act: 'pause', words: '请补充房产证照片' })).body;
    expect(pausedUntil > dayFrom(9) && pausedUntil < dayFrom(30)).toBe(true);
  });
});

describe('a limit that has passed', () => {
  const levels = async (caseNo: string): Promise<number[]> =>
    (
      await hall.owner.query(
        `SELECT (e.detail ->> 'level')::int AS level FROM service_case_events e JOIN service_cases c ON c.id = e.case_id
         WHERE c.case_no = $1 AND e.act = 'escalated' ORDER BY e.id`,
        [caseNo],
      )
    ).rows.map(({ level }) => level);

  it('is escalated again a level higher while it stays passed, up to the third', async () => {
    const caseNo = await opened({
      kind: 'complaint',
      complaintClass: 'service',
      words: '窗口态度恶劣，要求处理',
    });
    clock.pass(25 * hour);
    // Long enough for the longest festival.
    for (let hours = 0; hours < 21 * 24; hours += 12) {
      await watch();
      clock.pass(12 * hour);
    }
    expect((await levels(caseNo)).slice(0, 3)).toEqual([1, 2, 3]);
    expect((await read(caseNo)).escalationLevel).toBe(3);
  });

  it('goes no higher on days of rest, nor for the hours of one', async () => {
    const rests = (days: number) => days === 1;
    for (const days of [0, 1, 2, 3]) {
      await hall.owner.query('DELETE FROM calendar_days WHERE day = $1', [dayFrom(days)]);
      // A day of the plain week that is worked needs no line.
      await hall.owner.query(
        `INSERT INTO calendar_days (day, kind, name_zh, name_en) SELECT $1::date, $2, '测试', 'Test' WHERE $3 OR extract(isodow FROM $1::date) IN (6, 7)`,
        [dayFrom(days), rests(days) ? 'holiday' : 'workday', rests(days)],
      );
    }
    const caseNo = await opened({
      kind: 'complaint',
      complaintClass: 'service',
      words: '窗口态度恶劣，要求处理',
    });
    // One limit alone, which passed at once.
    await hall.owner.query(
      `UPDATE service_cases SET contact_due_at = opened_at, update_due_at = opened_at + interval '60 days', answer_due_at = opened_at + interval '60 days'
       WHERE case_no = $1`,
      [caseNo],
    );
    await watch();
    expect(await levels(caseNo)).toEqual([1]);
    // A day has passed, and it was one of rest.
    clock.pass(25 * hour);
    await watch();
    expect(await levels(caseNo)).toEqual([1]);
    clock.pass(day);
    await watch();
    expect(await levels(caseNo)).toEqual([1, 2]);
  });

  it('is escalated though another was before it', async () => {
    const caseNo = await opened({
      kind: 'complaint',
      complaintClass: 'service',
      words: '窗口态度恶劣，要求处理',
    });
    clock.pass(25 * hour);
    await watch();
    expect(await levels(caseNo)).toEqual([1]);
    await act(caseNo, { act: 'take' });
    await act(caseNo, { act: 'contact', words: '已电话联系客户' });
    await watch();
    expect(await levels(caseNo)).toEqual([1]);
    clock.pass(30 * day);
    await watch();
    await watch();
    expect(await levels(caseNo)).toEqual([1, 2]);
  });
});

describe('a year put into the calendar', () => {
  const recount = () => hall.app.runJob('case-deadlines');
  const due = async (caseNo: string) => (await read(caseNo)).answerDueAt as string;
  const dayOf = (instant: string) =>
    new Date(Date.parse(instant) + 8 * hour * 1000).toISOString().slice(0, 10);
  const lines = async (caseNo: string) => {
    const { events } = (await hall.call('GET', `/cases/${caseNo}`, { token: resident.token })).body;
    const { rows } = await hall.owner.query(
      `SELECT detail -> 'answerDueAt' AS moved FROM audit_entries WHERE action = 'case.recount' AND subject = $1`,
      [`case:${caseNo}`],
    );
    const told = events.filter(({ act }: { act: string }) => act === 'recounted');
    return [told.length, rows.map(({ moved }) => moved.map(dayOf))];
  };

  it('moves the limits of cases under way, once and with a line and an entry; a day on which a case rested anyhow moves nothing', async () => {
    const [running, paused, answered] = [await opened(), await opened(), await opened()];
    for (const caseNo of [running, paused, answered]) await act(caseNo, { act: 'take' });
    await act(answered, { act: 'answer', outcome: 'solved', words: '材料清单已发到您的手机' });
    await act(paused, { act: 'pause', words: '请补充房产证照片' });
    const { rows } = await hall.owner.query(
      `SELECT min(d)::date::text AS day FROM generate_series($1::date, $1::date + 8, '1 day') d WHERE is_working_day(d::date)`,
      [dayFrom(1)],
    );
    clock.pass(9 * day);
    await act(paused, { act: 'resume' });
    const all = () => Promise.all([running, paused, answered].map(due));
    const before = await all();
    await putHoliday(hall, supervisor.cookie, rows[0].day);
    await recount();
    await recount();
    const after = await all();
    expect(after[0]! > before[0]!).toBe(true);
    expect(after.slice(1)).toEqual(before.slice(1));
    expect(await lines(running)).toEqual([1, [[dayOf(before[0]!), dayOf(after[0]!)]]]);
    expect(await lines(paused)).toEqual([0, []]);
  });

  it('takes back what was escalated by the earlier days', async () => {
    const caseNo = await opened();
    await act(caseNo, { act: 'take' });
    const before = await due(caseNo);
    const untilDue = (Date.parse(before) - clock.now().getTime()) / 1000;
    clock.pass(untilDue - hour);
    await act(caseNo, { act: 'update', words: '正在核实，请稍候' });
    clock.pass(2 * hour);
    await watch();
    expect((await read(caseNo)).escalationLevel).toBe(1);
    await putHoliday(hall, supervisor.cookie, dayOf(before));
    await recount();
    const after = await read(caseNo);
    expect(after).toMatchObject({ escalationLevel: 0, escalatedAt: null });
    expect(after.answerDueAt > before).toBe(true);
  });
});
