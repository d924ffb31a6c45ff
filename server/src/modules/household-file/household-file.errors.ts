import { defineError } from '../../shared/errors.ts';

export const householdNotFound = defineError('household-not-found', 404, {
  zh: '没有找到这个户号，或不在您的片区',
  en: 'There is no such account, or it is not in your area',
});
export const visitInFuture = defineError('visit-in-future', 422, {
  zh: '走访日期不能晚于今天',
  en: 'A visit cannot lie in the future',
});
