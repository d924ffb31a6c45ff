import { defineError } from '../../shared/errors.ts';

export const articleNotFound = defineError('article-not-found', 404, {
  zh: '没有找到这篇文章',
  en: 'There is no such article',
});
export const articleExists = defineError('article-exists', 409, {
  zh: '这个编码已有文章，请直接写新版本',
  en: 'There is an article of this code; write a new version of it',
});
export const othersDraft = defineError('article-others-draft', 409, {
  zh: '{who}正在修改这篇文章',
  en: '{who} is working on this article',
});
export const nothingToAct = defineError('article-act-not-possible', 409, {
  zh: '文章的当前状态不能进行此操作',
  en: 'This cannot be done to the article in its present state',
});
export const changedMeanwhile = defineError('article-changed', 409, {
  zh: '文章刚被修改，请看最新内容后再操作',
  en: 'The article has just been changed; look at what is new and try again',
});
export const twoPeople = defineError('article-two-people', 409, {
  zh: '自己写的文章要由另一位主管发布',
  en: 'What you have written another supervisor publishes',
});
export const manualForStaff = defineError('article-manual-for-staff', 422, {
  zh: '岗位手册只给工作人员看',
  en: 'Manuals are for staff only',
});
