import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

export interface TencentKeys {
  secretId: string;
  secretKey: string;
  sdkAppId: string;
}

const FORM =
  /^TC3-HMAC-SHA256 Credential=([^/,\s]+)\/(\d{4}-\d\d-\d\d)\/sms\/tc3_request,\s*SignedHeaders=content-type;host;x-tc-action,\s*Signature=([0-9a-f]{64})$/;

const sha256 = (data: Buffer | string): string => createHash('sha256').update(data).digest('hex');
const hmac = (key: Buffer | string, text: string): Buffer => createHmac('sha256', key).update(text).digest();

/** Checks a TC3-HMAC-SHA256 signature; an error code, or undefined when all is well. */
export function refusalOf(
  get: (header: string) => string,
  body: Buffer,
  keys: TencentKeys,
  now: Date,
  leewaySeconds = 300,
): string | undefined {
  const match = FORM.exec(get('Authorization'));
  if (!match) return 'AuthFailure.SignatureFailure';
  const [, secretId, date, signature] = match as unknown as [string, string, string, string];
  if (secretId !== keys.secretId) return 'AuthFailure.SecretIdNotFound';
  const timestamp = get('X-TC-Timestamp');
  const at = new Date(Number(timestamp) * 1000);
  if (!/^\d{10}$/.test(timestamp) || Math.abs(now.getTime() - at.getTime()) > leewaySeconds * 1000) {
    return 'AuthFailure.SignatureExpire';
  }
  // The credential's day is the time stamp's, in UTC.
  if (at.toISOString().slice(0, 10) !== date) return 'AuthFailure.SignatureFailure';
  const headers = ['content-type', 'host', 'x-tc-action']
    .map(name => `${name}:${get(name).trim().toLowerCase()}\n`)
    .join('');
  const canonical = `POST\n/\n\n${headers}\ncontent-type;host;x-tc-action\n${sha256(body)}`;
  const text = `TC3-HMAC-SHA256\n${timestamp}\n${date}/sms/tc3_request\n${sha256(canonical)}`;
  const key = hmac(hmac(hmac(`TC3${keys.secretKey}`, date), 'sms'), 'tc3_request');
  const good = timingSafeEqual(hmac(key, text), Buffer.from(signature, 'hex'));
  return good ? undefined : 'AuthFailure.SignatureFailure';
}
