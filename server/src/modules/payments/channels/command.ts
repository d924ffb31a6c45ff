/** What a channel of text commands can do: read what the provider posts, what a person writes, and the operator's day file. */
import type { FileContent } from '../../../infra/kept-file.ts';
import type { BusinessDate } from '../../../shared/dates.ts';
import type { Fen } from '../../../shared/money.ts';
import type { FileKey } from './batch-debit.ts';

export interface InboundText {
  phone: string;
  text: string;
  sentAt: Date;
  /** The same bytes again are the same message. */
  eventId: string;
  /** As in the operator's day file. */
  digest: string;
}

/** `account`: a customer number or its last digits, as written. */
export type TextCommand =
  | { kind: 'due' | 'pay'; account: string | null }
  | { kind: 'confirm'; code: string }
  | { kind: 'redeem'; serial: string; pin: string; account: string | null }
  | { kind: 'opt-out' | 'opt-in' | 'help' | 'unknown' };

export interface OperatorRow {
  direction: 'MO' | 'MT';
  at: Date;
  phone: string;
  digest: string;
  serial: string;
  template: string;
  segments: number;
  feeFen: Fen;
}

export interface OperatorDay {
  operator: string;
  appId: string;
  on: BusinessDate;
  /** A piece of the file at a time; its totals are judged at the end. @throws FileRefused */
  rows(): AsyncGenerator<OperatorRow[]>;
}

export interface CommandChannel {
  /** undefined: not what the provider posts. */
  readInbound(body: Buffer): InboundText | undefined;
  reply: { accepted: string; refused: string };
  read(text: string): TextCommand;
  /** @throws FileRefused */
  readDay(name: string, content: FileContent, keys: readonly FileKey[]): Promise<OperatorDay>;
}
