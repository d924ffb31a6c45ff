import { createDecipheriv, createSign, createVerify, randomBytes, X509Certificate } from 'node:crypto';

export type Credentials = Record<string, string>;

export interface Reply {
  status: number;
  headers: Headers;
  text: string;
  json: Record<string, unknown>;
}

export interface Overrides {
  mchid?: string;
  serial?: string;
  timestamp?: string;
  privateKey?: string;
  /** Signed instead of what is sent. */
  signedBody?: string;
  signedTarget?: string;
  authorization?: string;
  headers?: Record<string, string>;
}

/** A merchant that knows the protocol from its description only, with node:crypto alone. */
export function wechatMerchant(credentials: Credentials) {
  const base = credentials['WECHAT_PAY_BASE_URL']!;
  return {
    appid: credentials['WECHAT_PAY_APP_ID']!,
    mchid: credentials['WECHAT_PAY_MCH_ID']!,
    async call(method: string, target: string, body?: unknown, overrides: Overrides = {}): Promise<Reply> {
      const text = body === undefined ? '' : typeof body === 'string' ? body : JSON.stringify(body);
      const authorization =
        overrides.authorization ?? authorize(credentials, method, target, text, overrides);
      const reply = await fetch(base + target, {
        method,
        headers: {
          Accept: 'application/json',
          'User-Agent': 'contract test',
          ...(text ? { 'Content-Type': 'application/json' } : {}),
          Authorization: authorization,
          ...overrides.headers,
        },
        body: text || undefined,
      });
      const raw = await reply.text();
      return { status: reply.status, headers: reply.headers, text: raw, json: tryParse(raw) };
    },
  };
}

function tryParse(text: string): Record<string, unknown> {
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    return {};
  }
}

function authorize(
  credentials: Credentials,
  method: string,
  target: string,
  body: string,
  overrides: Overrides,
): string {
  const timestamp = overrides.timestamp ?? String(Math.floor(Date.now() / 1000));
  const nonce = randomBytes(16).toString('hex');
  const signed = overrides.signedBody ?? body;
  const message = `${method}\n${overrides.signedTarget ?? target}\n${timestamp}\n${nonce}\n${signed}\n`;
  const key = overrides.privateKey ?? credentials['WECHAT_PAY_PRIVATE_KEY']!;
  const signature = createSign('RSA-SHA256').update(message).sign(key, 'base64');
  const mchid = overrides.mchid ?? credentials['WECHAT_PAY_MCH_ID'];
  const serial = overrides.serial ?? credentials['WECHAT_PAY_SERIAL_NO'];
  return `WECHATPAY2-SHA256-RSA2048 mchid="${mchid}",nonce_str="${nonce}",timestamp="${timestamp}",serial_no="${serial}",signature="${signature}"`;
}

/** True when the text was signed, freshly, by one of the keys the merchant was given. */
export function verifies(
  credentials: Credentials,
  get: (name: string) => string | undefined,
  raw: string,
): boolean {
  const serial = get('wechatpay-serial') ?? '';
  const key =
    serial === credentials['WECHAT_PAY_PUBLIC_KEY_ID']
      ? credentials['WECHAT_PAY_PUBLIC_KEY']!
      : certificateKey(credentials['WECHAT_PAY_PLATFORM_CERTS']!, serial);
  const timestamp = get('wechatpay-timestamp') ?? '';
  if (!key || Math.abs(Date.now() / 1000 - Number(timestamp)) > 300) return false;
  const message = `${timestamp}\n${get('wechatpay-nonce')}\n${raw}\n`;
  return createVerify('RSA-SHA256')
    .update(message)
    .verify(key, get('wechatpay-signature') ?? '', 'base64');
}

function certificateKey(pems: string, serial: string): string | undefined {
  const found = (pems.match(/-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g) ?? [])
    .map(pem => new X509Certificate(pem))
    .find(certificate => certificate.serialNumber === serial);
  return found?.publicKey.export({ type: 'spki', format: 'pem' }).toString();
}

export interface Sealed {
  algorithm: string;
  ciphertext: string;
  nonce: string;
  associated_data: string;
}

/** Opens an AEAD_AES_256_GCM resource; throws when the tag does not fit. */
export function unseal(apiV3Key: string, sealed: Sealed): string {
  const bytes = Buffer.from(sealed.ciphertext, 'base64');
  const decipher = createDecipheriv('aes-256-gcm', apiV3Key, sealed.nonce);
  decipher.setAAD(Buffer.from(sealed.associated_data)).setAuthTag(bytes.subarray(-16));
  return Buffer.concat([decipher.update(bytes.subarray(0, -16)), decipher.final()]).toString();
}

export function paySign(credentials: Credentials, lines: string[]): string {
  return createSign('RSA-SHA256')
    .update(`${lines.join('\n')}\n`)
    .sign(credentials['WECHAT_PAY_PRIVATE_KEY']!, 'base64');
}
