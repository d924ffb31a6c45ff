import { defineError } from '../../shared/errors.ts';

export const customerNotFound = defineError('customer-timeline-not-found', 404, {
  zh: '没有找到这个工单',
  en: 'There is no such case',
});
