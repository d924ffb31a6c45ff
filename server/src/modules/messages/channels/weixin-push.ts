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

/** WeChat pushes at once and has a clock of its own: real time. */
const farthestSeconds = 300;

const sha1 = (...parts: string[]) => createHash('sha1').update(parts.sort().join('')).digest();

function isSigned(signature: string, ...parts: string[]): boolean {
  return /^[0-9a-f]{40}$/.test(signature) && sameBytes(Buffer.from(signature, 'hex'), sha1(...parts));
}

const isFresh = (timestamp: string, now: Date) =>
  /^\d{10}$/.test(timestamp) && Math.abs(now.getTime() / 1000 - Number(timestamp)) <= farthestSeconds;

/** In plain: SHA-1 of token, timestamp and nonce, sorted. It says nothing of the body. */
export function isFromWeixin({ query }: Pick<Inbound, 'query'>, token: string, now = new Date()): boolean {
  const { signature = '', timestamp = '', nonce = '' } = query;
  return isFresh(timestamp, now) && isSigned(signature, token, timestamp, nonce);
}

/** The message as it was written, JSON or XML; undefined: not genuine, or a repeat of what was pushed long ago. */
export function openPush(inbound: Inbound, keys: PushKeys, now = new Date()): Buffer | undefined {
  const { encrypt_type: kind, msg_signature: signature = '', timestamp = '', nonce = '' } = inbound.query;
  if (kind !== 'aes') {
    // Whoever has seen one signature could put it before any words of their own: where there is a key, it is asked for.
    if (keys.aesKey) return undefined;
    return isFromWeixin(inbound, keys.token, now) ? inbound.body : undefined;
  }
  if (!keys.aesKey || !isFresh(timestamp, now)) return undefined;
  const sealed = sealedIn(inbound.body);
  if (!sealed || !isSigned(signature, keys.token, timestamp, nonce, sealed)) return undefined;
  return decrypted(sealed, keys.aesKey, keys.appId);
}

/** Read before anybody is known to have signed it: by fixed marks, in one pass. */
function sealedIn(body: Buffer): string | undefined {
  const json = readJson(body) as { Encrypt?: unknown } | undefined;
  if (typeof json?.Encrypt === 'string') return json.Encrypt;
  const xml = body.toString('latin1');
  const text = between(xml, '<Encrypt>', '</Encrypt>');
  return text && (between(text, '<![CDATA[', ']]>') ?? text);
}

function between(text: string, opening: string, closing: string): string | undefined {
  const start = text.indexOf(opening);
  const end = start < 0 ? -1 : text.indexOf(closing, start + opening.length);
  return end < 0 ? undefined : text.slice(start + opening.length, end);
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

/** No message of WeChat's is longer. */
const longest = 64_000;
const opensWords = '<![CDATA[';

/**
 * The fields of a message, `<Name>text</Name>` or `<Name><![CDATA[text]]></Name>`, one after the other: what stands inside somebody's words is
 * passed over as a whole, so that nobody forges a report by writing one. The first of a name counts. In one pass, whatever it is given.
 */
export function xmlFields(message: string): Map<string, string> {
  const xml = message.slice(0, longest);
  const fields = new Map<string, string>();
  const opening = /<(\w{1,40})>/g;
  for (let tag = opening.exec(xml); tag; tag = opening.exec(xml)) {
    const name = tag[1]!;
    const isWords = xml.startsWith(opensWords, opening.lastIndex);
    const from = opening.lastIndex + (isWords ? opensWords.length : 0);
    const closing = `${isWords ? ']]>' : ''}</${name}>`;
    const end = xml.indexOf(isWords ? closing : '<', from);
    // Words without an end reach to the end of the message.
    if (end < 0) break;
    // A field of fields is looked into.
    const isField = xml.startsWith(closing, end);
    opening.lastIndex = isField ? end + closing.length : end;
    // What ends a section of words is written as the end of one and the beginning of another.
    const text = xml.slice(from, end).replaceAll(']]><![CDATA[', '');
    if (isField && !fields.has(name)) fields.set(name, text);
  }
  return fields;
}

export const xmlField = (xml: string, name: string): string | undefined => xmlFields(xml).get(name);
