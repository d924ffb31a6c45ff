import { defineError } from '../../shared/errors.ts';

export const paymentNotFound = defineError('payment-not-found', 404, {
  zh: '没有找到这笔缴费',
  en: 'There is no such payment',
});
export const notCredited = defineError('not-credited', 409, {
  zh: '这笔缴费没有到账，无需申请',
  en: 'This payment has not been credited; there is nothing to claim',
});
export const claimedAlready = defineError('claimed-already', 409, {
  zh: '这笔缴费的申请正在处理',
  en: 'A claim about this payment is being looked at',
});
export const claimNotFound = defineError('claim-not-found', 404, {
  zh: '没有找到这个申请',
  en: 'There is no such claim',
});
export const claimAnswered = defineError('claim-answered', 409, {
  zh: '这个申请已经答复',
  en: 'This claim has been answered already',
});
export const refundFirst = defineError('refund-first', 409, {
  zh: '请先为这笔缴费办理退款（需要复核的先复核），再答复申请',
  en: 'Give the payment back first, with a second person’s consent where it needs one, then answer the claim',
});
