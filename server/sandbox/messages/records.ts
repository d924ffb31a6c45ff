export const CHANNELS = ['wechat-subscribe', 'wechat-oa', 'alipay', 'sms', 'email', 'voice'] as const;
export type Channel = (typeof CHANNELS)[number];

/** A message that a provider took in; text messages stand in a table of their own. */
export interface SentMessage {
  /** As the caller was told. */
  id: string;
  channel: Exclude<Channel, 'sms'>;
  /** Open id, user id, address or number. */
  to: string;
  sentAt: string;
  template?: string;
  title?: string;
  fields?: Record<string, string>;
  text?: string;
  /** Where a tap leads. */
  page?: string;
  /** The caller's own number of it, where the protocol knows one. */
  requestId?: string;
  outcome?: 'received' | 'failed';
  reason?: string;
}

/** How often somebody still lets us write by a template: one consent is one message. */
export interface Consent {
  /** `app user template`. */
  key: string;
  app: string;
  user: string;
  template: string;
  left: number;
  /** Agreed for good, to a long-term template. */
  longTerm?: true;
}

/** A template as it stands in the provider's console. */
export interface MessageTemplate {
  /** `app template`. */
  key: string;
  app: string;
  template: string;
  title: string;
  /** Names of its fields in order. */
  fields: string[];
  longTerm?: true;
}
