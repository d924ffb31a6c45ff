/** What somebody had in hand who works here no longer waits for the next one, with its first receiver, limits and story. */
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { type RunningHall, startHall } from '../../support/hall.ts';
import { addMember, type DeskMember } from '../access/scene.ts';
import { freshKey } from '../payments/story.ts';

let hall: RunningHall;
let colleague: DeskMember;
let supervisor: DeskMember;
let administrator: DeskMember;

beforeAll(async () => {
  hall = await startHall();
  colleague = await addMember(hall, 'clerk');
  supervisor = await addMember(hall, 'supervisor');
  administrator = await addMember(hall, 'administrator');
});
afterAll(() => hall.close());

const read = async (caseNo: string, { cookie }: DeskMember = supervisor) =>
  (await hall.call('GET', `/staff/cases/${caseNo}`, { cookie })).body;
const act = async (caseNo: string, { cookie }: DeskMember, body: object) =>
  hall.call('POST', `/staff/cases/${caseNo}/acts`, {
    cookie,
    body: { version: (await read(caseNo)).version, ...body },
  });

it.each([
  ['is deactivated', { active: false }, null],
  ['does other work now', { roles: ['finance'] }, '请补充材料'],
])(
  'whoever %s: the case waits to be taken, in the log, and the next one goes on with it',
  async (_, change, paused) => {
    const leaver = await addMember(hall, 'clerk');
    const { token } = await hall.world.resident();
    const words = '想了解光伏并网需要什么材料';
    const made = await hall.call('POST', '/cases', {
      token,
      key: freshKey(),
      body: { kind: 'enquiry', words },
    });
    const { caseNo } = made.body;
    expect((await act(caseNo, leaver, { act: 'take' })).status).toBe(200);
    if (paused) expect((await act(caseNo, leaver, { act: 'pause', words: paused })).status).toBe(200);
    const before = await read(caseNo);
    await hall.app.runJob('watch-cases');
    expect(await read(caseNo)).toMatchObject({ owner: leaver.username });
    const changed = await hall.call('PATCH', `/staff/members/${leaver.id}`, {
      cookie: administrator.cookie,
      body: change,
    });
    expect(changed.status).toBe(200);
    await hall.app.runJob('watch-cases');
    await hall.app.runJob('watch-cases');
    const left = await read(caseNo);
    expect(left).toMatchObject({ status: 'new', owner: null, answerDueAt: before.answerDueAt });
    const { rows } = await hall.owner.query(
      `SELECT e.act, e.detail FROM service_case_events e JOIN service_cases c ON c.id = e.case_id WHERE c.case_no = $1 AND e.act = 'owner-left'`,
      [caseNo],
    );
    expect(rows).toEqual([{ act: 'owner-left', detail: { who: leaver.username } }]);
    expect((await act(caseNo, colleague, { act: 'take' })).body).toMatchObject({
      status: 'working',
      owner: colleague.username,
    });
  },
);
