/** Where gateways tell us things. Verify → store → acknowledge; handling follows behind, also of what cannot be read. */
import { signedBy } from '../../http/access.ts';
import { defineRoute, type Route, rawReply } from '../../http/define-route.ts';
import type { Logger } from '../../infra/logging.ts';
import type { Metrics } from '../../infra/metrics.ts';
import { ChannelError } from './gateways/channel-error.ts';
import type { Gateway, GatewayCode, InboundNotification, RawMessage, Reply } from './gateways/gateway.ts';
import type { Inbox } from './inbox/inbox.ts';
import type { KeepUnreadable } from './inbox/keep-unreadable.ts';

const paths: Record<GatewayCode, { payment: string; refund: string; agreement?: string }> = {
  'wechat-pay': {
    payment: '/notify/wechat-pay/payment',
    refund: '/notify/wechat-pay/refund',
    agreement: '/notify/wechat-pay/agreement',
  },
  // Alipay tells of refunds at the payment's address too.
  alipay: { payment: '/notify/alipay', refund: '/notify/alipay', agreement: '/notify/alipay' },
  unionpay: { payment: '/notify/unionpay', refund: '/notify/unionpay' },
};

export const notifyPath = (gateway: string, kind: 'payment' | 'refund' | 'agreement'): string =>
  paths[gateway as GatewayCode][kind] ?? '';

interface NotifyDependencies {
  inbox: Inbox;
  keepUnreadable: KeepUnreadable;
  gateways: readonly Gateway[];
  logger: Logger;
  metrics: Metrics;
}

export function notifyRoutes(dependencies: NotifyDependencies): Route[] {
  return dependencies.gateways.flatMap(gateway => {
    const { payment, refund, agreement } = paths[gateway.code];
    const own = [payment, refund, ...(agreement && gateway.agreement ? [agreement] : [])];
    return [...new Set(own)].map(path =>
      defineRoute({
        method: 'post',
        path,
        root: true,
        access: signedBy(gateway.code),
        summary: `Notifications of ${gateway.code}`,
        tag: 'notifications',
        bodyType: 'raw',
        tooLarge: () => rawReply(refuse('bad-response', gateway, dependencies.metrics)),
        handle: async ({ headers, rawBody }) =>
          rawReply(await receive(gateway, { headers, body: rawBody }, dependencies)),
      }),
    );
  });
}

function refuse(reason: Parameters<Gateway['refuse']>[0], gateway: Gateway, metrics: Metrics): Reply {
  metrics.count('hall_notifications_total', { source: gateway.source, result: reason });
  return gateway.refuse(reason);
}

async function receive(
  gateway: Gateway,
  raw: RawMessage,
  { inbox, keepUnreadable, logger, metrics }: NotifyDependencies,
): Promise<Reply> {
  const { source, code: gatewayCode } = gateway;
  const keep = async (storing: Promise<unknown>): Promise<Reply> => {
    try {
      await storing;
      return gateway.accept();
    } catch (error) {
      // Not on disk, so not acknowledged: the gateway sends it again.
      logger.error({ gateway: gatewayCode, err: error }, 'notification not stored');
      return refuse('not-stored', gateway, metrics);
    }
  };
  let notification: InboundNotification;
  try {
    notification = await gateway.parseNotification(raw);
  } catch (error) {
    if (!(error instanceof ChannelError)) throw error;
    const { problem, code } = error;
    logger.warn({ gateway: gatewayCode, problem, code }, 'notification not read');
    if (problem !== 'bad-response') return refuse(problem, gateway, metrics);
    return keep(keepUnreadable({ ...raw, source, code }));
  }
  return keep(inbox.accept({ ...raw, source, notification }));
}
