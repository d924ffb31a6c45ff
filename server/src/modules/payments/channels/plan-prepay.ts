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
