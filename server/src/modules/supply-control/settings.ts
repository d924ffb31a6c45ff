import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import { z } from 'zod';

const key = 'an Ed25519 key: PEM, or base64 of DER';

function read(make: (pem: string) => KeyObject, der: (bytes: Buffer) => KeyObject) {
  return z.string({ error: `expected ${key}` }).transform((text, context) => {
    try {
      const found = text.includes('-----BEGIN') ? make(text) : der(Buffer.from(text, 'base64'));
      if (found.asymmetricKeyType === 'ed25519') return found;
    } catch {
      // Told below, without the key.
    }
    context.addIssue({ code: 'custom', message: `expected ${key}` });
    return z.NEVER;
  });
}

const code = z
  .string({ error: 'expected 1 to 20 capital letters, digits or hyphens' })
  .regex(/^[A-Z0-9-]{1,20}$/, { error: 'expected 1 to 20 capital letters, digits or hyphens' });

/** The metering head-end that disconnects and reconnects supplies. Left out: every order goes to a fitter. */
export const supplyControlSettings = z
  .object({
    SUPPLY_CONTROL_URL: z
      .string({ error: 'expected an address beginning with https:// or http://' })
      .refine(text => /^https?:\/\//.test(text) && URL.canParse(text), {
        error: 'expected an address beginning with https:// or http://',
      }),
    SUPPLY_CONTROL_CALLER: code,
    SUPPLY_CONTROL_PRIVATE_KEY: read(createPrivateKey, bytes =>
      createPrivateKey({ key: bytes, format: 'der', type: 'pkcs8' }),
    ),
    SUPPLY_CONTROL_PEER: code,
    SUPPLY_CONTROL_PEER_KEY: read(createPublicKey, bytes =>
      createPublicKey({ key: bytes, format: 'der', type: 'spki' }),
    ),
  })
  .transform(env => ({
    url: env.SUPPLY_CONTROL_URL.replace(/\/+$/, ''),
    caller: env.SUPPLY_CONTROL_CALLER,
    privateKey: env.SUPPLY_CONTROL_PRIVATE_KEY,
    peer: env.SUPPLY_CONTROL_PEER,
    peerKey: env.SUPPLY_CONTROL_PEER_KEY,
  }));

export type SupplyControlSettings = z.output<typeof supplyControlSettings>;
