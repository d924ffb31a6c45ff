/** WeChat's one-time subscription message (developers.weixin.qq.com: subscribeMessage.send). One consent is one message. */
import { z } from 'zod';
import type { HttpClient } from '../../../infra/http-client.ts';
import type { Inbound, MessageChannel, ParsedReceipt, Report } from './channel.ts';
import { digestOf, readJson } from './signed-json.ts';
import { callWeixin, cardData, type WalletTemplates } from './weixin-messages.ts';
import { openPush, type PushKeys, xmlField } from './weixin-push.ts';
import type { WeixinToken } from './weixin-token.ts';

export interface WechatSubscribeSettings {
  baseUrl: string;
  templates: WalletTemplates;
  /** Of the message push; without it no reports are taken. */
  push?: PushKeys;
  perSecond: number;
  /** developer | trial | formal */
  state: string;
  page: string;
}

const patienceSeconds = 60;

export function createWechatSubscribe(
  settings: WechatSubscribeSettings,
  token: WeixinToken,
  http: HttpClient,
): MessageChannel {
  const { baseUrl, templates, push, perSecond, state, page } = settings;
  return {
    name: 'wechat-subscribe',
    // The call has no id of ours: what may have been sent is not sent again.
    repeatable: false,
    needsConsent: true,
    perSecond,
    costMilliFen: 0,
    ...(push ? { patienceSeconds } : {}),
    serves: event => templates.has(event),
    async send(letter) {
      const template = templates.get(letter.event);
      if (!template) return { kind: 'refused', reason: 'NO_TEMPLATE' };
      return callWeixin(http, token, `${baseUrl}/cgi-bin/message/subscribe/send`, {
        touser: letter.to,
        template_id: template.id,
        page,
        miniprogram_state: state,
        lang: letter.language === 'zh' ? 'zh_CN' : 'en_US',
        data: cardData(template, letter),
      });
    },
    ...(push ? { parseReceipt: (inbound: Inbound) => readPush(inbound, push) } : {}),
  };
}

const Sent = z.object({
  MsgID: z.union([z.string(), z.number()]),
  ErrorCode: z.union([z.string(), z.number()]),
  ErrorStatus: z.string(),
});
const Push = z.object({
  Event: z.literal('subscribe_msg_sent_event'),
  CreateTime: z.union([z.string(), z.number()]),
  List: z.union([Sent, z.array(Sent).min(1).max(100)]),
});

function readPush(inbound: Inbound, keys: PushKeys): ParsedReceipt | undefined {
  const message = openPush(inbound, keys);
  if (!message) return undefined;
  const push = Push.safeParse(readJson(message) ?? readXml(message.toString('utf8')));
  const [eventId, answer] = [digestOf(message), { type: 'text/plain', body: 'success' }];
  // Other pushes (a consent given or withdrawn in WeChat's own settings) are acknowledged and not kept.
  if (!push.success) return { eventId, reports: [], answer };
  const at = new Date(Number(push.data.CreateTime) * 1000).toISOString();
  const list = Array.isArray(push.data.List) ? push.data.List : [push.data.List];
  const reports = list.map(
    ({ MsgID, ErrorCode, ErrorStatus }): Report => ({
      providerId: String(MsgID),
      state: Number(ErrorCode) === 0 ? 'delivered' : 'failed',
      at,
      ...(Number(ErrorCode) === 0 ? {} : { reason: ErrorStatus.slice(0, 100) }),
    }),
  );
  return { eventId, reports, answer };
}

/** The console offers both forms; XML has the same names, one `List` for each message. */
function readXml(xml: string) {
  const lists = xml.split('<List>').slice(1);
  return {
    Event: xmlField(xml, 'Event'),
    CreateTime: xmlField(xml, 'CreateTime'),
    List: lists.map(list => ({
      MsgID: xmlField(list, 'MsgID'),
      ErrorCode: xmlField(list, 'ErrorCode'),
      ErrorStatus: xmlField(list, 'ErrorStatus'),
    })),
  };
}
