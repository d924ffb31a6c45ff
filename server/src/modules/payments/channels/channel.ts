/**
 * The contract of a channel: a way a customer pays. A missing capability is the fact that the channel cannot do it.
 * Channels are composed of gateways; they never see the database, Koa or another channel.
 */
import type { Wording } from '../../../shared/errors.ts';
import type { Gateway, GatewayCode, Payer, Product } from '../gateways/gateway.ts';
import type { BatchDebit } from './batch-debit.ts';
import type { CommandChannel } from './command.ts';
import type { AgencyCollection } from './families/agency.ts';
import type { Voucher } from './voucher.ts';

/** The wallet a customer pays with. */
export type PayMethod = 'wechat' | 'alipay' | 'unionpay';

/** The wallet behind a gateway; undefined for money that was received otherwise. */
export function methodOfGateway(gateway: string): PayMethod | undefined {
  const methods: Record<string, PayMethod> = {
    'wechat-pay': 'wechat',
    alipay: 'alipay',
    unionpay: 'unionpay',
  };
  return methods[gateway];
}

/** Who asks to pay, as the HTTP layer knows the person (fits `ResidentActor`). */
export interface PayerIdentity {
  provider: 'wechat' | 'alipay' | 'phone';
  subject: string;
  appId: string;
}

export interface PlanRequest {
  method: PayMethod;
  /** What the client can do; without it the channel takes its first product of that method. */
  product?: Product;
  identity: PayerIdentity;
  /** The payer's network address. */
  ip: string;
}

/** How a payment will be started: `gateway.initiate({ product, payer, … })`. */
export interface PaymentPlan {
  gateway: Gateway;
  product: Product;
  payer: Payer;
}

export interface MethodOffer {
  method: PayMethod;
  gateway: GatewayCode;
  products: readonly Product[];
}

/** Prepay at a gateway: we call it, the customer pays there, it notifies. */
export interface Prepay {
  /** In the order they are offered to the customer. */
  offers: readonly MethodOffer[];
  /** Throws an AppError (`method-not-offered`, `sign-in-differs`) when this channel cannot take such a payment. */
  plan(request: PlanRequest): PaymentPlan;
}

/** What a clerk or a machine takes in the customer's presence. */
export interface Desk {
  tenders: readonly ('cash' | 'cheque' | 'transfer' | 'pay-code')[];
  /** Gateways that charge the code on the customer's phone. */
  payCodes?: readonly Gateway[];
  /** QR codes on the machine's own screen. Nobody has signed in there, so it is no `prepay` of residents. */
  screen?: Prepay;
}

/** The customer's card at a terminal of ours. */
export interface CardPresent {
  product: 'card';
}

export interface Channel {
  code: string;
  name: Wording;
  prepay?: Prepay;
  batchDebit?: BatchDebit;
  command?: CommandChannel;
  voucher?: Voucher;
  /** Partners call us: inquire, pay, query, reverse. */
  agency?: AgencyCollection;
  desk?: Desk;
  cardPresent?: CardPresent;
}

/** One line of the registry: how to make a channel of the gateways it names. */
export interface ChannelDefinition {
  code: string;
  gateways: readonly GatewayCode[];
  /** Offered where they are set up; the channel works without. */
  optionalGateways?: readonly GatewayCode[];
  create(gateways: GatewaySet): Channel;
}

/** The gateways a channel asked for; throws for one it did not name. */
export interface GatewaySet {
  get(code: GatewayCode): Gateway;
  has(code: GatewayCode): boolean;
}
