/** What came from outside, as it came, sealed for the table. */
import type { FieldCipher } from './crypto.ts';

/** How long it is kept after it was handled. */
export const rawKeptDays = 30;

export const sealRaw = (raw: Buffer, cipher: FieldCipher): Buffer => cipher.encrypt(raw.toString('base64'));
export const openRaw = (sealed: Buffer, cipher: FieldCipher): Buffer =>
  Buffer.from(cipher.decrypt(sealed), 'base64');
