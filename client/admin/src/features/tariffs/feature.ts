import { defineFeature } from '../../app/feature.ts';
import { readWaitingDrafts } from './tariffs.queries.ts';

export const tariffs = defineFeature({
  places: [
    {
      group: 'books',
      to: '/tariffs',
      name: { zh: '电价', en: 'Tariffs' },
      icon: 'tariff',
      needs: 'GET /staff/tariffs',
      key: 'e',
    },
  ],
  pages: [{ path: 'tariffs', needs: 'GET /staff/tariffs', load: () => import('./tariffs-page.tsx') }],
  waiting: [
    {
      name: { zh: '电价草案待批准', en: 'Tariff drafts to approve' },
      to: '/tariffs',
      needs: 'POST /staff/tariff-drafts/:id/approval',
      read: readWaitingDrafts,
    },
  ],
});
