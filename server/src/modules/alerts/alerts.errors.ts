import { defineError } from '../../shared/errors.ts';

export const ruleNeedsFull = defineError('alert-needs-full-binding', 403, {
  zh: '此提醒涉及用电信息，需先完成身份核验',
  en: 'This alert tells of the household’s use; prove the household first',
});
export const thresholdUnknown = defineError('alert-threshold-unknown', 400, {
  zh: '该提醒没有“{name}”这一项设置',
  en: 'This alert has no setting “{name}”',
});
export const defaultInThePast = defineError('alert-default-in-the-past', 409, {
  zh: '生效时间不能早于现在',
  en: 'A default cannot begin in the past',
});
export const contactsForLarge = defineError('contacts-for-large-customers', 409, {
  zh: '只有企业用户、重要用户和大客户可以登记联系人',
  en: 'Contacts are kept for businesses, important and large customers only',
});
export const noHolderAtPresent = defineError('account-without-holder', 404, {
  zh: '没有找到该户号，或目前没有用电户主',
  en: 'There is no such account, or nobody holds it at present',
});
export const contactNotFound = defineError('contact-not-found', 404, {
  zh: '没有找到该联系人',
  en: 'There is no such contact',
});
