/** Fixed fields: text left-justified and padded with spaces, digits right-justified and padded with zeros. */
import { AgencyRefusal } from '../agency.ts';
import { decodeGbk, encodeGbk } from '../gbk.ts';

export function text(value: string, length: number): Buffer {
  const field = Buffer.alloc(length, 0x20);
  fitting(value, length).copy(field);
  return field;
}

/** What is too long is cut at a character, never within one. */
function fitting(value: string, length: number): Buffer {
  const whole = encodeGbk(value);
  if (whole.length <= length) return whole;
  return fitting([...value].slice(0, -1).join(''), length);
}

export const digits = (value: number | string, length: number): Buffer =>
  Buffer.from(String(value).padStart(length, '0'));

export interface FieldReader {
  /** ASCII, padding and all. */
  latin(length: number): string;
  /** GBK, its padding taken off. @throws AgencyRefusal 1006 */
  text(length: number): string;
  bytes(length: number): Buffer;
  /** @throws AgencyRefusal 1001 when something is left */
  end(): void;
}

/** Each read throws AgencyRefusal 1001 when there are not so many bytes left. */
export function createFieldReader(body: Buffer): FieldReader {
  let at = 0;
  const bytes = (length: number): Buffer => {
    if (at + length > body.length) throw new AgencyRefusal('1001', 'form');
    at += length;
    return body.subarray(at - length, at);
  };
  return {
    bytes,
    latin: length => bytes(length).toString('latin1'),
    text(length) {
      try {
        return decodeGbk(bytes(length)).trimEnd();
      } catch (error) {
        if (error instanceof AgencyRefusal) throw error;
        throw new AgencyRefusal('1006', 'encoding');
      }
    },
    end() {
      if (at !== body.length) throw new AgencyRefusal('1001', 'form');
    },
  };
}
