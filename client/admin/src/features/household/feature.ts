import { defineFeature } from '../../app/feature.ts';

export const household = defineFeature({
  places: [
    {
      group: 'customers',
      to: '/visits',
      name: { zh: '走访', en: 'Visit rounds' },
      icon: 'home',
      needs: 'GET /staff/visit-rounds',
    },
  ],
  pages: [{ path: 'visits', needs: 'GET /staff/visit-rounds', load: () => import('./visits-page.tsx') }],
  words: {
    zh: {
      'risk.high': '高风险',
      'risk.medium': '中风险',
      'risk.low': '低风险',
      'audit-action.household-file.read': '查看一户一档',
      'audit-action.household.grade': '评定风险等级',
      'audit-action.household.visit': '登记走访',
      'audit-action.large-customer.read': '查看大客户报表',
      'audit-action.large-customer.load': '登记大客户负荷',
    },
    en: {
      'risk.high': 'High risk',
      'risk.medium': 'Medium risk',
      'risk.low': 'Low risk',
      'audit-action.household-file.read': 'Household file read',
      'audit-action.household.grade': 'Risk graded',
      'audit-action.household.visit': 'Visit recorded',
      'audit-action.large-customer.read': 'Paper of a large customer read',
      'audit-action.large-customer.load': 'Load of a large customer recorded',
    },
  },
});
