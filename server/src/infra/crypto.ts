import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  hkdfSync,
  randomBytes,
  timingSafeEqual,
} from 'node:crypto';

/** Encrypts personal data in columns, and makes keyed hashes by which it can be found without being read. */
export interface FieldCipher {
  /** AES-256-GCM: 12-byte nonce, ciphertext, 16-byte tag. */
  encrypt(text: string): Buffer;
  decrypt(sealed: Uint8Array): string;
  /** HMAC-SHA256 under a key of its own per `kind` (phone, name, identity-no, …): equal inputs, equal hashes. */
  hash(kind: string, text: string): Buffer;
}

const nonceLength = 12;
const tagLength = 16;

/** @param secret at least 32 bytes; the encryption and hashing keys are derived from it (HKDF-SHA256). */
export function createFieldCipher(secret: Buffer): FieldCipher {
  const derive = (info: string) => Buffer.from(hkdfSync('sha256', secret, Buffer.alloc(0), info, 32));
  const encryptionKey = derive('field-encryption');
  const hashKeys = new Map<string, Buffer>();
  const hashKey = (kind: string) => {
    const known = hashKeys.get(kind);
    if (known) return known;
    const key = derive(`field-hash:${kind}`);
    hashKeys.set(kind, key);
    return key;
  };
  return {
    encrypt(text) {
      const nonce = randomBytes(nonceLength);
      const cipher = createCipheriv('aes-256-gcm', encryptionKey, nonce);
      return Buffer.concat([nonce, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]);
    },
    decrypt(sealed) {
      const bytes = Buffer.from(sealed);
      const decipher = createDecipheriv('aes-256-gcm', encryptionKey, bytes.subarray(0, nonceLength), {
        authTagLength: tagLength,
      });
      decipher.setAuthTag(bytes.subarray(-tagLength));
      return Buffer.concat([
        decipher.update(bytes.subarray(nonceLength, -tagLength)),
        decipher.final(),
      ]).toString('utf8');
    },
    hash: (kind, text) =>
      createHmac('sha256', hashKey(kind)).update(text.normalize('NFKC').trim(), 'utf8').digest(),
  };
}

/** How session tokens are kept: a stolen table gives no session. */
export function tokenHash(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}

export function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && timingSafeEqual(a, b);
}
