import { parseCivil } from '../state/beijing-time.ts';
import { malformed, missing, UnionpayError } from './codes.ts';
import type { UnionpayKeys } from './keys.ts';
import { type Fields, isSignedBy } from './message.ts';

/** Looser than life, tight enough to catch a merchant who writes UTC for Beijing time. */
const PATIENCE = 6 * 3600_000;

export function required(fields: Fields, name: string, pattern: RegExp): string {
  const value = fields[name];
  if (!value) throw missing(name);
  if (!pattern.test(value)) throw malformed(name);
  return value;
}

/** Checks what every message has, in the gateway's order: signature first. */
export function checkRequest(keys: UnionpayKeys, fields: Fields, now: Date): void {
  if (fields['version'] !== '5.1.0') throw malformed('version');
  if (fields['encoding']?.toUpperCase() !== 'UTF-8') throw malformed('encoding');
  if (fields['signMethod'] !== '01') throw malformed('signMethod');
  required(fields, 'signature', /./);
  if (fields['certId'] !== keys.merchant.certId) throw new UnionpayError('11');
  if (!isSignedBy(keys.merchantPublicKey, fields)) throw new UnionpayError('11');
  if (required(fields, 'merId', /^\w{15}$/) !== keys.merId) throw new UnionpayError('31');
  if (required(fields, 'accessType', /^\d$/) !== '0') throw malformed('accessType');
  required(fields, 'bizType', /^\d{6}$/);
  instantAt(fields, 'txnTime', now);
}

/** The instant of a `YYYYMMDDhhmmss` in Beijing time. */
export function momentOf(text: string): Date | undefined {
  const parts = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)$/.exec(text)?.slice(1);
  if (!parts) return undefined;
  const [year, month, day, hour, minute, second] = parts;
  return parseCivil(`${year}-${month}-${day} ${hour}:${minute}:${second}`);
}

function instantAt(fields: Fields, name: string, now: Date): void {
  const at = momentOf(required(fields, name, /^\d{14}$/));
  if (!at) throw malformed(name);
  // A query or a file names times of other days.
  const free = fields['txnType'] === '00' || fields['txnType'] === '76';
  if (!free && Math.abs(now.getTime() - at.getTime()) > PATIENCE) throw new UnionpayError('39');
}

export const ORDER_ID = /^[0-9A-Za-z]{8,40}$/;

export function amountIn(fields: Fields): number {
  const fen = Number(required(fields, 'txnAmt', /^[1-9]\d{0,11}$/));
  if (fields['currencyCode'] !== '156') throw malformed('currencyCode');
  return fen;
}
