import { methodNotOffered } from '../channel.errors.ts';
import type { ChannelDefinition, GatewaySet, MethodOffer, PlanRequest, Prepay } from '../channel.ts';
import { prepayOf } from '../plan-prepay.ts';

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

/** Whoever signed in through a mini-program is inside it, and there the other platform's wallet is never offered. */
function outsideMiniPrograms(prepay: Prepay, gateways: GatewaySet): Prepay {
  const homeOf = ({ identity }: PlanRequest) => {
    if (identity.appId === gateways.get('wechat-pay').payerApps.mini) return 'wechat';
    if (identity.appId === gateways.get('alipay').payerApps.create) return 'alipay';
    return undefined;
  };
  return {
    offers: prepay.offers,
    plan(request) {
      const home = homeOf(request);
      if (home !== undefined && home !== request.method) throw methodNotOffered();
      return prepay.plan(request);
    },
  };
}
