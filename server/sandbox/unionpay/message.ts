import { createHash, type KeyObject, sign, verify } from 'node:crypto';
import { promisify } from 'node:util';
import type { FaultRule } from '../state/records.ts';
import type { UnionpayKeys } from './keys.ts';

/** Fields of one message, decoded. */
export type Fields = Record<string, string>;

const signAside = promisify(sign) as unknown as (
  algorithm: string,
  data: Buffer,
  key: KeyObject,
) => Promise<Buffer>;

/** Every field but the signature, sorted, `k=v` joined by `&`, nothing URL-encoded. */
const textOf = (fields: Fields): string =>
  Object.keys(fields)
    .filter(name => name !== 'signature')
    .sort()
    .map(name => `${name}=${fields[name]}`)
    .join('&');

/** The text's SHA-256 in lower-case hex is what SHA256withRSA is then applied to: hashed twice. */
const hashed = (fields: Fields): Buffer =>
  Buffer.from(createHash('sha256').update(textOf(fields), 'utf8').digest('hex'));

export const isSignedBy = (key: KeyObject, fields: Fields): boolean =>
  verify('RSA-SHA256', hashed(fields), key, Buffer.from(fields['signature'] ?? '', 'base64'));

/**
 * Adds `signPubKeyCert` (CRLFs as they are) and the signature.
 * @param fault forged with a key that is not the certificate's, or by a certificate of an unknown issuer
 */
export async function signed(keys: UnionpayKeys, content: Fields, fault?: FaultRule): Promise<Fields> {
  const impostor = fault?.fault === 'unknown-serial';
  const { pem } = impostor ? keys.impostor : keys.signer;
  const forged = fault?.fault === 'forged-reply' || fault?.fault === 'forged-signature';
  const key = impostor || forged ? keys.impostorKey : keys.signerKey;
  const fields = { ...content, signPubKeyCert: pem };
  const signature = await signAside('RSA-SHA256', hashed(fields), key);
  return { ...fields, signature: signature.toString('base64') };
}

/** Replies are `k=v&k=v` as they stand, not URL-encoded; notices and requests are forms. */
export const asReply = (fields: Fields): string =>
  Object.keys(fields)
    .sort()
    .map(name => `${name}=${fields[name]}`)
    .join('&');
