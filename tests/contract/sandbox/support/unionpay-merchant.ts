import { createHash, createSign, createVerify, X509Certificate } from 'node:crypto';
import type { Fields } from './alipay-merchant.ts';
import type { Credentials } from './wechat-merchant.ts';

/** `YYYYMMDDhhmmss` in Beijing. */
export const unionpayTime = (at: Date): string =>
  new Date(at.getTime() + 8 * 3600_000).toISOString().slice(0, 19).replace(/\D/g, '');

/** Hashed once here; SHA256withRSA hashes the hex once more. */
function digest(fields: Fields): string {
  const text = Object.keys(fields)
    .filter(name => name !== 'signature')
    .sort()
    .map(name => `${name}=${fields[name]}`)
    .join('&');
  return createHash('sha256').update(text).digest('hex');
}

/** A merchant that knows ACP 5.1.0 from its description only, with node:crypto alone. */
export function unionpayMerchant(credentials: Credentials) {
  const base = credentials['UNIONPAY_BASE_URL']!;

  function sign(content: Fields): Fields {
    const fields: Fields = {
      version: '5.1.0',
      encoding: 'UTF-8',
      signMethod: '01',
      accessType: '0',
      merId: credentials['UNIONPAY_MER_ID']!,
      certId: credentials['UNIONPAY_CERT_ID']!,
      txnTime: unionpayTime(new Date()),
      ...content,
    };
    const signature = createSign('RSA-SHA256')
      .update(digest(fields))
      .sign(credentials['UNIONPAY_PRIVATE_KEY']!, 'base64');
    return { ...fields, signature };
  }

  async function send(url: string, fields: Fields) {
    const reply = await fetch(url, { method: 'POST', body: new URLSearchParams(fields) });
    const raw = await reply.text();
    return { status: reply.status, raw, fields: parseReply(raw) };
  }

  const order = (content: Fields = {}): Fields =>
    sign({
      txnType: '01',
      txnSubType: '01',
      bizType: '000201',
      channelType: '07',
      currencyCode: '156',
      txnAmt: '10001',
      backUrl: 'http://127.0.0.1:9/notify/unionpay',
      ...content,
    });
  return {
    sign,
    send,
    order,
    front: (fields: Fields) => send(`${base}/frontTransReq.do`, fields),
    app: (fields: Fields) => send(`${base}/appTransReq.do`, fields),
    query: (orderId: string, txnTime: string) =>
      send(
        `${base}/queryTrans.do`,
        sign({ txnType: '00', txnSubType: '00', bizType: '000201', orderId, txnTime }),
      ),
    back: (content: Fields) =>
      send(
        `${base}/backTransReq.do`,
        sign({ txnSubType: '00', bizType: '000201', channelType: '07', currencyCode: '156', ...content }),
      ),
    file: (settleDate: string) =>
      send(
        `${credentials['UNIONPAY_FILE_URL']}/`,
        sign({ txnType: '76', txnSubType: '01', bizType: '000000', fileType: '00', settleDate }),
      ),
  };
}

/** `k=v&k=v`, not URL-encoded; values hold `=` and line breaks. */
function parseReply(raw: string): Fields {
  const fields: Fields = {};
  for (const part of raw.split('&')) {
    const at = part.indexOf('=');
    if (at > 0) fields[part.slice(0, at)] = part.slice(at + 1);
  }
  return fields;
}

/** The certificate that came with it is in the chain and UnionPay's, and the signature is its key's. */
export function isFromUnionpay(credentials: Credentials, fields: Fields): boolean {
  const certificate = new X509Certificate(fields['signPubKeyCert'] ?? '');
  const middle = new X509Certificate(credentials['UNIONPAY_MIDDLE_CERT']!);
  const root = new X509Certificate(credentials['UNIONPAY_ROOT_CERT']!);
  if (!certificate.verify(middle.publicKey) || !middle.verify(root.publicKey)) return false;
  const name = /CN=(.+)/.exec(certificate.subject)?.[1] ?? '';
  if (name.split('@')[2] !== '中国银联股份有限公司') return false;
  return createVerify('RSA-SHA256')
    .update(digest(fields))
    .verify(certificate.publicKey, fields['signature'] ?? '', 'base64');
}
