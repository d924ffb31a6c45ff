/** Day files in blocks (trades 5001 and 5002), and the sign-on's randoms. */
import type { BusinessDate } from '../../../../../shared/dates.ts';
import { AgencyRefusal } from '../agency.ts';
import { readDate } from '../amounts.ts';
import { createFieldReader, digits, text } from './fields.ts';

const longestChunk = 6000;
export const largestFile = 16 * 1024 * 1024;

/** @throws AgencyRefusal 1001 */
export function readRandom(body: Buffer): Buffer {
  const hex = body.toString('latin1');
  if (!/^[0-9A-F]{32}$/.test(hex)) throw new AgencyRefusal('1001', 'form');
  return Buffer.from(hex, 'hex');
}

export const writeRandom = (random: Buffer): Buffer => Buffer.from(random.toString('hex').toUpperCase());

export interface BlockRequest {
  clearingOn: BusinessDate;
  offset: number;
}

export function readFetch(body: Buffer): BlockRequest {
  const read = createFieldReader(body);
  const request = { clearingOn: readDate(read.latin(8)), offset: readNumber(read.latin(8)) };
  read.end();
  return request;
}

export interface Block extends BlockRequest {
  size: number;
  sha256: string;
  chunk: Buffer;
}

export function readHandIn(body: Buffer): Block {
  const read = createFieldReader(body);
  const clearingOn = readDate(read.latin(8));
  const size = readNumber(read.latin(8));
  const sha256 = read.latin(64);
  const offset = readNumber(read.latin(8));
  const length = readNumber(read.latin(4));
  const chunk = read.bytes(length);
  read.end();
  const fits = length > 0 && length <= longestChunk && offset + length <= size && size <= largestFile;
  if (!/^[0-9a-f]{64}$/.test(sha256) || !fits) throw new AgencyRefusal('1001', 'form');
  return { clearingOn, size, sha256, offset, chunk };
}

export function writeBlock(file: Buffer, sha256: string, offset: number): Buffer {
  if (offset > file.length) throw new AgencyRefusal('1001', 'form');
  const chunk = file.subarray(offset, offset + longestChunk);
  return Buffer.concat([
    digits(file.length, 8),
    text(sha256, 64),
    digits(offset, 8),
    digits(chunk.length, 4),
    chunk,
  ]);
}

export const writeHandedIn = (received: number, complete: boolean): Buffer =>
  Buffer.concat([digits(received, 8), text(complete ? '1' : '0', 1)]);

function readNumber(field: string): number {
  if (!/^\d+$/.test(field)) throw new AgencyRefusal('1001', 'form');
  return Number(field);
}
