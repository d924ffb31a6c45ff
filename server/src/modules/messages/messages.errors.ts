import { defineError } from '../../shared/errors.ts';

export const noticeNotFound = defineError('notice-not-found', 404, {
  zh: '没有找到这条通知',
  en: 'There is no such notice',
});
export const noticeNotDead = defineError('notice-not-dead', 409, {
  zh: '只有未能送达的通知才能重发',
  en: 'Only a notice that could not be delivered is sent again',
});
export const noticeOutdated = defineError('notice-outdated', 409, {
  zh: '这条通知已经过时，不再发送',
  en: 'What this notice says is out of date; it is not sent any more',
});
export const cannotBeStopped = defineError('cannot-be-stopped', 409, {
  zh: '这类通知涉及用电安全或法定告知，不能关闭',
  en: 'This kind of notice is about safety or required by law; it cannot be switched off',
});
export const templateNotFound = defineError('template-not-found', 404, {
  zh: '没有找到这个模板版本',
  en: 'There is no such edition of a template',
});
export const templateDecided = defineError('template-decided', 409, {
  zh: '这个版本已经处理过',
  en: 'This edition has been decided already',
});
export const ownTemplate = defineError('own-template', 403, {
  zh: '自己起草的模板须由另一人批准',
  en: 'A template is approved by another person than the one who wrote it',
});
export const unknownPlaceholder = defineError('unknown-placeholder', 422, {
  zh: '文中的{name}不是这个通知的内容',
  en: '{name} is nothing that this notice has',
});
