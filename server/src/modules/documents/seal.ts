/** Each file has a key of its own, sealed under the hall's in its row: where the row's key is gone, no copy can be read. */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { FieldCipher } from '../../infra/crypto.ts';

const nonceLength = 12;
const tagLength = 16;

export interface Sealed {
  bytes: Buffer;
  keyEnc: Buffer;
}

/** AES-256-GCM; the name under which it is stored is authenticated, so that files cannot be exchanged. */
export function seal(content: Buffer, storeKey: string, cipher: FieldCipher): Sealed {
  const key = randomBytes(32);
  const nonce = randomBytes(nonceLength);
  const sealing = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(storeKey));
  const bytes = Buffer.concat([nonce, sealing.update(content), sealing.final(), sealing.getAuthTag()]);
  return { bytes, keyEnc: cipher.encrypt(key.toString('base64')) };
}

/** @throws Error when the bytes are not those that were sealed under this name */
export function unseal({ bytes, keyEnc }: Sealed, storeKey: string, cipher: FieldCipher): Buffer {
  const key = Buffer.from(cipher.decrypt(keyEnc), 'base64');
  const opening = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, nonceLength), {
    authTagLength: tagLength,
  })
    .setAAD(Buffer.from(storeKey))
    .setAuthTag(bytes.subarray(-tagLength));
  return Buffer.concat([opening.update(bytes.subarray(nonceLength, -tagLength)), opening.final()]);
}
