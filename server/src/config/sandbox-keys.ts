/**
 * Knows the keys that the sandbox issues by the marks they bear (`server/sandbox/state/marked-keys.ts`), whatever setting they
 * stand in and however they are written down. A mark guards against a mistake, not against a person who wants it so.
 */
import { createPrivateKey, createPublicKey, type KeyObject, X509Certificate } from 'node:crypto';

const mark = /^sandbox/i;
/** Of its RSA keys; everybody else's is 65537 (a few old ones 3). */
const markedExponent = 65539n;
/** Its head-end's Ed25519 key, the same in every sandbox. */
const headEndKey = 'A0pJzADLXnf_55n4feCgPbBRMBuN4wcZYdO8Wm__kDg';
/** Numbers it gives out, which are nobody's in earnest: Alipay's and UnionPay's own for developers, and no acquirer's. */
const markedNumbers: Record<string, RegExp> = {
  ALIPAY_APP_ID: /^9021/,
  UNIONPAY_MER_ID: /^777/,
  ACQUIRER_MERCHANT: /^000/,
};

/** Is this value of this setting the sandbox's? */
export function isOfSandbox(name: string, value: string): boolean {
  const text = value.trim().replaceAll('\\n', '\n');
  if (markedNumbers[name]?.test(text)) return true;
  // Lists of keys name each before a colon: K1:…,K2:…
  const pieces = text.includes('-----BEGIN') ? [] : text.split(/[\s,;:|]+/);
  return pieces.some(isMarkedSecret) || mark.test(userOf(text)) || keysIn(text).some(isMarkedKey);
}

/** As text, or in hexadecimal or base64. Tencent's ids begin with AKID. */
const isMarkedSecret = (secret: string): boolean =>
  [secret.replace(/^AKID/, ''), ...(['hex', 'base64'] as const).map(how => decoded(secret, how))].some(text =>
    mark.test(text),
  );

const decoded = (text: string, how: 'hex' | 'base64') => Buffer.from(text, how).toString('latin1');

function userOf(address: string): string {
  return URL.canParse(address) ? new URL(address).username : '';
}

/** Every key and certificate in PEM, or the one in the base64 of its DER. */
function keysIn(text: string): (KeyObject | X509Certificate)[] {
  const blocks = text.match(/-----BEGIN ([A-Z0-9 ]+)-----[^-]+-----END \1-----/g);
  if (blocks) return blocks.flatMap(block => firstOf(readersOfPem.map(read => () => read(block))));
  if (!/^[A-Za-z0-9+/=\s]{40,}$/.test(text)) return [];
  const der = Buffer.from(text, 'base64');
  return firstOf(readersOfDer.map(read => () => read(der)));
}

const readersOfPem = [
  (pem: string) => new X509Certificate(pem),
  (pem: string) => createPrivateKey(pem),
  (pem: string) => createPublicKey(pem),
];
const readersOfDer = [
  (key: Buffer) => createPrivateKey({ key, format: 'der', type: 'pkcs8' }),
  (key: Buffer) => createPrivateKey({ key, format: 'der', type: 'pkcs1' }),
  (key: Buffer) => createPublicKey({ key, format: 'der', type: 'spki' }),
];

/** What nothing can read is told by the setting's own check. */
function firstOf<T>(readings: (() => T)[]): T[] {
  for (const read of readings)
    try {
      return [read()];
    } catch {
      // The next one.
    }
  return [];
}

function isMarkedKey(found: KeyObject | X509Certificate): boolean {
  if (found instanceof X509Certificate)
    return /sandbox/i.test(found.subject + found.issuer) || isMarkedKey(found.publicKey);
  if (found.asymmetricKeyType === 'rsa') return found.asymmetricKeyDetails?.publicExponent === markedExponent;
  if (found.asymmetricKeyType !== 'ed25519') return false;
  const { d = '', x } = found.export({ format: 'jwk' });
  return x === headEndKey || mark.test(Buffer.from(d, 'base64url').toString('latin1'));
}
