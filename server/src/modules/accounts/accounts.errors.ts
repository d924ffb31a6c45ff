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
  zh: '请先用短信验证码确认手机号是您的，之后 30 分钟内可以按它查找',
  en: 'Please show by a code in a text message that the phone is yours; then it is looked up for 30 minutes',
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
  zh: '这是您唯一的登录方式，或其他方式都是凭它添加的，不能解除',
  en: 'This is your only way to sign in, or the others were added by its proof; it cannot be removed',
});
export const identityInUse = defineError('identity-in-use', 409, {
  zh: '您正以此方式登录，请换一种方式登录后再解除',
  en: 'You are signed in this way; sign in another way before removing it',
});
export const identityOfAnother = defineError('identity-of-another', 409, {
  zh: '当前的微信或支付宝已用于另一个账号。验证手机号后，两个账号可以合并为一个',
  en: 'This WeChat or Alipay belongs to another account here. Once you prove your phone, the two can become one',
});
/** It was added under that account's phone, which may be lost: it may come over, and nothing else of that account does. */
export const identityAddedElsewhere = defineError('identity-added-elsewhere', 409, {
  zh: '当前的微信或支付宝已添加到另一个账号，那个账号有自己的手机号，不能并入。可以只把这个登录方式移到现在的账号',
  en: 'This WeChat or Alipay was added to another account that has a phone of its own, so the two cannot be joined. It alone can be moved to this account',
});
/** The agreement would stay with that account, where only its phone could end it. */
export const paysThere = defineError('pays-there', 409, {
  zh: '那个账号正用这个钱包自动缴费。请先退出，用当前的微信或支付宝登录，在“自动缴费”里取消，再回来移动',
  en: 'The other account pays automatically by this wallet. Please sign out, sign in by this WeChat or Alipay, end it under “Automatic payment”, then come back and move the wallet',
});
export const joinOwnPhone = defineError('join-own-phone', 409, {
  zh: '当前的微信或支付宝已用于另一个账号，而那个账号有自己的手机号，不能并入。请改用它登录缴费；要合为一个账号，请在那边把手机号更换为您现在的号码',
  en: 'This WeChat or Alipay belongs to another account that has a phone of its own, so it cannot be joined. Sign in by it to pay; to have one account, change the phone there to the one you use now',
});
/** How an account is entered changes only by who has shown a moment ago that it is theirs. */
export const identityUnproved = defineError('identity-unproved', 409, {
  zh: '请先用短信验证码验证本账号的手机号。号码已停用的，请退出后用最初的微信或支付宝重新登录再更改；没有的，请用新号码登录并重新绑定户号，缴费时可把当前的微信或支付宝移过去',
  en: 'Please prove the phone of this account by a code first. If you no longer have that number, sign out, sign in by the WeChat or Alipay the account began with and change it then; without one, sign in by the new number, add your households again, and move this WeChat or Alipay along when you pay',
});
export const walletUnproved = defineError('wallet-unproved', 409, {
  zh: '您登录已有一段时间，请退出后用微信或支付宝重新登录，30 分钟内办理',
  en: 'You signed in some time ago; please sign out, sign in by WeChat or Alipay again, and do this within 30 minutes',
});
export const ownPhoneMissing = defineError('own-phone-missing', 409, {
  zh: '您的账号还没有手机号，请先在“我的”里绑定',
  en: 'Your account has no phone yet; please add one under “Me” first',
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
