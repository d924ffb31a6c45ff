import { createDecipheriv } from 'node:crypto';
import { z } from 'zod';
import { ChannelError } from '../channel-error.ts';

/** The encrypted part of a notification or of a platform certificate. */
export const sealedResource = z.object({
  algorithm: z.literal('AEAD_AES_256_GCM'),
  ciphertext: z.base64(),
  nonce: z.string(),
  associated_data: z.string().nullish(),
});

export type SealedResource = z.output<typeof sealedResource>;

const tagLength = 16;
const nonceLength = 12;

/** Decrypts AEAD_AES_256_GCM. A changed ciphertext, nonce, associated data or tag is `bad-signature`. */
export function openResource(apiV3Key: Buffer, resource: SealedResource): string {
  const nonce = Buffer.from(resource.nonce, 'utf8');
  const sealed = Buffer.from(resource.ciphertext, 'base64');
  if (nonce.length !== nonceLength || sealed.length < tagLength)
    throw new ChannelError('bad-signature', 'WRONG_TAG');
  const decipher = createDecipheriv('aes-256-gcm', apiV3Key, nonce, { authTagLength: tagLength });
  decipher.setAuthTag(sealed.subarray(-tagLength));
  decipher.setAAD(Buffer.from(resource.associated_data ?? '', 'utf8'));
  const opened = decipher.update(sealed.subarray(0, -tagLength));
  try {
    // Without `final` the tag is not checked at all, and whoever can change a byte can change the amount.
    return Buffer.concat([opened, decipher.final()]).toString('utf8');
  } catch (cause) {
    throw new ChannelError('bad-signature', 'WRONG_TAG', undefined, { cause });
  }
}
