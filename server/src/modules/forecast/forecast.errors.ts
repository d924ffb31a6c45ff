import { defineError } from '../../shared/errors.ts';

export const noPresentHolder = defineError('no-present-holder', 404, {
  zh: '该户号目前没有用电户主',
  en: 'Nobody holds this account at present',
});
export const alreadyPrepaid = defineError('already-prepaid', 409, {
  zh: '该用户已有生效的预付费协议',
  en: 'A prepaid agreement is in force already',
});
export const notPrepaid = defineError('not-prepaid', 409, {
  zh: '该用户没有生效的预付费协议',
  en: 'No prepaid agreement is in force',
});
export const signedInTheFuture = defineError('signed-in-the-future', 409, {
  zh: '签订日期不能晚于今天，也不能早于用户开始用电的日期',
  en: 'An agreement is signed neither after today nor before the customer held the account',
});
