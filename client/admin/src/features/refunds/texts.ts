import { defineTexts } from '../../i18n/index.tsx';

export const texts = defineTexts(
  {
    'refunds.title': '退款',
    'refunds.hint': '超过限额和转账退款需要第二人复核；申请人不能复核自己的申请。',
    'refunds.no': '退款单',
    'refunds.none': '没有退款',
    'refunds.none-hint': '退款在缴费单里发起，会出现在这里。',
    'refunds.decided': '复核',
    'refunds.way': '方式',
    'refunds.returned': '转账退回',
  },
  {
    'refunds.title': 'Refunds',
    'refunds.hint': 'Above the limit, or by transfer, a second person approves; never the one who asked.',
    'refunds.no': 'Refund',
    'refunds.none': 'No refunds',
    'refunds.none-hint': 'Refunds are begun at a payment and stand here afterwards.',
    'refunds.decided': 'Decision',
    'refunds.way': 'Way',
    'refunds.returned': 'Returned',
  },
);
