import { type KeyObject, sign, verify } from 'node:crypto';
import { promisify } from 'node:util';
import { randomAlphanumeric } from '../state/ids.ts';
import type { Keys } from '../state/keys.ts';
import type { FaultRule } from '../state/records.ts';

// The promise form runs on the thread pool: thousands of notifications are signed on all cores.
const signAside = promisify(sign) as unknown as (
  algorithm: string,
  data: Buffer,
  key: KeyObject,
) => Promise<Buffer>;

export type KeyMode = 'public-key' | 'platform-certificate';

export const verifySha256 = (key: KeyObject, message: string | Buffer, signature: string): boolean =>
  verify('RSA-SHA256', Buffer.from(message), key, Buffer.from(signature, 'base64'));

/** The serial announced and the key that belongs to it. */
function signerOf(keys: Keys, mode: KeyMode): { serial: string; key: KeyObject } {
  return mode === 'public-key'
    ? { serial: keys.wechat.publicKeyId, key: keys.wechatPublicKeySigner }
    : keys.platformSigner();
}

/**
 * Signature headers over `timestamp\nnonce\nbody\n`, for replies and notifications alike.
 * @param fault forged, stale, of an unknown key, or a SIGNTEST probe
 */
export async function signatureHeaders(
  keys: Keys,
  mode: KeyMode,
  body: string,
  fault?: FaultRule,
): Promise<Record<string, string>> {
  const signer = signerOf(keys, mode);
  const stale = fault?.fault === 'stale-timestamp' ? 600 : 0;
  const timestamp = String(Math.floor(Date.now() / 1000) - stale);
  const nonce = randomAlphanumeric(32);
  const wrongKey = ['forged-signature', 'forged-reply', 'unknown-serial', 'signtest'].includes(
    fault?.fault ?? '',
  );
  const message = Buffer.from(`${timestamp}\n${nonce}\n${body}\n`);
  const signature = await signAside('RSA-SHA256', message, wrongKey ? keys.strangerKey : signer.key);
  const probe = fault?.fault === 'signtest' ? 'WECHATPAY/SIGNTEST/' : '';
  return {
    'Wechatpay-Timestamp': timestamp,
    'Wechatpay-Nonce': nonce,
    'Wechatpay-Signature': probe + signature.toString('base64'),
    'Wechatpay-Signature-Type': 'WECHATPAY2-SHA256-RSA2048',
    'Wechatpay-Serial': fault?.fault === 'unknown-serial' ? unknownSerial(signer.serial) : signer.serial,
  };
}

/** Of the same kind as the true one, but never issued. */
function unknownSerial(serial: string): string {
  return serial.startsWith('PUB_KEY_ID_') ? `${serial.slice(0, -6)}000000` : `4FFFFFFF${serial.slice(8)}`;
}
