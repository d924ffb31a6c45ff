/** The desk's side: the queue, one conversation, what is done to it, and the rules of the chat. */
import { type StaffActor, staff } from '../../http/access.ts';
import { defineRoute, type Route } from '../../http/define-route.ts';
import { type Audit, staffName } from '../../shared/audit.ts';
import { tokenOf } from '../staff/index.ts';
import { actOnChat, maySee } from './act-on-chat.ts';
import { chatNotFound } from './chat.errors.ts';
import type { ChatRow } from './chat.repository.ts';
import {
  ActBody,
  AfterQuery,
  ChatParams,
  DeskQuery,
  DeskView,
  KeptView,
  ReadBody,
  ReadView,
  SayBody,
  StaffChatView,
  TicketView,
} from './chat.schemas.ts';
import type { ChatCore } from './core.ts';
import type { IssueTicket } from './issue-ticket.ts';
import { pageAfter } from './page-after.ts';
import type { Say } from './say.ts';
import type { ChatViews } from './views.ts';

export interface StaffRoutesDependencies {
  core: ChatCore;
  views: ChatViews;
  say: Say;
  issueTicket: IssueTicket;
  audit: Audit;
  nudge(): void;
}

const tag = 'Staff: live chat';
const readers = staff('clerk', 'supervisor', 'auditor');
const workers = staff('clerk', 'supervisor');

export function staffChatRoutes(dependencies: StaffRoutesDependencies): Route[] {
  return [...deskRoutes(dependencies), ...talkRoutes(dependencies)];
}

const seesAll = ({ roles }: StaffActor) => roles.includes('supervisor') || roles.includes('auditor');

function deskRoutes({ core, views, issueTicket }: StaffRoutesDependencies): Route[] {
  const { chats, messages } = core;
  const listed = (view: 'mine' | 'all' | 'ended', actor: StaffActor): Promise<ChatRow[]> => {
    if (view === 'ended') return chats.endedFor(actor.username, seesAll(actor));
    return view === 'all' && seesAll(actor) ? chats.openNow() : chats.ownedBy(actor.username);
  };
  return [
    defineRoute({
      method: 'get',
      path: '/staff/chats',
      access: readers,
      summary: 'Who waits, longest first, and the conversations of one’s own, of all, or those that ended',
      tag,
      input: { query: DeskQuery },
      output: DeskView,
      async handle({ actor, query: { view } }) {
        const [waiting, rows, mine] = await Promise.all([
          chats.waiting(),
          listed(view, actor),
          chats.ownedBy(actor.username),
        ]);
        const ids = [...new Set([...waiting, ...rows, ...mine].map(({ id }) => id))];
        const [unread, last] = await Promise.all([messages.unread('staff', ids), messages.lastTexts(ids)]);
        const shown = (row: ChatRow) =>
          views.inQueue(row, unread.get(row.id) ?? 0, last.get(row.id)?.textEnc);
        return {
          waiting: waiting.map(shown),
          chats: rows.map(shown),
          unread: mine.reduce((sum, { id }) => sum + (unread.get(id) ?? 0), 0),
        };
      },
    }),
    defineRoute({
      method: 'post',
      path: '/staff/chat-tickets',
      access: workers,
      summary: 'What opens the desk’s socket, once and within a minute',
      tag,
      output: TicketView,
      status: 201,
      handle: ({ headers }) => issueTicket(tokenOf(headers['cookie'])),
    }),
  ];
}

function talkRoutes(dependencies: StaffRoutesDependencies): Route[] {
  const { core, views, say, audit, nudge } = dependencies;
  const { chats, messages } = core;
  const show = async (row: ChatRow, after: number, { username }: StaffActor) => {
    const [unread, page, rating] = await Promise.all([
      messages.unread('staff', [row.id]),
      pageAfter(core, row.id, after),
      chats.ratingOf(row.id),
    ]);
    return views.forDesk(row, { unread: unread.get(row.id) ?? 0, page, rating, username });
  };
  return [
    defineRoute({
      method: 'get',
      path: '/staff/chats/:chatNo',
      access: readers,
      summary: 'One conversation, with what was said after a number',
      tag,
      input: { params: ChatParams, query: AfterQuery },
      output: StaffChatView,
      async handle({ actor, params: { chatNo }, query: { after }, requestId }) {
        const row = await chats.find(chatNo);
        if (!row || !maySee(row, actor)) throw chatNotFound();
        // Whoever goes on reading has been written down when it was opened.
        if (after === 0)
          await audit.record({
            actor: staffName(actor),
            action: 'chat.read',
            subject: `chat:${chatNo}`,
            requestId,
          });
        return show(row, after, actor);
      },
    }),
    defineRoute({
      method: 'post',
      path: '/staff/chats/:chatNo/messages',
      access: workers,
      summary: 'Say something to the customer; sent again under the same id it is kept once',
      tag,
      input: { params: ChatParams, body: SayBody },
      output: KeptView,
      status: 201,
      async handle({ actor: { username }, params: { chatNo }, body }) {
        const { no, at } = await say.asStaff(username, { chatNo, ...body });
        return { id: body.id, no, at: at.toISOString() };
      },
    }),
    defineRoute({
      method: 'post',
      path: '/staff/chats/:chatNo/reads',
      access: workers,
      summary: 'Whoever has the conversation has read up to this number',
      tag,
      input: { params: ChatParams, body: ReadBody },
      output: ReadView,
      async handle({ actor: { username }, params: { chatNo }, body: { no } }) {
        if (!(await chats.markRead('staff', chatNo, username, no))) throw chatNotFound();
        return { no };
      },
    }),
    defineRoute({
      method: 'post',
      path: '/staff/chats/:chatNo/acts',
      access: workers,
      summary: 'Take, hand over, hand back, make a case of it, join it to one, close',
      tag,
      input: { params: ChatParams, body: ActBody },
      output: StaffChatView,
      async handle({ actor, params: { chatNo }, body, requestId }) {
        await actOnChat(core, chatNo, body, { actor, requestId });
        nudge();
        return show((await chats.find(chatNo))!, 0, actor);
      },
    }),
  ];
}
