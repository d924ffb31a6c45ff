import { randomBytes, randomInt } from 'node:crypto';
import { businessDate, parseBusinessDate, startOfDay } from './dates.ts';

/**
 * Our order number at gateways (out_trade_no, orderId): P, then date, second of the day and a serial of 9 digits. WeChat
 * allows 32 characters, UnionPay 40, Alipay 64.
 */
export type PaymentNo = string & { readonly __brand: 'PaymentNo' };
/** Our refund number (out_refund_no, out_request_no): R, then as above. */
export type RefundNo = string & { readonly __brand: 'RefundNo' };
/** Our number of an auto-pay agreement (out_contract_code, external_agreement_no): A, then as above. */
export type AgreementNo = string & { readonly __brand: 'AgreementNo' };
/** 户号 */
export type AccountNo = string & { readonly __brand: 'AccountNo' };

const serials = 10 ** 9;
// Counted up from anywhere: a process never repeats itself within a second, two processes hardly ever meet.
let serial = randomInt(serials);

function datedNumber(prefix: string, now: Date): string {
  const second = Math.floor((now.getTime() - startOfDay(businessDate(now)).getTime()) / 1000);
  serial = (serial + 1) % serials;
  const digits = `${String(second).padStart(5, '0')}${String(serial).padStart(9, '0')}`;
  return `${prefix}${businessDate(now).replaceAll('-', '')}${digits}`;
}

/** The second in which a number was made. UnionPay knows a trade by number and time together, so the number tells it. */
export function madeAt(number: PaymentNo | RefundNo): Date {
  const date = `${number.slice(1, 5)}-${number.slice(5, 7)}-${number.slice(7, 9)}`;
  return new Date(startOfDay(parseBusinessDate(date)).getTime() + Number(number.slice(9, 14)) * 1000);
}

export const newPaymentNo = (now: Date) => datedNumber('P', now) as PaymentNo;
export const newAgreementNo = (now: Date) => datedNumber('A', now) as AgreementNo;
export const newRefundNo = (now: Date) => datedNumber('R', now) as RefundNo;

/** An unguessable token, base64url. */
export function randomToken(bytes = 32): string {
  return randomBytes(bytes).toString('base64url');
}
