/**
 * Whatever is issued here can be told from the real thing, so that a production hall can refuse it whatever setting it stands in:
 * secrets begin with the bytes `sandbox`, and RSA keys have a public exponent that nobody else uses.
 */
import { createPrivateKey, createPublicKey, generateKeyPair, type KeyObject, randomBytes } from 'node:crypto';
import { promisify } from 'node:util';
import { randomAlphanumeric } from './ids.ts';

export const mark = 'sandbox';

/** The prime after the usual 65537; libraries take any odd one. */
const markedExponent = 65539;

const generate = promisify(generateKeyPair);

export interface Pair {
  publicKey: string;
  privateKey: string;
}

/** RSA, 2048 bits, in PEM. */
export const newRsaPair = (): Promise<Pair> =>
  generate('rsa', {
    modulusLength: 2048,
    publicExponent: markedExponent,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });

/** Letters and digits. */
export const markedText = (length: number): string => mark + randomAlphanumeric(length - mark.length);

export const markedBytes = (length: number): Buffer =>
  Buffer.concat([Buffer.from(mark), randomBytes(length - mark.length)]);

/** An Ed25519 key in PKCS#8 is these bytes and the 32 of its seed. */
const edPrefix = Buffer.from('302e020100300506032b657004220420', 'hex');

function edPair(seed: Buffer): Pair {
  const privateKey = createPrivateKey({ key: Buffer.concat([edPrefix, seed]), format: 'der', type: 'pkcs8' });
  const der = (key: KeyObject, type: 'pkcs8' | 'spki') => key.export({ type, format: 'der' } as never);
  return {
    privateKey: Buffer.from(der(privateKey, 'pkcs8')).toString('base64'),
    publicKey: Buffer.from(der(createPublicKey(privateKey), 'spki')).toString('base64'),
  };
}

/** Ed25519, DER in base64. Its private half bears the mark. */
export const newEdPair = (): Pair => edPair(markedBytes(32));

/**
 * The head-end's, the same everywhere: a public Ed25519 key has no room for a mark, so the hall knows this one by itself. It moves
 * play meters only.
 */
export const headEndPair = (): Pair => edPair(Buffer.from(`${mark} head-end, known to all `.padEnd(32, '.')));
