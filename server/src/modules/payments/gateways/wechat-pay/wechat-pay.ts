import type { Clock } from '../../../../infra/clock.ts';
import type { HttpClient } from '../../../../infra/http-client.ts';
import type { Gateway } from '../gateway.ts';
import { papay } from './agreement.ts';
import { certificateUpkeep } from './certificates.ts';
import { createWechatPayClient, type WechatPayClient } from './client.ts';
import { wechatComplaints } from './complaints.ts';
import { createKeyRing } from './key-ring.ts';
import { accepted, parseNotification, refused } from './notifications.ts';
import { close, initiate, query } from './orders.ts';
import { wechatPayCode } from './pay-code.ts';
import { queryRefund, refund } from './refunds.ts';
import type { WechatPaySettings } from './settings.ts';
import { wechatStatementSource, wechatStatements } from './statements.ts';

/** WeChat Pay API v3 for one merchant. */
export function createWechatPayGateway(
  settings: WechatPaySettings,
  deps: { http: HttpClient; clock: Clock },
): Gateway {
  return gatewayOver(createWechatPayClient(settings, createKeyRing(settings, deps.clock), deps));
}

function gatewayOver(client: WechatPayClient): Gateway {
  const { settings } = client;
  return {
    code: 'wechat-pay',
    source: `wechat-pay:${settings.mchId}`,
    products: ['mini', 'jsapi', 'native', 'h5', 'app', 'codepay'],
    payerApps: { mini: settings.appId, jsapi: settings.oaAppId ?? settings.appId },
    // Every product's order is placed with WeChat first.
    signedOnly: [],
    initiate: order => initiate(client, order),
    query: paymentNo => query(client, paymentNo),
    close: paymentNo => close(client, paymentNo),
    refund: request => refund(client, request),
    queryRefund: request => queryRefund(client, request),
    parseNotification: async raw => parseNotification(client, raw),
    accept: () => accepted,
    refuse: refused,
    statements: wechatStatements(client),
    agreement: papay(client),
    complaints: wechatComplaints(client),
    statementSource: wechatStatementSource(client),
    payCode: wechatPayCode(client),
    // Most payers are done within half a minute; notifications take 24 h at most.
    queryBackSeconds: [5, 10, 20, 30, 60, 120, 300, 600, 1800, 3600],
    refundQuerySeconds: [5, 30, 60, 300, 600, 1800, 3600, 7200, 21_600, 86_400],
    refundTermDays: 365,
    upkeep: certificateUpkeep(client),
    noting: note => gatewayOver(client.noting(note)),
  };
}
