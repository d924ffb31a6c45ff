/** What the stories of the chat share: a hall that serves around the clock, people, and what they do. */

import { createHall, type Hall } from '../../../server/src/app.ts';
import type { Clock } from '../../../server/src/infra/clock.ts';
import { freePort } from '../../../server/src/infra/free-port.ts';
import { openSocket, type RawSocket } from '../../support/chat-client.ts';
import type { RunningHall } from '../../support/hall.ts';
import type { Resident } from '../../support/world.ts';
import { addMember, type DeskMember } from '../access/scene.ts';
import { freshKey } from '../payments/story.ts';

let ids = 0;
export const messageId = () => `message-${++ids}-of-test`;

/** A rule that holds from now on, as an administrator sets it. */
export async function setRule(hall: RunningHall, name: string, value: number): Promise<void> {
  const { cookie } = await addMember(hall, 'administrator');
  // Whatever time the story has come to.
  await hall.owner.query(`UPDATE staff_sessions SET expires_at = '2100-01-01'`);
  const body = { name, value, validFrom: '2021-01-01', source: '客服中心规定（测试）' };
  const set = await hall.call('POST', '/staff/chat-rules', { cookie, key: freshKey(), body });
  if (set.status !== 201) throw new Error(JSON.stringify(set.body));
}

/** In minutes of the day. */
export async function serveHours(hall: RunningHall, opens: number, closes: number): Promise<void> {
  await setRule(hall, 'opens-minute', opens);
  await setRule(hall, 'closes-minute', closes);
}

/** Another process of the same hall: a server of its own on the same database. */
export async function startSecondServer(hall: RunningHall, clock: Clock, port?: number) {
  const PORT = port ?? (await freePort());
  const app: Hall = await createHall({ ...hall.settings, PORT }, { clock });
  await app.listen();
  return { app, url: `http://127.0.0.1:${PORT}`, port: PORT };
}

export function storyOf(hall: RunningHall) {
  const asPerson = (who: Resident, method: string, path: string, body?: object) =>
    hall.call(method, path, { token: who.token, key: freshKey(), ...(body ? { body } : {}) });
  const asStaff = (who: DeskMember, method: string, path: string, body?: object) =>
    hall.call(method, path, { cookie: who.cookie, ...(body ? { body } : {}) });
  const start = async (who: Resident, text = '请问怎么办理峰谷电价', more: object = {}): Promise<string> =>
    (await asPerson(who, 'POST', '/chats', { id: messageId(), text, ...more })).body.chatNo;
  return {
    asPerson,
    asStaff,
    start,
    say: (who: Resident, chatNo: string, text: string, id = messageId()) =>
      asPerson(who, 'POST', `/chats/${chatNo}/messages`, { id, text }),
    read: async (who: Resident, chatNo: string, after = 0) =>
      (await asPerson(who, 'GET', `/chats/${chatNo}?after=${after}`)).body,
    act: (who: DeskMember, chatNo: string, act: string, more: object = {}) =>
      asStaff(who, 'POST', `/staff/chats/${chatNo}/acts`, { act, ...more }),
    answer: (who: DeskMember, chatNo: string, text: string, id = messageId()) =>
      asStaff(who, 'POST', `/staff/chats/${chatNo}/messages`, { id, text }),
    ticketOf: async (who: Resident): Promise<string> =>
      (await asPerson(who, 'POST', '/chat-tickets', {})).body.ticket,
    deskTicketOf: async (who: DeskMember): Promise<string> =>
      (await asStaff(who, 'POST', '/staff/chat-tickets', {})).body.ticket,
  };
}

/** Connected and greeted. */
export async function greet(url: string, ticket: string): Promise<RawSocket> {
  const socket = await openSocket(url);
  socket.send({ type: 'hello', ticket, language: 'zh' });
  await socket.frame(({ type }) => type === 'welcome');
  return socket;
}
