import { defineFeature } from '../../app/feature.ts';
import { readProposed } from './disclosures.queries.ts';

export const disclosures = defineFeature({
  places: [
    {
      group: 'customers',
      to: '/disclosures',
      name: { zh: '公告与政策', en: 'Notices and policies' },
      icon: 'note',
      needs: 'GET /staff/disclosures',
    },
  ],
  pages: [
    { path: 'disclosures', needs: 'GET /staff/disclosures', load: () => import('./disclosures-page.tsx') },
    {
      path: 'disclosures/:number',
      needs: 'GET /staff/disclosures/:number',
      load: () => import('./disclosure-page.tsx'),
    },
  ],
  waiting: [
    {
      name: { zh: '公告与政策待发布', en: 'Notices to publish' },
      to: '/disclosures',
      needs: 'POST /staff/disclosures/:number/decisions',
      read: readProposed,
    },
  ],
  words: {
    zh: {
      'disclosure.proposed': '待发布',
      'disclosure.published': '已发布',
      'disclosure.refused': '已退回',
      'disclosure.replaced': '已被新的一版代替',
      'disclosure.withdrawn': '已撤下',
      'disclosure-kind.notice': '公告',
      'disclosure-kind.policy': '政策',
      'disclosure-kind.tariff': '电价',
      'disclosure-kind.service': '服务',
      'disclosure-kind.safety': '用电安全',
      'audit-action.disclosure.propose': '编写公告或政策',
      'audit-action.disclosure.publish': '发布公告或政策',
      'audit-action.disclosure.refuse': '退回公告或政策',
      'audit-action.disclosure.withdraw': '撤下公告或政策',
    },
    en: {
      'disclosure.proposed': 'To publish',
      'disclosure.published': 'Published',
      'disclosure.refused': 'Refused',
      'disclosure.replaced': 'Replaced by another edition',
      'disclosure.withdrawn': 'Withdrawn',
      'disclosure-kind.notice': 'Notice',
      'disclosure-kind.policy': 'Policy',
      'disclosure-kind.tariff': 'Prices',
      'disclosure-kind.service': 'Service',
      'disclosure-kind.safety': 'Safety',
      'audit-action.disclosure.propose': 'Notice or policy written',
      'audit-action.disclosure.publish': 'Notice or policy published',
      'audit-action.disclosure.refuse': 'Notice or policy refused',
      'audit-action.disclosure.withdraw': 'Notice or policy withdrawn',
    },
  },
});
