import { defineError } from '../../shared/errors.ts';

export const caseNotFound = defineError('dunning-case-not-found', 404, {
  zh: '没有找到这份催缴档案',
  en: 'No such dunning case',
});
export const caseElsewhere = defineError('dunning-case-elsewhere', 409, {
  zh: '档案已不在这一步（可能刚缴费或已被他人处理），请刷新',
  en: 'The case does not stand there any more: paid meanwhile, or handled by somebody else; refresh',
});
export const sameHand = defineError('dunning-same-hand', 409, {
  zh: '提交人和审批人不能是同一人',
  en: 'Whoever submitted it cannot decide it',
});
export const servedWhen = defineError('dunning-served-when', 422, {
  zh: '送达日期应在停电通知发出之日与今天之间',
  en: 'The day of service lies between the day of the notice and today',
});
export const holdInThePast = defineError('dunning-hold-in-the-past', 422, {
  zh: '暂停催缴的截止日期不能早于今天',
  en: 'The day until which the ladder rests cannot be before today',
});
export const accountNotFound = defineError('dunning-account-not-found', 404, {
  zh: '没有找到这个户号的现用户',
  en: 'No such account with a present holder',
});
export const ruleInThePast = defineError('dunning-rule-in-the-past', 409, {
  zh: '生效日期不能早于今天：已经发生的催缴不改规则',
  en: 'A rule cannot begin before today: what has happened keeps its rules',
});
export const planNotFound = defineError('instalment-plan-not-found', 404, {
  zh: '没有找到这份分期协议',
  en: 'No such instalment plan',
});
export const planExists = defineError('instalment-plan-exists', 409, {
  zh: '这一户已有执行中的分期协议',
  en: 'This household has an instalment plan already',
});
export const planSum = defineError('instalment-plan-sum', 422, {
  zh: '各期合计应等于欠费{debt}元，且日期依次递增、不早于今天',
  en: 'The parts must add up to the debt of {debt} yuan, on ascending days from today on',
});
export const planParts = defineError('instalment-plan-parts', 422, {
  zh: '最多分{most}期',
  en: 'At most {most} parts',
});
export const nothingOwed = defineError('dunning-nothing-owed', 409, {
  zh: '这一户没有逾期欠费',
  en: 'This household owes nothing overdue',
});
export const needNotFound = defineError('special-need-not-found', 404, {
  zh: '没有找到这条特殊需求登记',
  en: 'No such record of a special need',
});
