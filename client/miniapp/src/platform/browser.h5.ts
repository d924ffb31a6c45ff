/** Which browser the hall is open in. H5 payment is refused inside WeChat, JSAPI works nowhere else. */
export type Browser = 'wechat' | 'alipay' | 'phone' | 'desktop';

export function browserOf(userAgent: string): Browser {
  if (/MicroMessenger/i.test(userAgent)) return 'wechat';
  if (/AlipayClient/i.test(userAgent)) return 'alipay';
  return /Mobile|Android|iPhone|iPad|HarmonyOS/i.test(userAgent) ? 'phone' : 'desktop';
}

export const currentBrowser = (): Browser => browserOf(navigator.userAgent);
