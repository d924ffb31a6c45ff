import { defineError } from '../../shared/errors.ts';

export const invoicesNotOffered = defineError('invoices-not-offered', 404, {
  zh: '本厅暂不开具电子发票，请到营业厅办理',
  en: 'Electronic invoices are not offered here; please come to a service hall',
});
export const titleNotFound = defineError('invoice-title-not-found', 404, {
  zh: '没有找到这个发票抬头',
  en: 'There is no such invoice title',
});
export const tooManyTitles = defineError('invoice-title-limit', 409, {
  zh: '最多保存{max}个抬头，请先删除一个',
  en: 'At most {max} titles are kept; delete one first',
});
export const nothingToInvoice = defineError('nothing-to-invoice', 409, {
  zh: '这笔缴费尚未到账，或已全部退款，不能开票',
  en: 'This payment is not credited yet, or has been refunded in full; it cannot be invoiced',
});
export const refundUnderway = defineError('refund-underway', 409, {
  zh: '这笔缴费有退款正在办理，请在退款结束后再开票',
  en: 'A refund of this payment is under way; please ask for the invoice once it has ended',
});
export const invoicedAlready = defineError('invoiced-already', 409, {
  zh: '这笔缴费已经开票',
  en: 'This payment has been invoiced already',
});
export const paymentNotFound = defineError('payment-not-found', 404, {
  zh: '没有找到这笔缴费',
  en: 'There is no such payment',
});
