import { constants, createDecipheriv, generateKeyPairSync, privateDecrypt } from 'node:crypto';
import { expect, test } from '@jest/globals';
import { newPin, readPin, readSerial, serialOf } from './card-numbers.ts';
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
});

test("the printer, and only the printer, reads the printer's file", () => {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 3072 });
  const pem = publicKey.export({ type: 'spki', format: 'pem' }).toString();
  const cards = [
    { serial: serialOf('1', 1), pin: '1234123412341234', faceFen: 10_000, expiresOn: '2029-12-31' },
  ];
  const bytes = sealForPrinter(cards, pem);
  expect(bytes.toString()).not.toContain('1234123412341234');
  const file = JSON.parse(bytes.toString());
  expect(file.keySha256).toBe(fingerprint(pem));
  const padding = { padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha256' };
  const key = privateDecrypt({ key: privateKey, ...padding }, Buffer.from(file.key, 'base64'));
  const data = Buffer.from(file.data, 'base64');
  const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(file.nonce, 'base64'));
  decipher.setAuthTag(data.subarray(-16));
  const text = Buffer.concat([decipher.update(data.subarray(0, -16)), decipher.final()]).toString();
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
