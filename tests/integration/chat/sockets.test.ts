/** The chat over real sockets: who is let in, two servers on one database, a restart amid it, strangers, floods, nonsense. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type pg from 'pg';
import { openSocket, startTalker, type Talker } from '../../support/chat-client.ts';
import { eventually, type RunningHall, startHall } from '../../support/hall.ts';
import { movingClock } from '../../support/moving-clock.ts';
import type { Resident } from '../../support/world.ts';
import { addMember, type DeskMember } from '../access/scene.ts';
import { greet, messageId, serveHours, setRule, startSecondServer, storyOf } from './chat-story.ts';

const clock = movingClock();
let hall: RunningHall;
let second: Awaited<ReturnType<typeof startSecondServer>>;
let story: ReturnType<typeof storyOf>;
let resident: Resident;
let clerk: DeskMember;

beforeAll(async () => {
  hall = await startHall({ clock });
  story = storyOf(hall);
  await serveHours(hall, 0, 1440);
  clerk = await addMember(hall, 'clerk');
  second = await startSecondServer(hall, clock);
});
afterAll(async () => {
  await second?.app.close();
  await hall?.close();
});
beforeEach(async () => {
  resident = await hall.world.resident();
  for (const table of ['sessions', 'staff_sessions'])
    await hall.owner.query(`UPDATE ${table} SET expires_at = '2100-01-01'`);
});

async function taken(): Promise<string> {
  const chatNo = await story.start(resident);
  await story.act(clerk, chatNo, 'take');
  return chatNo;
}

describe('the door', () => {
  it('opens to a ticket, once', async () => {
    const ticket = await story.ticketOf(resident);
    const first = await greet(hall.url, ticket);
    const again = await openSocket(hall.url);
    again.send({ type: 'hello', ticket });
    expect(await again.frame(({ type }) => type === 'refused')).toMatchObject({
      error: 'chat-ticket-refused',
    });
    expect(await again.closed).toBe(4401);
    first.close();
  });

  it('stays shut to a wrong ticket, one that has expired, and to whoever speaks without', async () => {
    const chatNo = await story.start(resident);
    for (const hello of [
      { type: 'hello', ticket: 'a-ticket-that-was-never-given-out' },
      { type: 'hello' },
      { type: 'say', id: messageId(), chatNo, text: '有人吗' },
      { type: 'follow', chatNo, after: 0 },
    ]) {
      const socket = await openSocket(hall.url);
      socket.send(hello);
      expect(await socket.closed).toBe(4401);
      expect(socket.frames.filter(({ type }) => type !== 'refused')).toEqual([]);
    }
    const ticket = await story.ticketOf(resident);
    clock.pass(61);
    const late = await openSocket(hall.url);
    late.send({ type: 'hello', ticket });
    expect(await late.closed).toBe(4401);
  });

  it('is no other address, and says nothing to a plain request', async () => {
    await expect(openSocket(hall.url, '/api/v1/chats')).rejects.toThrow('404');
    expect((await hall.call('GET', '/chat/socket')).status).toBe(404);
  });

  it('lets a ticket do what its holder may, and no more', async () => {
    const chatNo = await taken();
    const stranger = await greet(hall.url, await story.ticketOf(await hall.world.resident()));
    const colleague = await greet(hall.url, await story.deskTicketOf(await addMember(hall, 'clerk')));
    for (const socket of [stranger, colleague]) {
      const id = messageId();
      socket.send({ type: 'follow', chatNo, after: 0 });
      socket.send({ type: 'read', chatNo, no: 1 });
      socket.send({ type: 'say', id, chatNo, text: '我是谁' });
      await socket.frame(frame => frame.id === id);
      const types = socket.frames.map(({ type }) => type).filter(type => type !== 'desk');
      expect(types).toEqual(['welcome', 'refused', 'refused', 'refused']);
    }
    await story.say(resident, chatNo, '只给客服看');
    await story.answer(clerk, chatNo, '只给客户看');
    // A desk hears that something is to be asked for; never what.
    const heard = [...stranger.frames, ...colleague.frames].filter(({ type }) => type === 'messages');
    expect(heard).toEqual([]);
    stranger.close();
    colleague.close();
  });
});

it('ends with the session it was opened in, at whatever server, and with the rights of a member', async () => {
  const [leaving, staying] = [await hall.world.resident(), resident];
  const [dismissed, promoted] = [await addMember(hall, 'clerk'), await addMember(hall, 'clerk')];
  const { cookie } = await addMember(hall, 'administrator');
  await hall.owner.query(`UPDATE staff_sessions SET expires_at = '2100-01-01'`);
  const unused = await story.ticketOf(leaving);
  const open = async (ticket: string) => greet(second.url, ticket);
  const phone = await open(await story.ticketOf(leaving));
  const other = await open(await story.ticketOf(staying));
  const desks = [
    await open(await story.deskTicketOf(dismissed)),
    await open(await story.deskTicketOf(promoted)),
  ];
  const change = async (who: DeskMember, body: object) => {
    const { rows } = await hall.owner.query('SELECT id FROM staff_members WHERE username = $1', [
      who.username,
    ]);
    return hall.call('PATCH', `/staff/members/${rows[0].id}`, { cookie, body });
  };
  expect((await hall.call('DELETE', '/sessions/current', { token: leaving.token })).status).toBe(204);
  expect((await change(dismissed, { active: false })).status).toBe(200);
  expect((await change(promoted, { roles: ['auditor'] })).status).toBe(200);
  expect(await Promise.all([phone, ...desks].map(({ closed }) => closed))).toEqual([4001, 4001, 4001]);
  const late = await openSocket(hall.url);
  late.send({ type: 'hello', ticket: unused });
  expect(await late.closed).toBe(4401);
  other.send({ type: 'ping' });
  await other.frame(({ type }) => type === 'pong');
  other.close();
});

describe('two servers on one database', () => {
  it('carry what is said between them in order, and no word of it goes by the announcement', async () => {
    const chatNo = await taken();
    const listening: pg.PoolClient = await hall.owner.connect();
    const announced: string[] = [];
    listening.on('notification', ({ payload }) => announced.push(payload ?? ''));
    await listening.query('LISTEN chat');
    const phone = await greet(hall.url, await story.ticketOf(resident));
    const desk = await greet(second.url, await story.deskTicketOf(clerk));
    phone.send({ type: 'follow', chatNo, after: 0 });
    desk.send({ type: 'follow', chatNo, after: 2 });
    const words = Array.from({ length: 20 }, (_, index) =>
      index % 2 ? `客服第${index}句` : `客户第${index}句`,
    );
    for (const [index, text] of words.entries()) {
      const from = index % 2 ? desk : phone;
      const id = messageId();
      from.send({ type: 'say', id, chatNo, text });
      await from.frame(frame => frame.type === 'kept' && frame.id === id);
    }
    const textsOf = (socket: typeof phone) =>
      socket.frames.flatMap(({ messages = [] }) => messages).filter(({ kind }) => kind === 'text');
    await eventually(
      async () => [textsOf(phone).length, textsOf(desk).length],
      ([atPhone, atDesk]) => atPhone === 21 && atDesk === 20,
    );
    expect(textsOf(phone).map(({ text }) => text)).toEqual(['请问怎么办理峰谷电价', ...words]);
    expect(textsOf(desk).map(({ text }) => text)).toEqual(words);
    await eventually(
      async () => announced.length,
      count => count >= 20,
    );
    for (const payload of announced) expect(payload).toMatch(/^\d+ \d+ (text|event)( [\w.-]+)?$/);
    await listening.query('UNLISTEN chat');
    listening.release();
    phone.close();
    desk.close();
  });

  it('tell a desk at the other server that somebody waits', async () => {
    const desk = await greet(second.url, await story.deskTicketOf(clerk));
    await story.start(resident);
    await desk.frame(({ type }) => type === 'desk');
    desk.close();
  });

  it('catch up with what was announced while the listening connection was cut', async () => {
    const chatNo = await taken();
    const phone = await greet(second.url, await story.ticketOf(resident));
    phone.send({ type: 'follow', chatNo, after: 0 });
    await phone.frame(({ type }) => type === 'messages');
    await hall.owner.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'dianting-listen'`,
    );
    await story.answer(clerk, chatNo, '断线期间说的话');
    await phone.frame(({ messages = [] }) => messages.some(({ text }) => text === '断线期间说的话'));
    phone.close();
  });
});

describe('a restart amid a conversation', () => {
  it('loses nothing and doubles nothing', async () => {
    // What waits while the server is away comes all at once.
    await setRule(hall, 'most-a-minute', 1_000);
    const chatNo = await taken();
    const talkers: Talker[] = [];
    const talk = (ticket: () => Promise<string>) => {
      const talker = startTalker({ url: () => second.url, ticket, chats: [chatNo], retryMs: 50 });
      talkers.push(talker);
      return talker;
    };
    const phone = talk(() => story.ticketOf(resident));
    const desk = talk(() => story.deskTicketOf(clerk));
    await eventually(
      async () => talkers.map(({ connected }) => connected()),
      all => all.every(Boolean),
    );
    const said: string[] = [];
    let going = true;
    const speaking = (async () => {
      for (let count = 0; going; count += 1) {
        const [who, text] = count % 2 ? [desk, `客服${count}`] : [phone, `客户${count}`];
        said.push(text);
        who.say(text);
        await new Promise(done => setTimeout(done, 15));
      }
    })();
    for (let time = 0; time < 2; time += 1) {
      await new Promise(done => setTimeout(done, 300));
      const { port } = second;
      await second.app.close();
      second = await startSecondServer(hall, clock, port);
    }
    await new Promise(done => setTimeout(done, 300));
    going = false;
    await speaking;
    const all = said.length + 2;
    await eventually(
      async () => ({
        unanswered: talkers.map(({ unanswered }) => unanswered()),
        counts: talkers.map(({ numbers }) => numbers().length),
        trouble: talkers.map(({ trouble }) => trouble()),
      }),
      ({ unanswered, counts }) =>
        unanswered.every(count => count === 0) && counts.every(count => count === all),
    );
    const texts = (await story.read(resident, chatNo)).messages.map(
      ({ text, kind }: { text: string | null; kind: string }) => text ?? `(${kind})`,
    );
    expect([...texts].sort()).toEqual(['请问怎么办理峰谷电价', '(taken)', ...said].sort());
    for (const talker of talkers) {
      expect(talker.texts()).toEqual(texts);
      expect(talker.numbers()).toEqual(texts.map((_: string, index: number) => index + 1));
      talker.close();
    }
    await setRule(hall, 'most-a-minute', 20);
  });
});

describe('what is sent through it', () => {
  it('is refused in words when it is nonsense, and cut when there is no end of it', async () => {
    const chatNo = await taken();
    const socket = await greet(hall.url, await story.ticketOf(resident));
    const wrong = [
      'no JSON',
      Buffer.from([0xff, 0x00]),
      '[]',
      '"say"',
      { type: 'steal' },
      { type: 'say', id: 'x', chatNo, text: '好' },
      { type: 'say', id: messageId(), chatNo, text: '长'.repeat(1001) },
      { type: 'say', id: messageId(), chatNo: "LT' OR 1=1", text: '好' },
      { type: 'follow', chatNo, after: -1 },
      { type: 'say', id: messageId(), chatNo, text: '好', extra: true },
    ];
    for (const frame of wrong) socket.send(frame as object);
    expect(await socket.closed).toBe(1008);
    const refusals = socket.frames.filter(({ type }) => type === 'refused');
    expect(refusals).toHaveLength(wrong.length);
    for (const { error, message } of refusals) {
      expect(['chat-frame', 'bad-request']).toContain(error);
      expect(message).toMatch(/[一-鿿]/);
    }
    const { rows } = await hall.owner.query(
      `SELECT count(*)::int AS count FROM chat_messages m JOIN chat_conversations c ON c.id = m.conversation_id WHERE c.chat_no = $1`,
      [chatNo],
    );
    expect(rows).toEqual([{ count: 2 }]);
  });

  it('is cut when a frame is larger than any message', async () => {
    const socket = await greet(hall.url, await story.ticketOf(resident));
    socket.send('x'.repeat(20_000));
    expect(await socket.closed).toBe(1009);
  });

  it('is told that it is too much, before the line is cut', async () => {
    const chatNo = await taken();
    const socket = await greet(hall.url, await story.ticketOf(resident));
    for (let count = 0; count < 25; count += 1)
      socket.send({ type: 'say', id: messageId(), chatNo, text: `第${count}条` });
    await eventually(
      async () => socket.frames.filter(({ type }) => type === 'kept' || type === 'refused').length,
      count => count === 25,
    );
    const refused = socket.frames.filter(({ type }) => type === 'refused');
    expect(refused).toHaveLength(6);
    expect(refused[0]).toMatchObject({ error: 'chat-too-fast' });
    for (let count = 0; count < 60; count += 1) socket.send({ type: 'ping' });
    expect(await socket.closed).toBe(1008);
  });

  it('of one person comes from a few telephones at most; the one left behind goes', async () => {
    const open = [];
    for (let count = 0; count < 6; count += 1)
      open.push(await greet(hall.url, await story.ticketOf(resident)));
    expect(await open[0]!.closed).toBe(4008);
    for (const socket of open.slice(1)) socket.close();
  });
});
