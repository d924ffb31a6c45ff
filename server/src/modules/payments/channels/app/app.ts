import type { ChannelDefinition, GatewaySet, MethodOffer } from '../channel.ts';
import { prepayOf } from '../plan-prepay.ts';

const offers: MethodOffer[] = [
  { method: 'wechat', gateway: 'wechat-pay', products: ['app'] },
  { method: 'alipay', gateway: 'alipay', products: ['app'] },
  { method: 'unionpay', gateway: 'unionpay', products: ['app'] },
];

/** 掌上电力App: the hall in a shell of its own, which hands signed parameters to the wallets' SDKs. */
export const appChannel: ChannelDefinition = {
  code: 'app',
  gateways: ['wechat-pay', 'alipay'],
  optionalGateways: ['unionpay'],
  create: gateways => ({
    code: 'app',
    name: { zh: '掌上电力App', en: 'Mobile app' },
    prepay: prepayOf(offered(gateways), gateways),
  }),
};

const offered = (gateways: GatewaySet) => offers.filter(({ gateway }) => gateways.has(gateway));
