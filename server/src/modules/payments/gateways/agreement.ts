/**
 * An agreement by which a wallet pays by itself: WeChat's papay, Alipay's merchant debit. Optional in a gateway. As in
 * gateway.ts outcomes come back as values, and unknown is never failed.
 */
import type { AgreementNo, PaymentNo } from '../../../shared/ids.ts';
import type { Fen } from '../../../shared/money.ts';
import type { Notification, Outcome, Unknown } from './gateway.ts';

/** Where the customer signs: in the wallet's own mini-program, or from a browser. */
export type SigningScene = 'mini' | 'browser';

export interface SigningRequest {
  agreementNo: AgreementNo;
  scene: SigningScene;
  /** openid or Alipay user id; known in the mini-program only. */
  subject?: string;
  /** Shown to the customer in the wallet: the household's number, masked. */
  displayAccount: string;
  notifyUrl: string;
  returnUrl?: string;
}

/** What the customer's client does in order to sign. Plain JSON, sent to the client as it is. */
export type SigningAction =
  /** `wx.navigateToMiniProgram` with `extraData: {pre_entrustweb_id}`. */
  | { kind: 'wechat-sign'; appId: string; path: string; extraData: Record<string, string> }
  /** `my.paySignCenter({signStr})` */
  | { kind: 'alipay-sign'; signStr: string }
  | { kind: 'redirect'; gateway: 'wechat-pay' | 'alipay'; url: string };

export type SigningOutcome =
  | { status: 'ready'; action: SigningAction }
  | { status: 'failed'; reason: string }
  | Unknown;

export type AgreementOutcome =
  | { status: 'active'; gatewayAgreementNo: string; at: Date }
  /** Not signed, or not yet. */
  | { status: 'not-found' }
  | { status: 'ended'; at?: Date }
  | Unknown;

export interface AgreementNotification extends Notification {
  kind: 'agreement';
  /** As the wallet states it; may be no agreement of ours. */
  agreementNo: string;
  outcome: Extract<AgreementOutcome, { status: 'active' | 'ended' }>;
}

/** An agreement as both sides know it. */
export interface StandingAgreement {
  agreementNo: AgreementNo;
  gatewayAgreementNo: string;
}

export type NoticeOutcome =
  | { status: 'told' }
  /** Not taken: not the hour for it, told already, or the agreement stands no more. */
  | { status: 'refused'; reason: string }
  | Unknown;

export interface DebitOrder extends StandingAgreement {
  paymentNo: PaymentNo;
  amountFen: Fen;
  description: string;
  expiresAt: Date;
  notifyUrl: string;
}

export interface Agreements {
  /** Set where the customer must be told beforehand. Days are counted with the day of the notice as the first. */
  notice?: {
    firstDay: number;
    lastDay: number;
    /** Hours of Beijing between which it may be sent; the second is excluded. */
    fromHour: number;
    toHour: number;
    send(agreement: StandingAgreement, amountFen: Fen): Promise<NoticeOutcome>;
  };
  begin(request: SigningRequest): Promise<SigningOutcome>;
  query(agreementNo: AgreementNo): Promise<AgreementOutcome>;
  /** Ended now or before is `ended`. */
  end(agreement: { agreementNo: AgreementNo; gatewayAgreementNo?: string }): Promise<AgreementOutcome>;
  /**
   * Idempotent by `paymentNo`. `pending`: taken in, the usual notification and query tell the rest. `failed` only when no
   * money can come of it.
   */
  debit(order: DebitOrder): Promise<Outcome>;
}
