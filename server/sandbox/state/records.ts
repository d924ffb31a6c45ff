/** Everything the sandbox remembers. Amounts are integer fen; times are UTC ISO strings. */

export type Gateway =
  | 'wechat-pay'
  | 'alipay'
  | 'unionpay'
  | 'weixin'
  | 'weixin-oa'
  | 'sms'
  | 'mail'
  | 'voice'
  | 'supply-control'
  | 'invoicing'
  | 'acquirer'
  | 'sms-operator'
  | 'debit-bank';

/** MICROPAY: a scanned pay code; PAP: a debit by agreement. */
export type WechatTradeType = 'JSAPI' | 'NATIVE' | 'APP' | 'MWEB' | 'MICROPAY' | 'PAP';

export interface WechatOrder {
  outTradeNo: string;
  tradeType: WechatTradeType;
  appid: string;
  mchid: string;
  description: string;
  attach?: string;
  /** A pay code's order has none: it is asked for. */
  notifyUrl?: string;
  total: number;
  openid?: string;
  timeExpire?: string;
  /** What must be the same when the same number is ordered again. */
  fingerprint: string;
  prepayId: string;
  prepayAt: string;
  /** Tail of the Native code_url. */
  codeToken?: string;
  createdAt: string;
  /** PAYERROR: the bank declined; the buyer may try again. REVOKED: a pay code's order taken back. */
  state: 'NOTPAY' | 'USERPAYING' | 'ACCEPT' | 'PAYERROR' | 'SUCCESS' | 'CLOSED' | 'REFUND' | 'REVOKED';
  /** Why it failed, in the gateway's words. */
  stateDesc?: string;
  transactionId?: string;
  paidAt?: string;
  closedAt?: string;
  /** Of a debit by agreement. */
  contractId?: string;
  revokedAt?: string;
  /** Of the money that went back with a reversal. */
  revokeId?: string;
  bankType?: string;
}

export interface WechatRefund {
  outRefundNo: string;
  refundId: string;
  outTradeNo: string;
  transactionId: string;
  refund: number;
  total: number;
  reason?: string;
  notifyUrl?: string;
  createdAt: string;
  status: 'PROCESSING' | 'SUCCESS' | 'ABNORMAL' | 'CLOSED';
  settledAt?: string;
}

export type AlipayProduct = 'create' | 'wap' | 'page' | 'app' | 'precreate' | 'code' | 'agreement';

/** An order known to the gateway. Until `tradeNo` is given (buyer opened the cashier) it "does not exist". */
export interface AlipayTrade {
  outTradeNo: string;
  product: AlipayProduct;
  appId: string;
  sellerId: string;
  subject: string;
  body?: string;
  passbackParams?: string;
  notifyUrl?: string;
  returnUrl?: string;
  quitUrl?: string;
  total: number;
  buyerId?: string;
  /** Yuan amounts are compared as fen. */
  fingerprint: string;
  token: string;
  createdAt: string;
  timeExpire?: string;
  tradeNo?: string;
  openedAt?: string;
  state: 'UNOPENED' | 'WAIT_BUYER_PAY' | 'TRADE_SUCCESS' | 'TRADE_FINISHED' | 'TRADE_CLOSED';
  paidAt?: string;
  closedAt?: string;
  refunded: number;
}

export interface AlipayRefund {
  /** `outTradeNo outRequestNo`. */
  key: string;
  outTradeNo: string;
  outRequestNo: string;
  amount: number;
  reason?: string;
  createdAt: string;
  /** Set when the money has moved. */
  movedAt?: string;
}

export interface UsedPayCode {
  code: string;
  usedAt: string;
}

export interface SmsMessage {
  messageId: string;
  requestId: string;
  phone: string;
  sign: string;
  template: string;
  params: Record<string, string>;
  sentAt: string;
  /** Absent until the operator has reported. */
  outcome?: 'received' | 'failed';
  reason?: string;
}

/** An electronic invoice; a red one takes back another. Amounts in yuan as they were sent. */
export interface IssuedInvoice {
  requestNo: string;
  kind: 'blue' | 'red';
  fiscalNo: string;
  originalFiscalNo?: string;
  titleName: string;
  amount: string;
  issuedAt: string;
}

export interface Attempt {
  at: string;
  /** HTTP status, or 0 when there was no answer. */
  status: number;
  ms: number;
  accepted: boolean;
  /** What was done to this attempt on purpose. */
  fault?: string;
  answer?: string;
  error?: string;
}

export interface Delivery {
  id: string;
  gateway:
    | 'wechat-pay'
    | 'alipay'
    | 'unionpay'
    | 'sms-operator'
    | 'sms'
    | 'weixin'
    | 'weixin-oa'
    | 'voice'
    | 'supply-control';
  kind: 'payment' | 'refund' | 'agreement' | 'complaint' | 'inbound' | 'receipt' | 'event' | 'result';
  outTradeNo: string;
  outRefundNo?: string;
  url: string;
  /** WeChat's `id`, Alipay's `notify_id`: the same on every retry. */
  eventId: string;
  /** The facts as they were when the event happened. */
  facts: Record<string, unknown>;
  /** What was done to the whole delivery on purpose. */
  fault?: string;
  createdAt: string;
  state: 'pending' | 'delivered' | 'given-up' | 'dropped';
  /** What it tells is still to happen: no attempt was due yet. */
  ahead?: true;
  /** Retries used so far: an index into the gateway's schedule. */
  retries: number;
  nextAt?: string;
  attempts: Attempt[];
}

export interface LoginCode {
  code: string;
  app: string;
  name: string;
  createdAt: string;
  usedAt?: string;
}

export interface FaultRule {
  id: string;
  gateway: Gateway | '*';
  /** Call kind (`create`, `query`, …), `notify-payment`, `notify-refund`, or `*`. */
  on: string;
  fault: string;
  probability: number;
  /** How many more times; absent means for ever. */
  count?: number;
  /** How many matching occasions to let pass first. */
  skip?: number;
  outTradeNo?: string;
  delayMs?: number;
  copies?: number;
  deltaFen?: number;
  status?: number;
  code?: string;
  message?: string;
  /** State of this rule's own random sequence. */
  random: number;
}

export interface Settings {
  /** Multiplies every wait of the notification schedules; 1 is the real pace. */
  retryScale: number;
  notifyTimeoutMs: number;
  wechatNotifyKey: 'public-key' | 'platform-certificate' | 'mixed';
  wechatRefundDelayMs: number;
  wechatRefundOutcome: WechatRefund['status'];
  /** 0 moves the money at once (fund_change=Y); otherwise the first answer is N and the query tells later. */
  alipayRefundDelayMs: number;
  /** Whether alipay.trade.close of an unpaid trade notifies TRADE_CLOSED. */
  alipayCloseNotifies: boolean;
  /** Bills only after 10:00 of the next day, as in life; false makes any day's bill available at once. */
  enforceBillTime: boolean;
  downloadUrlSeconds: number;
  /** How long a void or refund at UnionPay is under way, and how it ends (05 leaves it to the control). */
  unionpayBackDelayMs: number;
  unionpayBackOutcome: string;
  /** Beijing hour at which UnionPay's clearing day ends. */
  unionpayCutHour: number;
  /** How long a WeChat debit is taken in before money moves. */
  papayDelayMs: number;
  /** Notices between 07:00 and 22:00 only, debits on days 3 to 9 only. */
  papayEnforceTimes: boolean;
  /** How far the time of a call's signature may be from the SMS providers' own. */
  smsLeewaySeconds: number;
  /** Where users' text messages are posted, as set in the provider's console; empty: nowhere. */
  smsCallbackUrl: string;
  /** Where the providers post what became of a message, as set in their consoles; empty: nowhere. */
  smsReceiptUrl: string;
  smsTencentReceiptUrl: string;
  weixinPushUrl: string;
  weixinOaPushUrl: string;
  /** Plain as WeChat has it at first, or encrypted by the AES key; XML always at the official account. */
  weixinPushMode: 'plain' | 'safe';
  weixinPushFormat: 'xml' | 'json';
  /** Pages of the published mini-program, by commas; empty: any is taken. */
  weixinPages: string;
  weixinTokenSeconds: number;
  /** How long a message is under way before its receipt is sent. */
  receiptDelayMs: number;
  /** True: everybody has agreed to every template, as often as one likes (for benches). */
  everybodyConsents: boolean;
  /** Calls a second that each provider takes; 0: any. */
  callsPerSecond: number;
  /** How long a phone rings and a call lasts; what the waits between two calls are multiplied by. */
  voiceRingMs: number;
  voiceTimeScale: number;
  /** How long a command waits at the head-end, and at the meter. */
  supplyQueueMs: number;
  supplyExecuteMs: number;
  weixinPerSecond: number;
  /** How often the official account may answer one word of a follower. */
  customMessagesPerWord: number;
  alipayMessagesPerSecond: number;
  smsPerSecond: number;
  mailsPerSecond: number;
  /** Whether the debit bank works off what arrives by itself, and how much later. */
  bankAutomatic: boolean;
  bankDelayMs: number;
}

export interface PayOptions {
  /** Pays a closed or expired order too: a success that the close did not stop. */
  force?: boolean;
  /** Whose wallet, where the order itself does not say (Native, H5, APP). */
  payer?: string;
  paidAt?: Date;
  /** False changes the state and tells nobody. */
  notify?: boolean;
}
