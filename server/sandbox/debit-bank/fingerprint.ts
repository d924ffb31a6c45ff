import { createHash } from 'node:crypto';

/** `SHA256:<base64 without padding>` of a public key line, as OpenSSH shows it. */
export const fingerprintOf = (publicKey: string): string =>
  `SHA256:${createHash('sha256')
    .update(Buffer.from(publicKey.split(' ')[1]!, 'base64'))
    .digest('base64')
    .replace(/=+$/, '')}`;
