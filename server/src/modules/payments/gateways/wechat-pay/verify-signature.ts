import type { Clock } from '../../../../infra/clock.ts';
import { ChannelError } from '../channel-error.ts';
import { verifySha256 } from '../rsa.ts';
import type { KeyRing } from './key-ring.ts';

type Headers = Record<string, string | string[] | undefined>;

const algorithm = 'WECHATPAY2-SHA256-RSA2048';
const probePrefix = 'WECHATPAY/SIGNTEST/';
const oldestSeconds = 300;

/**
 * Checks that WeChat Pay signed these bytes within the last five minutes: replies and notifications alike.
 * Throws ChannelError `bad-signature`. An unknown serial is refused and nothing is fetched: who sends nonsense must not
 * be able to make us call out.
 */
export function verifySignature(ring: KeyRing, clock: Clock, headers: Headers, body: Buffer): void {
  const timestamp = one(headers, 'wechatpay-timestamp');
  const nonce = one(headers, 'wechatpay-nonce');
  const signature = one(headers, 'wechatpay-signature');
  const serial = one(headers, 'wechatpay-serial');
  const type = headers['wechatpay-signature-type'];
  if (type !== undefined && type !== algorithm) throw refused('OTHER_ALGORITHM');
  // WeChat sends such probes to see whether we really verify; they must fail.
  if (signature.startsWith(probePrefix)) throw refused('SIGNTEST');
  if (!isFresh(timestamp, clock.now())) throw refused('STALE_TIMESTAMP');
  const key = ring.find(serial);
  if (!key) throw refused('UNKNOWN_SERIAL');
  const signed = Buffer.concat([Buffer.from(`${timestamp}\n${nonce}\n`), body, Buffer.from('\n')]);
  if (!verifySha256(key, signed, signature)) throw refused('WRONG_SIGNATURE');
}

function isFresh(timestamp: string, now: Date): boolean {
  return /^\d{10}$/.test(timestamp) && Math.abs(now.getTime() / 1000 - Number(timestamp)) <= oldestSeconds;
}

function one(headers: Headers, name: string): string {
  const value = headers[name];
  if (typeof value !== 'string' || value === '') throw refused('NOT_SIGNED');
  return value;
}

const refused = (code: string) => new ChannelError('bad-signature', code);
