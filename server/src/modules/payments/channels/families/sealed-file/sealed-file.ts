/** Writing the form that our own files share, and its fields: GBK, LF, `|`, a trailer with totals, SHA-256 and AES-CMAC (bank-debit README, section 1). */
import { createHash } from 'node:crypto';
import iconv from 'iconv-lite';
import { aesCmac } from '../../../../../infra/aes-cmac.ts';
import { type BusinessDate, parseBusinessDate } from '../../../../../shared/dates.ts';
import { type Fen, fen } from '../../../../../shared/money.ts';
import type { FileKey } from '../../batch-debit.ts';
import { FileRefused } from '../../file-refused.ts';

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
