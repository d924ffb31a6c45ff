import { get } from '../../api/http.ts';
import type { RefundPage } from '../../api/payments.types.ts';
import { defineFeature, type WaitingCount } from '../../app/feature.ts';

const counted = async (status: string, way?: string): Promise<WaitingCount> => {
  const { refunds, hasMore } = await get<RefundPage>('/staff/refunds', { status, way });
  return {
    count: refunds.length + (hasMore ? 1 : 0),
    amountFen: refunds.reduce((sum, refund) => sum + refund.amountFen, 0),
    oldestAt: refunds.at(-1)?.createdAt ?? null,
  };
};

export const refunds = defineFeature({
  places: [
    {
      group: 'customers',
      to: '/refunds',
      name: { zh: '退款', en: 'Refunds' },
      icon: 'refund',
      needs: 'GET /staff/refunds',
      key: 'f',
    },
  ],
  pages: [{ path: 'refunds', needs: 'GET /staff/refunds', load: () => import('./refunds-page.tsx') }],
  waiting: [
    {
      name: { zh: '退款待复核', en: 'Refunds to approve' },
      to: '/refunds?status=awaiting-approval',
      needs: 'POST /staff/refunds/:refundNo/approval',
      read: () => counted('awaiting-approval'),
    },
    {
      name: { zh: '转账退款待办理', en: 'Payouts to transfer' },
      to: '/refunds?status=pending&way=payout',
      needs: 'POST /staff/refunds/:refundNo/payout',
      read: () => counted('pending', 'payout'),
    },
  ],
});
