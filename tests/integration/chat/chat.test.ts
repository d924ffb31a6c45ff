/** Conversations as residents and the desk live them: the queue, the clerk who stays named, cases, hours, ratings. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { eventually, type RunningHall, startHall } from '../../support/hall.ts';
import { movingClock } from '../../support/moving-clock.ts';
import type { Resident } from '../../support/world.ts';
import { addMember, type DeskMember } from '../access/scene.ts';
import { messageId, serveHours, storyOf } from './chat-story.ts';

const minute = 60;
const clock = movingClock();
let hall: RunningHall;
let story: ReturnType<typeof storyOf>;
let resident: Resident;
let clerk: DeskMember;
let colleague: DeskMember;
let supervisor: DeskMember;
let auditor: DeskMember;

beforeAll(async () => {
  hall = await startHall({ clock });
  story = storyOf(hall);
  await serveHours(hall, 0, 1440);
  [clerk, colleague, supervisor, auditor] = [
    await addMember(hall, 'clerk'),
    await addMember(hall, 'clerk'),
    await addMember(hall, 'supervisor'),
    await addMember(hall, 'auditor'),
  ];
  await hall.owner.query(`UPDATE staff_members SET display_name = '王芳' WHERE username = $1`, [
    clerk.username,
  ]);
});
afterAll(() => hall.close());
beforeEach(async () => {
  resident = await hall.world.resident();
  for (const table of ['sessions', 'staff_sessions'])
    await hall.owner.query(`UPDATE ${table} SET expires_at = '2100-01-01'`);
});

const kindsOf = (chat: { messages: { kind: string }[] }) => chat.messages.map(({ kind }) => kind);

describe('a conversation', () => {
  it('waits, is taken, talked through, ended and rated once', async () => {
    const { asPerson, asStaff, start, say, read, act, answer } = story;
    const chatNo = await start(resident);
    expect(chatNo).toMatch(/^LT\d{16}$/);
    expect(await read(resident, chatNo)).toMatchObject({ status: 'waiting', clerk: null, canRate: false });
    const queue = (await asStaff(clerk, 'GET', '/staff/chats')).body;
    expect(queue.waiting.map((chat: { chatNo: string }) => chat.chatNo)).toContain(chatNo);
    expect(JSON.stringify(queue)).not.toContain(resident.phone);
    // Nobody answers what nobody has taken.
    expect((await answer(clerk, chatNo, '您好')).status).toBe(409);
    expect((await act(clerk, chatNo, 'take')).body).toMatchObject({ status: 'open', mine: true });
    await answer(clerk, chatNo, '您好，请讲');
    await say(resident, chatNo, '谢谢');
    const seen = await read(resident, chatNo);
    expect(seen).toMatchObject({ status: 'open', clerk: '王芳', unread: 1 });
    expect(seen.messages).toMatchObject([
      { no: 1, from: 'person', kind: 'text' },
      { no: 2, from: 'staff', kind: 'taken', about: '王芳' },
      { no: 3, from: 'staff', who: '王芳', text: '您好，请讲' },
      { no: 4, from: 'person', text: '谢谢' },
    ]);
    // The clerk is known by name, not by the name they sign in with.
    expect(JSON.stringify(seen)).not.toContain(clerk.username);
    expect((await asPerson(resident, 'POST', `/chats/${chatNo}/reads`, { no: 4 })).status).toBe(200);
    expect((await read(resident, chatNo)).unread).toBe(0);
    await act(clerk, chatNo, 'close');
    expect((await say(resident, chatNo, '还在吗')).body.error).toBe('chat-closed');
    expect(await read(resident, chatNo)).toMatchObject({ status: 'closed', canRate: true });
    const rate = (body: object) => asPerson(resident, 'POST', `/chats/${chatNo}/rating`, body);
    expect((await rate({ stars: 5, satisfied: true, words: '很耐心' })).body).toMatchObject({
      canRate: false,
      rating: { stars: 5, satisfied: true },
    });
    expect((await rate({ stars: 1, satisfied: false })).body.error).toBe('chat-rated');
    const { rows } = await hall.owner.query('SELECT staff, stars FROM chat_ratings WHERE staff = $1', [
      clerk.username,
    ]);
    expect(rows).toEqual([{ staff: clerk.username, stars: 5 }]);
  });

  it('is one for a person, however often it is started', async () => {
    const started = await Promise.all([story.start(resident), story.start(resident), story.start(resident)]);
    expect(new Set(started).size).toBe(1);
    const chat = await story.read(resident, started[0]!);
    // What each of them said is kept.
    expect(chat.messages.map(({ no }: { no: number }) => no)).toEqual([1, 2, 3]);
  });

  it('is a new one for words that come while the desk closes the one before', async () => {
    const before = await story.start(resident);
    const closing = await hall.owner.connect();
    await closing.query('BEGIN');
    await closing.query(
      `UPDATE chat_conversations SET status = 'closed', closed_at = now() WHERE chat_no = $1`,
      [before],
    );
    const saying = story.start(resident, '还有一件事');
    await eventually(
      async () =>
        (
          await hall.owner.query(
            `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
          )
        ).rowCount,
      waiting => waiting !== null && waiting > 0,
    );
    await closing.query('COMMIT');
    closing.release();
    const next = await saying;
    expect(next).toMatch(/^LT\d{16}$/);
    expect(next).not.toBe(before);
    expect((await story.read(resident, next)).messages).toMatchObject([{ no: 1, text: '还有一件事' }]);
  });

  it('goes to one of two clerks who reach for it, and to another only by handing over', async () => {
    const { start, act, answer, asStaff } = story;
    const chatNo = await start(resident);
    const both = await Promise.all([act(clerk, chatNo, 'take'), act(colleague, chatNo, 'take')]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
    const [first, other] = both[0]!.status === 200 ? [clerk, colleague] : [colleague, clerk];
    expect((await answer(other, chatNo, '我来')).body.error).toBe('chat-not-yours');
    expect((await act(other, chatNo, 'close')).status).toBe(404);
    expect((await act(first, chatNo, 'hand-over', { to: auditor.username })).body.error).toBe(
      'chat-no-colleague',
    );
    expect((await act(first, chatNo, 'hand-over', { to: other.username })).body).toMatchObject({
      owner: other.username,
      firstReceiver: first.username,
    });
    await answer(other, chatNo, '您好，我接着为您办理');
    expect((await act(other, chatNo, 'hand-back')).body).toMatchObject({ status: 'waiting', owner: null });
    expect((await act(supervisor, chatNo, 'take')).body).toMatchObject({
      owner: supervisor.username,
      firstReceiver: first.username,
    });
    await expect(
      hall.owner.query(`UPDATE chat_conversations SET first_receiver = 'nobody' WHERE chat_no = $1`, [
        chatNo,
      ]),
    ).rejects.toThrow(/first receiver/);
    const read = (await asStaff(auditor, 'GET', `/staff/chats/${chatNo}`)).body;
    expect(kindsOf(read)).toEqual(['text', 'taken', 'handed-over', 'text', 'handed-back', 'taken']);
    const { rows } = await hall.owner.query(
      `SELECT action FROM audit_entries WHERE subject = $1 AND action <> 'chat.read' ORDER BY id`,
      [`chat:${chatNo}`],
    );
    expect(rows.map(({ action }) => action)).toEqual([
      'chat.take',
      'chat.hand-over',
      'chat.hand-back',
      'chat.take',
    ]);
  });

  it('is seen by nobody whom it does not concern', async () => {
    const { start, act, asPerson, asStaff, say } = story;
    const stranger = await hall.world.resident();
    const chatNo = await start(resident);
    await act(clerk, chatNo, 'take');
    for (const [method, path, body] of [
      ['GET', '', undefined],
      ['POST', '/messages', { id: messageId(), text: '你好' }],
      ['POST', '/reads', { no: 1 }],
      ['POST', '/end', {}],
      ['POST', '/rating', { stars: 1, satisfied: false }],
    ] as const)
      expect((await asPerson(stranger, method, `/chats/${chatNo}${path}`, body)).status).toBe(404);
    expect((await asStaff(colleague, 'GET', `/staff/chats/${chatNo}`)).status).toBe(404);
    expect((await asStaff(supervisor, 'GET', `/staff/chats/${chatNo}`)).status).toBe(200);
    await say(resident, chatNo, '我的户号不要让别人知道');
    const { rows } = await hall.owner.query(
      `SELECT string_agg(encode(text_enc, 'escape'), ' ') AS stored FROM chat_messages`,
    );
    expect(rows[0].stored).not.toContain('户号');
  });

  it('is among what a person may see of what is stored about them', async () => {
    const chatNo = await story.start(resident, '我想知道你们存了什么');
    const stored = (await story.asPerson(resident, 'GET', '/me/data')).body;
    expect(stored.chats).toMatchObject([{ chatNo, from: 'person', text: '我想知道你们存了什么' }]);
  });
});

describe('a message', () => {
  it('sent again under its id is kept once, whatever way and however many at once', async () => {
    const { start, say, read } = story;
    const chatNo = await start(resident);
    const id = messageId();
    const tries = await Promise.all(Array.from({ length: 6 }, () => say(resident, chatNo, '只说一次', id)));
    expect(new Set(tries.map(({ status, body }) => `${status} ${body.no}`)).size).toBe(1);
    expect((await read(resident, chatNo)).messages.map(({ text }: { text: string }) => text)).toEqual([
      '请问怎么办理峰谷电价',
      '只说一次',
    ]);
  });

  it('is refused where it is nothing, too long, or one of too many', async () => {
    const { start, say, read } = story;
    const chatNo = await start(resident);
    for (const text of ['', '   ', '长'.repeat(1001), 'a\u0007b'])
      expect((await say(resident, chatNo, text)).status).toBe(400);
    expect((await say(resident, chatNo, '好', 'short')).status).toBe(400);
    const statuses: number[] = [];
    for (let count = 0; count < 22; count += 1)
      statuses.push((await say(resident, chatNo, `第${count}条`)).status);
    expect(statuses.filter(status => status === 201)).toHaveLength(19);
    const refused = await say(resident, chatNo, '再来一条');
    expect([refused.status, refused.body.error]).toEqual([429, 'chat-too-fast']);
    expect((await read(resident, chatNo)).lastNo).toBe(20);
    clock.pass(2 * minute);
    expect((await say(resident, chatNo, '慢慢说')).status).toBe(201);
  });
});

describe('a case', () => {
  const words = '客户反映小区变压器噪声大，希望检查';
  const caseOf = async (who: DeskMember, caseNo: string) =>
    (await story.asStaff(who, 'GET', `/staff/cases/${caseNo}`)).body;

  it('comes of a conversation, with its clerk as first receiver and the person following it', async () => {
    const { start, act, read, asPerson } = story;
    const home = await hall.world.household();
    await hall.world.bind(resident, home, { isHolder: true });
    const chatNo = await start(resident, '变压器太吵', { accountNo: home.accountNo });
    await act(clerk, chatNo, 'take');
    const made = await act(clerk, chatNo, 'make-case', {
      kind: 'complaint',
      complaintClass: 'quality',
      words,
    });
    const { caseNo } = made.body;
    expect(made.body.acts).not.toContain('make-case');
    expect(await caseOf(clerk, caseNo)).toMatchObject({
      source: 'chat',
      status: 'working',
      accountNo: home.accountNo,
      owner: clerk.username,
      firstReceiver: clerk.username,
      words,
    });
    expect((await asPerson(resident, 'GET', `/cases/${caseNo}`)).body).toMatchObject({ caseNo, words });
    expect((await read(resident, chatNo)).messages.at(-1)).toMatchObject({ kind: 'case', about: caseNo });
    expect((await act(clerk, chatNo, 'make-case', { kind: 'opinion', words })).body.error).toBe(
      'chat-act-not-possible',
    );
  });

  it('of the same person is joined, of another it is not', async () => {
    const { start, act, asPerson } = story;
    const said = { kind: 'opinion', words: '营业厅的座位太少，希望增加' };
    const mine = (await asPerson(resident, 'POST', '/cases', said)).body.caseNo;
    const theirs = (await asPerson(await hall.world.resident(), 'POST', '/cases', said)).body.caseNo;
    const chatNo = await start(resident);
    await act(clerk, chatNo, 'take');
    const join = (caseNo: string) => act(clerk, chatNo, 'join-case', { caseNo, words: '客户再次询问进展' });
    expect((await join(theirs)).status).toBe(422);
    expect((await join('GD2020010100000001')).status).toBe(404);
    expect((await join(mine)).body).toMatchObject({ caseNo: mine });
    const joined = await caseOf(clerk, mine);
    expect(joined.events.at(-1)).toMatchObject({ act: 'chat', words: '客户再次询问进展', public: true });
  });
});

describe('hours', () => {
  it('are told; outside them a message becomes a case, and whoever still waits is carried over into one', async () => {
    const { asPerson, start, read } = story;
    const late = await hall.world.resident();
    const waiting = await start(late, '还有人吗');
    await serveHours(hall, 0, 0);
    const { hours } = (await asPerson(resident, 'GET', '/chats')).body;
    expect(hours).toMatchObject({ open: false, from: '00:00', until: '00:00', opensAt: null });
    const refused = await asPerson(resident, 'POST', '/chats', { id: messageId(), text: '有人吗' });
    expect([refused.status, refused.body.error]).toEqual([409, 'chat-outside-hours']);
    const left = await asPerson(resident, 'POST', '/chats/left-messages', { text: '请明天给我回电话' });
    expect(left.status).toBe(201);
    expect((await asPerson(resident, 'GET', `/cases/${left.body.caseNo}`)).body).toMatchObject({
      kind: 'enquiry',
      status: 'new',
      words: '请明天给我回电话',
    });
    await hall.app.runJob('watch-chats');
    const carried = await read(late, waiting);
    expect(carried).toMatchObject({ status: 'closed', canRate: false });
    expect(carried.messages.at(-1)).toMatchObject({ kind: 'hours-over', about: carried.caseNo });
    expect((await asPerson(late, 'GET', `/cases/${carried.caseNo}`)).body.words).toBe('还有人吗');
    await serveHours(hall, 0, 1440);
    const early = await asPerson(resident, 'POST', '/chats/left-messages', { text: '请明天给我回电话' });
    expect(early.body.error).toBe('chat-inside-hours');
  });
});

describe('silence', () => {
  it('ends a conversation, but not one in which somebody has just spoken', async () => {
    const { start, act, say, read, answer } = story;
    const [silent, lively] = [await start(resident), await start(await hall.world.resident())];
    await act(clerk, silent, 'take');
    await answer(clerk, silent, '请带身份证到营业厅办理');
    await act(clerk, lively, 'take');
    clock.pass(20 * minute);
    await story.answer(clerk, lively, '还在为您查询');
    clock.pass(15 * minute);
    await hall.app.runJob('watch-chats');
    expect(kindsOf(await read(resident, silent)).at(-1)).toBe('silent');
    expect((await say(resident, silent, '我回来了')).body.error).toBe('chat-closed');
    const { rows } = await hall.owner.query('SELECT status FROM chat_conversations WHERE chat_no = $1', [
      lively,
    ]);
    expect(rows).toEqual([{ status: 'open' }]);
  });

  it('of somebody who has left is met with one notice, not one for each message', async () => {
    const { start, act, answer, asPerson } = story;
    const home = await hall.world.household();
    await hall.world.bind(resident, home);
    const chatNo = await start(resident, '这个月的电费是多少', { accountNo: home.accountNo });
    await act(clerk, chatNo, 'take');
    await answer(clerk, chatNo, '查到了');
    await answer(clerk, chatNo, '您本月的电费是 123 元');
    const notices = async () =>
      (
        await hall.owner.query(
          `SELECT params, holder_period_id::int AS holder FROM notices WHERE person_id = $1 AND event = 'chat-unread'`,
          [resident.personId],
        )
      ).rows;
    await hall.app.runJob('watch-chats');
    expect(await notices()).toEqual([]);
    clock.pass(3 * minute);
    await hall.app.runJob('watch-chats');
    await hall.app.runJob('watch-chats');
    expect(await notices()).toEqual([{ params: { chatNo }, holder: home.holderPeriodId }]);
    await asPerson(resident, 'POST', `/chats/${chatNo}/reads`, { no: 4 });
    await answer(clerk, chatNo, '还需要什么吗');
    clock.pass(3 * minute);
    await hall.app.runJob('watch-chats');
    expect(await notices()).toHaveLength(2);
  });
});
