import type { Clock } from '../../../../infra/clock.ts';
import type { HttpClient } from '../../../../infra/http-client.ts';
import type { Gateway } from '../gateway.ts';
import { createUnionpayClient, type UnionpayClient } from './client.ts';
import { accepted, parseNotification, refused } from './notifications.ts';
import { close, initiate, query } from './orders.ts';
import { queryRefund, refund } from './refunds.ts';
import type { UnionpaySettings } from './settings.ts';
import { unionpayStatementSource, unionpayStatements } from './statements.ts';

/** UnionPay ACP 5.1.0 for one merchant. */
export function createUnionpayGateway(
  settings: UnionpaySettings,
  deps: { http: HttpClient; clock: Clock },
): Gateway {
  return gatewayOver(createUnionpayClient(settings, deps));
}

function gatewayOver(client: UnionpayClient): Gateway {
  const { settings } = client;
  return {
    code: 'unionpay',
    source: `unionpay:${settings.merId}`,
    products: ['front', 'wap', 'app'],
    // Its page asks who is paying; no identity of ours goes along.
    payerApps: {},
    signedOnly: ['front', 'wap'],
    returnsByPost: true,
    initiate: order => initiate(client, order),
    query: paymentNo => query(client, paymentNo),
    close: paymentNo => close(client, paymentNo),
    refund: request => refund(client, request),
    queryRefund: request => queryRefund(client, request),
    parseNotification: async raw => parseNotification(client, raw),
    accept: () => accepted,
    refuse: refused,
    statements: unionpayStatements(client),
    statementSource: unionpayStatementSource(client),
    // UnionPay asks for the first question after five minutes at most, and for patience after that.
    queryBackSeconds: [10, 30, 60, 120, 300, 600, 1800, 3600],
    refundQuerySeconds: [5, 30, 60, 300, 600, 1800, 3600, 7200, 21_600, 86_400],
    // 11 months.
    refundTermDays: 330,
    noting: note => gatewayOver(client.noting(note)),
  };
}
