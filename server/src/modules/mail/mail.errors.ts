import { defineError } from '../../shared/errors.ts';

export const mailNotFound = defineError('set-aside-mail-not-found', 404, {
  zh: '没有找到这封邮件：可能已有人处理，或已超过保存期限',
  en: 'There is no such mail: somebody has decided on it, or it is kept no longer',
});
export const mailUnreadable = defineError('set-aside-mail-unreadable', 409, {
  zh: '这封邮件无法读取，不能转为诉求',
  en: 'This mail cannot be read; no case can be made of it',
});
export const mailKnown = defineError('set-aside-mail-known', 409, {
  zh: '同一封邮件已经是诉求，请忽略这一份',
  en: 'The same mail is a case already; dismiss this copy',
});
export const answerNotUndelivered = defineError('answer-not-undelivered', 409, {
  zh: '这条答复不在未送达之列：可能已重新发送，或已超过保存期限',
  en: 'This answer is not among those that did not arrive: it was sent again, or is kept no longer',
});
