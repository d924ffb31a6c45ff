/**
 * The contract of a gateway: a protocol by which money moves. Adapters are stateless translators over injected `http`
 * and `clock`; they know nothing of the database. `unknown` is never `failed`: only a later query may settle it.
 * Outcomes come back as values; only `parseNotification` and `statements` throw (`ChannelError`).
 */
import type { Readable } from 'node:stream';
import type { BusinessDate } from '../../../shared/dates.ts';
import type { PaymentNo, RefundNo } from '../../../shared/ids.ts';
import type { Fen } from '../../../shared/money.ts';
import type { AgreementNotification, Agreements } from './agreement.ts';
import type { ChannelProblem } from './channel-error.ts';
import type { Complaints } from './complaints.ts';
import type { Note } from './exchange.ts';
import type { StatementSource } from './statement.ts';

export type GatewayCode = 'wechat-pay' | 'alipay' | 'unionpay';

/** How a gateway is used; `codepay` is the code on the customer's phone, scanned by a clerk. WeChat: mini jsapi native h5 app. Alipay: create wap page app precreate. UnionPay: front wap app. */
export type WechatPayProduct = 'mini' | 'jsapi' | 'native' | 'h5' | 'app' | 'codepay';
export type AlipayProduct = 'create' | 'wap' | 'page' | 'app' | 'precreate' | 'codepay';
export type UnionpayProduct = 'front' | 'wap' | 'app';
/** `agreement`: debited by an agreement, see agreement.ts; the payer does nothing. */
export type Product = WechatPayProduct | AlipayProduct | UnionpayProduct | 'agreement';

export interface GatewayOrder {
  paymentNo: PaymentNo;
  product: Product;
  amountFen: Fen;
  /** Shown to the payer at the gateway; cut to what it allows. */
  description: string;
  /** Told to the gateway too, so that it closes the order itself. */
  expiresAt: Date;
  notifyUrl: string;
  /** Where the payer's browser comes back; a hint, never a proof. */
  returnUrl?: string;
  payer: Payer;
}

export interface Payer {
  /** openid for mini and jsapi, Alipay user id for create. */
  subject?: string;
  /** The payer's network address; WeChat h5 asks for it. */
  ip?: string;
}

/** What the payer's client needs in order to pay. Plain JSON, sent to the client as it is and stored in payments.payer_action. */
export type PayerAction =
  | { kind: 'wechat-mini'; params: WechatPayParams }
  | { kind: 'wechat-jsapi'; params: WechatPayParams & { appId: string } }
  | { kind: 'qr'; gateway: GatewayCode; text: string }
  /** `goodUntil`: from then on the address is dead while the order lives, which is placed anew for another one. */
  | { kind: 'redirect'; gateway: GatewayCode; url: string; goodUntil?: string }
  | { kind: 'alipay-trade'; tradeNo: string }
  /** The payer's browser posts these fields, as they are, to that address. */
  | { kind: 'form'; gateway: GatewayCode; url: string; fields: Record<string, string> }
  | { kind: 'app'; gateway: 'wechat-pay'; params: WechatAppParams }
  | { kind: 'app'; gateway: 'alipay'; orderString: string }
  /** As UnionPay's phone SDK takes them (`startPay`); `mode` 00 is the real gateway. */
  | { kind: 'app'; gateway: 'unionpay'; tn: string; mode: '00' | '01' };

/** As `wx.requestPayment` and `WeixinJSBridge.invoke('getBrandWCPayRequest')` take them. */
export interface WechatPayParams {
  timeStamp: string;
  nonceStr: string;
  /** `prepay_id=…` */
  package: string;
  signType: 'RSA';
  paySign: string;
}

/** As WeChat's native SDK takes them (`PayReq`). */
export interface WechatAppParams {
  appid: string;
  partnerid: string;
  prepayid: string;
  package: 'Sign=WXPay';
  noncestr: string;
  timestamp: string;
  sign: string;
}

/** Nobody knows yet. `reason` is a code for staff (`HTTP_TIMEOUT`, `SYSTEM_ERROR`), without personal data. */
export interface Unknown {
  status: 'unknown';
  problem: ChannelProblem;
  reason: string;
}

export type InitiateOutcome =
  | { status: 'ready'; action: PayerAction }
  /** The gateway verifiably refused: no money can come of it. `ORDERPAID` and the like are `unknown`, not this. */
  | { status: 'failed'; reason: string }
  | Unknown;

/** A fact the gateway stated that contradicts our configuration or our order. Never booked from; stored and queued. */
export type Mismatch = 'app' | 'merchant' | 'currency' | 'amount';

export type Outcome =
  /** `amountFen` is the order's total at the gateway, whatever was refunded since. Unique by (source, tradeNo). */
  | { status: 'paid'; tradeNo: string; amountFen: Fen; paidAt: Date }
  | { status: 'pending' }
  /**
   * The gateway has no such order. Alipay says so until the payer opens its cashier, so before `expiresAt` this is no
   * more than `pending`; after it nothing can be paid any more.
   */
  | { status: 'not-found' }
  /** Closed at the gateway without money having come in. */
  | { status: 'closed' }
  | { status: 'failed'; reason: string }
  | Unknown;

export type CloseOutcome =
  /** Closed now or before. */
  | { status: 'closed' }
  /** No such order (yet); see `Outcome`. */
  | { status: 'not-found' }
  /** It is paid, being paid, or cannot be closed now: query. */
  | { status: 'not-closable'; reason: string }
  | Unknown;

export interface RefundRequest {
  paymentNo: PaymentNo;
  /** The same number on every retry: gateways are idempotent by it. */
  refundNo: RefundNo;
  amountFen: Fen;
  /** The collection's whole amount. */
  totalFen: Fen;
  reason: string;
  notifyUrl: string;
  /** The gateway's number of the payment, and when it was paid; where they are missing a gateway that needs them asks. */
  tradeNo?: string;
  paidAt?: Date;
  /** Since when it may leave: fixed, whatever the try; the number's own time unless a second person agreed later. */
  releasedAt?: Date;
}

export type RefundOutcome =
  | { status: 'succeeded'; gatewayRefundNo: string; amountFen: Fen; at: Date }
  | { status: 'pending'; gatewayRefundNo?: string }
  /** Refused, or closed: no money moved or will move under this refund number. */
  | { status: 'failed'; reason: string }
  /** The payer's card cannot take it; it stays open at the gateway until staff deal with it there. Not `failed`. */
  | { status: 'abnormal'; reason: string }
  /** Only from `queryRefund`: the gateway never saw this number. Sending it again is safe. */
  | { status: 'not-found' }
  | Unknown;

export interface PayCodeOrder
  extends Pick<GatewayOrder, 'paymentNo' | 'amountFen' | 'description' | 'expiresAt'> {
  /** The digits of the customer's code; good once and for a minute. Never stored, never logged. */
  authCode: string;
  /** Of the till's machine. */
  ip: string;
}

/** 付款码: the customer shows a code, the clerk scans it, the gateway charges at once or asks the customer for a password. */
export interface PayCode {
  /** Whether these digits are a code of this wallet. */
  reads(authCode: string): boolean;
  /** `pending`: the customer is typing. What has no certain answer is `unknown`; only `query` and `reverse` end it. */
  charge(order: PayCodeOrder): Promise<Outcome>;
  /** Undoes it: unpaid it is closed, paid it is given back. Both are `closed`, now or before. */
  reverse(paymentNo: PaymentNo): Promise<CloseOutcome>;
}

export type RefundQuery = Pick<RefundRequest, 'paymentNo' | 'refundNo' | 'amountFen' | 'releasedAt'>;

/** Bytes and headers as they came; header names in lower case, as Node gives them. */
export interface RawMessage {
  headers: Record<string, string | undefined>;
  body: Buffer;
}

export interface Notification {
  /** The gateway's own id of the event, equal on its retries: inbox_messages.event_id. */
  eventId: string;
  /** Of app, merchant and currency. The amount is compared with the order by `mismatchesWith`. */
  mismatches: Mismatch[];
}

export interface PaymentNotification extends Notification {
  kind: 'payment';
  /** As the gateway states it; may be no order of ours. */
  paymentNo: string;
  outcome: Outcome;
}

export interface RefundNotification extends Notification {
  kind: 'refund';
  /** Empty when the gateway names only the refund. */
  paymentNo: string;
  /** Undefined when the gateway does not name it (a refund made by hand in the merchant's portal): query the payment. */
  refundNo?: string;
  /** Alipay's carries only a running total, so it is `pending` here: confirm by `queryRefund`. */
  outcome: RefundOutcome;
}

/** Proved to be its sender's, and not to be read: kept as it came, acknowledged, and queued for staff. */
export interface UnreadableMessage extends Notification {
  kind: 'unreadable';
  /** What about it could not be read; no value of the message. */
  code: string;
  /** A number of ours that stands in it in the clear. */
  paymentNo?: string;
}

/** Verified, of a type we take no action on; stored and acknowledged. */
export interface OtherNotification extends Notification {
  kind: 'other';
  type: string;
}

export type InboundNotification =
  | PaymentNotification
  | RefundNotification
  | AgreementNotification
  | OtherNotification;

export interface Reply {
  status: number;
  headers?: Record<string, string>;
  body?: string;
}

export type StatementKind = 'trade' | 'fund-flow';

export interface Statements {
  /**
   * A day's file as the gateway made it, ready after 10:00 the next day; undefined when the gateway says there is none.
   * The stream fails at its end (`bad-response`) when its hash is not the announced one: use it only once it has ended.
   */
  open(date: BusinessDate, kind: StatementKind): Promise<Readable | undefined>;
}

export interface Gateway {
  code: GatewayCode;
  /** Gateway and merchant: collections.source, inbox_messages.source. `wechat-pay:1900000001`, `alipay:2088…` */
  source: string;
  products: readonly Product[];
  /** Products that are bound to a payer's identity, and the app whose identity it must be. */
  payerApps: Readonly<Partial<Record<Product, string>>>;
  /** Products whose signed order the payer's own client brings to the gateway: `initiate` calls nobody and cannot fail there. */
  signedOnly: readonly Product[];
  /** Its page sends the payer's browser back by a POST, which a page of the hall cannot take: see return.routes.ts. */
  returnsByPost?: boolean;
  initiate(order: GatewayOrder): Promise<InitiateOutcome>;
  query(paymentNo: PaymentNo): Promise<Outcome>;
  close(paymentNo: PaymentNo): Promise<CloseOutcome>;
  refund(request: RefundRequest): Promise<RefundOutcome>;
  queryRefund(request: RefundQuery): Promise<RefundOutcome>;
  /** Verifies first. Throws ChannelError `bad-signature` (answer with `refuse`), or `bad-response` when proved but unreadable. */
  parseNotification(raw: RawMessage): Promise<InboundNotification>;
  /** The acknowledgement, to be sent only once the message is stored. */
  accept(): Reply;
  /** The refusal, for messages that are not proved to be the gateway's, or that could not be stored. */
  refuse(reason: ChannelProblem | 'not-stored'): Reply;
  statements: Statements;
  /** Set where the wallet can be debited by agreement, and we are set up for it. */
  agreement?: Agreements;
  /** Where the wallet takes complaints about payments. */
  complaints?: Complaints;
  /** Its day files as reconciliation reads them. */
  statementSource?: StatementSource;
  payCode?: PayCode;
  /** Seconds after the start at which silence is broken by a query; after the last, only around expiry. */
  queryBackSeconds: readonly number[];
  /** Seconds between a refund's retries and queries. */
  refundQuerySeconds: readonly number[];
  /** Days after the payment within which the gateway refunds; later it is a payout. */
  refundTermDays: number;
  /** The same gateway, which takes down what it says and hears. */
  noting?(note: Note): Gateway;
  /** Upkeep to be run at start and every so often, e.g. platform certificates ahead of their expiry. */
  upkeep?: { everySeconds: number; run(): Promise<void> };
}

/** Everything in which a payment notification contradicts the order it names. Empty: it may be booked. */
export function mismatchesWith(order: { amountFen: Fen }, notification: PaymentNotification): Mismatch[] {
  const { outcome, mismatches } = notification;
  return outcome.status === 'paid' && outcome.amountFen !== order.amountFen
    ? [...mismatches, 'amount']
    : mismatches;
}
