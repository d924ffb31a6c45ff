import type { Translate } from '@/i18n/texts';

/** The ways of signing in by the names people know them by. */
export function identityName(provider: string, t: Translate): string {
  if (provider === 'wechat' || provider === 'wechat-mini') return t('me.identity.wechat-mini');
  if (provider === 'wechat-oa') return t('me.identity.wechat-oa');
  if (provider === 'alipay') return t('me.identity.alipay');
  return t('me.identity.sms');
}
