import { resident } from '../../../http/access.ts';
import { defineRoute, type Route } from '../../../http/define-route.ts';
import type { MyMessages } from './my-messages.ts';
import {
  ConsentBody,
  EventParams,
  ListQuery,
  MyMessagesView,
  PreferencesBody,
  PreferencesView,
  ReadBody,
  SwitchBody,
  UnreadView,
} from './resident.schemas.ts';

const tag = 'messages';

export function residentRoutes(mine: MyMessages): Route[] {
  return [...listRoutes(mine), ...preferenceRoutes(mine)];
}

function listRoutes(mine: MyMessages): Route[] {
  return [
    defineRoute({
      method: 'get',
      path: '/messages',
      access: resident(),
      summary: 'What I have been told, newest first, and how much of it I have not read',
      tag,
      input: { query: ListQuery },
      output: MyMessagesView,
      handle: ({ actor, query, language }) => mine.list(actor.personId, language, query.before),
    }),
    defineRoute({
      method: 'post',
      path: '/messages/read',
      access: resident(),
      summary: 'I have read everything up to this message',
      tag,
      input: { body: ReadBody },
      output: UnreadView,
      handle: ({ actor, body }) => mine.read(actor.personId, body.upTo),
    }),
  ];
}

function preferenceRoutes(mine: MyMessages): Route[] {
  return [
    defineRoute({
      method: 'get',
      path: '/message-preferences',
      access: resident(),
      summary: 'How I want to be told, and of what',
      tag,
      output: PreferencesView,
      handle: ({ actor, language }) => mine.preferences(actor.personId, language),
    }),
    defineRoute({
      method: 'put',
      path: '/message-preferences',
      access: resident(),
      summary: 'Change the order of ways, quiet hours, language or e-mail address; what is left out stays',
      tag,
      input: { body: PreferencesBody },
      output: PreferencesView,
      async handle({ actor, body, language }) {
        await mine.prefer(actor.personId, body);
        return mine.preferences(actor.personId, language);
      },
    }),
    defineRoute({
      method: 'put',
      path: '/message-preferences/events/:event',
      access: resident(),
      summary: 'Switch one kind of notice on or off; safety and legal notices stay on',
      tag,
      input: { params: EventParams, body: SwitchBody },
      output: PreferencesView,
      async handle({ actor, params, body, language }) {
        await mine.switch(actor.personId, params.event, body.on);
        return mine.preferences(actor.personId, language);
      },
    }),
    defineRoute({
      method: 'post',
      path: '/message-consents',
      access: resident(),
      summary: 'What I have agreed to in the wallet’s own window: one message each',
      tag,
      input: { body: ConsentBody },
      output: PreferencesView,
      status: 201,
      idempotent: true,
      async handle({ actor, body, language }) {
        await mine.consent(actor.personId, body.channel, body.accepted);
        return mine.preferences(actor.personId, language);
      },
    }),
  ];
}
