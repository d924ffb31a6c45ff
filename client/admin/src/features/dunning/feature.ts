import { defineFeature } from '../../app/feature.ts';
import { readToDecide } from './dunning.queries.ts';
import { words } from './words.ts';

export const dunning = defineFeature({
  places: [
    {
      group: 'customers',
      to: '/dunning',
      name: { zh: '催费与停复电', en: 'Dunning' },
      icon: 'bolt',
      needs: 'GET /staff/dunning',
    },
    {
      group: 'customers',
      to: '/instalments',
      name: { zh: '分期协议', en: 'Instalments' },
      icon: 'parts',
      needs: 'GET /staff/instalments',
    },
    {
      group: 'control',
      to: '/dunning-rules',
      name: { zh: '催费规则', en: 'Dunning rules' },
      icon: 'scales',
      needs: 'GET /staff/dunning-rules',
    },
  ],
  pages: [
    {
      path: 'dunning',
      needs: 'GET /staff/dunning',
      load: () => import('./dunning-page.tsx'),
      panels: [{ path: ':caseNo', load: () => import('./case-panel.tsx') }],
    },
    { path: 'instalments', needs: 'GET /staff/instalments', load: () => import('./plans-page.tsx') },
    { path: 'dunning-rules', needs: 'GET /staff/dunning-rules', load: () => import('./rules-page.tsx') },
  ],
  waiting: [
    {
      name: { zh: '停电申请待审批', en: 'Suspensions to decide' },
      to: '/dunning',
      needs: 'GET /staff/dunning',
      read: readToDecide,
    },
  ],
  words,
});
