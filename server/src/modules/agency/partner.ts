/** A partner as messages are judged by it, with its keys ready for use. */
import type { KeyObject } from 'node:crypto';
import type { BlockList } from 'node:net';
import { includesAddress } from '../../infra/address-list.ts';
import { agencyWire } from '../payments/index.ts';

export interface PartnerKey {
  id: number;
  keyId: string;
  algorithm: 'rsa-sha256' | 'ed25519' | 'aes-cmac';
  /** Of the signature algorithms. */
  publicKey?: KeyObject;
  /** Of AES-CMAC: 16 bytes. */
  secret?: Buffer;
  validFrom: Date;
  validUntil: Date | null;
}

export interface Partner {
  id: number;
  code: string;
  form: agencyWire.AgencyForm;
  channels: readonly string[];
  active: boolean;
  prefunded: boolean;
  /** HH:MM:SS; 24:00:00 is midnight */
  cutOff: string;
  units: agencyWire.AmountUnits;
  inquiriesPerMinute: number;
  /** Undefined: from anywhere. */
  addresses?: BlockList;
  settings: Record<string, unknown>;
  keys: readonly PartnerKey[];
  /** By number; empty: any terminal. */
  terminals: ReadonlyMap<string, boolean>;
}

/** File source of its money: what it owes us, or what it paid in before. */
export const sourceOf = ({ code, prefunded }: Pick<Partner, 'code' | 'prefunded'>): string =>
  `${prefunded ? 'agent' : 'partner'}:${code}`;

/** @throws AgencyRefusal 1002 when there is no such key now */
export function keyOf(partner: Partner, keyId: string, now: Date): PartnerKey {
  const key = partner.keys.find(each => each.keyId === keyId);
  if (!key || key.validFrom > now || (key.validUntil && key.validUntil <= now))
    throw new agencyWire.AgencyRefusal('1002', 'unknown');
  return key;
}

/** @throws AgencyRefusal 1005 */
export function refuseAddress({ addresses }: Partner, ip: string): void {
  if (!includesAddress(addresses, ip)) throw new agencyWire.AgencyRefusal('1005', 'address');
}

/** @throws AgencyRefusal 2010, 2011, or 1001 for a channel it may not bring. Returns the channel. */
export function admitMessage(partner: Partner, message: agencyWire.AgencyMessage): string {
  const channel = message.channel ?? (partner.channels.length === 1 ? partner.channels[0] : undefined);
  // A query or a reversal names its payment, whose channel is known.
  const anyChannel = message.trade === 'query' || message.trade === 'reverse';
  const chosen = channel ?? (anyChannel ? partner.channels[0] : undefined);
  if (chosen === undefined || !partner.channels.includes(chosen)) throw new agencyWire.AgencyRefusal('1001');
  return chosen;
}

/** @throws AgencyRefusal 2010, 2011. Payments are judged in the database as well, under its locks. */
export function refuseInquiry(partner: Partner, terminalNo: string | undefined): void {
  if (!partner.active) throw new agencyWire.AgencyRefusal('2010');
  if (partner.terminals.size > 0 && !partner.terminals.get(terminalNo ?? ''))
    throw new agencyWire.AgencyRefusal('2011');
}
