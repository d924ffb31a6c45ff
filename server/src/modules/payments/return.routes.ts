/** Where a payer's browser comes back by a POST. It carries nothing we believe; the hall asks the server as ever. */
import { z } from 'zod';
import { anyone } from '../../http/access.ts';
import { defineRoute, type Route, rawReply } from '../../http/define-route.ts';
import type { Gateway } from './gateways/gateway.ts';

const pathOf = (gateway: string) => `/return/${gateway}`;

/** The address that is given to such a gateway, and leads on to `returnUrl`, an address of ours. */
export function postedReturn(publicBaseUrl: string, gateway: string, returnUrl: string): string {
  const to = returnUrl.slice(new URL(publicBaseUrl).origin.length);
  return `${publicBaseUrl}${pathOf(gateway)}?to=${encodeURIComponent(to)}`;
}

/** A path of this site: `//elsewhere` and `/\elsewhere` would be another's. */
const OwnPath = z
  .string()
  .max(600)
  .regex(/^\/(?![/\\])[^\s\\]*$/)
  .default('/');

export function returnRoutes(gateways: readonly Gateway[], publicBaseUrl: string): Route[] {
  const { origin } = new URL(publicBaseUrl);
  return gateways
    .filter(gateway => gateway.returnsByPost)
    .map(gateway =>
      defineRoute({
        method: 'post',
        path: pathOf(gateway.code),
        root: true,
        access: anyone(
          "the payer's browser comes from the gateway's page without our token; it is only led on",
        ),
        summary: `Leads a browser from the page of ${gateway.code} back into the hall`,
        tag: 'notifications',
        bodyType: 'raw',
        input: { query: z.strictObject({ to: OwnPath }) },
        handle: async ({ query }) => rawReply({ status: 303, headers: { location: origin + query.to } }),
      }),
    );
}
