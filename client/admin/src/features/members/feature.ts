import { defineFeature } from '../../app/feature.ts';

export const members = defineFeature({
  places: [
    {
      group: 'control',
      to: '/members',
      name: { zh: '员工与角色', en: 'Staff and roles' },
      icon: 'members',
      needs: 'GET /staff/members',
      key: 'm',
    },
  ],
  pages: [{ path: 'members', needs: 'GET /staff/members', load: () => import('./members-page.tsx') }],
});
