import { defineError } from '../../shared/errors.ts';

export const monthNotScored = defineError('stars-month-not-scored', 404, {
  zh: '这个月还没有评定',
  en: 'That month has not been scored',
});
export const formulaWrong = defineError('star-formula-wrong', 422, {
  zh: '三项分值之和须为100，星级分数线须逐级升高，生效日期须为今天以后某月的1日',
  en: 'The three weights make 100, thresholds rise, and a formula begins on the first of a coming month',
});
export const complaintNotUpheld = defineError('star-complaint-not-upheld', 409, {
  zh: '只有属实的投诉或举报才能扣星',
  en: 'Only a complaint or report that was upheld costs a star',
});
export const deductedAlready = defineError('star-deducted-already', 409, {
  zh: '这个工单已对此人提出过扣星',
  en: 'This case has cost this colleague a star already',
});
export const noSuchMember = defineError('star-no-such-member', 422, {
  zh: '没有这位同事',
  en: 'There is no such colleague',
});
export const notYourself = defineError('star-not-yourself', 409, {
  zh: '不能对自己作出决定',
  en: 'Nobody decides about themselves',
});
export const fourEyes = defineError('star-four-eyes', 409, {
  zh: '提出扣星的人不能裁定申诉，请由另一位主管裁定',
  en: 'Whoever proposed it cannot decide the appeal; another supervisor does',
});
export const deductionNotFound = defineError('star-deduction-not-found', 404, {
  zh: '没有找到这条扣星记录',
  en: 'There is no such deduction',
});
export const deductionDone = defineError('star-deduction-decided', 409, {
  zh: '这条扣星已有结果，或申诉期已过',
  en: 'This deduction is decided, or the time to appeal is over',
});
export const cardNotFound = defineError('service-card-not-found', 404, {
  zh: '没有找到这张牌',
  en: 'There is no such card',
});
export const cardWithdrawn = defineError('service-card-withdrawn', 409, {
  zh: '这张牌已撤销',
  en: 'This card has been withdrawn',
});
export const caseUnknown = defineError('star-case-not-found', 422, {
  zh: '没有找到这个工单',
  en: 'There is no such case',
});
