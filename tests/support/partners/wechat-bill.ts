/**
 * WeChat's bill platform (微信生活缴费) as the utility sees it: a small reference client, written from
 * `channels/wechat-bill/README.md` alone.
 */
import { createSign, createVerify, type KeyObject, randomBytes } from 'node:crypto';

export interface PlatformSettings {
  baseUrl: string;
  mchId: string;
  companyId: string;
  /** Name and key with which the platform signs. */
  serial: string;
  privateKey: KeyObject | string;
  hallKey: KeyObject | string;
  now?: () => Date;
}

export interface PlatformReply {
  status: number;
  head: Record<string, string>;
  body: Record<string, unknown>;
  raw: string;
  proved: boolean;
}

export interface PlatformOverrides {
  nonce?: string;
  timestamp?: number;
  serial?: string;
  privateKey?: KeyObject | string;
  head?: object;
  /** Sent instead of what was signed. */
  body?: string;
}

export const signedText = (timestamp: string, nonce: string, body: Buffer | string): Buffer =>
  Buffer.concat([Buffer.from(`${timestamp}\n${nonce}\n`), Buffer.from(body as string), Buffer.from('\n')]);

export const signBill = (text: Buffer, key: KeyObject | string): string =>
  createSign('RSA-SHA256').update(text).sign(key, 'base64');

export const verifiesBill = (text: Buffer, signature: string, key: KeyObject | string): boolean =>
  createVerify('RSA-SHA256').update(text).verify(key, signature, 'base64');

const stamp = (at: Date): string =>
  new Date(at.getTime() + 8 * 3600_000).toISOString().slice(0, 19).replace(/\D/g, '');

export function wechatBillPlatform(settings: PlatformSettings) {
  const now = settings.now ?? (() => new Date());

  async function send(
    method: string,
    path: string,
    body: Buffer | string,
    change: PlatformOverrides = {},
  ): Promise<PlatformReply> {
    const nonce = change.nonce ?? randomBytes(12).toString('hex');
    const timestamp = String(change.timestamp ?? Math.floor(now().getTime() / 1000));
    const sent = change.body ?? body;
    const reply = await fetch(settings.baseUrl + path, {
      method,
      headers: {
        'Content-Type': 'application/json',
        'Wechatpay-Timestamp': timestamp,
        'Wechatpay-Nonce': nonce,
        'Wechatpay-Serial': change.serial ?? settings.serial,
        'Wechatpay-Signature': signBill(
          signedText(timestamp, nonce, body),
          change.privateKey ?? settings.privateKey,
        ),
      },
      body: typeof sent === 'string' ? sent : new Uint8Array(sent),
    });
    const raw = await reply.text();
    const get = (name: string): string => reply.headers.get(name) ?? '';
    const text = signedText(get('wechatpay-timestamp'), get('wechatpay-nonce'), raw);
    const proved =
      get('wechatpay-nonce') === nonce && verifiesBill(text, get('wechatpay-signature'), settings.hallKey);
    return { status: reply.status, raw, proved, ...parsed(raw) };
  }

  const call = (service: string, body: object, change: PlatformOverrides = {}): Promise<PlatformReply> =>
    send(
      'POST',
      '/agency/wechat-bill',
      JSON.stringify({
        head: {
          version: '1.0',
          mch_id: settings.mchId,
          company_id: settings.companyId,
          service,
          serial_no: randomBytes(8).toString('hex'),
          time: stamp(now()),
          ...change.head,
        },
        body,
      }),
      change,
    );

  return {
    send,
    call,
    queryAccount: (billKey: string) => call('query_account', { bill_key: billKey }),
    queryBill: (billKey: string, openid = 'oUpF8uMuAJO_M2pxb1Q9zNjWeS6o') =>
      call('query_bill', { bill_key: billKey, openid, extends: '' }),
    payBill: (transId: string, bill: PlatformReply, change?: PlatformOverrides) =>
      call('pay_bill', posting(transId, bill, stamp(now())), change),
    queryResult: (transId: string) => call('query_result', { trans_id: transId }),
    queryUsage: (billKey: string, month: string) => call('query_usage', { bill_key: billKey, month }),
    handInRefunds: (date: string, file: Buffer) =>
      send('POST', `/agency/wechat-bill/refund-files/${date}`, file),
    handInTrades: (date: string, file: Buffer) => send('PUT', `/agency/wechat-bill/day-files/${date}`, file),
  };
}

/** What is posted for a bill that was queried: exactly its amount. */
export const posting = (transId: string, bill: PlatformReply, payTime: string): object => ({
  bill_key: bill.body['bill_key'],
  query_id: bill.body['query_id'],
  trans_id: transId,
  pay_amount: bill.body['pay_amount'],
  pay_time: payTime,
  openid: 'oUpF8uMuAJO_M2pxb1Q9zNjWeS6o',
  extends: '',
});

function parsed(raw: string): Pick<PlatformReply, 'head' | 'body'> {
  try {
    const { head = {}, body = {} } = JSON.parse(raw) as Partial<PlatformReply>;
    return { head, body };
  } catch {
    return { head: {}, body: {} };
  }
}
