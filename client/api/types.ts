/**
 * What the hall's API sends and takes, as the clients see it (all paths below /api/v1).
 * Fields ending in `Fen` are integer fen; energy is kWh as a decimal string ("123.45");
 * times are ISO instants, days `YYYY-MM-DD`, months `YYYY-MM`.
 */

export interface Region {
  code: string;
  nameZh: string;
  nameEn: string;
  /** Regular expression without anchors' meaning changed: the whole number must match. */
  accountNoPattern: string;
  accountNoHintZh: string;
  accountNoHintEn: string;
}

export interface HallConfig {
  regions: Region[];
  maxHouseholds: number;
  demo: boolean;
  wechatAppId: string | null;
  oaAppId: string | null;
  alipayAppId: string | null;
  smsCodeSeconds: number;
  demoSignIns?: { labelZh: string; labelEn: string; phone: string }[];
  sandboxUrl?: string;
}

export type SmsPurpose = 'sign-in' | 'bind' | 'merge';

export interface SmsCodeSent {
  sentTo: string;
  expiresInSeconds: number;
  resendInSeconds: number;
}

export type SignIn =
  | { kind: 'sms'; phone: string; code: string }
  | { kind: 'wechat-mini' | 'wechat-oa' | 'alipay'; code: string };

export interface Me {
  personId: string;
  phone: string | null;
  identities: { id: string; provider: string; createdAt: string }[];
  defaultAccountNo: string | null;
  householdCount: number;
}

export interface Session {
  token: string;
  expiresAt: string;
  me: Me;
}

export type BindingLevel = 'pay-only' | 'full';

export interface Household {
  accountNo: string;
  level: BindingLevel;
  isHolder: boolean;
  nickname: string | null;
  isDefault: boolean;
  nameMasked: string;
  addressMasked: string;
  name: string | null;
  address: string | null;
  regionCode: string;
  category: string;
  owedFen: number;
  balanceFen: number | null;
  prepaidFen: number | null;
  openBills: number;
  dueOn: string | null;
}

/** Facts that do not stand on a posted bill. */
export type Fact = 'phone' | 'identityNoTail' | 'contractNo';

export type Proof =
  | { kind: 'phone'; code: string }
  /** The phone one signed in with is the phone on file. */
  | { kind: 'own-phone' }
  | ({ kind: 'facts' } & Partial<Record<Fact, string>>);

export interface HouseholdPreview {
  accountNo: string;
  nameMasked: string;
  addressMasked: string;
  phoneHint: string | null;
  /** The phone on file is the reader's own. */
  ownPhone: boolean;
  acceptedFacts: Fact[];
}

export interface MeterMatch {
  accountNo: string;
  nameMasked: string;
  addressMasked: string;
}

export interface BoundPerson {
  bindingId: string;
  phoneMasked: string | null;
  level: BindingLevel;
  since: string;
  isMe: boolean;
}

export type BillStatus = 'unpaid' | 'part-paid' | 'paid' | 'reversed';

export interface BillRow {
  billNo: string;
  month: string;
  from: string;
  to: string;
  energy: string;
  totalFen: number;
  paidFen: number;
  outstandingFen: number;
  status: BillStatus;
  dueOn: string;
  issuedAt: string;
  estimated: boolean;
}

export type UsePeriod = 'flat' | 'peak' | 'valley';

export interface BillLine {
  kind: 'energy' | 'free-allowance' | 'adjustment' | 'late-fee';
  period: UsePeriod | null;
  tier: number | null;
  energy: string | null;
  priceYuan: string | null;
  amountFen: number;
  from: string;
  to: string;
  explainZh: string;
  explainEn: string;
}

export interface BillReading {
  meterAssetNo: string;
  register: 'total' | 'peak' | 'valley';
  from: { on: string; value: string };
  to: { on: string; value: string };
  multiplier: number;
  energy: string;
  quality: 'actual' | 'estimated';
}

export interface Bill extends BillRow {
  payableId: number | null;
  readings: BillReading[];
  lines: BillLine[];
  tier: { yearFrom: string; allowanceMonths: number; used: string; limits: string[]; current: number } | null;
  tariff: {
    nameZh: string;
    nameEn: string;
    source: string;
    note: string | null;
    effectiveFrom: string;
  } | null;
  payments: { paymentNo: string; paidAt: string; amountFen: number; channel: string }[];
  fromBalanceFen: number;
  sumsNote: string;
}

export interface Payable {
  payableId: number;
  kind: string;
  title: string;
  month: string | null;
  amountFen: number;
  paidFen: number;
  outstandingFen: number;
  dueOn: string | null;
}

export interface Summary {
  accountNo: string;
  asOf: string | null;
  owedFen: number;
  overdueFen: number;
  dueOn: string | null;
  balanceFen: number | null;
  prepaidFen: number | null;
  latestBill: BillRow | null;
  thisMonth: {
    month: string;
    energy: string | null;
    lastMonthEnergy: string | null;
    lastYearEnergy: string | null;
  } | null;
  openPayables: Payable[];
}

export interface UsageMonth {
  month: string;
  energy: string | null;
  peak: string | null;
  valley: string | null;
  estimated: boolean;
  totalFen: number | null;
}

export interface TierProgress {
  year: string;
  asOf: string | null;
  used: string;
  limits: string[];
  /** Null under a tariff without tiers. */
  tier: number | null;
  toNextTier: string | null;
  months: number | null;
}

export type WalletMethod = 'wechat' | 'alipay';
export type PayChannel = 'wechat' | 'alipay' | 'web-hall';
export type PayProduct = 'mini' | 'jsapi' | 'h5' | 'native' | 'create' | 'wap' | 'page';

export interface WechatPayParams {
  appId?: string;
  timeStamp: string;
  nonceStr: string;
  package: string;
  signType: string;
  paySign: string;
}

export type PayerAction =
  | { kind: 'wechat-jsapi' | 'wechat-mini'; params: WechatPayParams }
  | { kind: 'qr'; text: string; gateway: string }
  | { kind: 'redirect'; url: string }
  | { kind: 'alipay-trade'; tradeNo: string }
  | { kind: 'app'; params?: unknown; orderString?: string };

export interface PaymentStart {
  channel: PayChannel;
  method: WalletMethod;
  product?: PayProduct;
  items?: { payableId: number; amountFen: number }[];
  prepayments?: { accountNo: string; amountFen: number }[];
  returnUrl?: string;
}

export type PaymentStage = 'waiting' | 'paid' | 'credited' | 'closed' | 'failed';

export interface Payment {
  paymentNo: string;
  status: 'created' | 'pending' | 'settled' | 'closed' | 'failed';
  stage: PaymentStage;
  channel: string;
  method: string;
  amountFen: number;
  refundedFen: number;
  description: string;
  items: {
    payableId: number;
    kind: string;
    title: string;
    accountNo: string;
    addressMasked: string;
    amountFen: number;
    appliedFen: number;
  }[];
  createdAt: string;
  expiresAt: string;
  settledAt: string | null;
  action: PayerAction | null;
  receiptNo: string | null;
  surplusFen: number;
  messageZh: string | null;
  messageEn: string | null;
}

export interface PaymentPage {
  payments: Payment[];
  page: number;
  hasMore: boolean;
}

export interface Receipt {
  receiptNo: string;
  issuedAt: string;
  paidAt: string;
  amountFen: number;
  refundedFen: number;
  payerMasked: string;
  items: {
    title: string;
    accountNoMasked: string;
    addressMasked: string;
    nameMasked: string;
    amountFen: number;
  }[];
  checkUrl: string;
  pdfUrl: string;
}

export interface ApiProblem {
  error: string;
  message: string;
  details: { field: string; rule: string; message: string }[];
  requestId: string;
}
