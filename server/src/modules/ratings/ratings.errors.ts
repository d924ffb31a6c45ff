import { defineError } from '../../shared/errors.ts';

export const ratingNotFound = defineError('rating-not-found', 404, {
  zh: '没有找到这次服务的评议卡',
  en: 'There is no such service to rate',
});
export const ratedAlready = defineError('rating-given', 409, {
  zh: '这次服务已经评价过了，谢谢您',
  en: 'You have rated this already, thank you',
});
export const ratingTooLate = defineError('rating-too-late', 409, {
  zh: '评价时间已过',
  en: 'The time to rate this is over',
});
