import { randomBytes, randomInt } from 'node:crypto';
import { businessDate } from './dates.ts';

/** Our order number at gateways (out_trade_no): P, date, 14 random digits. WeChat allows 32 characters, Alipay 64. */
export type PaymentNo = string & { readonly __brand: 'PaymentNo' };
/** Our refund number (out_refund_no, out_request_no): R, date, 14 random digits. */
export type RefundNo = string & { readonly __brand: 'RefundNo' };
/** 户号 */
export type AccountNo = string & { readonly __brand: 'AccountNo' };

function datedNumber(prefix: string, now: Date): string {
  const digits = String(randomInt(10 ** 14)).padStart(14, '0');
  return `${prefix}${businessDate(now).replaceAll('-', '')}${digits}`;
}

export const newPaymentNo = (now: Date) => datedNumber('P', now) as PaymentNo;
export const newRefundNo = (now: Date) => datedNumber('R', now) as RefundNo;

/** An unguessable token, base64url. */
export function randomToken(bytes = 32): string {
  return randomBytes(bytes).toString('base64url');
}
