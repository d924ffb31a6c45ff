import type { Gateway } from '../gateways/gateway.ts';
import { methodNotOffered, signInDiffers } from './channel.errors.ts';
import type { GatewaySet, MethodOffer, PaymentPlan, PlanRequest, Prepay } from './channel.ts';

/** The prepay capability from a channel's offers: which gateway and product, and whether this payer may use it. */
export function prepayOf(offers: readonly MethodOffer[], gateways: GatewaySet): Prepay {
  return {
    offers,
    plan(request) {
      const offer = offers.find(({ method }) => method === request.method);
      const product = request.product ?? offer?.products[0];
      if (!offer || !product || !offer.products.includes(product)) throw methodNotOffered();
      const gateway = gateways.get(offer.gateway);
      return { gateway, product, payer: { subject: subjectFor(gateway, product, request), ip: request.ip } };
    },
  };
}

/** An openid means something only to the app that it was given to. */
function subjectFor(
  gateway: Gateway,
  product: PaymentPlan['product'],
  request: PlanRequest,
): string | undefined {
  const app = gateway.payerApps[product];
  if (app === undefined) return undefined;
  const { provider, subject, appId } = request.identity;
  if (provider !== request.method || appId !== app) throw signInDiffers();
  return subject;
}

/** Whoever signed in through a mini-program is inside it, and there the other platform's wallet is never offered. */
export function outsideMiniPrograms(prepay: Prepay, gateways: GatewaySet): Prepay {
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
