import type { ChannelDefinition, GatewaySet, MethodOffer } from '../channel.ts';
import { outsideMiniPrograms, prepayOf } from '../plan-prepay.ts';

const offers: MethodOffer[] = [
  { method: 'wechat', gateway: 'wechat-pay', products: ['native', 'h5', 'jsapi'] },
  { method: 'alipay', gateway: 'alipay', products: ['page', 'wap'] },
  { method: 'unionpay', gateway: 'unionpay', products: ['front', 'wap'] },
];

const offered = (gateways: GatewaySet) => offers.filter(({ gateway }) => gateways.has(gateway));

/** 95598网上营业厅: the hall in a browser, on a desktop, a phone, or inside WeChat. */
export const webHallChannel: ChannelDefinition = {
  code: 'web-hall',
  gateways: ['wechat-pay', 'alipay'],
  optionalGateways: ['unionpay'],
  create: gateways => ({
    code: 'web-hall',
    name: { zh: '95598网上营业厅', en: 'Online hall' },
    prepay: outsideMiniPrograms(prepayOf(offered(gateways), gateways), gateways),
  }),
};
