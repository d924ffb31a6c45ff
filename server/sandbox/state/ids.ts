import { createHmac, randomBytes, randomInt } from 'node:crypto';
import { compact } from './beijing-time.ts';

/** Decimal digits from the system's generator. */
export function randomDigits(count: number): string {
  let digits = '';
  while (digits.length < count) digits += String(randomInt(0, 1e9)).padStart(9, '0');
  return digits.slice(0, count);
}

export const randomText = (bytes: number): string => randomBytes(bytes).toString('hex');

/** Letters and digits, as nonces and tokens of the gateways look. */
export function randomAlphanumeric(length: number): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
  let text = '';
  for (const byte of randomBytes(length)) text += alphabet[byte % alphabet.length];
  return text;
}

export const newPrepayId = (at: Date): string => `wx${compact(at)}${randomText(8)}0000`;
export const newTransactionId = (at: Date): string => `42000${compact(at).slice(0, 8)}${randomDigits(15)}`;
export const newWechatRefundId = (at: Date): string => `503${compact(at).slice(0, 8)}${randomDigits(17)}`;
export const newAlipayTradeNo = (at: Date): string => `${compact(at).slice(0, 8)}22001${randomDigits(15)}`;
export const newAlipayNotifyId = (at: Date): string => `${compact(at).slice(0, 8)}01222${randomDigits(19)}`;

// Names become identities by a keyed hash: the same name is the same person on every machine, and an id that
// this sandbox never gave out for that app is recognised without having to remember anything.
const IDENTITY_KEY = 'dianting sandbox identities v1';
const digest = (text: string): Buffer => createHmac('sha256', IDENTITY_KEY).update(text).digest();
const base62 = (text: string, length: number): string =>
  digest(text).toString('base64').replace(/[+/=]/g, 'x').slice(0, length);

/** A WeChat openid: 28 characters, different in every app, checkable against its app. */
export function openidOf(appid: string, name: string): string {
  const body = `o${base62(`openid:${appid}:${name}`, 21)}`;
  return body + base62(`check:${appid}:${body}`, 6);
}

export function openidBelongsTo(appid: string, openid: string): boolean {
  return openid.length === 28 && base62(`check:${appid}:${openid.slice(0, 22)}`, 6) === openid.slice(22);
}

export const unionidOf = (name: string): string => `oU${base62(`unionid:${name}`, 26)}`;

const decimals = (text: string, length: number): string =>
  BigInt(`0x${digest(text).toString('hex')}`)
    .toString()
    .slice(-length);

/** An Alipay user id: 16 digits beginning with 2088. */
export function alipayUserIdOf(name: string): string {
  const body = `2088${decimals(`alipay:${name}`, 8)}`;
  return body + decimals(`alipay-check:${body}`, 4);
}

export function alipayUserIdIsKnown(userId: string): boolean {
  return (
    /^2088\d{12}$/.test(userId) && decimals(`alipay-check:${userId.slice(0, 12)}`, 4) === userId.slice(12)
  );
}

export const alipayOpenIdOf = (name: string): string => `0${base62(`alipay-open:${name}`, 40)}`;
