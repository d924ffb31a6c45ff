import { defineFeature } from '../../app/feature.ts';

export const accounts = defineFeature({
  places: [
    {
      group: 'customers',
      to: '/accounts',
      name: { zh: '客户查找', en: 'Find a customer' },
      icon: 'house',
      needs: 'GET /staff/accounts',
      key: 'c',
    },
  ],
  pages: [
    { path: 'accounts', needs: 'GET /staff/accounts', load: () => import('./accounts-page.tsx') },
    {
      path: 'accounts/:accountNo',
      needs: 'GET /staff/accounts/:accountNo',
      load: () => import('./account-file-page.tsx'),
    },
  ],
});
