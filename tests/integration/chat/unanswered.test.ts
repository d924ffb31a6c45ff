/** Nobody in a chat is left without an answer: what waits for our word stays open, and what is said after a case came of it is in the case. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type RunningHall, startHall } from '../../support/hall.ts';
import { movingClock } from '../../support/moving-clock.ts';
import type { Resident } from '../../support/world.ts';
import { addMember, type DeskMember } from '../access/scene.ts';
import { serveHours, storyOf } from './chat-story.ts';

const minute = 60;
const clock = movingClock();
let hall: RunningHall;
let story: ReturnType<typeof storyOf>;
let resident: Resident;
let clerk: DeskMember;

beforeAll(async () => {
  hall = await startHall({ clock });
  story = storyOf(hall);
  clerk = await addMember(hall, 'clerk');
});
afterAll(() => hall.close());
beforeEach(async () => {
  await serveHours(hall, 0, 1440);
  resident = await hall.world.resident();
  for (const table of ['sessions', 'staff_sessions'])
    await hall.owner.query(`UPDATE ${table} SET expires_at = '2100-01-01'`);
});

const watch = () => hall.app.runJob('watch-chats');
const caseOf = async (caseNo: string) =>
  (await story.asStaff(clerk, 'GET', `/staff/cases/${caseNo}`)).body as {
    status: string;
    version: number;
    events: { act: string; words: string | null }[];
  };
const saidIn = async (caseNo: string) =>
  (await caseOf(caseNo)).events.filter(({ act }) => act === 'chat').map(({ words }) => words);
const taken = async () => {
  const chatNo = await story.start(resident);
  await story.act(clerk, chatNo, 'take');
  return chatNo;
};
const withCase = async () => {
  const chatNo = await taken();
  const words = '客户反映小区变压器噪声大，希望检查';
  const made = await story.act(clerk, chatNo, 'make-case', { kind: 'opinion', words });
  return { chatNo, caseNo: made.body.caseNo as string };
};
const actOnCase = async (caseNo: string, body: object) => {
  const { version } = await caseOf(caseNo);
  const done = await story.asStaff(clerk, 'POST', `/staff/cases/${caseNo}/acts`, { version, ...body });
  expect(done.status).toBe(200);
};

describe('a conversation whose last word is the customer’s', () => {
  it('is not ended by silence: it is we who owe a word', async () => {
    const chatNo = await taken();
    await story.answer(clerk, chatNo, '请讲');
    await story.say(resident, chatNo, '家里漏电，怎么办');
    clock.pass(40 * minute);
    await watch();
    expect((await story.read(resident, chatNo)).status).toBe('open');
    await story.answer(clerk, chatNo, '请先拉下总闸，我为您报修');
    clock.pass(40 * minute);
    await watch();
    expect((await story.read(resident, chatNo)).status).toBe('closed');
  });

  it('waits for a colleague once its clerk works here no longer, longest wait first', async () => {
    const leaver = await addMember(hall, 'clerk');
    const supervisor = await addMember(hall, 'supervisor');
    const administrator = await addMember(hall, 'administrator');
    await hall.owner.query(`UPDATE staff_sessions SET expires_at = '2100-01-01'`);
    const chatNo = await story.start(resident);
    await story.act(leaver, chatNo, 'take');
    await story.answer(leaver, chatNo, '您好，稍等');
    await story.say(resident, chatNo, '家里漏电，怎么办');
    const owed = async () =>
      (await story.asStaff(supervisor, 'GET', '/staff/chats?view=all')).body.chats as {
        chatNo: string;
        owedSince: string | null;
      }[];
    // Of those who wait for our word this one waits shortest.
    const waits = (await owed()).filter(({ owedSince }) => owedSince !== null);
    expect(waits.at(-1)!.chatNo).toBe(chatNo);
    expect(waits.map(({ owedSince }) => owedSince)).toEqual(waits.map(({ owedSince }) => owedSince).sort());
    await watch();
    expect((await story.read(resident, chatNo)).status).toBe('open');
    const gone = await hall.call('PATCH', `/staff/members/${leaver.id}`, {
      cookie: administrator.cookie,
      body: { active: false },
    });
    expect(gone.status).toBe(200);
    await watch();
    await watch();
    const waiting = await story.read(resident, chatNo);
    expect(waiting.status).toBe('waiting');
    expect(waiting.messages.filter(({ kind }: { kind: string }) => kind === 'clerk-left')).toHaveLength(1);
    expect((await story.act(clerk, chatNo, 'take')).body).toMatchObject({
      status: 'open',
      owner: clerk.username,
      firstReceiver: leaver.username,
    });
  });

  it('takes what the person says from another device', async () => {
    const chatNo = await taken();
    expect(await story.start(resident, '我在手机上接着说')).toBe(chatNo);
    const { messages } = await story.read(resident, chatNo);
    expect(messages.at(-1)).toMatchObject({ kind: 'text', text: '我在手机上接着说' });
  });

  it('becomes a case when nobody has answered after hours', async () => {
    const chatNo = await taken();
    await story.say(resident, chatNo, '家里漏电，怎么办');
    await serveHours(hall, 0, 0);
    await watch();
    expect((await story.read(resident, chatNo)).status).toBe('open');
    clock.pass(40 * minute);
    await watch();
    const { status, caseNo } = await story.read(resident, chatNo);
    expect(status).toBe('closed');
    const { words } = (await story.asPerson(resident, 'GET', `/cases/${caseNo}`)).body;
    expect(words).toContain('家里漏电，怎么办');
  });
});

describe('a conversation in which we have answered', () => {
  it('is ended by silence after a mere word of thanks, and no case comes of it', async () => {
    const chatNo = await taken();
    await story.answer(clerk, chatNo, '网上国网里可以办理');
    await story.say(resident, chatNo, '好的，谢谢！');
    clock.pass(40 * minute);
    await watch();
    expect(await story.read(resident, chatNo)).toMatchObject({ status: 'closed', caseNo: null });
  });

  it('stays with its clerk after hours while the customer asks on, thanks or no thanks', async () => {
    const chatNo = await taken();
    await story.answer(clerk, chatNo, '网上国网里可以办理');
    await story.say(resident, chatNo, '要带什么材料');
    await story.say(resident, chatNo, '谢谢');
    await serveHours(hall, 0, 0);
    clock.pass(40 * minute);
    await watch();
    expect(await story.read(resident, chatNo)).toMatchObject({ status: 'open', caseNo: null });
    // Two hours later they have gone home: what is asked is a case.
    clock.pass(90 * minute);
    await watch();
    const { status, caseNo } = await story.read(resident, chatNo);
    expect([status, typeof caseNo]).toEqual(['closed', 'string']);
    expect((await story.asPerson(resident, 'GET', `/cases/${caseNo}`)).body.words).toContain('要带什么材料');
  });

  it('becomes a case when the last word was said while nobody had it, and nobody answered that', async () => {
    const chatNo = await taken();
    await story.answer(clerk, chatNo, '我转给同事');
    await story.act(clerk, chatNo, 'hand-back');
    await story.say(resident, chatNo, '变压器冒烟了');
    await story.act(clerk, chatNo, 'take');
    await serveHours(hall, 0, 0);
    clock.pass(40 * minute);
    await watch();
    const { status, caseNo } = await story.read(resident, chatNo);
    expect([status, typeof caseNo]).toEqual(['closed', 'string']);
  });
});

describe('what is said after the conversation has its case', () => {
  it('is in the case once the conversation ends, whoever ends it', async () => {
    const byClerk = await withCase();
    await story.say(resident, byClerk.chatNo, '晚上十点以后最吵');
    await story.act(clerk, byClerk.chatNo, 'close');
    expect(await saidIn(byClerk.caseNo)).toEqual(['晚上十点以后最吵']);
    const byPerson = await withCase();
    await story.say(resident, byPerson.chatNo, '我明天再打电话');
    await story.asPerson(resident, 'POST', `/chats/${byPerson.chatNo}/end`, {});
    expect(await saidIn(byPerson.caseNo)).toEqual(['我明天再打电话']);
  });

  it('ends a pause that waited for it', async () => {
    const { chatNo, caseNo } = await withCase();
    await actOnCase(caseNo, { act: 'pause', words: '请客户告知具体楼栋' });
    await story.say(resident, chatNo, '是六号楼旁边那台');
    await story.act(clerk, chatNo, 'close');
    expect((await caseOf(caseNo)).status).toBe('working');
  });

  it('ends no pause where it is a mere word of thanks', async () => {
    const { chatNo, caseNo } = await withCase();
    await actOnCase(caseNo, { act: 'pause', words: '请客户告知具体楼栋' });
    await story.say(resident, chatNo, '好的，谢谢');
    await story.act(clerk, chatNo, 'close');
    expect((await caseOf(caseNo)).status).toBe('paused');
    expect(await saidIn(caseNo)).toEqual(['好的，谢谢']);
  });

  it('is a new case where the first one is answered and its person ends the conversation', async () => {
    const { chatNo, caseNo } = await withCase();
    await actOnCase(caseNo, { act: 'answer', outcome: 'noted', words: '已记录，感谢您的意见' });
    await story.say(resident, chatNo, '变压器冒烟了');
    await story.asPerson(resident, 'POST', `/chats/${chatNo}/end`, {});
    const ended = await story.read(resident, chatNo);
    expect(ended.status).toBe('closed');
    expect(ended.caseNo).not.toBe(caseNo);
    expect((await story.asPerson(resident, 'GET', `/cases/${ended.caseNo}`)).body).toMatchObject({
      status: 'new',
      words: '变压器冒烟了',
    });
  });

  it('reaches the case after it was handed back and nobody took it before the hours ended', async () => {
    const { chatNo, caseNo } = await withCase();
    await story.act(clerk, chatNo, 'hand-back');
    await story.say(resident, chatNo, '变压器冒烟了');
    await serveHours(hall, 0, 0);
    await watch();
    expect((await story.read(resident, chatNo)).status).toBe('closed');
    expect(await saidIn(caseNo)).toEqual(['变压器冒烟了']);
  });

  it('is a new case where the first one is answered already', async () => {
    const { chatNo, caseNo } = await withCase();
    await actOnCase(caseNo, { act: 'answer', outcome: 'noted', words: '已记录，感谢您的意见' });
    await story.act(clerk, chatNo, 'hand-back');
    await story.say(resident, chatNo, '变压器冒烟了');
    await serveHours(hall, 0, 0);
    await watch();
    const carried = await story.read(resident, chatNo);
    expect(carried.caseNo).not.toBe(caseNo);
    expect((await story.asPerson(resident, 'GET', `/cases/${carried.caseNo}`)).body).toMatchObject({
      status: 'new',
      words: '变压器冒烟了',
    });
  });
});
