import type { Answer } from '../../api/answers.ts';
import { get } from '../../api/http.ts';
import { defineFeature } from '../../app/feature.ts';

export const cards = defineFeature({
  places: [
    {
      group: 'collecting',
      to: '/cards',
      name: { zh: '充值卡', en: 'Recharge cards' },
      icon: 'card',
      needs: 'GET /staff/card-batches',
    },
  ],
  pages: [{ path: 'cards', needs: 'GET /staff/card-batches', load: () => import('./cards-page.tsx') }],
  waiting: [
    {
      name: { zh: '制卡批次待审批', en: 'Card batches to approve' },
      to: '/cards',
      needs: 'POST /staff/card-batches/:batchNo/decision',
      read: async () => {
        const { batches } = await get<Answer<'GET /staff/card-batches'>>('/staff/card-batches');
        const open = batches.filter(batch => batch.status === 'requested');
        return { count: open.length, oldestAt: open.at(-1)?.createdAt ?? null };
      },
    },
  ],
  words: {
    zh: {
      'channel.recharge-card': '充值卡',
      'ledger-account.recharge-cards': '电费充值卡负债',
      'ledger-account.card-sales': '应收售卡款',
      'card-batch.requested': '待审批',
      'card-batch.generated': '已生成',
      'card-batch.rejected': '已驳回',
      'card.printed': '未售',
      'card.active': '已售可用',
      'card.redeemed': '已兑换',
      'card.void': '已作废',
      'card.exchanged': '已换新卡',
      'audit-action.card-batch.request': '申请制卡',
      'audit-action.card-batch.approve': '审批制卡',
      'audit-action.card-batch.reject': '驳回制卡',
      'audit-action.card-batch.export': '下载制卡文件',
      'audit-action.cards.sell': '售卡',
      'audit-action.card-sale.settle': '确认售卡款',
      'audit-action.card-sale.repay': '登记退回售卡款',
      'audit-action.cards.void': '作废充值卡',
      'audit-action.card.unlock': '解锁充值卡',
    },
    en: {
      'channel.recharge-card': 'Recharge card',
      'ledger-account.recharge-cards': 'Recharge cards, not redeemed',
      'ledger-account.card-sales': 'Owed for cards sold',
      'card-batch.requested': 'To approve',
      'card-batch.generated': 'Made',
      'card-batch.rejected': 'Rejected',
      'card.printed': 'Not sold',
      'card.active': 'Sold, usable',
      'card.redeemed': 'Redeemed',
      'card.void': 'Taken back',
      'card.exchanged': 'Exchanged',
      'audit-action.card-batch.request': 'Cards asked for',
      'audit-action.card-batch.approve': 'Cards approved',
      'audit-action.card-batch.reject': 'Cards rejected',
      'audit-action.card-batch.export': 'Printer’s file fetched',
      'audit-action.cards.sell': 'Cards sold',
      'audit-action.card-sale.settle': 'Card sale paid',
      'audit-action.card-sale.repay': 'Card sale paid back',
      'audit-action.cards.void': 'Cards taken back',
      'audit-action.card.unlock': 'Card unlocked',
    },
  },
});
