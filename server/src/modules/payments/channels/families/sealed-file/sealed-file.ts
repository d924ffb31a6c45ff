/** The form that our own files share: GBK, LF, `|`, a trailer with totals, SHA-256 and AES-CMAC (bank-debit README, section 1). */
import { createHash } from 'node:crypto';
import iconv from 'iconv-lite';
import { aesCmac } from '../../../../../infra/aes-cmac.ts';
import { sameBytes } from '../../../../../infra/crypto.ts';
import { type BusinessDate, parseBusinessDate } from '../../../../../shared/dates.ts';
import { type Fen, fen } from '../../../../../shared/money.ts';
import type { FileKey } from '../../batch-debit.ts';
import { FileRefused } from '../../file-refused.ts';

export interface OpenedFile {
  header: string[];
  rows: string[][];
  /** What stands between the trailer's `9` and its hash. */
  totals: string[];
}

const lineFeed = 0x0a;
const bar = 0x7c;

/** @param lines header and rows, without line ends */
export function sealFile(
  lines: readonly string[],
  totals: readonly (string | number)[],
  { id, key }: FileKey,
): Buffer {
  const body = iconv.encode(lines.map(line => `${line}\n`).join(''), 'gbk');
  const trailer = Buffer.from(`9|${totals.join('|')}|${sha256(body)}|${id}|`);
  const signed = Buffer.concat([body, trailer]);
  return Buffer.concat([signed, Buffer.from(`${macOf(signed, key)}\n`)]);
}

/** Checks encoding and form, MAC and hash, in this order. @throws FileRefused */
export function openSealedFile(bytes: Buffer, keys: readonly FileKey[], totalsCount: number): OpenedFile {
  const lines = linesOf(bytes);
  const trailerLine = lines.length;
  const trailer = lines.pop()!;
  if (trailer.length !== totalsCount + 4 || trailer[0] !== '9') throw new FileRefused('form', trailerLine);
  const [hash, keyId, mac] = trailer.slice(-3) as [string, string, string];
  const key = keys.find(({ id }) => id === keyId);
  if (!key) throw new FileRefused('key', trailerLine);
  const signed = bytes.subarray(0, bytes.lastIndexOf(bar) + 1);
  if (!sameBytes(Buffer.from(macOf(signed, key.key)), Buffer.from(mac)))
    throw new FileRefused('mac', trailerLine);
  const body = bytes.subarray(0, bytes.lastIndexOf(lineFeed, bytes.length - 2) + 1);
  if (sha256(body) !== hash) throw new FileRefused('hash', trailerLine);
  const [header, ...rows] = lines;
  if (header?.[0] !== '0') throw new FileRefused('form', 1);
  for (const [index, row] of rows.entries()) {
    if (row[0] !== '1') throw new FileRefused('form', index + 2);
    if (row[1] !== String(index + 1)) throw new FileRefused('numbering', index + 2);
  }
  return { header, rows, totals: trailer.slice(1, -3) };
}

function linesOf(bytes: Buffer): string[][] {
  const text = decode(bytes);
  if (!text.endsWith('\n')) throw new FileRefused('form', text.split('\n').length);
  const lines = text.slice(0, -1).split('\n');
  for (const [index, line] of lines.entries())
    if (line === '' || /\p{Cc}/u.test(line)) throw new FileRefused('form', index + 1);
  if (lines.length < 2) throw new FileRefused('form', lines.length);
  return lines.map(line => line.split('|'));
}

function decode(bytes: Buffer): string {
  try {
    return new TextDecoder('gbk', { fatal: true }).decode(bytes);
  } catch {
    throw new FileRefused('encoding', firstBadLine(bytes));
  }
}

function firstBadLine(bytes: Buffer): number {
  const decoder = new TextDecoder('gbk', { fatal: true });
  let line = 1;
  for (let start = 0; start < bytes.length; line += 1) {
    const end = bytes.indexOf(lineFeed, start);
    try {
      decoder.decode(bytes.subarray(start, end < 0 ? bytes.length : end));
    } catch {
      return line;
    }
    if (end < 0) break;
    start = end + 1;
  }
  return line;
}

const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex').toUpperCase();
const macOf = (bytes: Buffer, key: Buffer) => aesCmac(key, bytes).toString('hex').toUpperCase();

/** Reads the fields of one line; each reader refuses what has not the form it should have. */
export function fieldsOf(values: string[], line: number, count: number) {
  if (values.length !== count) throw new FileRefused('field', line);
  const refuse = (): never => {
    throw new FileRefused('field', line);
  };
  const text = (index: number, pattern: RegExp): string =>
    pattern.test(values[index]!) ? values[index]! : refuse();
  return {
    text,
    number: (index: number, digits: number): number =>
      Number(text(index, new RegExp(`^(0|[1-9]\\d{0,${digits - 1}})$`))),
    amount: (index: number): Fen => fen(Number(text(index, /^(0|[1-9]\d{0,11})$/))),
    date: (index: number): BusinessDate => readDate(values[index]!) ?? refuse(),
    time: (index: number): Date => readTime(values[index]!) ?? refuse(),
    /** Free text of at most `bytes` of GBK. */
    free: (index: number, bytes: number): string =>
      iconv.encode(values[index]!, 'gbk').length <= bytes ? values[index]! : refuse(),
  };
}

export const showDate = (date: BusinessDate) => date.replaceAll('-', '');

/** YYYYMMDDHHMMSS in Beijing time. */
export function showTime(instant: Date): string {
  return new Date(instant.getTime() + 8 * 3_600_000).toISOString().slice(0, 19).replace(/[-:T]/g, '');
}

export function readDate(text: string): BusinessDate | undefined {
  const match = /^(\d{4})(\d{2})(\d{2})$/.exec(text);
  if (!match) return undefined;
  try {
    return parseBusinessDate(`${match[1]}-${match[2]}-${match[3]}`);
  } catch {
    return undefined;
  }
}

export function readTime(text: string): Date | undefined {
  const date = readDate(text.slice(0, 8));
  const match = /^([01]\d|2[0-3])([0-5]\d)([0-5]\d)$/.exec(text.slice(8));
  return date && match ? new Date(`${date}T${match[1]}:${match[2]}:${match[3]}+08:00`) : undefined;
}
