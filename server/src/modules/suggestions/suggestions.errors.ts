import { defineError } from '../../shared/errors.ts';

export const suggestionNotFound = defineError('suggestion-not-found', 404, {
  zh: '没有找到这条已采纳的建议',
  en: 'There is no such adopted suggestion',
});
export const publishedAlready = defineError('suggestion-published', 409, {
  zh: '这条建议已经公开',
  en: 'This suggestion has been published',
});
export const notPublished = defineError('suggestion-not-published', 409, {
  zh: '请先公开这条建议，再授奖',
  en: 'Publish the suggestion first, then award it',
});
export const awardedAlready = defineError('suggestion-awarded', 409, {
  zh: '这条建议已经授奖',
  en: 'This suggestion has been awarded',
});
export const awardFourEyes = defineError('suggestion-award-four-eyes', 409, {
  zh: '登记、处理或采纳这条建议的人不能授奖，请由另一位主管授奖',
  en: 'Whoever typed it in, handles it or adopted it does not award it; another supervisor does',
});
export const namesSomebody = defineError('suggestion-names-somebody', 422, {
  zh: '公开的文字里有电话、户号之类的号码，请删去',
  en: 'The public text has a number in it that may be somebody’s; take it out',
});
export const anonymousStays = defineError('suggestion-anonymous', 409, {
  zh: '匿名提交的建议只能匿名公开',
  en: 'What was said anonymously is published anonymously',
});
