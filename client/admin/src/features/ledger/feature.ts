import { defineFeature } from '../../app/feature.ts';

export const ledger = defineFeature({
  places: [
    {
      group: 'books',
      to: '/ledger',
      name: { zh: '试算平衡', en: 'Trial balance' },
      icon: 'ledger',
      needs: 'GET /staff/ledger/trial-balance',
      key: 'l',
    },
  ],
  pages: [
    {
      path: 'ledger',
      needs: 'GET /staff/ledger/trial-balance',
      load: () => import('./trial-balance-page.tsx'),
    },
    {
      path: 'ledger/postings',
      needs: 'GET /staff/ledger/postings',
      load: () => import('./postings-page.tsx'),
    },
  ],
});
