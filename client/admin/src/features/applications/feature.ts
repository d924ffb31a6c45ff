import { defineFeature } from '../../app/feature.ts';
import { toEnd, toTake } from './applications.queries.ts';
import { words } from './words.ts';

export const applications = defineFeature({
  places: [
    {
      group: 'customers',
      to: '/applications',
      name: { zh: '业务申请', en: 'Applications' },
      icon: 'plug',
      needs: 'GET /staff/applications',
      key: 'n',
    },
    {
      group: 'customers',
      to: '/counter-applications',
      name: { zh: '柜台受理', en: 'Counter intake' },
      icon: 'plug',
      needs: 'POST /staff/counter-applications',
    },
    {
      group: 'customers',
      to: '/application-board',
      name: { zh: '业务看板', en: 'Board' },
      icon: 'columns',
      needs: 'GET /staff/application-board',
    },
    {
      group: 'customers',
      to: '/site-visits',
      name: { zh: '上门安排', en: 'Site visits' },
      icon: 'calendar',
      needs: 'GET /staff/site-visits',
    },
    {
      group: 'collecting',
      to: '/former-holders',
      name: { zh: '离户未结电费', en: 'Owed by former holders' },
      icon: 'coins',
      needs: 'GET /staff/final-bills',
    },
    {
      group: 'control',
      to: '/application-set-up',
      name: { zh: '业务与班组', en: 'Kinds and teams' },
      icon: 'parts',
      needs: 'PUT /staff/service-teams/:code',
    },
  ],
  pages: [
    {
      path: 'applications',
      needs: 'GET /staff/applications',
      load: () => import('./inbox-page.tsx'),
    },
    {
      path: 'applications/:caseNo',
      needs: 'GET /staff/applications/:caseNo',
      load: () => import('./application-page.tsx'),
    },
    {
      path: 'counter-applications',
      needs: 'POST /staff/counter-applications',
      load: () => import('./counter-page.tsx'),
    },
    {
      path: 'counter-applications/:caseNo',
      needs: 'POST /staff/counter-applications',
      load: () => import('./counter-draft-page.tsx'),
    },
    {
      path: 'application-board',
      needs: 'GET /staff/application-board',
      load: () => import('./board-page.tsx'),
    },
    {
      path: 'application-set-up',
      needs: 'PUT /staff/service-teams/:code',
      load: () => import('./set-up-page.tsx'),
    },
    {
      path: 'former-holders',
      needs: 'GET /staff/final-bills',
      load: () => import('./former-holders-page.tsx'),
    },
    { path: 'site-visits', needs: 'GET /staff/site-visits', load: () => import('./visits-page.tsx') },
  ],
  waiting: [toTake, toEnd],
  words,
});
