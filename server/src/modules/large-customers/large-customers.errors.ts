import { defineError } from '../../shared/errors.ts';

export const notLarge = defineError('large-customer-not-found', 404, {
  zh: '没有找到这个大客户户号',
  en: 'There is no such large customer',
});
export const statementNotFound = defineError('large-statement-not-found', 404, {
  zh: '这个月还没有账单',
  en: 'There is no bill of that month yet',
});
