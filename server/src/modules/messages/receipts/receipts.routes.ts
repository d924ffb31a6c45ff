import { z } from 'zod';
import { signedBy } from '../../../http/access.ts';
import { defineRoute, type Route, rawReply } from '../../../http/define-route.ts';
import { sameBytes } from '../../../infra/crypto.ts';
import { forbidden, notFound } from '../../../shared/errors.ts';
import type { ChannelName, Inbound, MessageChannel, ParsedReceipt } from '../channels/channel.ts';
import { readTencentReports } from '../channels/sms-tencent-reports.ts';
import { isFromWeixin } from '../channels/weixin-push.ts';
import type { ReceiveReports } from './receive-reports.ts';

export interface ReceiptsRoutesDependencies {
  channels: ReadonlyMap<ChannelName, MessageChannel>;
  reports: ReceiveReports;
  /** At the end of the address that only Tencent is told. */
  tencentToken?: string;
  weixinPushToken?: string;
  /** What people write to the official account comes to the same address. @returns whether it was that, and is stored */
  hear?(inbound: Inbound): Promise<boolean>;
}

const tag = 'notifications';
const bodyLimit = 256 * 1024;
const WeixinQuery = z.object({
  signature: z.string().max(100).optional(),
  timestamp: z.string().max(20).optional(),
  nonce: z.string().max(100).optional(),
  encrypt_type: z.string().max(20).optional(),
  msg_signature: z.string().max(100).optional(),
  echostr: z.string().max(200).optional(),
});

export function receiptsRoutes(dependencies: ReceiptsRoutesDependencies): Route[] {
  const { reports, tencentToken, weixinPushToken, hear } = dependencies;
  async function take(name: ChannelName, parsed: ParsedReceipt | undefined, body: Buffer) {
    if (!parsed) throw forbidden();
    await reports.accept(name, parsed, body);
    return rawReply({
      status: 200,
      headers: { 'content-type': parsed.answer.type },
      body: parsed.answer.body,
    });
  }
  const read = (name: ChannelName, inbound: Inbound) =>
    dependencies.channels.get(name)?.parseReceipt?.(inbound);

  const signed = (name: 'sms' | 'voice') =>
    defineRoute({
      method: 'post',
      path: `/notify/messages/${name}`,
      root: true,
      access: signedBy('the provider’s access key, over time, nonce and body'),
      summary: `What became of ${name === 'sms' ? 'text messages' : 'voice calls'}`,
      tag,
      bodyType: 'raw',
      bodyLimit,
      handle: ({ rawBody, headers }) =>
        take(name, read(name, { body: rawBody, headers, query: {} }), rawBody),
    });
  const pushed = (name: 'wechat-subscribe' | 'wechat-oa') => [
    defineRoute({
      method: 'post',
      path: `/notify/messages/${name}`,
      root: true,
      access: signedBy(
        'WeChat’s message push: SHA-1 of our token, its time and nonce, and of what it encrypted',
      ),
      summary: `What became of messages by ${name}${name === 'wechat-oa' ? ', and what followers write' : ''}`,
      tag,
      input: { query: WeixinQuery },
      bodyType: 'raw',
      bodyLimit,
      async handle({ rawBody, headers, query }) {
        const inbound = { body: rawBody, headers, query: texts(query) };
        if (name === 'wechat-oa' && (await hear?.(inbound)))
          return rawReply({ status: 200, headers: { 'content-type': 'text/plain' }, body: 'success' });
        return take(name, read(name, inbound), rawBody);
      },
    }),
    defineRoute({
      method: 'get',
      path: `/notify/messages/${name}`,
      root: true,
      access: signedBy('WeChat’s message push: SHA-1 of our token, its time and nonce'),
      summary: 'WeChat asks whether the address is ours, once, when it is set',
      tag,
      input: { query: WeixinQuery },
      handle({ query }) {
        if (!weixinPushToken || !isFromWeixin({ query: texts(query) }, weixinPushToken)) throw forbidden();
        return rawReply({
          status: 200,
          headers: { 'content-type': 'text/plain' },
          body: query.echostr ?? '',
        });
      },
    }),
  ];
  return [
    signed('sms'),
    signed('voice'),
    ...pushed('wechat-subscribe'),
    ...pushed('wechat-oa'),
    defineRoute({
      method: 'post',
      path: '/notify/messages/sms-tencent/:token',
      root: true,
      access: signedBy('the secret at the end of the address, which only the provider is told'),
      summary: 'What became of text messages sent by Tencent',
      tag,
      input: { params: z.object({ token: z.string().max(200) }) },
      bodyType: 'raw',
      bodyLimit,
      handle({ params, rawBody }) {
        if (!tencentToken || !sameBytes(Buffer.from(params.token), Buffer.from(tencentToken)))
          throw notFound();
        return take('sms', readTencentReports({ body: rawBody }), rawBody);
      },
    }),
  ];
}

const texts = (query: Record<string, string | undefined>) =>
  Object.fromEntries(
    Object.entries(query).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
