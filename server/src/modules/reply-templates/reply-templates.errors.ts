import { defineError } from '../../shared/errors.ts';

export const templateNotFound = defineError('reply-template-not-found', 404, {
  zh: '没有找到这个模板',
  en: 'There is no such template',
});
export const templateNameTaken = defineError('reply-template-name-taken', 409, {
  zh: '已有同名的模板',
  en: 'There is a template of that name',
});
