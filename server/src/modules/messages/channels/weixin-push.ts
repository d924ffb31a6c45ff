/** WeChat's push of what became of messages: in plain («明文模式»), or encrypted («安全模式», 消息加解密说明). */
import { createDecipheriv, createHash } from 'node:crypto';
import { sameBytes } from '../../../infra/crypto.ts';
import type { Inbound } from './channel.ts';
import { readJson } from './signed-json.ts';

export interface PushKeys {
  token: string;
  /** EncodingAESKey: 43 characters. Without it an encrypted push is nobody's. */
  aesKey?: string;
  /** Of the app it is pushed to: the end of what was encrypted. */
  appId: string;
}

const sha1 = (...parts: string[]) => createHash('sha1').update(parts.sort().join('')).digest();

function isSigned(signature: string, ...parts: string[]): boolean {
  return /^[0-9a-f]{40}$/.test(signature) && sameBytes(Buffer.from(signature, 'hex'), sha1(...parts));
}

/** In plain: SHA-1 of token, timestamp and nonce, sorted. */
export function isFromWeixin({ query }: Pick<Inbound, 'query'>, token: string): boolean {
  const { signature = '', timestamp = '', nonce = '' } = query;
  return isSigned(signature, token, timestamp, nonce);
}

/** The message as it was written, JSON or XML; undefined: not genuine. */
export function openPush(inbound: Inbound, keys: PushKeys): Buffer | undefined {
  const { encrypt_type: kind, msg_signature: signature = '', timestamp = '', nonce = '' } = inbound.query;
  if (kind !== 'aes') return isFromWeixin(inbound, keys.token) ? inbound.body : undefined;
  const sealed = sealedIn(inbound.body);
  if (!sealed || !keys.aesKey || !isSigned(signature, keys.token, timestamp, nonce, sealed)) return undefined;
  return decrypted(sealed, keys.aesKey, keys.appId);
}

function sealedIn(body: Buffer): string | undefined {
  const json = readJson(body) as { Encrypt?: unknown } | undefined;
  return typeof json?.Encrypt === 'string' ? json.Encrypt : xmlField(body.toString('utf8'), 'Encrypt');
}

/** AES-256-CBC over 16 random bytes, the length, the message and the app's id, padded to 32 bytes. */
function decrypted(sealed: string, aesKey: string, appId: string): Buffer | undefined {
  const key = Buffer.from(`${aesKey}=`, 'base64');
  try {
    const decipher = createDecipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false);
    const padded = Buffer.concat([decipher.update(sealed, 'base64'), decipher.final()]);
    const content = padded.subarray(16, padded.length - (padded.at(-1) ?? 0));
    const end = 4 + content.readUInt32BE(0);
    return content.subarray(end).toString('utf8') === appId ? content.subarray(4, end) : undefined;
  } catch {
    // Another key's, or cut off.
    return undefined;
  }
}

/** Of a flat message: `<Name>text</Name>` or `<Name><![CDATA[text]]></Name>`. */
export function xmlField(xml: string, name: string): string | undefined {
  const match = new RegExp(`<${name}>(?:<!\\[CDATA\\[([^\\]]*)\\]\\]>|([^<]*))</${name}>`).exec(xml);
  return match?.[1] ?? match?.[2];
}
