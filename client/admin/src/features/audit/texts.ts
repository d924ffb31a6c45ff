import { defineTexts } from '../../i18n/index.tsx';

export const texts = defineTexts(
  {
    'audit.title': '审计日志',
    'audit.hint': '谁在什么时候做了什么，看了谁的资料。任何人都不能修改。',
    'audit.at': '时间',
    'audit.actor': '操作人',
    'audit.actor-example': 'staff:clerk1',
    'audit.action': '操作',
    'audit.subject': '对象',
    'audit.subject-example': 'account:3706…',
    'audit.detail': '内容',
    'audit.older': '更早的记录',
    'audit.none': '没有符合条件的记录',
    'audit.none-hint': '请放宽筛选条件。操作人要写完整，例如 staff:clerk1。',
  },
  {
    'audit.title': 'Audit log',
    'audit.hint': 'Who did what and looked at whom, and when. Nobody can change it.',
    'audit.at': 'When',
    'audit.actor': 'Who',
    'audit.actor-example': 'staff:clerk1',
    'audit.action': 'What',
    'audit.subject': 'To what',
    'audit.subject-example': 'account:3706…',
    'audit.detail': 'Details',
    'audit.older': 'Older entries',
    'audit.none': 'No entry fits',
    'audit.none-hint': 'Widen the filters. Give the actor in full, such as staff:clerk1.',
  },
);
