/** What the three wire forms of agency collection have in common: trades, codes, and messages without any form. */
import type { Wording } from '../../../../shared/errors.ts';
import type { Fen } from '../../../../shared/money.ts';

export type AgencyForm = 'agency-json' | 'agency-tcp' | 'wechat-bill';

/** A channel whose partners call us. `subChannel` is its code in TCP messages and day files. */
export interface AgencyCollection {
  form: AgencyForm;
  subChannel: string;
}

export type AgencyTrade = 'inquire' | 'pay' | 'query' | 'reverse';

interface Common {
  /** Undefined: the partner's only channel. */
  channel?: string;
  terminalNo?: string;
}

export interface Inquiry extends Common {
  trade: 'inquire';
  /** Date and serial of the inquiry itself. */
  tradeKey: string;
  accountNo: string;
  /** YYYY-MM; undefined: everything owed. */
  month?: string;
}

export interface AgencyPayment extends Common {
  trade: 'pay';
  tradeKey: string;
  quoteId: string;
  accountNo: string;
  amountFen: Fen;
  paidAt: Date;
}

export interface PaymentQuery extends Common {
  trade: 'query';
  tradeKey: string;
  /** Of the payment asked about. */
  originalKey: string;
}

export interface Reversal extends Common {
  trade: 'reverse';
  tradeKey: string;
  originalKey: string;
  amountFen: Fen;
  reason: string;
}

export type AgencyMessage = Inquiry | AgencyPayment | PaymentQuery | Reversal;

export interface QuotedBill {
  /** YYYY-MM */
  month: string;
  amountFen: Fen;
  /** YYYY-MM-DD */
  dueOn: string;
}

export interface InquiryResult {
  quoteId: string;
  accountNo: string;
  name: string;
  address: string;
  amountFen: Fen;
  balanceFen: Fen;
  bills: QuotedBill[];
  expiresAt: Date;
}

export interface PaymentResult {
  receiptNo: string;
  /** YYYY-MM-DD */
  clearingOn: string;
  amountFen: Fen;
}

export interface QueryResult extends Partial<PaymentResult> {
  status: 'paid' | 'reversed' | 'refused' | 'processing' | 'absent';
  refusal?: string;
}

export interface ReversalResult {
  result: 'reversed' | 'unseen';
  clearingOn: string;
  amountFen: Fen;
}

export interface ResultOf {
  inquire: InquiryResult;
  pay: PaymentResult;
  query: QueryResult;
  reverse: ReversalResult;
}

/** How amounts are written in a partner's messages and files. */
export type AmountUnit = 'yuan' | 'fen';

export interface AmountUnits {
  request: AmountUnit;
  reply: AmountUnit;
  file: AmountUnit;
}

/** Every code of `agency-json/README.md` with what it says. */
export const agencyCodes = {
  '0000': { zh: '成功', en: 'Success' },
  '1001': { zh: '报文格式错误', en: "Not the message's form" },
  '1002': { zh: '合作方或密钥未知', en: 'Unknown partner or key' },
  '1003': { zh: '报文鉴别码错误', en: 'Wrong signature or MAC' },
  '1004': { zh: '报文过期或重放', en: 'Too old, too new, or a replay' },
  '1005': { zh: '来源地址未登记', en: 'Address not registered' },
  '1006': { zh: '字符编码错误', en: 'Wrong encoding' },
  '1007': { zh: '报文长度错误', en: 'Too long or cut short' },
  '1008': { zh: '查询过于频繁', en: 'Too many inquiries' },
  '1009': { zh: '交易码未知', en: 'No such trade' },
  '2001': { zh: '户号不存在', en: 'No such account' },
  '2002': { zh: '无欠费', en: 'Nothing owed' },
  '2003': { zh: '查询已失效', en: 'Quote unknown or expired' },
  '2004': { zh: '金额与查询结果不符', en: 'Not the quoted amount' },
  '2005': { zh: '账单代扣中,暂不能缴', en: 'Locked: a batch debit is out' },
  '2006': { zh: '账单已变化,请重新查询', en: 'The bills have changed, ask again' },
  '2007': { zh: '流水号重复而内容不同', en: 'Serial used with other content' },
  '2008': { zh: '超过限额', en: 'Above the limit' },
  '2009': { zh: '预存款不足', en: 'Prefunded balance exhausted' },
  '2010': { zh: '合作方已停用', en: 'Partner suspended' },
  '2011': { zh: '终端未登记或已停用', en: 'Terminal unknown or stopped' },
  '2012': { zh: '已过清算日,不能冲正', en: "The payment's clearing date is over" },
  '2013': { zh: '冲正金额不符', en: "Not the payment's amount" },
  '2014': { zh: '该笔已冲正', en: 'Reversed before it arrived' },
  '2015': { zh: '款项已退或已使用,不能冲正', en: 'Refunded or used already' },
  '2016': { zh: '上一笔缴费未完成', en: 'An earlier payment is being handled' },
  '2017': { zh: '对账文件未就绪', en: 'Day file not ready' },
  '9001': { zh: '系统忙,请用原流水重发', en: 'Unknown; repeat the identical request' },
} as const satisfies Record<string, Wording>;

export type AgencyCode = keyof typeof agencyCodes;

/** Why a message did not count, for the counters. */
export type BadReason =
  | 'truncated'
  | 'length'
  | 'form'
  | 'unknown'
  /** Proved, and about a merchant or utility that is not the partner's. */
  | 'institution'
  | 'signature'
  | 'stale'
  | 'replay'
  | 'address'
  | 'encoding'
  | 'slow'
  | 'flood';

/** Refuses a message: its code goes to the partner. `bad` is set when nothing of it could be trusted or read. */
export class AgencyRefusal extends Error {
  readonly code: AgencyCode;
  readonly bad?: BadReason;
  /** Where and what, of a file; nothing personal. */
  readonly detail?: string;

  constructor(code: AgencyCode, bad?: BadReason, detail?: string) {
    super(`agency ${code}${bad ? ` (${bad})` : ''}`);
    this.name = 'AgencyRefusal';
    this.code = code;
    this.bad = bad;
    this.detail = detail;
  }
}

/** The words that go with a code. */
export const wordsOf = (code: AgencyCode, detail?: string): string =>
  agencyCodes[code].zh + (detail ? `: ${detail}` : '');

/** How far a partner's clock may be from ours. */
export const clockToleranceSeconds = 300;

/** @throws AgencyRefusal 1004 */
export function refuseStale(at: Date, now: Date): void {
  if (Math.abs(at.getTime() - now.getTime()) > clockToleranceSeconds * 1000)
    throw new AgencyRefusal('1004', 'stale');
}

/** Every channel whose partners call us, a line each: its wire form, and its code in TCP messages and day files. */
export const agencyChannels = {
  'bank-counter': { form: 'agency-tcp', subChannel: '01' },
  'bank-kiosk': { form: 'agency-tcp', subChannel: '02' },
  'mobile-bank': { form: 'agency-json', subChannel: '03' },
  'financial-terminal': { form: 'agency-json', subChannel: '04' },
  agent: { form: 'agency-json', subChannel: '05' },
  postal: { form: 'agency-json', subChannel: '06' },
  'wechat-bill': { form: 'wechat-bill', subChannel: '07' },
} as const satisfies Record<string, AgencyCollection>;

export type AgencyChannelCode = keyof typeof agencyChannels;
export const agencyChannelCodes = Object.keys(agencyChannels) as [AgencyChannelCode, ...AgencyChannelCode[]];

export const channelsOfForm = (form: AgencyForm) =>
  agencyChannelCodes.filter(code => agencyChannels[code].form === form) as [
    AgencyChannelCode,
    ...AgencyChannelCode[],
  ];

export const subChannels: Readonly<Record<string, string>> = Object.fromEntries(
  agencyChannelCodes.map(code => [agencyChannels[code].subChannel, code]),
);

export const subChannelOf = (channel: string): string =>
  Object.keys(subChannels).find(code => subChannels[code] === channel) ?? '00';
