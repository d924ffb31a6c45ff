import { defineError } from '../../../shared/errors.ts';

export const methodNotOffered = defineError('method-not-offered', 422, {
  zh: '此渠道不支持该支付方式',
  en: 'This way to pay is not offered here',
});

export const signInDiffers = defineError('sign-in-differs', 422, {
  zh: '请在对应的应用内登录后再用此方式支付',
  en: 'Sign in within the matching app to pay this way',
});
