/** The scene of the stories about cases: two clerks, a supervisor, and for each story a home of its own. What is exported changes with them. */
import { afterAll, beforeAll, beforeEach } from '@jest/globals';
import { type RunningHall, startHall } from '../../support/hall.ts';
import { movingClock } from '../../support/moving-clock.ts';
import type { Household, Resident } from '../../support/world.ts';
import { addMember, type DeskMember } from '../access/scene.ts';
import { freshKey } from '../payments/story.ts';

export const day = 86_400;
export const clock = movingClock();
export let hall: RunningHall;
export let home: Household;
export let resident: Resident;
export let clerk: DeskMember;
export let colleague: DeskMember;
export let supervisor: DeskMember;

/** Before a suite’s stories. */
export function setTheScene(): void {
  beforeAll(async () => {
    hall = await startHall({ clock });
    [clerk, colleague, supervisor] = [
      await addMember(hall, 'clerk'),
      await addMember(hall, 'clerk'),
      await addMember(hall, 'supervisor'),
    ];
  });
  afterAll(() => hall.close());

  beforeEach(async () => {
    [home, resident] = [await hall.world.household(), await hall.world.resident()];
    await hall.world.bind(resident, home, { isHolder: true });
    await staySignedIn();
  });
}

/** The story's time passes by weeks; nobody in it has to sign in again for that. */
export async function staySignedIn(): Promise<void> {
  for (const table of ['sessions', 'staff_sessions'])
    await hall.owner.query(`UPDATE ${table} SET expires_at = '2100-01-01'`);
}
export async function somebodyElse(): Promise<Resident> {
  const other = await hall.world.resident();
  await staySignedIn();
  return other;
}

export const complaint = {
  kind: 'complaint',
  complaintClass: 'service',
  words: '营业厅排队两小时，工作人员态度不好，没有人解释原因',
};
export const say = (body: object, token = resident.token) =>
  hall.call('POST', '/cases', { token, key: freshKey(), body });
export const opened = async (body: object = complaint): Promise<string> => (await say(body)).body.caseNo;
export const mine = (caseNo: string, path = '', body?: object) =>
  hall.call(body ? 'POST' : 'GET', `/cases/${caseNo}${path}`, {
    token: resident.token,
    key: freshKey(),
    ...(body ? { body } : {}),
  });
export const read = async (caseNo: string, who = clerk) =>
  (await hall.call('GET', `/staff/cases/${caseNo}`, { cookie: who.cookie })).body;
export const act = async (caseNo: string, body: Record<string, unknown>, who = clerk, version?: number) =>
  hall.call('POST', `/staff/cases/${caseNo}/acts`, {
    cookie: who.cookie,
    body: { version: version ?? (await read(caseNo, supervisor)).version, ...body },
  });
export const find = async (query: string, who = clerk) =>
  (await hall.call('GET', `/staff/cases?${query}`, { cookie: who.cookie })).body.cases.map(
    (row: { caseNo: string }) => row.caseNo,
  );
export const upheld = {
  act: 'answer',
  outcome: 'upheld',
  words: '已向您致歉，并对当班人员进行了教育',
  cause: '午间只开一个窗口',
  remedy: '增开窗口并公示等候时间',
  responsibility: 'utility',
};
