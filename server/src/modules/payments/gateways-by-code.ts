import type { Gateway } from './gateways/gateway.ts';

/** @throws when the gateway of an old payment is no longer configured: its payments cannot be left alone. */
export type GatewayByCode = (code: string) => Gateway;

/** Sources of money that is received, not ordered: there is nobody to ask, and nobody to send a refund through. */
const withoutGateway = ['partner', 'agent', 'acquirer', 'debit-bank', 'shift', 'cash-box', 'card'];

/** Whether a payment or collection came through a gateway, by its `gateway` or its source. */
export function cameThroughGateway(gatewayOrSource: string): boolean {
  return !withoutGateway.includes(gatewayOrSource.split(':')[0]!);
}

export function gatewaysByCode(gateways: readonly Gateway[]): GatewayByCode {
  const byCode = new Map(gateways.map(gateway => [gateway.code as string, gateway]));
  return code => {
    const gateway = byCode.get(code);
    if (!gateway) throw new Error(`gateway ${code} is not configured`);
    return gateway;
  };
}
