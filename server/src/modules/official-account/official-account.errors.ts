import { defineError } from '../../shared/errors.ts';

export const messageNotFound = defineError('set-aside-message-not-found', 404, {
  zh: '没有找到这条留言：可能已有人处理，或已超过保存期限',
  en: 'There is no such message: somebody has decided on it, or it is kept no longer',
});
export const messageUnreadable = defineError('set-aside-message-unreadable', 409, {
  zh: '这条留言无法读取，不能转为诉求',
  en: 'This message cannot be read; no case can be made of it',
});
