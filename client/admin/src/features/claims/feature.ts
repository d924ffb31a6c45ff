import { defineFeature } from '../../app/feature.ts';
import { readOpenClaims } from './claims.queries.ts';

export const claims = defineFeature({
  places: [
    {
      group: 'customers',
      to: '/claims',
      name: { zh: '错缴申请', en: 'Wrong household' },
      icon: 'swap',
      needs: 'GET /staff/claims',
    },
  ],
  pages: [{ path: 'claims', needs: 'GET /staff/claims', load: () => import('./claims-page.tsx') }],
  waiting: [
    {
      name: { zh: '错缴申请待答复', en: 'Wrong-household claims to answer' },
      to: '/claims',
      needs: 'GET /staff/claims',
      read: readOpenClaims,
    },
  ],
  words: {
    zh: {
      'claim.open': '待答复',
      'claim.refunded': '已退回',
      'claim.refused': '未退回',
      'audit-action.claim.make': '提交错缴申请',
      'audit-action.claim.answer': '答复错缴申请',
      'audit-action.person.forget': '注销个人信息',
    },
    en: {
      'claim.open': 'To answer',
      'claim.refunded': 'Given back',
      'claim.refused': 'Not given back',
      'audit-action.claim.make': 'Claim made',
      'audit-action.claim.answer': 'Claim answered',
      'audit-action.person.forget': 'Person forgotten',
    },
  },
});
