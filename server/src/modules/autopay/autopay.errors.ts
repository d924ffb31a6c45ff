import { defineError } from '../../shared/errors.ts';

export const agreementNotFound = defineError('agreement-not-found', 404, {
  zh: '没有找到这份自动缴费协议',
  en: 'There is no such agreement',
});
export const agreementExists = defineError('agreement-exists', 409, {
  zh: '这一户已开通自动缴费，无需重复开通',
  en: 'This household is paid automatically already',
});
export const agreementNotOffered = defineError('agreement-not-offered', 422, {
  zh: '这里不能用该钱包开通自动缴费',
  en: 'Automatic payment by this wallet is not offered here',
});
export const walletSilent = defineError('wallet-silent', 503, {
  zh: '钱包暂时没有回应，请稍后再试。尚未开通，不会扣款',
  en: 'The wallet does not answer; please try again later. Nothing is agreed and nothing is debited',
});
