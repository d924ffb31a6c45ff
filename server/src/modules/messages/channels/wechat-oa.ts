/** Template message of the official account (developers.weixin.qq.com: 模板消息), to people who follow it. */
import type { HttpClient } from '../../../infra/http-client.ts';
import type { Inbound, MessageChannel, ParsedReceipt, Report } from './channel.ts';
import { digestOf } from './signed-json.ts';
import { callWeixin, cardData, type WalletTemplates } from './weixin-messages.ts';
import { openPush, type PushKeys, xmlFields } from './weixin-push.ts';
import type { WeixinToken } from './weixin-token.ts';

export interface WechatOaSettings {
  baseUrl: string;
  templates: WalletTemplates;
  /** Of the message push; without it no reports are taken. */
  push?: PushKeys;
  perSecond: number;
  /** What a tap opens. */
  link: string;
}

const patienceSeconds = 300;

export function createWechatOa(
  settings: WechatOaSettings,
  token: WeixinToken,
  http: HttpClient,
): MessageChannel {
  const { baseUrl, templates, push, perSecond, link } = settings;
  return {
    name: 'wechat-oa',
    // client_msg_id: a repeat within ten minutes is not a second message.
    repeatable: true,
    perSecond,
    costMilliFen: 0,
    ...(push ? { patienceSeconds } : {}),
    serves: event => templates.has(event),
    async send(letter) {
      const template = templates.get(letter.event);
      if (!template) return { kind: 'refused', reason: 'NO_TEMPLATE' };
      return callWeixin(http, token, `${baseUrl}/cgi-bin/message/template/send`, {
        touser: letter.to,
        template_id: template.id,
        url: link,
        client_msg_id: letter.requestId.slice(-32),
        data: cardData(template, letter),
      });
    },
    ...(push ? { parseReceipt: (inbound: Inbound) => readPush(inbound, push) } : {}),
  };
}

function readPush(inbound: Inbound, keys: PushKeys): ParsedReceipt | undefined {
  const message = openPush(inbound, keys);
  if (!message) return undefined;
  const fields = xmlFields(message.toString('utf8'));
  const answer = { type: 'text/plain', body: 'success' };
  const eventId = digestOf(message);
  const [id, status] = [fields.get('MsgID'), fields.get('Status')];
  const finished = fields.get('MsgType') === 'event' && fields.get('Event') === 'TEMPLATESENDJOBFINISH';
  if (!finished || !id || !status) return { eventId, reports: [], answer };
  const at = new Date(Number(fields.get('CreateTime') ?? 0) * 1000).toISOString();
  const report: Report =
    status === 'success'
      ? { providerId: id, state: 'delivered', at }
      : { providerId: id, state: 'failed', at, reason: status.slice(0, 100) };
  return { eventId, reports: [report], answer };
}
