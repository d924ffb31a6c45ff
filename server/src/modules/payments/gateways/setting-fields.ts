/** Settings as they stand in the environment, checked before anything starts. Messages say what is expected. */
import { createPrivateKey, createPublicKey, type KeyObject, X509Certificate } from 'node:crypto';
import { z } from 'zod';

const smallestRsaBits = 2048;

/** One field: `parse` returns the value, or undefined when it is not what is expected. */
export function settingField<T>(expected: string, parse: (text: string) => T | undefined) {
  return z.string({ error: `expected ${expected}` }).transform((text, context) => {
    const value = attempt(() => parse(text.trim()));
    if (value !== undefined) return value;
    context.addIssue({ code: 'custom', message: `expected ${expected}`, input: undefined });
    return z.NEVER;
  });
}

/** Parsers throw on what they cannot read; their messages may quote the secret, so they go no further. */
function attempt<T>(parse: () => T | undefined): T | undefined {
  try {
    return parse();
  } catch {
    return undefined;
  }
}

export const textField = (expected: string, pattern: RegExp) =>
  settingField(expected, text => (pattern.test(text) ? text : undefined));

/** Without a slash at the end. */
export const httpAddress = settingField('an http(s) address such as https://host/path', text => {
  const url = new URL(text);
  return /^https?:$/.test(url.protocol) && !url.search && !url.hash ? text.replace(/\/+$/, '') : undefined;
});

/** PEM, or the bare base64 that the platforms' key tools hand out. One-line values may write line ends as \n. */
export const rsaPrivateKey = settingField(
  'an RSA private key of at least 2048 bits, PEM or base64 (PKCS#8 or PKCS#1)',
  text => {
    const readings = text.includes('-----BEGIN')
      ? [() => createPrivateKey(pem(text))]
      : (['pkcs8', 'pkcs1'] as const).map(
          type => () => createPrivateKey({ key: der(text), format: 'der', type }),
        );
    return firstRsa(readings, 'private');
  },
);

export const rsaPublicKey = settingField(
  'an RSA public key of at least 2048 bits, PEM or base64 (SPKI)',
  text => {
    if (text.includes('PRIVATE KEY') || text.includes('CERTIFICATE')) return undefined;
    const readings = text.includes('-----BEGIN')
      ? [() => createPublicKey(pem(text))]
      : [() => createPublicKey({ key: der(text), format: 'der', type: 'spki' })];
    return firstRsa(readings, 'public');
  },
);

/** One or more PEM certificates, one after the other. */
export const certificateList = settingField(
  'one or more PEM certificates with RSA keys, one after the other',
  text => {
    const blocks = pem(text).match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g);
    const certificates = blocks?.map(block => new X509Certificate(block));
    return certificates?.every(certificate => isRsa(certificate.publicKey)) ? certificates : undefined;
  },
);

const pem = (text: string) => text.replaceAll('\\n', '\n');
const der = (text: string) => Buffer.from(text.replaceAll(/\s/g, ''), 'base64');

const isRsa = (key: KeyObject) =>
  key.asymmetricKeyType === 'rsa' && (key.asymmetricKeyDetails?.modulusLength ?? 0) >= smallestRsaBits;

function firstRsa(readings: (() => KeyObject)[], type: 'private' | 'public'): KeyObject | undefined {
  for (const read of readings) {
    const key = attempt(read);
    if (key?.type === type && isRsa(key)) return key;
  }
  return undefined;
}
