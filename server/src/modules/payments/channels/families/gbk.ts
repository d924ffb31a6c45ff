import iconv from 'iconv-lite';

const decoder = new TextDecoder('gbk', { fatal: true });

export const encodeGbk = (text: string): Buffer => iconv.encode(text, 'gbk');

/** @throws TypeError for bytes that are not GBK */
export const decodeGbk = (bytes: Uint8Array): string => decoder.decode(bytes);
