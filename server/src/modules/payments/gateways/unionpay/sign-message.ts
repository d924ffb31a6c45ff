import { createHash, type KeyObject } from 'node:crypto';
import { signSha256 } from '../rsa.ts';
import { type Fields, textToSign } from './message.ts';

/** What RSA signs is not the text but the lower-case hex of its hash: hashed twice in all. */
export function hashOf(fields: Iterable<readonly [string, string]>): string {
  return createHash('sha256').update(textToSign(fields), 'utf8').digest('hex');
}

/** The fields with `signature` behind them. Fields without a value are left out: they are not sent, so not signed. */
export async function signMessage(
  given: Readonly<Record<string, string | undefined>>,
  privateKey: KeyObject,
): Promise<Record<string, string>> {
  const fields: Fields = new Map(
    Object.entries(given).filter((field): field is [string, string] => Boolean(field[1])),
  );
  return { ...Object.fromEntries(fields), signature: await signSha256(privateKey, hashOf(fields)) };
}
