import iconv from 'iconv-lite';

export const encodeGbk = (text: string): Buffer => iconv.encode(text, 'gbk');

/**
 * Decoders put a substitute for what they cannot read, or read it generously: only what becomes the same bytes again is GBK.
 * @throws TypeError for bytes that are not GBK
 */
export function decodeGbk(bytes: Buffer): string {
  const text = iconv.decode(bytes, 'gbk');
  if (!encodeGbk(text).equals(bytes)) throw new TypeError('not GBK');
  return text;
}
