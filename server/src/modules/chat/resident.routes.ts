/** The resident's side over plain requests: start, history, and everything that the socket does, for where there is none. */
import { resident } from '../../http/access.ts';
import { defineRoute, type Route } from '../../http/define-route.ts';
import { bearerToken } from '../accounts/index.ts';
import { chatNotFound } from './chat.errors.ts';
import type { ChatRow } from './chat.repository.ts';
import {
  AfterQuery,
  ChatParams,
  ChatsView,
  ChatView,
  KeptView,
  LeaveBody,
  LeftView,
  RatingBody,
  ReadBody,
  ReadView,
  SayBody,
  StartBody,
  TicketView,
} from './chat.schemas.ts';
import type { ChatCore } from './core.ts';
import type { EndChat } from './end-chat.ts';
import type { IssueTicket } from './issue-ticket.ts';
import { pageAfter } from './page-after.ts';
import type { Say } from './say.ts';
import type { StartChat } from './start-chat.ts';
import type { ChatViews } from './views.ts';

export interface ResidentRoutesDependencies {
  core: ChatCore;
  views: ChatViews;
  say: Say;
  start: StartChat;
  end: EndChat;
  issueTicket: IssueTicket;
}

const tag = 'Live chat';

export function residentChatRoutes(dependencies: ResidentRoutesDependencies): Route[] {
  return [...beginningRoutes(dependencies), ...talkingRoutes(dependencies), ...endingRoutes(dependencies)];
}

function show({ core, views }: ResidentRoutesDependencies) {
  const { chats, messages } = core;
  return async (row: ChatRow, after: number) => {
    const [unread, page, rating, ahead] = await Promise.all([
      messages.unread('person', [row.id]),
      pageAfter(core, row.id, after),
      chats.ratingOf(row.id),
      row.status === 'waiting' ? chats.ahead(row) : null,
    ]);
    return views.forPerson(row, { unread: unread.get(row.id) ?? 0, page, rating, ahead });
  };
}

function beginningRoutes(dependencies: ResidentRoutesDependencies): Route[] {
  const { core, views, start, issueTicket } = dependencies;
  const { chats, messages } = core;
  return [
    defineRoute({
      method: 'get',
      path: '/chats',
      access: resident(),
      summary: 'Whether somebody is there to talk with, and my conversations, latest first',
      tag,
      output: ChatsView,
      async handle({ actor }) {
        const rows = await chats.ofPerson(actor.personId);
        const unread = await messages.unread(
          'person',
          rows.map(({ id }) => id),
        );
        return {
          hours: views.hours(await core.hours()),
          chats: rows.map(row => views.inList(row, unread.get(row.id) ?? 0)),
        };
      },
    }),
    defineRoute({
      method: 'post',
      path: '/chats',
      access: resident(),
      summary: 'Talk to a person: the conversation that goes on already, or a new one in the queue',
      tag,
      input: { body: StartBody },
      output: ChatView,
      status: 201,
      idempotent: true,
      handle: async ({ actor: { personId }, body }) =>
        show(dependencies)(await start.start({ personId, ...body }), 0),
    }),
    defineRoute({
      method: 'post',
      path: '/chats/left-messages',
      access: resident(),
      summary: 'Leave a message outside service hours; it becomes a case',
      tag,
      input: { body: LeaveBody },
      output: LeftView,
      status: 201,
      idempotent: true,
      handle: async ({ actor: { personId }, body, requestId }) => ({
        caseNo: await start.leave({ personId, ...body }, requestId),
      }),
    }),
    defineRoute({
      method: 'post',
      path: '/chat-tickets',
      access: resident(),
      summary: 'What opens the socket, once and within a minute',
      tag,
      output: TicketView,
      status: 201,
      handle: ({ headers }) => issueTicket(bearerToken(headers)),
    }),
  ];
}

function talkingRoutes(dependencies: ResidentRoutesDependencies): Route[] {
  const { core, say } = dependencies;
  return [
    defineRoute({
      method: 'get',
      path: '/chats/:chatNo',
      access: resident(),
      summary: 'A conversation of mine, with what was said after a number',
      tag,
      input: { params: ChatParams, query: AfterQuery },
      output: ChatView,
      async handle({ actor: { personId }, params: { chatNo }, query: { after } }) {
        const row = await core.chats.find(chatNo);
        if (row?.personId !== personId) throw chatNotFound();
        return show(dependencies)(row, after);
      },
    }),
    defineRoute({
      method: 'post',
      path: '/chats/:chatNo/messages',
      access: resident(),
      summary: 'Say something; sent again under the same id it is kept once',
      tag,
      input: { params: ChatParams, body: SayBody },
      output: KeptView,
      status: 201,
      async handle({ actor: { personId }, params: { chatNo }, body }) {
        const { no, at } = await say.asPerson(personId, { chatNo, ...body });
        return { id: body.id, no, at: at.toISOString() };
      },
    }),
    defineRoute({
      method: 'post',
      path: '/chats/:chatNo/reads',
      access: resident(),
      summary: 'I have read up to this number',
      tag,
      input: { params: ChatParams, body: ReadBody },
      output: ReadView,
      async handle({ actor: { personId }, params: { chatNo }, body: { no } }) {
        if (!(await core.chats.markRead('person', chatNo, personId, no))) throw chatNotFound();
        return { no };
      },
    }),
  ];
}

function endingRoutes(dependencies: ResidentRoutesDependencies): Route[] {
  const { core, end } = dependencies;
  const shown = async (chatNo: string) => show(dependencies)((await core.chats.find(chatNo))!, 0);
  return [
    defineRoute({
      method: 'post',
      path: '/chats/:chatNo/end',
      access: resident(),
      summary: 'End a conversation of mine',
      tag,
      input: { params: ChatParams },
      output: ChatView,
      async handle({ actor: { personId }, params: { chatNo } }) {
        await end.byPerson(personId, chatNo);
        return shown(chatNo);
      },
    }),
    defineRoute({
      method: 'post',
      path: '/chats/:chatNo/rating',
      access: resident(),
      summary: 'Rate a conversation once (评议卡), when it has ended',
      tag,
      input: { params: ChatParams, body: RatingBody },
      output: ChatView,
      async handle({ actor: { personId }, params: { chatNo }, body }) {
        await end.rate(personId, chatNo, body);
        return shown(chatNo);
      },
    }),
  ];
}
