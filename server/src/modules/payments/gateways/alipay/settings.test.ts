import { generateKeyPairSync } from 'node:crypto';
import { expect, test } from '@jest/globals';
import { alipaySettings } from './settings.ts';

const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
const complete: Record<string, string | undefined> = {
  ALIPAY_APP_ID: '2021000000000001',
  ALIPAY_SELLER_ID: '2088000000000001',
  // As Alipay's key tool hands them out: base64 without armour.
  ALIPAY_PRIVATE_KEY: rsa.privateKey.export({ type: 'pkcs1', format: 'der' }).toString('base64'),
  ALIPAY_PUBLIC_KEY: rsa.publicKey.export({ type: 'spki', format: 'der' }).toString('base64'),
};

function problems(change: Record<string, string | undefined>): Record<string, string> {
  const result = alipaySettings.safeParse({ ...complete, ...change });
  return Object.fromEntries((result.error?.issues ?? []).map(issue => [issue.path.join('.'), issue.message]));
}

test('complete settings give usable keys and the official gateway', () => {
  const settings = alipaySettings.parse(complete);
  expect(settings.gateway).toBe('https://openapi.alipay.com/gateway.do');
  expect([settings.privateKey.type, settings.publicKey.type]).toEqual(['private', 'public']);
});

test.each([
  ['ALIPAY_GATEWAY', 'ftp://example', 'expected an http(s) address'],
  ['ALIPAY_APP_ID', '123', 'expected an app id: 16 digits'],
  ['ALIPAY_SELLER_ID', '1088000000000001', "expected the seller's id"],
  ['ALIPAY_PRIVATE_KEY', complete['ALIPAY_PUBLIC_KEY']!, 'expected an RSA private key'],
  ['ALIPAY_PUBLIC_KEY', 'MIIB', 'expected an RSA public key'],
])('a bad %s is named, with what is expected', (name, value, expected) => {
  const found = problems({ [name]: value });
  expect(Object.keys(found)).toEqual([name]);
  expect(found[name]).toContain(expected);
});

test.each(Object.keys(complete))('a missing %s is named', name => {
  expect(Object.keys(problems({ [name]: undefined }))).toEqual([name]);
});
