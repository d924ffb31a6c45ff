import type { ChannelDefinition, MethodOffer } from '../channel.ts';
import { prepayOf } from '../plan-prepay.ts';

const offers: MethodOffer[] = [
  { method: 'wechat', gateway: 'wechat-pay', products: ['native'] },
  { method: 'alipay', gateway: 'alipay', products: ['precreate'] },
];

/** 电力24小时自助营业厅: a machine that accepts notes, and shows QR codes for both wallets. */
export const kioskChannel: ChannelDefinition = {
  code: 'kiosk',
  gateways: [],
  optionalGateways: ['wechat-pay', 'alipay'],
  create: gateways => ({
    code: 'kiosk',
    name: { zh: '电力24小时自助营业厅', en: '24-hour kiosk' },
    desk: {
      tenders: ['cash'],
      screen: prepayOf(
        offers.filter(({ gateway }) => gateways.has(gateway)),
        gateways,
      ),
    },
  }),
};
