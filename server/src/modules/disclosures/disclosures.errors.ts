import { defineError } from '../../shared/errors.ts';

export const disclosureNotFound = defineError('disclosure-not-found', 404, {
  zh: '没有找到这条公告',
  en: 'There is no such notice',
});
export const endsBeforeItBegins = defineError('disclosure-ends-before-it-begins', 422, {
  zh: '截止日期不能早于生效日期',
  en: 'The last day cannot be before the day it takes effect',
});
export const editionOfAnother = defineError('disclosure-edition-of-another', 409, {
  zh: '{who}写的一版正在等待发布，请先发布或退回',
  en: 'An edition by {who} waits for publication; publish it or refuse it first',
});
export const editionDecided = defineError('disclosure-edition-decided', 409, {
  zh: '这一版已有决定或已被新的一版代替，请看最新内容',
  en: 'This edition has been decided or replaced by another; look at what is new',
});
export const ownEdition = defineError('disclosure-own-edition', 409, {
  zh: '自己写的公告要由另一位主管发布',
  en: 'What you have written another supervisor publishes',
});
export const disclosureWithdrawn = defineError('disclosure-withdrawn', 409, {
  zh: '这条公告已撤下',
  en: 'This notice has been withdrawn',
});
