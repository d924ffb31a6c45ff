import { defineFeature } from '../../app/feature.ts';

export const audit = defineFeature({
  places: [
    {
      group: 'control',
      to: '/audit',
      name: { zh: '审计日志', en: 'Audit log' },
      icon: 'audit',
      needs: 'GET /staff/audit',
      key: 'a',
    },
  ],
  pages: [{ path: 'audit', needs: 'GET /staff/audit', load: () => import('./audit-page.tsx') }],
});
