import { defineFeature } from '../../app/feature.ts';

export const settings = defineFeature({
  places: [
    {
      group: 'control',
      to: '/settings',
      name: { zh: '设置', en: 'Settings' },
      icon: 'settings',
      needs: 'GET /staff/settings',
      key: 's',
    },
  ],
  pages: [{ path: 'settings', needs: 'GET /staff/settings', load: () => import('./settings-page.tsx') }],
});
