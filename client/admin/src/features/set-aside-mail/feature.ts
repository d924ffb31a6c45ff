import { defineFeature } from '../../app/feature.ts';
import { readSetAside } from './mail.queries.ts';

export const setAsideMail = defineFeature({
  places: [
    {
      group: 'customers',
      to: '/set-aside-mail',
      name: { zh: '搁置的邮件', en: 'Mails set aside' },
      icon: 'mail',
      needs: 'GET /staff/mail/set-aside',
    },
    {
      group: 'customers',
      to: '/set-aside-posts',
      name: { zh: '搁置的公众号留言', en: 'Account messages set aside' },
      icon: 'mail',
      needs: 'GET /staff/official-account/set-aside',
    },
  ],
  pages: [
    {
      path: 'set-aside-posts',
      needs: 'GET /staff/official-account/set-aside',
      load: () => import('./posts-page.tsx'),
    },
    { path: 'set-aside-mail', needs: 'GET /staff/mail/set-aside', load: () => import('./mails-page.tsx') },
  ],
  waiting: [
    {
      name: { zh: '搁置的邮件待决定', en: 'Mails set aside to decide on' },
      to: '/set-aside-mail',
      needs: 'POST /staff/mail/set-aside/:id/case',
      read: readSetAside,
    },
  ],
  words: {
    zh: {
      'mail-reason.auto-reply': '自动回复',
      'mail-reason.bounce': '退信',
      'mail-reason.list': '群发邮件',
      'mail-reason.flood': '同一人来信过多',
      'mail-reason.forged': '发件人可疑（冒用域名）',
      'mail-reason.empty': '空白邮件',
      'mail-reason.unreadable': '无法读取',
      'post-reason.flood': '同一人留言过多',
      'post-reason.unreadable': '无法读取',
      'audit-action.official-account.read': '查看搁置的公众号留言',
      'audit-action.official-account.make-case': '搁置的公众号留言转为诉求',
      'audit-action.mail.read': '查看搁置的邮件',
      'audit-action.mail.make-case': '搁置的邮件转为诉求',
      'audit-action.mail.dismiss': '忽略搁置的邮件',
    },
    en: {
      'mail-reason.auto-reply': 'Automatic answer',
      'mail-reason.bounce': 'Returned mail',
      'mail-reason.list': 'Bulk mail',
      'mail-reason.flood': 'Too many from one sender',
      'mail-reason.forged': 'Forged sender',
      'mail-reason.empty': 'Empty',
      'mail-reason.unreadable': 'Unreadable',
      'post-reason.flood': 'Too many from one follower',
      'post-reason.unreadable': 'Unreadable',
      'audit-action.official-account.read': 'Account messages set aside read',
      'audit-action.official-account.make-case': 'Account message set aside made a case',
      'audit-action.mail.read': 'Mail set aside read',
      'audit-action.mail.make-case': 'Mail set aside made a case',
      'audit-action.mail.dismiss': 'Mail set aside dismissed',
    },
  },
});
