import { defineError } from '../../../shared/errors.ts';

export const noHolder = defineError('account-without-holder', 404, {
  zh: '该户号现在没有用电客户',
  en: 'Nobody holds this account now',
});
export const planTooEarly = defineError('plan-billed-already', 409, {
  zh: '账单已出到{billedTo}，新方案要从{earliest}或以后开始',
  en: 'Billed up to {billedTo}; a new plan can begin on {earliest} or later',
});
export const planOutsideHolding = defineError('plan-outside-holding', 409, {
  zh: '生效日期不在该客户的用电期间内',
  en: 'The date lies outside of the time this customer holds the account',
});
export const noTimeOfUseMeter = defineError('no-time-of-use-meter', 409, {
  zh: '该户的电能表不分时计量，不能办理峰谷电价',
  en: 'The meter does not count peak and valley apart',
});
export const planNotOffered = defineError('plan-not-offered', 409, {
  zh: '该地区的电价没有这个方案',
  en: 'The tariff of this region has no such plan',
});
export const tooFewPeople = defineError('too-few-people', 409, {
  zh: '多人口家庭至少要有{min}人',
  en: 'A large household has at least {min} people',
});
