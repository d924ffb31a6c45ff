import { createDecipheriv, createHash } from 'node:crypto';
import type { Harness } from './harness.ts';
import type { Received } from './listener.ts';

type Fields = Record<string, unknown>;

/** An app that knows api.weixin.qq.com's messages from their description only. */
export function weixinApp({ credentials }: Harness) {
  const base = credentials['WECHAT_API_BASE_URL']!;
  const apps = {
    weapp: { appid: credentials['WECHAT_PAY_APP_ID']!, secret: credentials['WECHAT_APP_SECRET']! },
    oa: { appid: credentials['WECHAT_OA_APP_ID']!, secret: credentials['WECHAT_OA_SECRET']! },
  };
  const post = async (path: string, body: unknown) => {
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    const reply = await fetch(base + path, { method: 'POST', body: text });
    const raw = await reply.text();
    return { status: reply.status, raw, json: JSON.parse(raw) as Fields };
  };
  const token = async (app: keyof typeof apps, more: object = {}) => {
    const asked = { grant_type: 'client_credential', ...apps[app], ...more };
    return (await post('/cgi-bin/stable_token', asked)).json;
  };
  const accessToken = async (app: keyof typeof apps) => String((await token(app))['access_token']);
  return {
    apps,
    post,
    token,
    accessToken,
    subscribe: async (message: object) =>
      post(`/cgi-bin/message/subscribe/send?access_token=${await accessToken('weapp')}`, message),
    template: async (message: object) =>
      post(`/cgi-bin/message/template/send?access_token=${await accessToken('oa')}`, message),
  };
}

const sha1 = (...parts: string[]): string => createHash('sha1').update(parts.sort().join('')).digest('hex');

const queryOf = ({ path }: Received) => new URL(path, 'http://hall').searchParams;

/** By the signature over token, time stamp and nonce. */
export function isFromWeixin(token: string, push: Received): boolean {
  const query = queryOf(push);
  const [timestamp, nonce] = [query.get('timestamp')!, query.get('nonce')!];
  const fresh = Math.abs(Date.now() / 1000 - Number(timestamp)) < 300;
  return fresh && query.get('signature') === sha1(token, timestamp, nonce);
}

/** Opens a push of the safe mode; throws when its own signature is another. */
export function opened(token: string, aesKey: string, push: Received): { text: string; appid: string } {
  const query = queryOf(push);
  const sealed = field(push.raw, 'Encrypt');
  const expected = sha1(token, query.get('timestamp')!, query.get('nonce')!, sealed);
  if (query.get('msg_signature') !== expected) throw new Error('msg_signature');
  const key = Buffer.from(`${aesKey}=`, 'base64');
  const decipher = createDecipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false);
  const padded = Buffer.concat([decipher.update(sealed, 'base64'), decipher.final()]);
  const content = padded.subarray(16, padded.length - padded.at(-1)!);
  const length = content.readUInt32BE(0);
  return { text: content.subarray(4, 4 + length).toString(), appid: content.subarray(4 + length).toString() };
}

/** The text of an element, in CDATA or bare. */
export const field = (xml: string, name: string): string =>
  new RegExp(`<${name}>(?:<!\\[CDATA\\[)?([^\\]<]*)`).exec(xml)?.[1] ?? '';
