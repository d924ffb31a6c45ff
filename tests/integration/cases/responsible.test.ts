/** The resident reads who received a case first and who has it now, since when; not the hands between, nor what colleagues told each other. */
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { type RunningHall, startHall } from '../../support/hall.ts';
import type { Resident } from '../../support/world.ts';
import { addMember, type DeskMember } from '../access/scene.ts';
import { freshKey } from '../payments/story.ts';

let hall: RunningHall;
let first: DeskMember;
/** Who takes what no clerk sees before it is handed to them. */
let lead: DeskMember;
let between: DeskMember;
let last: DeskMember;
let resident: Resident;

beforeAll(async () => {
  hall = await startHall();
  [first, lead, between, last] = [
    await addMember(hall, 'clerk'),
    await addMember(hall, 'supervisor'),
    await addMember(hall, 'clerk'),
    await addMember(hall, 'supervisor'),
  ];
  resident = await hall.world.resident();
  for (const [who, name] of [
    [first, '林晓梅'],
    [lead, '周主任'],
    [between, '赵中间'],
    [last, '王强'],
  ] as const)
    await hall.owner.query('UPDATE staff_members SET display_name = $2 WHERE username = $1', [
      who.username,
      name,
    ]);
  await hall.owner.query(
    `INSERT INTO service_team_members (team_code, username) SELECT code, $1 FROM service_teams ORDER BY code LIMIT 1`,
    [last.username],
  );
});
afterAll(() => hall.close());

const opened = async (more: object = {}): Promise<string> => {
  const body = { kind: 'complaint', complaintClass: 'service', words: '排队两小时没有人解释原因', ...more };
  return (await hall.call('POST', '/cases', { token: resident.token, key: freshKey(), body })).body.caseNo;
};
const read = async (caseNo: string) =>
  (await hall.call('GET', `/cases/${caseNo}`, { token: resident.token })).body;
const look = (who: DeskMember, caseNo: string) =>
  hall.call('GET', `/staff/cases/${caseNo}`, { cookie: who.cookie });
const put = (who: DeskMember, caseNo: string, body: object) =>
  hall.call('POST', `/staff/cases/${caseNo}/acts`, { cookie: who.cookie, body });
/** Done by whoever may: the version is the one that they read themselves. */
async function act(who: DeskMember, caseNo: string, body: object): Promise<void> {
  const { version } = (await look(who, caseNo)).body;
  expect((await put(who, caseNo, { version, ...body })).status).toBe(200);
}

it.each([
  ['林晓梅', () => first, {}],
  ['周主任', () => lead, { confidential: true }],
] as const)('of a case that went through three hands, %s first', async (name, who, more) => {
  const caseNo = await opened(more);
  expect((await read(caseNo)).responsible).toEqual([]);
  await act(who(), caseNo, { act: 'take' });
  const alone = (await read(caseNo)).responsible;
  expect(alone.map(({ role, name }: { role: string; name: string }) => [role, name])).toEqual([
    ['first', name],
    ['now', name],
  ]);
  await act(who(), caseNo, { act: 'hand-over', to: between.username, words: '此人常来闹，请小心应对' });
  await act(between, caseNo, { act: 'hand-over', to: last.username, words: '请主管处理' });
  const shown = await read(caseNo);
  const { rows } = await hall.owner.query('SELECT name_zh FROM service_teams ORDER BY code LIMIT 1');
  expect(shown.responsible).toEqual([
    { role: 'first', name, teamZh: null, teamEn: null, teamPhone: null, from: alone[0].from },
    expect.objectContaining({ role: 'now', name: '王强', teamZh: rows[0].name_zh }),
  ]);
  expect(Date.parse(shown.responsible[1].from)).toBeGreaterThanOrEqual(Date.parse(alone[0].from));
  expect(JSON.stringify(shown)).not.toMatch(/赵中间|闹|主管处理/);
  for (const { username } of [who(), between, last])
    expect(JSON.stringify(shown.responsible)).not.toContain(username);
});

it('a confidential case is opened by whoever has it and whoever had it first, each time on record, and by no other clerk', async () => {
  const caseNo = await opened({ confidential: true });
  const open = async () =>
    Promise.all([first, lead, between].map(async each => (await look(each, caseNo)).status));
  expect(await open()).toEqual([404, 200, 404]);
  expect((await put(first, caseNo, { act: 'take', version: 1 })).status).toBe(404);
  await act(lead, caseNo, { act: 'take' });
  await act(lead, caseNo, { act: 'hand-over', to: between.username, words: '请核实' });
  expect(await open()).toEqual([404, 200, 200]);
  await act(between, caseNo, { act: 'hand-over', to: last.username, words: '请主管处理' });
  expect(await open()).toEqual([404, 200, 404]);
  // Whoever had it is told what has become of it; to anybody else there is no such case.
  expect((await look(between, caseNo)).body.error).toBe('case-handed-on');
  expect((await look(first, caseNo)).body.error).toBe('case-not-found');
  const { rows } = await hall.owner.query(
    `SELECT actor, action FROM audit_entries WHERE subject = $1 AND actor = ANY ($2) ORDER BY id`,
    [`case:${caseNo}`, [first, between].map(({ username }) => `staff:${username}`)],
  );
  expect(rows.map(({ actor, action }) => `${actor} ${action}`)).toEqual(
    ['case.read', 'case.read', 'case.hand-over'].map(action => `staff:${between.username} ${action}`),
  );
});
