import type { Channel } from '../../payments/index.ts';

/** The wallets whose QR codes a kiosk can show. */
export function methodsOf(channel: Channel | undefined): ('wechat' | 'alipay')[] {
  const offers = channel?.desk?.screen?.offers ?? [];
  return offers.flatMap(({ method }) => (method === 'wechat' || method === 'alipay' ? method : []));
}
