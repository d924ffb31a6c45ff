import { defineFeature } from '../../app/feature.ts';
import { readOpenOddPayments } from './odd-payments.queries.ts';

export const oddPayments = defineFeature({
  places: [
    {
      group: 'customers',
      to: '/odd-payments',
      name: { zh: '异常款项', en: 'Odd payments' },
      icon: 'odd',
      needs: 'GET /staff/odd-payments',
      key: 'o',
    },
  ],
  pages: [
    {
      path: 'odd-payments',
      needs: 'GET /staff/odd-payments',
      load: () => import('./odd-payments-page.tsx'),
    },
  ],
  waiting: [
    {
      name: { zh: '异常款项待处理', en: 'Odd payments to settle' },
      to: '/odd-payments',
      needs: 'GET /staff/odd-payments',
      read: readOpenOddPayments,
    },
  ],
});
