import { createCipheriv } from 'node:crypto';

const block = 16;

export interface Cmac {
  update(bytes: Buffer): void;
  /** Once, after everything has been put in. */
  digest(): Buffer;
}

/** AES-128-CMAC (RFC 4493), by which banks, acquirers and devices sign their messages: 16 bytes. */
export function aesCmac(key: Buffer, message: Buffer): Buffer {
  const cmac = createCmac(key);
  cmac.update(message);
  return cmac.digest();
}

/** The same of a message that comes in pieces. */
export function createCmac(key: Buffer): Cmac {
  const cipher = cbc(key);
  // The last block, whole or not, is treated apart, so it waits until there is no more.
  let rest = Buffer.alloc(0);
  return {
    update(bytes) {
      const all = Buffer.concat([rest, bytes]);
      const kept = all.length % block || Math.min(all.length, block);
      cipher.update(all.subarray(0, all.length - kept));
      rest = all.subarray(all.length - kept);
    },
    digest() {
      const zero = cbc(key).update(Buffer.alloc(block));
      const whole = rest.length === block;
      const last = Buffer.alloc(block);
      rest.copy(last);
      if (!whole) last[rest.length] = 0x80;
      const mask = whole ? doubled(zero) : doubled(doubled(zero));
      for (const [index, byte] of mask.entries()) last[index]! ^= byte;
      return cipher.update(last);
    },
  };
}

/** In CBC over a zero vector; the last block is the code. */
const cbc = (key: Buffer) => createCipheriv('aes-128-cbc', key, Buffer.alloc(block)).setAutoPadding(false);

/** Times x in GF(2^128), RFC 4493 §2.3. */
function doubled(value: Buffer): Buffer {
  const number = BigInt(`0x${value.toString('hex')}`) << 1n;
  const reduced = number >> 128n ? (number ^ 0x87n) & ((1n << 128n) - 1n) : number;
  return Buffer.from(reduced.toString(16).padStart(32, '0'), 'hex');
}
