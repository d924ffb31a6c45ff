/** The printer's side of a batch: its key, and what it reads of the encrypted file. */
import { constants, createDecipheriv, generateKeyPairSync, privateDecrypt } from 'node:crypto';

const printer = generateKeyPairSync('rsa', { modulusLength: 3072 });
export const printerKey = printer.publicKey.export({ type: 'spki', format: 'pem' }).toString();

export interface Card {
  serial: string;
  pin: string;
}

export function readPrinterFile(bytes: Buffer): Card[] {
  const file = JSON.parse(bytes.toString());
  const padding = { padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha256' };
  const key = privateDecrypt({ key: printer.privateKey, ...padding }, Buffer.from(file.key, 'base64'));
  const data = Buffer.from(file.data, 'base64');
  const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(file.nonce, 'base64'));
  decipher.setAuthTag(data.subarray(-16));
  const text = Buffer.concat([decipher.update(data.subarray(0, -16)), decipher.final()]).toString();
  return text
    .trimEnd()
    .split('\n')
    .slice(1)
    .map(line => {
      const [serial, pin] = line.split(',') as [string, string];
      return { serial, pin };
    });
}
