import { createSign, createVerify } from 'node:crypto';
import type { Credentials } from './wechat-merchant.ts';

export type Fields = Record<string, string>;

const beijing = (at: Date): string =>
  new Date(at.getTime() + 8 * 3600_000).toISOString().slice(0, 19).replace('T', ' ');

const joined = (fields: Fields): string =>
  Object.keys(fields)
    .filter(name => fields[name] !== '')
    .sort()
    .map(name => `${name}=${fields[name]}`)
    .join('&');

/** A merchant that knows the gateway from its description only, with node:crypto alone. */
export function alipayMerchant(credentials: Credentials) {
  const gateway = credentials['ALIPAY_GATEWAY']!;

  function sign(method: string, biz: object | undefined, more: Fields = {}): Fields {
    const fields: Fields = {
      app_id: credentials['ALIPAY_APP_ID']!,
      method,
      charset: 'utf-8',
      sign_type: 'RSA2',
      timestamp: beijing(new Date()),
      version: '1.0',
      ...(biz ? { biz_content: JSON.stringify(biz) } : {}),
      ...more,
    };
    const signature = createSign('RSA-SHA256')
      .update(joined(fields))
      .sign(credentials['ALIPAY_PRIVATE_KEY']!, 'base64');
    return { ...fields, sign: signature };
  }

  async function send(fields: Fields) {
    const reply = await fetch(gateway, { method: 'POST', body: new URLSearchParams(fields) });
    const raw = await reply.text();
    return { status: reply.status, raw, ...opened(credentials, raw) };
  }

  return {
    sign,
    send,
    call: (method: string, biz?: object, more?: Fields) => send(sign(method, biz, more)),
    address: (method: string, biz: object, more?: Fields) =>
      `${gateway}?${new URLSearchParams(sign(method, biz, more))}`,
  };
}

/** The node of a reply, and whether its raw text was signed by the gateway. */
function opened(credentials: Credentials, raw: string) {
  const match = /^\{"(\w+)":(\{.*\}),"sign":"([^"]+)"\}$/s.exec(raw);
  if (!match) return { node: {} as Record<string, string>, name: '', signed: false };
  const [, name = '', text = '', signature = ''] = match;
  const signed = createVerify('RSA-SHA256')
    .update(text)
    .verify(credentials['ALIPAY_PUBLIC_KEY']!, signature, 'base64');
  return { node: JSON.parse(text) as Record<string, string>, name, signed };
}

/** Checks a notification or a return address: everything but `sign` and `sign_type`, sorted, decoded. */
export function isFromAlipay(credentials: Credentials, fields: Fields): boolean {
  const { sign = '', sign_type, ...rest } = fields;
  if (sign_type !== 'RSA2') return false;
  return createVerify('RSA-SHA256')
    .update(joined(rest))
    .verify(credentials['ALIPAY_PUBLIC_KEY']!, sign, 'base64');
}
