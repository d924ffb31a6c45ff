/** Settings of agency collection. What an enabled channel needs is asked for by its form. */
import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto';
import { z } from 'zod';

const pem = (text: string) => text.replaceAll('\\n', '\n');

/** The value as `read` gives it; the message never repeats a secret. */
function pemField<T>(expected: string, read: (text: string) => T | undefined) {
  return z.string().transform((text, context) => {
    try {
      const value = read(pem(text));
      if (value !== undefined) return value;
    } catch {
      // Said below, without the parser's words.
    }
    context.addIssue({ code: 'custom', message: `expected ${expected}`, input: undefined });
    return z.NEVER;
  });
}

const isRsa = (key: KeyObject) =>
  key.asymmetricKeyType === 'rsa' && (key.asymmetricKeyDetails?.modulusLength ?? 0) >= 2048;

const keyId = z.string().regex(/^[0-9A-Za-z_-]{1,32}$/, { error: 'expected 1 to 32 of 0-9 A-Z a-z _ -' });

export const agencySettings = z.object({
  AGENCY_TCP_PORT: z
    .string()
    .regex(/^\d{1,5}$/, { error: 'expected a whole number from 0 to 65535' })
    .transform(Number)
    .refine(port => port <= 65_535, { error: 'expected a whole number from 0 to 65535' })
    .optional(),
  AGENCY_TLS_CERT: pemField('a PEM certificate', text =>
    new X509Certificate(text).subject ? text : undefined,
  ).optional(),
  AGENCY_TLS_KEY: pemField('the private key of AGENCY_TLS_CERT, PEM', text =>
    createPrivateKey(text) ? text : undefined,
  ).optional(),
  AGENCY_SIGNING_KEY: pemField('an Ed25519 or RSA private key (at least 2048 bits), PEM', text => {
    const key = createPrivateKey(text);
    return key.asymmetricKeyType === 'ed25519' || isRsa(key) ? key : undefined;
  }).optional(),
  AGENCY_SIGNING_KEY_ID: keyId.default('hall'),
  WECHAT_BILL_SIGNING_KEY: pemField('an RSA private key of at least 2048 bits, PEM', text => {
    const key = createPrivateKey(text);
    return isRsa(key) ? key : undefined;
  }).optional(),
  WECHAT_BILL_SIGNING_KEY_ID: keyId.default('HALL'),
});

export type AgencySettings = z.output<typeof agencySettings>;
