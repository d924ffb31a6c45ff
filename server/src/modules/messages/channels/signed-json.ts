/** The signature of our text-message and voice providers, in both directions: over the time, a nonce and the body's digest. */
import { createHash, createHmac } from 'node:crypto';
import { sameBytes } from '../../../infra/crypto.ts';
import { authorization } from '../sms/sms-provider.ts';
import type { Inbound } from './channel.ts';

export interface AccessPair {
  accessKey: string;
  secret: string;
}

const farthestSeconds = 300;
const form =
  /^HMAC-SHA256 AccessKey=([^,]+), Timestamp=(\d{1,12}), Nonce=([0-9a-f]{8,64}), Signature=([0-9a-f]{64})$/;

export const signed = (pair: AccessPair, body: string, now: Date) => authorization(pair, body, now);

/** Whether the report is the provider's and fresh. Providers have clocks of their own: real time. */
export function isGenuine({ headers, body }: Inbound, { accessKey, secret }: AccessPair, now: Date): boolean {
  const [, key, timestamp, nonce, signature] = form.exec(headers['authorization'] ?? '') ?? [];
  if (!key || !timestamp || !nonce || !signature || key !== accessKey) return false;
  if (Math.abs(now.getTime() / 1000 - Number(timestamp)) > farthestSeconds) return false;
  const digest = createHash('sha256').update(body).digest('hex');
  const expected = createHmac('sha256', secret).update(`${timestamp}\n${nonce}\n${digest}`).digest();
  return sameBytes(Buffer.from(signature, 'hex'), expected);
}

/** A report without an id of its own is known by its bytes. */
export const digestOf = (body: Buffer) => createHash('sha256').update(body).digest('hex');

export function readJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
}
