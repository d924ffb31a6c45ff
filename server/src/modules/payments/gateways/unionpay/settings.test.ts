import { generateKeyPairSync } from 'node:crypto';
import { expect, test } from '@jest/globals';
import forge from 'node-forge';
import { unionpaySettings } from './settings.ts';

const pair = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs1', format: 'pem' },
});

function certificate(serial: string) {
  const made = forge.pki.createCertificate();
  made.publicKey = forge.pki.publicKeyFromPem(pair.publicKey);
  made.serialNumber = serial;
  made.validity.notAfter = new Date(Date.now() + 86_400_000);
  made.sign(forge.pki.privateKeyFromPem(pair.privateKey), forge.md.sha256.create());
  return made;
}

const pem = forge.pki.certificateToPem(certificate('01'));
const basic = { UNIONPAY_MER_ID: '777290058110048', UNIONPAY_ROOT_CERT: pem, UNIONPAY_MIDDLE_CERT: pem };
const store = forge.pkcs12.toPkcs12Asn1(
  forge.pki.privateKeyFromPem(pair.privateKey),
  [certificate('1039308534')],
  'secret',
  { algorithm: '3des' },
);
const pfx = forge.util.encode64(forge.asn1.toDer(store).getBytes());

const problemsOf = (env: Record<string, string>) =>
  unionpaySettings.safeParse(env).error?.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);

test('a key store gives the key, and the serial number of its certificate as a decimal', () => {
  const read = unionpaySettings.parse({ ...basic, UNIONPAY_SIGN_PFX: pfx, UNIONPAY_SIGN_PASSWORD: 'secret' });
  // The serial of UnionPay's own test certificate, 0x1039308534.
  expect(read.certId).toBe('69678957876');
  expect(read.privateKey.type).toBe('private');
  expect([read.baseUrl, read.appMode]).toEqual(['https://gateway.95516.com/gateway/api', '00']);
});

test('what is missing or cannot be opened is named, and never quoted', () => {
  expect(problemsOf(basic)).toEqual([
    'UNIONPAY_SIGN_PFX: expected the key store with UNIONPAY_SIGN_PASSWORD, or UNIONPAY_PRIVATE_KEY with UNIONPAY_CERT_ID',
  ]);
  expect(problemsOf({ ...basic, UNIONPAY_SIGN_PFX: pfx, UNIONPAY_SIGN_PASSWORD: 'guessed' })).toEqual([
    'UNIONPAY_SIGN_PFX: cannot be opened with UNIONPAY_SIGN_PASSWORD, expected an RSA key with its certificate',
  ]);
  expect(problemsOf({ ...basic, UNIONPAY_MER_ID: '1' })?.[0]).toMatch(/^UNIONPAY_MER_ID: expected/);
});
