import { defineFeature } from '../../app/feature.ts';

export const billingRuns = defineFeature({
  places: [
    {
      group: 'books',
      to: '/billing-runs',
      name: { zh: '出账', en: 'Billing runs' },
      icon: 'bills',
      needs: 'GET /staff/billing-runs',
      key: 'b',
    },
  ],
  pages: [
    {
      path: 'billing-runs',
      needs: 'GET /staff/billing-runs',
      load: () => import('./billing-runs-page.tsx'),
    },
  ],
});
