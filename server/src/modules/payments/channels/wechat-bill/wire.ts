/** Messages of 微信生活缴费 (README, "Messages"). The names that are our reading of the platform stand here and nowhere else. */
import { type KeyObject, sign, verify } from 'node:crypto';
import { z } from 'zod';
import { fen } from '../../../../shared/money.ts';
import {
  type AgencyCode,
  type AgencyMessage,
  AgencyRefusal,
  agencyCodes,
  type QueryResult,
  type ResultOf,
  refuseStale,
} from '../families/agency.ts';
import type { SigningKey } from '../families/agency-json/signature.ts';
import { readMonth, readTime, writeDate } from '../families/amounts.ts';

const AccountNo = z.string().regex(/^[0-9A-Za-z]{4,20}$/);
const TransId = z.string().regex(/^[0-9A-Za-z]{1,32}$/);
const extra = { openid: z.string().max(64), extends: z.string().max(1024) };

const bodies = {
  query_account: z.strictObject({ bill_key: AccountNo }),
  query_bill: z.strictObject({ bill_key: AccountNo, ...extra }),
  pay_bill: z.strictObject({
    bill_key: AccountNo,
    query_id: z.string().min(1).max(24),
    trans_id: TransId,
    pay_amount: z.int().min(1).max(999_999_999_999),
    pay_time: z.string().regex(/^\d{14}$/),
    ...extra,
  }),
  query_result: z.strictObject({ trans_id: TransId }),
  query_usage: z.strictObject({ bill_key: AccountNo, month: z.string().regex(/^\d{6}$/) }),
};

export type WechatBillService = keyof typeof bodies;

const Envelope = z.strictObject({
  head: z.strictObject({
    version: z.literal('1.0'),
    mch_id: z.string().regex(/^\d{1,32}$/),
    company_id: z.string().min(1).max(32),
    service: z.enum(Object.keys(bodies) as [WechatBillService, ...WechatBillService[]]),
    serial_no: z.string().regex(/^[0-9A-Za-z]{1,32}$/),
    time: z.string().regex(/^\d{14}$/),
  }),
  body: z.record(z.string(), z.unknown()),
});

export interface WechatBillRequest {
  head: z.output<typeof Envelope>['head'];
  service: WechatBillService;
  accountNo: string | undefined;
  /** YYYY-MM, of a usage query. */
  month: string | undefined;
  extends: string;
  /** What the core is asked; undefined for the two look-ups that are not its business. */
  message: AgencyMessage | undefined;
}

/** @throws AgencyRefusal 1001, 1006, 1007 */
export function readWechatBill(body: Buffer): WechatBillRequest {
  if (body.length > 16 * 1024) throw new AgencyRefusal('1007', 'length');
  const envelope = Envelope.safeParse(parse(body));
  if (!envelope.success) throw new AgencyRefusal('1001', 'form');
  const { head } = envelope.data;
  const read = bodies[head.service].safeParse(envelope.data.body);
  if (!read.success) throw new AgencyRefusal('1001', 'form');
  readTime(head.time);
  const asked = read.data as Partial<z.output<(typeof bodies)['pay_bill']>> & { month?: string };
  return {
    head,
    service: head.service,
    accountNo: asked.bill_key,
    month: asked.month === undefined ? undefined : readMonth(asked.month),
    extends: asked.extends ?? '',
    message: messageOf(head.service, asked, head.serial_no),
  };
}

function parse(body: Buffer): unknown {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(body);
  } catch {
    throw new AgencyRefusal('1006', 'encoding');
  }
  try {
    return JSON.parse(text);
  } catch {
    throw new AgencyRefusal('1001', 'form');
  }
}

function messageOf(
  service: WechatBillService,
  asked: Partial<z.output<(typeof bodies)['pay_bill']>>,
  serialNo: string,
): AgencyMessage | undefined {
  const { bill_key: accountNo = '', query_id: quoteId = '', trans_id: transId = '' } = asked;
  if (service === 'query_bill') return { trade: 'inquire', tradeKey: serialNo, accountNo };
  if (service === 'query_result') return { trade: 'query', tradeKey: transId, originalKey: transId };
  if (service !== 'pay_bill') return undefined;
  const amountFen = fen(asked.pay_amount ?? 0);
  const paidAt = readTime(asked.pay_time ?? '');
  return { trade: 'pay', tradeKey: transId, quoteId, accountNo, amountFen, paidAt };
}

export interface WechatBillReply {
  code: AgencyCode | 'institution';
  body: object;
}

export function writeWechatBill(request: WechatBillRequest, { code, body }: WechatBillReply): Buffer {
  const { version, mch_id, company_id, service, serial_no } = request.head;
  const ok = code === '0000';
  const head = {
    version,
    mch_id,
    company_id,
    service,
    serial_no,
    ret_code: ok ? '0' : errorCode(service, code),
    err_msg: ok ? 'OK' : code === 'institution' ? '缴费机构未知' : agencyCodes[code].zh,
  };
  return Buffer.from(JSON.stringify({ head, body: ok ? body : {} }));
}

/** README, "Error codes": the number, after E and the kind of message. */
export function errorCode(
  service: WechatBillService | 'refund_file',
  code: AgencyCode | 'institution',
): string {
  const kind =
    service === 'pay_bill' || service === 'refund_file' ? 'EP' : service === 'query_result' ? 'ES' : 'EQ';
  return `${kind}${numbers[code] ?? '0011'}`;
}

const numbers: Partial<Record<AgencyCode | 'institution', string>> = {
  '1001': '0001',
  '1003': '0001',
  '1004': '0001',
  '1006': '0001',
  '1007': '0001',
  '2007': '0001',
  '1002': '0002',
  '1005': '0002',
  '2010': '0002',
  institution: '0003',
  '2002': '0005',
  '2001': '0006',
  '2005': '0007',
  '2003': '0012',
  '2004': '0012',
  '2006': '0012',
  '1008': '0014',
  '2008': '0014',
  '2014': '0024',
  '2016': '0024',
};

export const writeQuote = (result: ResultOf['inquire'], extension: string): object => ({
  bill_key: result.accountNo,
  user_name: result.name,
  address: result.address,
  query_id: result.quoteId,
  pay_amount: result.amountFen,
  balance: result.balanceFen,
  bills: result.bills.map(bill => ({
    month: bill.month.replace('-', ''),
    amount: bill.amountFen,
    due_date: writeDate(bill.dueOn),
  })),
  extends: extension,
});

export const writePosted = (transId: string, result: ResultOf['pay'], extension: string): object => ({
  trans_id: transId,
  ...booked(result),
  extends: extension,
});

export function writeState(transId: string, { status, ...result }: QueryResult): object {
  const states = {
    paid: 'SUCCESS',
    reversed: 'REFUND',
    refused: 'FAIL',
    processing: 'PROCESSING',
    absent: 'NOTEXIST',
  };
  const known = status === 'paid' || status === 'reversed';
  return {
    trans_id: transId,
    pay_status: states[status],
    ...(known ? booked(result as ResultOf['pay']) : {}),
  };
}

const booked = ({ receiptNo, clearingOn, amountFen }: ResultOf['pay']): object => ({
  receipt_no: receiptNo,
  settle_date: writeDate(clearingOn),
  pay_amount: amountFen,
});

export interface WechatBillSignature {
  timestamp: string;
  nonce: string;
  serial: string;
  signature: Buffer;
}

/** @throws AgencyRefusal 1001, 1004 */
export function readSignature(headers: Record<string, string | undefined>, now: Date): WechatBillSignature {
  const timestamp = headers['wechatpay-timestamp'] ?? '';
  const nonce = headers['wechatpay-nonce'] ?? '';
  const serial = headers['wechatpay-serial'] ?? '';
  const signature = headers['wechatpay-signature'] ?? '';
  const formed =
    /^\d{10}$/.test(timestamp) && /^[0-9A-Za-z]{16,32}$/.test(nonce) && /^[0-9A-Za-z_-]{1,40}$/.test(serial);
  if (!formed || !/^[0-9A-Za-z+/]{40,1400}={0,2}$/.test(signature)) throw new AgencyRefusal('1001', 'form');
  refuseStale(new Date(Number(timestamp) * 1000), now);
  return { timestamp, nonce, serial, signature: Buffer.from(signature, 'base64') };
}

/** @throws AgencyRefusal 1003 */
export function verifyWechatBill(
  { timestamp, nonce, signature }: WechatBillSignature,
  body: Buffer,
  key: KeyObject,
): void {
  const signed = Buffer.concat([Buffer.from(`${timestamp}\n${nonce}\n`), body, Buffer.from('\n')]);
  if (!verify('sha256', signed, key, signature)) throw new AgencyRefusal('1003', 'signature');
}

export function signWechatBill(
  body: Buffer,
  nonce: string,
  { id, key }: SigningKey,
  now: Date,
): Record<string, string> {
  const timestamp = String(Math.floor(now.getTime() / 1000));
  const signed = Buffer.concat([Buffer.from(`${timestamp}\n${nonce}\n`), body, Buffer.from('\n')]);
  return {
    'Wechatpay-Timestamp': timestamp,
    'Wechatpay-Nonce': nonce,
    'Wechatpay-Serial': id,
    'Wechatpay-Signature': sign('sha256', signed, key).toString('base64'),
  };
}
