import { defineFeature } from '../../app/feature.ts';

export const serviceReport = defineFeature({
  places: [
    {
      group: 'customers',
      to: '/service-reports',
      name: { zh: '焦点访谈', en: 'Service report' },
      icon: 'text',
      needs: 'GET /staff/service-reports',
    },
  ],
  pages: [
    {
      path: 'service-reports',
      needs: 'GET /staff/service-reports',
      load: () => import('./reports-page.tsx'),
    },
  ],
  words: {
    zh: {
      'audit-action.service-report.publish': '公布焦点访谈',
      'audit-action.case.investigate': '调查记录',
    },
    en: {
      'audit-action.service-report.publish': 'Service report published',
      'audit-action.case.investigate': 'Case investigated',
    },
  },
});
