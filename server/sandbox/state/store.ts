import type { PosTerminal, PosTrade } from '../acquirer/records.ts';
import type { Agreement } from '../agreements/records.ts';
import type { BankBatch, BankEntry, BankFile } from '../debit-bank/records.ts';
import type { Consent, MessageTemplate, SentMessage } from '../messages/records.ts';
import type { OperatorMessage } from '../sms-operator/records.ts';
import type { Outcome, SupplyCommand, SupplyPoint } from '../supply-control/records.ts';
import type { UnionpayTrade } from '../unionpay/records.ts';
import type { VoiceCall, VoicePhone } from '../voice/records.ts';
import type { ComplaintImage } from '../wechat-pay/complaint-images.ts';
import type { Complaint } from '../wechat-pay/complaints.ts';
import type { WeixinToken } from '../weixin/tokens.ts';
import { Journal, type JournalEntry } from './journal.ts';
import type {
  AlipayRefund,
  AlipayTrade,
  Delivery,
  FaultRule,
  IssuedInvoice,
  LoginCode,
  Settings,
  SmsMessage,
  UsedPayCode,
  WechatOrder,
  WechatRefund,
} from './records.ts';

interface Tables {
  wechatOrder: WechatOrder;
  wechatRefund: WechatRefund;
  alipayTrade: AlipayTrade;
  alipayRefund: AlipayRefund;
  unionpayTrade: UnionpayTrade;
  payCode: UsedPayCode;
  agreement: Agreement;
  complaint: Complaint;
  complaintImage: ComplaintImage;
  operatorMessage: OperatorMessage;
  bankFile: BankFile;
  bankBatch: BankBatch;
  bankEntry: BankEntry;
  bankResult: { name: string; result: { header: (string | number)[]; rows: (string | number)[][] } };
  posTerminal: PosTerminal;
  posTrade: PosTrade;
  sms: SmsMessage;
  message: SentMessage;
  messageTemplate: MessageTemplate;
  consent: Consent;
  /** When they last wrote to the account, and how often it has answered since. */
  follower: { openid: string; follows: boolean; wroteAt?: string; answered?: number };
  weixinMedia: { mediaId: string; file: string };
  alipayPerson: { open: string; name: string };
  weixinToken: WeixinToken;
  voiceCall: VoiceCall;
  voicePhone: VoicePhone;
  supplyPoint: SupplyPoint;
  supplyCommand: SupplyCommand;
  supplyNext: { outcomes: Outcome[] };
  invoice: IssuedInvoice;
  delivery: Delivery;
  loginCode: LoginCode;
  faultRule: FaultRule;
  faultCount: { key: string; count: number };
  settings: Settings;
}
export type TableName = keyof Tables;

/** Other names under which a record is looked up, besides its key. */
const ALIASES: { [T in TableName]?: (value: Tables[T]) => (string | undefined)[] } = {
  wechatOrder: order => [order.prepayId, order.transactionId, order.codeToken],
  wechatRefund: refund => [refund.refundId],
  alipayTrade: trade => [trade.tradeNo, trade.token],
  unionpayTrade: trade => [trade.queryId, trade.token],
  agreement: agreement => [agreement.token, agreement.contractId],
  sms: message => [message.requestId],
  // The newest with that number, which is the one that a repeat within ten minutes meant.
  message: message => [
    message.channel === 'wechat-oa' && message.requestId
      ? `weixin-oa ${message.to} ${message.requestId}`
      : undefined,
  ],
};

/** What several records of a table have in common, to be listed by. */
const GROUPINGS = {
  wechatRefund: (refund: WechatRefund) => refund.outTradeNo,
  alipayRefund: (refund: AlipayRefund) => refund.outTradeNo,
  unionpayTrade: (trade: UnionpayTrade) => trade.orderId,
  supplyCommand: (command: SupplyCommand) => command.meteringPoint,
};
type Grouped = keyof typeof GROUPINGS;

/** Whole records in memory, each change also a line of the journal. */
export class Store {
  private readonly tables = new Map<TableName, Map<string, unknown>>();
  private readonly aliases = new Map<string, string>();
  private readonly groups = new Map<string, Set<string>>();
  private readonly journal: Journal;

  constructor(journalPath?: string) {
    this.journal = new Journal(journalPath);
    for (const entry of this.journal.read()) this.apply(entry);
    this.journal.rewrite(this.entries());
  }

  get<T extends TableName>(table: T, key: string): Tables[T] | undefined {
    return this.rows(table).get(key);
  }

  /** By another of its names, see ALIASES. */
  find<T extends TableName>(table: T, alias: string): Tables[T] | undefined {
    const key = this.aliases.get(`${table} ${alias}`);
    return key === undefined ? undefined : this.get(table, key);
  }

  all<T extends TableName>(table: T): Tables[T][] {
    return [...this.rows(table).values()];
  }

  /** Refunds of one order or trade; UnionPay's trades of one order number; commands of one metering point. */
  ofTrade<T extends Grouped>(table: T, number: string): Tables[T][] {
    const keys = this.groups.get(`${table} ${number}`) ?? [];
    return [...keys].map(key => this.get(table, key)!);
  }

  put<T extends TableName>(table: T, key: string, value: Tables[T]): void {
    const entry = { table, key, value };
    this.apply(entry);
    this.journal.append(entry);
  }

  remove(table: TableName, key: string): void {
    this.rows(table).delete(key);
    this.journal.append({ table, key });
  }

  /** Forgets everything; keys and credentials live elsewhere and stay. */
  clear(): void {
    this.tables.clear();
    this.aliases.clear();
    this.groups.clear();
    this.journal.rewrite([]);
  }

  close(): void {
    this.journal.close();
  }

  private rows<T extends TableName>(table: T): Map<string, Tables[T]> {
    let rows = this.tables.get(table);
    if (!rows) {
      rows = new Map();
      this.tables.set(table, rows);
    }
    return rows as Map<string, Tables[T]>;
  }

  private apply(entry: JournalEntry): void {
    const table = entry.table as TableName;
    if (entry.value === undefined) {
      this.rows(table).delete(entry.key);
      return;
    }
    this.rows(table).set(entry.key, entry.value as never);
    const names = ALIASES[table] as ((value: unknown) => (string | undefined)[]) | undefined;
    for (const alias of names?.(entry.value) ?? []) {
      if (alias) this.aliases.set(`${table} ${alias}`, entry.key);
    }
    const grouping = GROUPINGS[table as Grouped] as ((value: unknown) => string) | undefined;
    if (grouping) this.group(`${table} ${grouping(entry.value)}`, entry.key);
  }

  private group(name: string, key: string): void {
    const keys = this.groups.get(name) ?? new Set();
    this.groups.set(name, keys.add(key));
  }

  private *entries(): Iterable<JournalEntry> {
    for (const [table, rows] of this.tables) for (const [key, value] of rows) yield { table, key, value };
  }
}
