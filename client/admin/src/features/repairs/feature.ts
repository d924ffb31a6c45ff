import { defineFeature } from '../../app/feature.ts';
import { readCrewWork, readWaiting } from './repairs.queries.ts';
import { en, zh } from './words.ts';

export const repairs = defineFeature({
  places: [
    {
      group: 'customers',
      to: '/repairs',
      name: { zh: '抢修调度', en: 'Repair dispatch' },
      icon: 'bolt',
      needs: 'GET /staff/repairs',
    },
    {
      group: 'customers',
      to: '/crew',
      name: { zh: '我的抢修', en: 'My repairs' },
      icon: 'phone',
      needs: 'GET /staff/crew/orders',
    },
  ],
  pages: [
    { path: 'repairs', needs: 'GET /staff/repairs', load: () => import('./board-page.tsx') },
    {
      path: 'repairs/:orderNo',
      needs: 'GET /staff/repairs/:orderNo',
      load: () => import('./order-page.tsx'),
    },
    { path: 'crew', needs: 'GET /staff/crew/orders', load: () => import('./crew-page.tsx') },
    {
      path: 'crew/:orderNo',
      needs: 'GET /staff/crew/orders/:orderNo',
      load: () => import('./crew-order-page.tsx'),
    },
  ],
  waiting: [
    {
      name: { zh: '抢修待派', en: 'Repairs to dispatch' },
      to: '/repairs',
      needs: 'GET /staff/repairs/waiting',
      read: readWaiting,
    },
    {
      name: { zh: '派给我们的抢修', en: 'Repairs for us' },
      to: '/crew',
      needs: 'GET /staff/crew/orders',
      read: readCrewWork,
    },
  ],
  words: { zh, en },
});
