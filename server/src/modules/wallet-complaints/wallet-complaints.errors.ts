import { defineError } from '../../shared/errors.ts';

export const noRefundAsked = defineError('wallet-no-refund-asked', 409, {
  zh: '客户在微信支付没有申请退款',
  en: 'The customer has not asked for a refund at WeChat Pay',
});
export const refundDecided = defineError('wallet-refund-decided', 409, {
  zh: '这个退款申请已经有审批结果',
  en: 'This wish for a refund has been decided already',
});
