import type { Gateway, GatewayCode } from './gateways/gateway.ts';

/** @throws when the gateway of an old payment is no longer configured: its payments cannot be left alone. */
export type GatewayByCode = (code: GatewayCode) => Gateway;

export function gatewaysByCode(gateways: readonly Gateway[]): GatewayByCode {
  const byCode = new Map(gateways.map(gateway => [gateway.code, gateway]));
  return code => {
    const gateway = byCode.get(code);
    if (!gateway) throw new Error(`gateway ${code} is not configured`);
    return gateway;
  };
}
