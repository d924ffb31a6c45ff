import { createCipheriv } from 'node:crypto';
import { expect, test } from '@jest/globals';
import { ChannelError } from '../channel-error.ts';
import { openResource, type SealedResource } from './open-resource.ts';

const key = Buffer.from('0123456789abcdef0123456789abcdef');
const plaintext = '{"amount":{"total":12345}}';

function seal(associatedData: string): SealedResource {
  const nonce = 'abcdef012345';
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(associatedData));
  const sealed = Buffer.concat([cipher.update(plaintext), cipher.final(), cipher.getAuthTag()]);
  return {
    algorithm: 'AEAD_AES_256_GCM',
    ciphertext: sealed.toString('base64'),
    nonce,
    associated_data: associatedData,
  };
}

const flip = (resource: SealedResource, at: number): SealedResource => {
  const bytes = Buffer.from(resource.ciphertext, 'base64');
  bytes[at < 0 ? bytes.length + at : at]! ^= 4;
  return { ...resource, ciphertext: bytes.toString('base64') };
};

function problemOf(resource: SealedResource, with_ = key): string {
  try {
    return openResource(with_, resource);
  } catch (error) {
    return error instanceof ChannelError ? error.problem : 'another error';
  }
}

test('what WeChat sealed is read, with associated data or without', () => {
  expect(problemOf(seal('transaction'))).toBe(plaintext);
  expect(problemOf(seal(''))).toBe(plaintext);
  expect(problemOf({ ...seal(''), associated_data: undefined })).toBe(plaintext);
});

test('every single changed byte is found out, so nobody changes an amount on the way', () => {
  const sealed = seal('transaction');
  const length = Buffer.from(sealed.ciphertext, 'base64').length;
  for (let at = 0; at < length; at++) expect(problemOf(flip(sealed, at))).toBe('bad-signature');
});

test('another nonce, other associated data, another key or a cut tag are found out', () => {
  const sealed = seal('transaction');
  expect(problemOf({ ...sealed, nonce: 'abcdef012346' })).toBe('bad-signature');
  expect(problemOf({ ...sealed, nonce: 'short' })).toBe('bad-signature');
  expect(problemOf({ ...sealed, associated_data: 'refund' })).toBe('bad-signature');
  expect(problemOf(sealed, Buffer.from('1123456789abcdef0123456789abcdef'))).toBe('bad-signature');
  const short = Buffer.from(sealed.ciphertext, 'base64').subarray(0, -4).toString('base64');
  expect(problemOf({ ...sealed, ciphertext: short })).toBe('bad-signature');
  expect(problemOf({ ...sealed, ciphertext: 'AAAA' })).toBe('bad-signature');
});
