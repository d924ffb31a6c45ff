import { defineFeature } from '../../app/feature.ts';
import { readLate, readVisits } from './supply.queries.ts';
import { words } from './words.ts';

export const supply = defineFeature({
  places: [
    {
      group: 'customers',
      to: '/supply-commands',
      name: { zh: '停复电命令', en: 'Supply commands' },
      icon: 'plug',
      needs: 'GET /staff/supply-commands',
    },
  ],
  pages: [
    {
      path: 'supply-commands',
      needs: 'GET /staff/supply-commands',
      load: () => import('./supply-page.tsx'),
    },
  ],
  waiting: [
    {
      name: { zh: '复电超时', en: 'Reconnects past their term' },
      to: '/supply-commands?show=late',
      needs: 'GET /staff/supply-commands',
      read: readLate,
    },
    {
      name: { zh: '现场停复电工单', en: 'Field orders to do' },
      to: '/supply-commands?show=field',
      needs: 'POST /staff/field-orders/:orderNo/done',
      read: readVisits,
    },
  ],
  words,
});
