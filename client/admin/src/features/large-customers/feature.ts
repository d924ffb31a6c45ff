import { defineFeature } from '../../app/feature.ts';

export const largeCustomers = defineFeature({
  places: [
    {
      group: 'customers',
      to: '/large-customers',
      name: { zh: '大客户', en: 'Large customers' },
      icon: 'building',
      needs: 'GET /staff/large-customers',
    },
  ],
  pages: [
    {
      path: 'large-customers',
      needs: 'GET /staff/large-customers',
      load: () => import('./customers-page.tsx'),
    },
    {
      path: 'large-customers/:accountNo',
      needs: 'GET /staff/large-customers/:accountNo',
      load: () => import('./customer-page.tsx'),
    },
  ],
  words: {
    zh: {
      'audit-action.large-customer.read': '查看大客户报表',
      'audit-action.large-customer.load': '登记大客户负荷',
    },
    en: {
      'audit-action.large-customer.read': 'Report of a large customer read',
      'audit-action.large-customer.load': 'Load of a large customer written down',
    },
  },
});
