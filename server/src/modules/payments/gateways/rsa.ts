import { type KeyObject, sign, verify } from 'node:crypto';

/**
 * SHA256 with RSA (PKCS#1 v1.5), base64. The callback form runs on libuv's thread pool: a signature costs a core about
 * a quarter of a millisecond, which the event loop does not wait for.
 */
export function signSha256(key: KeyObject, text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    sign('RSA-SHA256', Buffer.from(text, 'utf8'), key, (error, signature) =>
      error ? reject(error) : resolve(signature.toString('base64')),
    );
  });
}

/** Verifying costs a tenth of signing, less than a turn through the pool. Never throws: nonsense is simply not valid. */
export function verifySha256(key: KeyObject, data: Buffer, signature: string): boolean {
  const bytes = Buffer.from(signature, 'base64');
  return bytes.length > 0 && verify('RSA-SHA256', data, key, bytes);
}
