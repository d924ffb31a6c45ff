/** Several acts with one press, and who else has the case open. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type RunningHall, startHall } from '../../support/hall.ts';
import { movingClock } from '../../support/moving-clock.ts';
import { addMember, type DeskMember } from '../access/scene.ts';
import { freshKey } from '../payments/story.ts';

const clock = movingClock();
let hall: RunningHall;
let clerk: DeskMember;
let colleague: DeskMember;
let supervisor: DeskMember;

beforeAll(async () => {
  hall = await startHall({ clock });
  [clerk, colleague, supervisor] = [
    await addMember(hall, 'clerk'),
    await addMember(hall, 'clerk'),
    await addMember(hall, 'supervisor'),
  ];
});
afterAll(() => hall.close());

const enquiry = async (): Promise<string> => {
  const { token } = await hall.world.resident();
  const body = { kind: 'enquiry', words: '请问装充电桩需要哪些材料' };
  return (await hall.call('POST', '/cases', { token, key: freshKey(), body })).body.caseNo;
};
const send = (path: string, body: object, who: DeskMember) =>
  hall.call('POST', `/staff/${path}`, { cookie: who.cookie, key: freshKey(), body });
const read = async (caseNo: string) =>
  (await hall.call('GET', `/staff/cases/${caseNo}`, { cookie: supervisor.cookie })).body;

let macros = 0;
async function macro(steps: object[], kind: string | null = 'enquiry'): Promise<number> {
  const name = `一次办几步 ${++macros}`;
  const written = await send('case-macros', { kind, name, steps }, supervisor);
  expect(written.status).toBe(201);
  return written.body.macros.find((each: { name: string }) => each.name === name).id;
}
const run = (caseNo: string, macroId: number, more: object = {}, who = clerk) =>
  send(`cases/${caseNo}/macro-runs`, { macroId, version: 1, words: [], ...more }, who);

describe('a macro', () => {
  it('does its acts one after another, each audited under whoever runs it', async () => {
    const caseNo = await enquiry();
    const id = await macro([
      { act: 'take' },
      { act: 'grade', grade: 'important', words: '涉及安全' },
      { act: 'update', words: '已转业扩专责' },
      { act: 'hand-over', to: colleague.username, words: '请协助答复' },
      { act: 'note', words: '材料清单在知识库' },
    ]);
    const ran = await run(caseNo, id);
    expect(ran.body).toMatchObject({
      done: 5,
      of: 5,
      stopped: null,
      case: { status: 'working', grade: 'important', owner: colleague.username, version: 6 },
    });
    const { rows } = await hall.owner.query(
      `SELECT action, actor FROM audit_entries WHERE subject = $1 AND action NOT IN ('case.open', 'case.read') ORDER BY id`,
      [`case:${caseNo}`],
    );
    const acts = ['take', 'grade', 'update', 'hand-over', 'note'];
    expect(rows).toEqual(acts.map(act => ({ action: `case.${act}`, actor: `staff:${clerk.username}` })));
  });

  it('lets blanks be filled in, and does nothing while one is left', async () => {
    const caseNo = await enquiry();
    const id = await macro([
      { act: 'take' },
      { act: 'answer', outcome: 'solved', words: '需要的材料是____' },
    ]);
    const refused = await run(caseNo, id);
    expect([refused.status, refused.body.error]).toEqual([422, 'case-macro-blank-left']);
    expect((await read(caseNo)).status).toBe('new');
    const ran = await run(caseNo, id, { words: [null, '需要的材料是身份证和房产证明'] });
    expect(ran.body.case).toMatchObject({ status: 'answered', answer: '需要的材料是身份证和房产证明' });
  });

  it('hands over to whom is chosen when it is run, and does nothing while nobody is', async () => {
    const caseNo = await enquiry();
    const id = await macro([{ act: 'take' }, { act: 'hand-over', words: '请您答复' }]);
    const refused = await run(caseNo, id);
    expect([refused.status, refused.body.error]).toEqual([422, 'case-macro-colleague-missing']);
    expect((await run(caseNo, id, { to: 'nobody-here' })).body.error).toBe('case-no-colleague');
    expect((await read(caseNo)).status).toBe('new');
    const ran = await run(caseNo, id, { to: colleague.username });
    expect(ran.body.case).toMatchObject({ status: 'working', owner: colleague.username });
  });

  it('gives no right that the single act does not give, and says where it stopped', async () => {
    const caseNo = await enquiry();
    await send(`cases/${caseNo}/acts`, { act: 'take', version: 1 }, colleague);
    const id = await macro([
      { act: 'note', words: '看过了' },
      { act: 'answer', outcome: 'solved', words: '已为您解答' },
    ]);
    const ran = await run(caseNo, id, { version: 2 });
    expect(ran.body).toMatchObject({
      done: 1,
      of: 2,
      stopped: { error: 'case-not-yours' },
      case: { status: 'working', owner: colleague.username },
    });
    expect((await run(caseNo, id, { version: 2 })).body.error).toBe('case-changed');
  });

  it('does not fit a case of another kind or state, and is refused when its acts cannot follow each other', async () => {
    const caseNo = await enquiry();
    const forComplaints = await macro([{ act: 'take' }], 'complaint');
    expect((await run(caseNo, forComplaints)).body.error).toBe('case-macro-does-not-fit');
    const resumes = await macro([{ act: 'resume' }]);
    expect((await run(caseNo, resumes)).body.error).toBe('case-macro-does-not-fit');
    const body = { kind: null, name: '不通', steps: [{ act: 'take' }, { act: 'resume' }] };
    expect((await send('case-macros', body, supervisor)).body.error).toBe('case-macro-leads-nowhere');
    expect((await send('case-macros', body, clerk)).status).toBe(403);
  });

  it('gives a class to complaints, and to nothing else', async () => {
    const steps = [{ act: 'take' }, { act: 'classify', complaintClass: 'quality', words: '实为电压问题' }];
    const body = { kind: null, name: '改类别', steps };
    expect((await send('case-macros', body, supervisor)).body.error).toBe('case-macro-for-complaints');
    const { token } = await hall.world.resident();
    const said = { kind: 'complaint', complaintClass: 'service', words: '灯泡一到晚上就变暗' };
    const { caseNo } = (await hall.call('POST', '/cases', { token, key: freshKey(), body: said })).body;
    const ran = await run(caseNo, await macro(steps, 'complaint'));
    expect(ran.body.case).toMatchObject({ complaintClass: 'quality', version: 3 });
    const other = await enquiry();
    expect((await read(other)).acts).not.toContain('classify');
    const act = { act: 'classify', complaintClass: 'quality', words: '不是投诉', version: 1 };
    expect((await send(`cases/${other}/acts`, act, clerk)).body.error).toBe('case-act-not-possible');
  });

  it('is retired and no longer run; its name is free again', async () => {
    const id = await macro([{ act: 'take' }]);
    expect((await send(`case-macros/${id}/retirement`, {}, supervisor)).status).toBe(200);
    expect((await run(await enquiry(), id)).body.error).toBe('case-macro-not-found');
  });
});

describe('who has a case open', () => {
  const be = async (caseNo: string, doing: string, who: DeskMember) =>
    (await send(`cases/${caseNo}/presence`, { doing }, who)).body.others;

  it('is shown to the other, with who writes, until they leave or fall silent', async () => {
    const caseNo = await enquiry();
    expect(await be(caseNo, 'reading', clerk)).toEqual([]);
    expect(await be(caseNo, 'writing', colleague)).toMatchObject([
      { username: clerk.username, writing: false },
    ]);
    expect(await be(caseNo, 'reading', clerk)).toMatchObject([
      { username: colleague.username, writing: true },
    ]);
    await be(caseNo, 'gone', colleague);
    expect(await be(caseNo, 'reading', clerk)).toEqual([]);
    await be(caseNo, 'reading', colleague);
    clock.pass(31);
    expect(await be(caseNo, 'reading', clerk)).toEqual([]);
    clock.pass(31);
    await hall.app.runJob('watch-cases');
    expect((await hall.owner.query('SELECT FROM case_presence')).rowCount).toBe(0);
  });

  it('tells nobody who may not see the case', async () => {
    const { token } = await hall.world.resident();
    const body = { kind: 'misconduct', words: '举报抄表员收受财物' };
    const { caseNo } = (await hall.call('POST', '/cases', { token, key: freshKey(), body })).body;
    const refused = await send(`cases/${caseNo}/presence`, { doing: 'reading' }, clerk);
    expect([refused.status, refused.body.error]).toEqual([404, 'case-not-found']);
  });
});
