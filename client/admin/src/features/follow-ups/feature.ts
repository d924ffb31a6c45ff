import { defineFeature } from '../../app/feature.ts';
import { readFollowUps } from './follow-ups.queries.ts';

export const followUps = defineFeature({
  places: [
    {
      group: 'customers',
      to: '/follow-ups',
      name: { zh: '服务回访', en: 'Follow-ups' },
      icon: 'phone',
      needs: 'GET /staff/follow-ups',
    },
  ],
  pages: [
    { path: 'follow-ups', needs: 'GET /staff/follow-ups', load: () => import('./follow-ups-page.tsx') },
  ],
  waiting: [
    {
      name: { zh: '待回访', en: 'To follow up' },
      to: '/follow-ups',
      needs: 'POST /staff/follow-ups/:id/outcome',
      read: readFollowUps,
    },
  ],
  words: {
    zh: {
      'follow-up.asked': '待回访',
      'follow-up.satisfied': '满意',
      'follow-up.unsatisfied': '不满意，已重新办理',
      'follow-up.unreachable': '未联系上',
      'follow-up-reason.complaint': '投诉必访',
      'follow-up-reason.sample': '抽样',
      'audit-action.follow-up.answer': '回访结果',
      'audit-action.follow-up-rule.set': '设定回访规则',
    },
    en: {
      'follow-up.asked': 'Asked',
      'follow-up.satisfied': 'Satisfied',
      'follow-up.unsatisfied': 'Not satisfied: opened again',
      'follow-up.unreachable': 'Not reached',
      'follow-up-reason.complaint': 'Complaint',
      'follow-up-reason.sample': 'Drawn',
      'audit-action.follow-up.answer': 'Followed up',
      'audit-action.follow-up-rule.set': 'Follow-up rule set',
    },
  },
});
