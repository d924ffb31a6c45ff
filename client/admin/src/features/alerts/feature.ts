import { defineFeature } from '../../app/feature.ts';
import { alertWords } from './words.ts';

export const alerts = defineFeature({
  places: [
    {
      group: 'customers',
      to: '/alerts',
      name: { zh: '用户提醒', en: 'Alerts' },
      icon: 'bell',
      needs: 'GET /staff/alerts',
    },
    {
      group: 'control',
      to: '/alert-defaults',
      name: { zh: '提醒默认值', en: 'Alert defaults' },
      icon: 'levels',
      needs: 'GET /staff/alert-defaults',
    },
  ],
  pages: [
    { path: 'alerts', needs: 'GET /staff/alerts', load: () => import('./alerts-page.tsx') },
    {
      path: 'alert-defaults',
      needs: 'GET /staff/alert-defaults',
      load: () => import('./defaults-page.tsx'),
    },
  ],
  words: alertWords,
});
