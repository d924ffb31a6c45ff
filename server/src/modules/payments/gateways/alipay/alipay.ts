import type { Clock } from '../../../../infra/clock.ts';
import type { HttpClient } from '../../../../infra/http-client.ts';
import type { Gateway } from '../gateway.ts';
import { alipayAgreements } from './agreement.ts';
import { type AlipayClient, createAlipayClient } from './client.ts';
import { exchangeAuthCode } from './exchange-auth-code.ts';
import { accepted, parseNotification, refused } from './notifications.ts';
import { alipayPayCode } from './pay-code.ts';
import { queryRefund, refund } from './refunds.ts';
import type { AlipaySettings } from './settings.ts';
import { alipayStatementSource, alipayStatements } from './statements.ts';
import { sendTemplateMessage, type TemplateMessage } from './template-message.ts';
import { close, initiate, query } from './trades.ts';

/** Alipay also tells who is signing in with it, and carries messages to its users. */
export interface AlipayGateway extends Gateway {
  /** @see exchange-auth-code.ts */
  exchangeAuthCode(code: string): Promise<string | undefined>;
  /** @see template-message.ts */
  sendTemplateMessage(message: TemplateMessage): Promise<void>;
}

/** Alipay OpenAPI for one seller. */
export function createAlipayGateway(
  settings: AlipaySettings,
  deps: { http: HttpClient; clock: Clock },
): AlipayGateway {
  return gatewayOver(createAlipayClient(settings, deps));
}

function gatewayOver(client: AlipayClient): AlipayGateway {
  const { settings } = client;
  return {
    code: 'alipay',
    source: `alipay:${settings.sellerId}`,
    products: ['create', 'wap', 'page', 'app', 'precreate', 'codepay'],
    payerApps: { create: settings.appId },
    signedOnly: ['wap', 'page', 'app'],
    initiate: order => initiate(client, order),
    query: paymentNo => query(client, paymentNo),
    close: paymentNo => close(client, paymentNo),
    refund: request => refund(client, request),
    queryRefund: request => queryRefund(client, request),
    parseNotification: async raw => parseNotification(settings, raw),
    accept: () => accepted,
    refuse: refused,
    statements: alipayStatements(client),
    agreement: alipayAgreements(client),
    statementSource: alipayStatementSource(client),
    payCode: alipayPayCode(client),
    exchangeAuthCode: code => exchangeAuthCode(client, code),
    sendTemplateMessage: message => sendTemplateMessage(client, message),
    // Alipay tells again only after four minutes, so silence is broken earlier by asking.
    queryBackSeconds: [5, 10, 20, 30, 60, 120, 300, 600, 1800, 3600],
    refundQuerySeconds: [5, 30, 60, 300, 600, 1800, 3600, 7200, 21_600, 86_400],
    refundTermDays: 365,
    noting: note => gatewayOver(client.noting(note)),
  };
}
