/** A frame: length, head, body, MAC (README, "Frame"). */
import { aesCmac } from '../../../../../infra/aes-cmac.ts';
import { AgencyRefusal } from '../agency.ts';
import { readTime, writeTime } from '../amounts.ts';
import { createFieldReader, digits, text } from './fields.ts';

export const lengthDigits = 6;
const headLength = 55;
const macLength = 32;
export const shortestFrame = headLength + macLength;
export const longestFrame = 8192;

export interface FrameHead {
  partner: string;
  keyVersion: string;
  trade: string;
  serial: string;
  /** YYYYMMDDhhmmss, Beijing time. */
  time: string;
  code: string;
}

export interface Frame {
  head: FrameHead;
  body: Buffer;
  /** Every byte before the MAC, as it came. */
  signed: Buffer;
  mac: string;
}

/**
 * How long the frame is that begins here, its length field included; undefined while that field is not complete.
 * @throws AgencyRefusal 1007
 */
export function frameLength(bytes: Buffer): number | undefined {
  const field = bytes.subarray(0, lengthDigits).toString('latin1');
  if (!/^\d*$/.test(field)) throw new AgencyRefusal('1007', 'length');
  if (field.length < lengthDigits) return undefined;
  const length = Number(field);
  if (length < shortestFrame || length > longestFrame) throw new AgencyRefusal('1007', 'length');
  return lengthDigits + length;
}

/** @param bytes exactly one frame. @throws AgencyRefusal 1001 when the head has not its form */
export function readFrame(bytes: Buffer): Frame {
  const signed = bytes.subarray(0, -macLength);
  const read = createFieldReader(signed.subarray(lengthDigits, lengthDigits + headLength));
  const matching = (length: number, pattern: RegExp): string => {
    const value = read.latin(length);
    if (!pattern.test(value)) throw new AgencyRefusal('1001', 'form');
    return value.trimEnd();
  };
  matching(2, /^01$/);
  const partner = matching(8, /^[0-9A-Z]{4,8} *$/);
  const keyVersion = matching(2, /^\d\d$/);
  const trade = matching(4, /^\d{4}$/);
  matching(1, /^0$/);
  const serial = matching(20, /^[0-9A-Za-z]{1,20} *$/);
  const time = matching(14, /^\d{14}$/);
  const code = matching(4, /^0000$/);
  readTime(time);
  return {
    head: { partner, keyVersion, trade, serial, time, code },
    body: signed.subarray(lengthDigits + headLength),
    signed,
    mac: bytes.subarray(-macLength).toString('latin1'),
  };
}

/** @param key undefined: a reply that proves nothing, its MAC all zeros */
export function writeReplyFrame(head: FrameHead, body: Buffer, key: Buffer | undefined): Buffer {
  const signed = Buffer.concat([
    digits(headLength + body.length + macLength, lengthDigits),
    digits(1, 2),
    text(head.partner, 8),
    digits(Number(head.keyVersion), 2),
    digits(Number(head.trade), 4),
    text('1', 1),
    text(head.serial, 20),
    text(head.time, 14),
    text(head.code, 4),
    body,
  ]);
  return Buffer.concat([signed, Buffer.from(key ? macOf(key, signed) : '0'.repeat(macLength))]);
}

export const macOf = (key: Buffer, signed: Buffer): string =>
  aesCmac(key, signed).toString('hex').toUpperCase();

/** README, "Keys". */
export const sessionKeyOf = (masterKey: Buffer, clientRandom: Buffer, serverRandom: Buffer): Buffer =>
  aesCmac(masterKey, Buffer.concat([Buffer.from('DIANTING-AGENCY-1'), clientRandom, serverRandom]));

/** @public reached through the family's namespace */
export const timeOf = ({ time }: Pick<FrameHead, 'time'>): Date => readTime(time);
/** @public reached through the family's namespace */
export const timeText = writeTime;
