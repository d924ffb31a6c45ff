/** The printer's file (README): readable by whoever holds the printer's private key, and by nobody here. */
import {
  constants,
  createCipheriv,
  createHash,
  createPublicKey,
  publicEncrypt,
  randomBytes,
} from 'node:crypto';
import type { PrintedCard } from '../voucher.ts';

const fewestBits = 3072;

export function fingerprint(publicKeyPem: string): string {
  return createHash('sha256')
    .update(readKey(publicKeyPem).export({ type: 'spki', format: 'der' }))
    .digest('hex');
}

/** Fresh for every file; given only where an example is made again. */
interface FileSecret {
  key: Buffer;
  nonce: Buffer;
}
const newSecret = (): FileSecret => ({ key: randomBytes(32), nonce: randomBytes(12) });

export function sealForPrinter(
  cards: readonly PrintedCard[],
  publicKeyPem: string,
  { key, nonce }: FileSecret = newSecret(),
): Buffer {
  const lines = cards.map(
    ({ serial, pin, faceFen, expiresOn }) => `${serial},${pin},${faceFen},${expiresOn}\n`,
  );
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  const data = Buffer.concat([
    cipher.update(`serial,pin,face_fen,expires_on\n${lines.join('')}`, 'utf8'),
    cipher.final(),
    cipher.getAuthTag(),
  ]);
  const wrapped = publicEncrypt(
    { key: readKey(publicKeyPem), padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha256' },
    key,
  );
  const file = {
    version: 1,
    algorithm: 'RSA-OAEP-256+A256GCM',
    keySha256: fingerprint(publicKeyPem),
    key: wrapped.toString('base64'),
    nonce: nonce.toString('base64'),
    data: data.toString('base64'),
  };
  return Buffer.from(`${JSON.stringify(file)}\n`);
}

function readKey(pem: string) {
  if (!pem.includes('PUBLIC KEY')) throw new TypeError('not a public key');
  const key = createPublicKey(pem);
  const bits = key.asymmetricKeyType === 'rsa' ? (key.asymmetricKeyDetails?.modulusLength ?? 0) : 0;
  if (bits < fewestBits) throw new TypeError(`not an RSA key of at least ${fewestBits} bits`);
  return key;
}
