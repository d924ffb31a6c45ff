import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { SmsCredentials } from '../sms/authorization.ts';
import { randomText } from '../state/ids.ts';

const FORM =
  /^HMAC-SHA256 AccessKey=([^,\s]+), Timestamp=(\d+), Nonce=([0-9a-f]{32}), Signature=([0-9a-f]{64})$/;

const signatureOf = (secret: string, timestamp: string, nonce: string, body: string | Buffer): Buffer =>
  createHmac('sha256', secret)
    .update(`${timestamp}\n${nonce}\n${createHash('sha256').update(body).digest('hex')}`)
    .digest();

export function isSigned(keys: SmsCredentials, header: string, body: Buffer): boolean {
  const [, accessKey, timestamp, nonce, signature] = FORM.exec(header) ?? [];
  if (!accessKey || accessKey !== keys.accessKey || !timestamp || !nonce || !signature) return false;
  if (Math.abs(Date.now() / 1000 - Number(timestamp)) > 300) return false;
  return timingSafeEqual(signatureOf(keys.secret, timestamp, nonce, body), Buffer.from(signature, 'hex'));
}

export function authorization(keys: SmsCredentials, body: string): string {
  const [timestamp, nonce] = [String(Math.floor(Date.now() / 1000)), randomText(16)];
  const signature = signatureOf(keys.secret, timestamp, nonce, body).toString('hex');
  return `HMAC-SHA256 AccessKey=${keys.accessKey}, Timestamp=${timestamp}, Nonce=${nonce}, Signature=${signature}`;
}
