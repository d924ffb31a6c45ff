import { defineError } from '../../shared/errors.ts';

export const followUpNotFound = defineError('follow-up-not-found', 404, {
  zh: '没有找到这次回访',
  en: 'There is no such follow-up',
});
export const followedUpAlready = defineError('follow-up-done', 409, {
  zh: '这次回访已有结果',
  en: 'This follow-up has been answered',
});
export const notYourOwn = defineError('follow-up-not-your-own', 409, {
  zh: '回访须由处理人以外的同事进行',
  en: 'Whoever answered the case does not follow it up; a colleague does',
});
