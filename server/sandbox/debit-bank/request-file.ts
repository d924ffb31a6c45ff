import { createHash } from 'node:crypto';
import iconv from 'iconv-lite';
import { cmacHex } from '../state/aes-cmac.ts';
import type { Keys } from '../state/keys.ts';

export interface RequestRow {
  seq: string;
  debitNo: string;
  mandateNo: string;
  account: string;
  amount: string;
}

export interface RequestFile {
  /** `date`, `batch` and `file` as they stand in the name. */
  parts: [string, string, string];
  deadline: string;
  rows: RequestRow[];
}

/** The file as it is, or the code with which the bank refuses it whole. */
export type Judged = { request: RequestFile } | { fileCode: string };

const NAME = /^DKREQ_([A-Z0-9]{2,8})_(\d{8})_(\d{6})_(\d{3})\.txt$/;
const ROW = [
  /^1$/,
  /^[1-9]\d{0,3}$/,
  /^DK\d{20}$/,
  /^M\d{16}$/,
  /^\d{8,32}$/,
  /^[^|\p{Cc}]{1,60}$/u,
  /^[1-9]\d{0,11}$/,
  /^[0-9A-Za-z]{6,20}$/,
  /^\d{6}$/,
];
const refuse = (fileCode: string): Judged => ({ fileCode });

/** Checks a request in the order of the specification: form, MAC, hash, header, rows, numbering, totals. */
export function judge(name: string, content: Buffer, keys: Keys['debitBank']): Judged {
  const named = NAME.exec(name);
  const text = iconv.decode(content, 'gbk');
  if (!named || !text.endsWith('\n') || /[\r\ufffd]/.test(text) || content[0] === 0xef) return refuse('2003');
  const lines = text
    .slice(0, -1)
    .split('\n')
    .map(line => line.split('|'));
  const trailer = lines.at(-1)!;
  const header = lines[0]!;
  if (trailer.length !== 6 || trailer[0] !== '9' || lines.length < 3) return refuse('2003');
  const [, rowCount, total, hash, keyId, mac] = trailer as [string, string, string, string, string, string];
  const key = keys.keys[keyId];
  // MAC: up to and with the `|` before it; hash: all before the trailer line.
  if (!key || cmacHex(key, content.subarray(0, content.length - 33)) !== mac) return refuse('2001');
  const start = content.subarray(0, -1).lastIndexOf(10) + 1;
  const own = createHash('sha256').update(content.subarray(0, start)).digest('hex').toUpperCase();
  if (own !== hash) return refuse('2001');
  const [, bank, ...parts] = named as unknown as [string, string, string, string, string];
  const expected = ['0', 'DKREQ', '1.0', bank, undefined, ...parts];
  if (header.length !== 11 || expected.some((cell, at) => cell !== undefined && header[at] !== cell)) {
    return refuse('2003');
  }
  if (bank !== keys.bank || header[4] !== keys.utility) return refuse('2005');
  if (!/^\d{14}$/.test(header[10]!)) return refuse('2003');
  const rows = lines.slice(1, -1);
  if (rows.some(row => row.length !== ROW.length || ROW.some((form, at) => !form.test(row[at]!)))) {
    return refuse('2003');
  }
  const sum = rows.reduce((all, row) => all + BigInt(row[6]!), 0n).toString();
  const counted = String(rows.length);
  const numbered = rows.every((row, at) => row[1] === String(at + 1));
  const repeated = new Set(rows.map(row => row[2])).size !== rows.length;
  const agree = header[8] === counted && rowCount === counted && header[9] === sum && total === sum;
  if (!numbered || !agree || repeated || rows.length > 1000) return refuse('2002');
  return {
    request: {
      parts: parts as [string, string, string],
      deadline: header[10]!,
      rows: rows.map(([, seq, debitNo, mandateNo, account, , amount]) => ({
        seq: seq!,
        debitNo: debitNo!,
        mandateNo: mandateNo!,
        account: account!,
        amount: amount!,
      })),
    },
  };
}
