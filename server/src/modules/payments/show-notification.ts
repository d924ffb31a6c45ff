import type { RawNotification } from './timeline.repository.ts';

/** Fields in which gateways name the payer, in form and JSON bodies. */
const payerFields =
  /((?:buyer|payer|open|user|receiver)[a-z_]*(?:id|account|name|phone|mobile)|openid)(=|"\s*:\s*")([^&"]+)/gi;

/** A raw notification fit to be shown: as it came, but the signature shortened and whoever paid blacked out. */
export function showNotification(message: RawNotification) {
  const headers = Object.fromEntries(
    Object.entries(message.headers).map(([name, value]) => [
      name,
      name.endsWith('signature') ? `${value.slice(0, 12)}…` : value,
    ]),
  );
  return {
    ...message,
    headers,
    body: message.body.toString('utf8').replace(payerFields, '$1$2***'),
    receivedAt: message.receivedAt.toISOString(),
    handledAt: message.handledAt?.toISOString() ?? null,
  };
}
