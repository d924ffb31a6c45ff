import { createHash } from 'node:crypto';
import iconv from 'iconv-lite';
import { cmacHex } from './aes-cmac.ts';

type Cell = string | number;

/**
 * A file of the form that debit banks and the SMS operator share: GBK, `|`, LF, a trailer with its totals, the SHA-256
 * of all before it, and an AES-CMAC up to the MAC itself.
 */
export function sealedFile(lines: Cell[][], totals: Cell[], seal: { keyId: string; key: string }): Buffer {
  const body = iconv.encode(lines.map(line => `${line.join('|')}\n`).join(''), 'gbk');
  const hash = createHash('sha256').update(body).digest('hex').toUpperCase();
  const trailer = Buffer.from(`${['9', ...totals, hash, seal.keyId].join('|')}|`);
  const before = Buffer.concat([body, trailer]);
  return Buffer.concat([before, Buffer.from(`${cmacHex(seal.key, before)}\n`)]);
}
