import { randomBytes } from 'node:crypto';

/**
 * A serial for a certificate of our own, 16 bytes in hex. The first byte is 40 to 7f: DER writes an integer without
 * needless leading zeros and reads 80 and above as negative, and OpenSSL refuses a certificate written otherwise.
 */
export function newCertificateSerial(): string {
  const bytes = randomBytes(16);
  bytes[0] = 0x40 | (bytes[0]! & 0x3f);
  return bytes.toString('hex');
}
