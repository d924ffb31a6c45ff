import { defineError } from '../../shared/errors.ts';

export const fieldOrderNotFound = defineError('field-order-not-found', 404, {
  zh: '没有找到这张现场工单',
  en: 'No such field order',
});
export const fieldOrderEnded = defineError('field-order-ended', 409, {
  zh: '这张现场工单已办结或已撤销：可能用户已经缴费，请不要再操作',
  en: 'This field order is done or withdrawn: the customer may have paid meanwhile; do nothing on site',
});
