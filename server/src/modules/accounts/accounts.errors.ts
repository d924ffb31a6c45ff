import { badRequest, defineError, type Wording } from '../../shared/errors.ts';

export const accountUnknown = defineError('account-unknown', 404, {
  zh: '没有查到这个户号，请核对账单或电表旁的服务卡',
  en: 'No such account number; please check it on a bill or on the service card by the meter',
});
export const codeWrong = defineError('code-wrong', 422, {
  zh: '验证码不正确或已过期，请核对或重新获取',
  en: 'The code is wrong or has expired; check it or ask for a new one',
});
/** Never says which fact was wrong, nor whether one is on file at all. */
export const proofWrong = defineError('proof-wrong', 422, {
  zh: '所填资料与登记信息不一致，请核对后再试',
  en: 'What you entered does not match our records; please check it and try again',
});
export const proofLocked = defineError('proof-locked', 429, {
  zh: '尝试次数过多，请{minutes}分钟后再试，或到营业厅办理',
  en: 'Too many tries; try again in {minutes} minutes, or come to a service hall',
});
export const noPhoneOnFile = defineError('no-phone-on-file', 409, {
  zh: '该户未登记手机号，请改用其他方式验证',
  en: 'No phone is on file for this account; please prove it another way',
});
export const phoneNotProved = defineError('phone-not-proved', 409, {
  zh: '您的手机号与登记号码不同，或已超过验证时限，请改用验证码',
  en: 'Your phone is not the one on file, or it was proved too long ago; please use a code',
});
export const proveOwnPhoneFirst = defineError('own-phone-unproved', 409, {
  zh: '请先用短信验证码登录，30 分钟内可以按您的手机号查找',
  en: 'Please sign in with a code by text message first; then your phone is looked up for 30 minutes',
});
export const tooManyHouseholds = defineError('household-limit', 409, {
  zh: '最多可绑定{max}户，请先解绑一户',
  en: 'You can add at most {max} households; remove one first',
});
export const tooManyTogether = defineError('household-limit-together', 409, {
  zh: '合并后共{count}户，最多可绑定{max}户；请先在其中一个账号里解绑，再合并',
  en: 'Together you would have {count} households, at most {max} are allowed; remove some in either account first',
});
export const ownBinding = defineError('own-binding', 409, {
  zh: '不能在此移除自己，请使用解绑',
  en: 'You cannot remove yourself here; remove the household instead',
});
export const lastIdentity = defineError('last-identity', 409, {
  zh: '这是您唯一的登录方式，不能解除',
  en: 'This is your only way to sign in and cannot be removed',
});
export const identityInUse = defineError('identity-in-use', 409, {
  zh: '您正以此方式登录，请换一种方式登录后再解除',
  en: 'You are signed in this way; sign in another way before removing it',
});
export const signInRefused = defineError('sign-in-refused', 401, {
  zh: '登录凭证无效或已过期，请重新登录',
  en: 'The sign-in was not accepted or has expired; please try again',
});
export const signInNotOffered = defineError('sign-in-not-offered', 404, {
  zh: '暂不支持这种登录方式，请改用短信登录',
  en: 'This way to sign in is not offered here; please sign in by text message',
});
export const signInUnavailable = defineError(
  'sign-in-unavailable',
  503,
  {
    zh: '登录服务暂时不可用，请稍后再试或改用短信登录',
    en: 'This sign-in does not answer now; try later or sign in by text message',
  },
  { report: true },
);

export const applicationUnderway = defineError('application-underway', 409, {
  zh: '您有申请尚未办结，请先撤回，或等它办结后再注销',
  en: 'An application of yours is not ended; please withdraw it, or wait until it is done',
});
export const paymentUnderway = defineError('payment-underway', 409, {
  zh: '您有缴费正在进行，请等它完成后再注销',
  en: 'A payment of yours is under way; please wait until it has ended',
});

/** A 400 that names one field. */
export function fieldError(field: string, rule: string, message: Wording) {
  return badRequest({}, [{ field, rule, message }]);
}
