/** The contract of a way to reach somebody. A channel translates; it sees no database and knows no rule. */
import type { Language } from '../../../shared/errors.ts';

export const channelNames = [
  'wechat-subscribe',
  'wechat-oa',
  'alipay',
  'sms',
  'email',
  'voice',
  'in-app',
] as const;
export type ChannelName = (typeof channelNames)[number];
/** The ways whose consents are counted. */
export const consentChannels = ['wechat-subscribe', 'alipay'] as const;
export type ConsentChannel = (typeof consentChannels)[number];

/** A notice written out for one recipient. */
export interface Letter {
  /** Ours, the same at every try. */
  requestId: string;
  /** Phone, openid, user id or e-mail address, as the channel needs it. */
  to: string;
  event: string;
  language: Language;
  /** Of the texts; 0 is the catalogue's own. */
  version: number;
  title: string;
  body: string;
  sms: string;
  /** The texts before their values were filled in: a provider that keeps its own copy fills them itself. */
  template: { title: string; body: string; sms: string };
  /** Every value as people read it, by the name a text uses. */
  values: Readonly<Record<string, string>>;
  /** Names of `values` for a wallet's card, in order. */
  card: readonly string[];
}

export type SendResult =
  /** The provider took it. `arrived` where taking it is all there is. */
  | { kind: 'handed'; providerId?: string; arrived?: boolean }
  /** This way is closed for this letter: no such number, no consent, blocked. */
  /** `noConsent`: the wallet says that this person has not agreed, whatever we counted. */
  | { kind: 'refused'; reason: string; noConsent?: true }
  /** The provider said it did nothing: busy, limit reached. The same way may be tried again. */
  | { kind: 'later'; reason: string }
  /** Nobody knows whether it was sent. */
  | { kind: 'unknown'; reason: string };

export type CallState = 'idle' | 'calling' | 'done' | 'again' | 'failed';

/** What a provider reports about one letter, named by our id or by its own. */
export interface Report {
  requestId?: string;
  providerId?: string;
  state: 'handed' | 'delivered' | 'failed';
  callState?: CallState;
  at: string;
  reason?: string;
}

export interface Inbound {
  headers: Readonly<Record<string, string | undefined>>;
  body: Buffer;
  query: Readonly<Record<string, string>>;
}

/** A report that is genuine, to be stored before it is acted upon. */
export interface ParsedReceipt {
  /** Equal ids are one report. */
  eventId: string;
  reports: Report[];
  /** What the provider wants to hear. */
  answer: { type: string; body: string };
}

export interface MessageChannel {
  name: ChannelName;
  /** The provider sends one message per request id, so that an unknown outcome may be asked for again. */
  repeatable: boolean;
  /** How long a letter that was handed over may stay without a report before the next way is tried; undefined: no reports come. */
  patienceSeconds?: number;
  /** Messages a second that the provider takes. */
  perSecond: number;
  /** What one message costs, in thousandths of a fen. */
  costMilliFen: number;
  /** The wallet lets the hall write only as often as the person has agreed: one consent is one message. */
  needsConsent?: true;
  /** Left out: every event. A wallet carries only those it has a template for. */
  serves?(event: string): boolean;
  send(letter: Letter): Promise<SendResult>;
  /** Verifies and reads a report. Undefined: not genuine. */
  parseReceipt?(inbound: Inbound): ParsedReceipt | undefined;
}
