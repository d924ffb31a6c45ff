import { defineFeature } from '../../app/feature.ts';
import { readDead } from './messages.queries.ts';
import { words } from './words.ts';

export const messages = defineFeature({
  places: [
    {
      group: 'customers',
      to: '/messages',
      name: { zh: '消息记录', en: 'Message log' },
      icon: 'mail',
      needs: 'GET /staff/notice-queue',
    },
    {
      group: 'control',
      to: '/message-templates',
      name: { zh: '消息模板', en: 'Message texts' },
      icon: 'text',
      needs: 'GET /staff/message-templates',
    },
    {
      group: 'control',
      to: '/message-costs',
      name: { zh: '消息费用', en: 'Message costs' },
      icon: 'coins',
      needs: 'GET /staff/message-costs',
    },
  ],
  pages: [
    { path: 'messages', needs: 'GET /staff/notice-queue', load: () => import('./log-page.tsx') },
    { path: 'messages/:id', needs: 'GET /staff/notices/:id', load: () => import('./story-page.tsx') },
    {
      path: 'message-templates',
      needs: 'GET /staff/message-templates',
      load: () => import('./templates-page.tsx'),
    },
    { path: 'message-costs', needs: 'GET /staff/message-costs', load: () => import('./costs-page.tsx') },
  ],
  waiting: [
    {
      name: { zh: '通知未能送达', en: 'Notices that could not be delivered' },
      to: '/messages?status=dead',
      needs: 'GET /staff/notice-queue',
      read: readDead,
    },
  ],
  words,
});
