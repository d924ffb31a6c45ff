import { defineFeature } from '../../app/feature.ts';
import { alertWords } from './words.ts';

export const alerts = defineFeature({
  places: [
    {
      group: 'customers',
      to: '/alerts',
      name: { zh: '用户提醒', en: 'Alerts' },
      icon: 'note',
      needs: 'GET /staff/alerts',
    },
  ],
  pages: [{ path: 'alerts', needs: 'GET /staff/alerts', load: () => import('./alerts-page.tsx') }],
  words: alertWords,
});
