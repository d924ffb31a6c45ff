/** A mail as it came, sealed for the table. */
import type { FieldCipher } from '../../infra/crypto.ts';

export const sealRaw = (raw: Buffer, cipher: FieldCipher): Buffer => cipher.encrypt(raw.toString('base64'));
export const openRaw = (sealed: Buffer, cipher: FieldCipher): Buffer =>
  Buffer.from(cipher.decrypt(sealed), 'base64');
