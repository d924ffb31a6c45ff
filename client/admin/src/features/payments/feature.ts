import { defineFeature } from '../../app/feature.ts';

export const payments = defineFeature({
  places: [
    {
      group: 'customers',
      to: '/payments',
      name: { zh: '缴费记录', en: 'Payments' },
      icon: 'payment',
      needs: 'GET /staff/payments',
      key: 'p',
    },
  ],
  pages: [
    {
      path: 'payments',
      needs: 'GET /staff/payments',
      load: () => import('./payments-page.tsx'),
      panels: [{ path: ':paymentNo', load: () => import('./payment-panel.tsx') }],
    },
  ],
});
