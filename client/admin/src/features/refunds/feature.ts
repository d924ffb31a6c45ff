import { get } from '../../api/http.ts';
import type { RefundPage } from '../../api/payments.types.ts';
import { countOf, defineFeature, type WaitingCount } from '../../app/feature.ts';

const counted = async (filter: Record<string, string>): Promise<WaitingCount> =>
  countOf((await get<RefundPage>('/staff/refunds', filter)).waiting);

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
      read: () => counted({ status: 'awaiting-approval' }),
    },
    {
      name: { zh: '转账退款待办理', en: 'Payouts to transfer' },
      to: '/refunds?status=pending&way=payout',
      needs: 'POST /staff/refunds/:refundNo/payout',
      read: () => counted({ status: 'pending', way: 'payout' }),
    },
    {
      name: { zh: '转账退回待确认', en: 'Returned payouts to confirm' },
      to: '/refunds?returned=waiting',
      needs: 'POST /staff/refunds/:refundNo/payout-return-approval',
      read: () => counted({ returned: 'waiting' }),
    },
  ],
});
