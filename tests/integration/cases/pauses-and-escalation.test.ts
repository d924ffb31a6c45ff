/** No case rests for ever: a pause ends by itself, every limit that passes is escalated, and what stays overdue goes up. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type RunningHall, startHall } from '../../support/hall.ts';
import { movingClock } from '../../support/moving-clock.ts';
import type { Resident } from '../../support/world.ts';
import { addMember, type DeskMember } from '../access/scene.ts';
import { freshKey } from '../payments/story.ts';

const hour = 3_600;
const day = 24 * hour;
const clock = movingClock();
let hall: RunningHall;
let clerk: DeskMember;
let resident: Resident;

beforeAll(async () => {
  hall = await startHall({ clock });
  clerk = await addMember(hall, 'clerk');
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
    expect(mine.filter((event: { by: string; act: string }) => event.by === 'system')).toMatchObject([
      { act: 'resume', words: expect.stringContaining('自动恢复') },
    ]);
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
    for (let hours = 0; hours < 6 * 24; hours += 12) {
      await watch();
      clock.pass(12 * hour);
    }
    expect((await levels(caseNo)).slice(0, 3)).toEqual([1, 2, 3]);
    expect((await read(caseNo)).escalationLevel).toBe(3);
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
