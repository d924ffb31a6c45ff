import {
  constants,
  createDecipheriv,
  createPublicKey,
  generateKeyPairSync,
  type KeyLike,
  privateDecrypt,
} from 'node:crypto';
import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { newPin, pinOf, readPin, readSerial, serialOf } from './card-numbers.ts';
import { fingerprint, sealForPrinter } from './printer-file.ts';

test('a card number is read as people type it, and a slip of one digit is noticed', () => {
  const serial = serialOf('17', 42);
  expect(serial).toMatch(/^00001700000042\d$/);
  expect(readSerial(`${serial.slice(0, 4)} ${serial.slice(4, 8)}-${serial.slice(8)}`)).toBe(serial);
  expect(
    readSerial([...serial].map(digit => String.fromCharCode(digit.charCodeAt(0) + 0xfee0)).join('')),
  ).toBe(serial);
  for (let place = 0; place < serial.length; place += 1) {
    const slip = serial.slice(0, place) + String((Number(serial[place]) + 1) % 10) + serial.slice(place + 1);
    expect(readSerial(slip)).toBeUndefined();
  }
  expect(readPin(newPin())).toMatch(/^\d{16}$/);
  expect(pinOf(Buffer.alloc(32))).toBe('0000000000000000');
  expect(pinOf(Buffer.alloc(32, 0xff))).toBe('4007913129639935');
});

function keyOf(file: { key: string }, privateKey: KeyLike): Buffer {
  const padding = { padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha256' };
  return privateDecrypt({ key: privateKey, ...padding } as never, Buffer.from(file.key, 'base64'));
}

function readAsPrinter(bytes: Buffer, privateKey: KeyLike): string {
  const file = JSON.parse(bytes.toString());
  const key = keyOf(file, privateKey);
  const data = Buffer.from(file.data, 'base64');
  const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(file.nonce, 'base64'));
  decipher.setAuthTag(data.subarray(-16));
  return Buffer.concat([decipher.update(data.subarray(0, -16)), decipher.final()]).toString();
}

const example = (name: string) => readFileSync(new URL(`examples/${name}`, import.meta.url));

test('the example file of the README says what stands beside it', () => {
  expect(readAsPrinter(example('printer-file.json'), example('printer-key.pem').toString())).toBe(
    `serial,pin,face_fen,expires_on\n000017000000012,1234123412341234,10000,2029-12-31\n000017000000020,0420042004200420,10000,2029-12-31\n`,
  );
});

test('our writer makes the example again from its cards, keys and nonce, but for the wrapped key, which OAEP makes new each time', () => {
  const privateKey = example('printer-key.pem').toString();
  const { key: wrapped, ...file } = JSON.parse(example('printer-file.json').toString());
  const secret = { key: keyOf({ key: wrapped }, privateKey), nonce: Buffer.from(file.nonce, 'base64') };
  const pem = createPublicKey(privateKey).export({ type: 'spki', format: 'pem' }).toString();
  const card = (serial: string, pin: string) => ({ serial, pin, faceFen: 10_000, expiresOn: '2029-12-31' });
  const cards = [card('000017000000012', '1234123412341234'), card('000017000000020', '0420042004200420')];
  const { key, ...made } = JSON.parse(sealForPrinter(cards, pem, secret).toString());
  expect(made).toEqual(file);
  expect(keyOf({ key }, privateKey)).toEqual(secret.key);
});

test("the printer, and only the printer, reads the printer's file", () => {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 3072 });
  const pem = publicKey.export({ type: 'spki', format: 'pem' }).toString();
  const cards = [
    { serial: serialOf('1', 1), pin: '1234123412341234', faceFen: 10_000, expiresOn: '2029-12-31' },
  ];
  const bytes = sealForPrinter(cards, pem);
  expect(bytes.toString()).not.toContain('1234123412341234');
  expect(JSON.parse(bytes.toString()).keySha256).toBe(fingerprint(pem));
  const text = readAsPrinter(bytes, privateKey);
  expect(text.split('\n')[1]).toBe(`${cards[0]!.serial},1234123412341234,10000,2029-12-31`);
});

test('a key that is too short, private or no key at all is refused', () => {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  for (const pem of [
    publicKey.export({ type: 'spki', format: 'pem' }).toString(),
    privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    'PUBLIC KEY',
  ])
    expect(() => fingerprint(pem)).toThrow();
});
