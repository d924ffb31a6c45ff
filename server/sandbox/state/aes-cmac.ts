import { createCipheriv } from 'node:crypto';

/** AES-CMAC (RFC 4493) with a 16-byte key: 16 bytes. */
export function aesCmac(key: Buffer, message: Buffer): Buffer {
  const first = doubled(encrypt(key, Buffer.alloc(16)));
  const whole = message.length > 0 && message.length % 16 === 0;
  const at = whole ? message.length - 16 : message.length - (message.length % 16);
  const last = Buffer.alloc(16);
  message.copy(last, 0, at);
  if (!whole) last[message.length - at] = 0x80;
  const subkey = whole ? first : doubled(first);
  let state: Buffer = Buffer.alloc(16);
  for (let from = 0; from < at; from += 16)
    state = encrypt(key, xor(state, message.subarray(from, from + 16)));
  return encrypt(key, xor(xor(state, last), subkey));
}

/** As 32 upper-case hexadecimal digits. */
export const cmacHex = (key: string, message: Buffer | string): string =>
  aesCmac(Buffer.from(key, 'hex'), Buffer.from(message as string))
    .toString('hex')
    .toUpperCase();

function encrypt(key: Buffer, block: Buffer): Buffer {
  const cipher = createCipheriv('aes-128-ecb', key, null).setAutoPadding(false);
  return cipher.update(block);
}

const xor = (a: Buffer, b: Buffer): Buffer => Buffer.from(a.map((byte, at) => byte ^ b[at]!));

/** Multiplication by x in GF(2^128), as the subkeys need it. */
function doubled(block: Buffer): Buffer {
  const out = Buffer.alloc(16);
  for (let at = 0; at < 16; at++) out[at] = ((block[at]! << 1) | ((block[at + 1] ?? 0) >> 7)) & 0xff;
  if (block[0]! & 0x80) out[15]! ^= 0x87;
  return out;
}
