import { createCipheriv } from 'node:crypto';

const block = 16;

/** AES-128-CMAC (RFC 4493), by which banks, acquirers and devices sign their messages: 16 bytes. */
export function aesCmac(key: Buffer, message: Buffer): Buffer {
  const subkey = doubled(encrypt(key, Buffer.alloc(block)));
  const whole = message.length > 0 && message.length % block === 0;
  const length = Math.max(block, Math.ceil(message.length / block) * block);
  const padded = Buffer.alloc(length);
  message.copy(padded);
  if (!whole) padded[message.length] = 0x80;
  const mask = whole ? subkey : doubled(subkey);
  for (const [index, byte] of mask.entries()) padded[length - block + index]! ^= byte;
  return encrypt(key, padded).subarray(-block);
}

/** In CBC over a zero vector; the last block is the code. */
function encrypt(key: Buffer, data: Buffer): Buffer {
  const cipher = createCipheriv('aes-128-cbc', key, Buffer.alloc(block)).setAutoPadding(false);
  return Buffer.concat([cipher.update(data), cipher.final()]);
}

/** Times x in GF(2^128), RFC 4493 §2.3. */
function doubled(value: Buffer): Buffer {
  const number = BigInt(`0x${value.toString('hex')}`) << 1n;
  const reduced = number >> 128n ? (number ^ 0x87n) & ((1n << 128n) - 1n) : number;
  return Buffer.from(reduced.toString(16).padStart(32, '0'), 'hex');
}
