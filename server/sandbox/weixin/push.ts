import { createCipheriv, createHash, randomBytes } from 'node:crypto';
import { messageHappened } from '../messages/keep.ts';
import type { Notifier, RawRequest } from '../notify/raw-request.ts';
import type { Sandbox } from '../sandbox.ts';
import { randomDigits } from '../state/ids.ts';
import type { PushKeys } from '../state/keys.ts';
import type { Delivery, FaultRule } from '../state/records.ts';

const sha1 = (...parts: string[]): string => createHash('sha1').update(parts.sort().join('')).digest('hex');

/** The parameters by which a push, and the first look at an address, is known to be WeChat's. */
export function signedQuery(keys: PushKeys, more: Record<string, string> = {}): URLSearchParams {
  const [timestamp, nonce] = [String(Math.floor(Date.now() / 1000)), randomDigits(10)];
  return new URLSearchParams({ signature: sha1(keys.token, timestamp, nonce), timestamp, nonce, ...more });
}

/** AES-256-CBC over random, length, text and app id, padded to 32 bytes, as «消息加解密说明» has it. */
function encrypted(keys: PushKeys, appid: string, text: string): string {
  const key = Buffer.from(`${keys.aesKey}=`, 'base64');
  const body = Buffer.from(text);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(body.length);
  const content = Buffer.concat([randomBytes(16), length, body, Buffer.from(appid)]);
  const pad = 32 - (content.length % 32);
  const cipher = createCipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false);
  const padded = Buffer.concat([content, Buffer.alloc(pad, pad)]);
  return Buffer.concat([cipher.update(padded), cipher.final()]).toString('base64');
}

/** Pushed again after five seconds, three times in all, unless answered `success` or nothing. */
export const weixinNotifier = (sandbox: Sandbox, app: 'weixin' | 'weixin-oa'): Notifier => ({
  schedule: [5, 5],
  accepts: answer => answer.status === 200 && (answer.body === '' || answer.body.toLowerCase() === 'success'),
  happened: delivery =>
    messageHappened(sandbox, delivery, app === 'weixin' ? 'system failed' : 'failed:user block'),
  build: async (delivery, fault) => build(sandbox, app, delivery, fault),
});

function build(
  sandbox: Sandbox,
  app: 'weixin' | 'weixin-oa',
  delivery: Delivery,
  fault?: FaultRule,
): RawRequest {
  const { wechat, weixinPush } = sandbox.keys;
  const { weixinPushMode, weixinPushFormat } = sandbox.settings();
  const keys = fault?.fault === 'forged-signature' ? { ...weixinPush, token: 'stranger' } : weixinPush;
  const format = app === 'weixin' ? weixinPushFormat : 'xml';
  const ToUserName = weixinPush.accounts[app];
  const message = { ToUserName, ...contentOf(delivery) };
  let body = written(message, format);
  const query = signedQuery(keys, { openid: String(delivery.facts['openid']) });
  if (weixinPushMode === 'safe') {
    const Encrypt = encrypted(weixinPush, app === 'weixin' ? wechat.appid : wechat.oaAppid, body);
    query.set('encrypt_type', 'aes');
    query.set('msg_signature', sha1(keys.token, query.get('timestamp')!, query.get('nonce')!, Encrypt));
    body = written({ ToUserName, Encrypt }, format);
  }
  return {
    url: `${delivery.url}${delivery.url.includes('?') ? '&' : '?'}${query}`,
    headers: {
      'Content-Type': format === 'xml' ? 'text/xml' : 'application/json',
      'User-Agent': 'Mozilla/4.0',
    },
    body: fault?.fault === 'malformed' ? body.slice(0, body.length / 2) : body,
  };
}

type Content = { [name: string]: string | number | Content };

function contentOf(delivery: Delivery): Content {
  const { event, openid, template, msgid, answers, failCode, failText } = delivery.facts as Record<
    string,
    string
  > & {
    answers?: Content[];
  };
  const said = delivery.facts['said'] as Content | undefined;
  const failed = delivery.fault === 'failed-receipt';
  const head: Content = {
    FromUserName: openid!,
    CreateTime: Math.floor(Date.parse(delivery.createdAt) / 1000),
    ...(said ?? { MsgType: 'event', Event: event! }),
  };
  if (said) return head;
  if (event === 'TEMPLATESENDJOBFINISH') {
    return { ...head, MsgID: msgid!, Status: failed ? (failText ?? 'failed:user block') : 'success' };
  }
  if (event === 'subscribe_msg_sent_event') {
    const result = failed
      ? { ErrorCode: failCode ?? '1', ErrorStatus: failText ?? 'system failed' }
      : { ErrorCode: '0', ErrorStatus: 'success' };
    return { ...head, SubscribeMsgSentEvent: { List: { TemplateId: template!, MsgID: msgid!, ...result } } };
  }
  // One event tells of one template: XML may repeat `List`, and JSON then has an array; here it never does.
  return {
    ...head,
    [event === 'subscribe_msg_popup_event' ? 'SubscribeMsgPopupEvent' : 'SubscribeMsgChangeEvent']: {
      List: answers![0]!,
    },
  };
}

const BARE = new Set([
  ...['CreateTime', 'MsgID', 'ErrorCode', 'PopupScene'],
  ...['MsgId', 'Location_X', 'Location_Y', 'Scale'],
]);

function xml(content: Content): string {
  return Object.entries(content)
    .map(([name, value]) => {
      if (typeof value === 'object') return `<${name}>${xml(value)}</${name}>`;
      return `<${name}>${BARE.has(name) ? value : `<![CDATA[${String(value).replaceAll(']]>', ']]]]><![CDATA[>')}]]>`}</${name}>`;
    })
    .join('\n');
}

/** JSON has the list at the top and every value as text. */
function written(content: Content, format: 'xml' | 'json'): string {
  if (format === 'xml') return `<xml>${xml(content)}</xml>`;
  const flat = Object.entries(content).map(([name, value]) =>
    typeof value === 'object' ? ['List', value['List']] : [name, String(value)],
  );
  return JSON.stringify(Object.fromEntries(flat));
}
