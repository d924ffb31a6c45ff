import { createSign, generateKeyPairSync, type KeyObject, X509Certificate } from 'node:crypto';
import { beforeAll, describe, expect, test } from '@jest/globals';
import forge from 'node-forge';
import { ChannelError } from '../channel-error.ts';
import { createKeyRing } from './key-ring.ts';
import { verifySignature } from './verify-signature.ts';

const now = new Date('2026-11-22T08:00:00Z');
const clock = { now: () => now };
const publicKeyId = 'PUB_KEY_ID_0119000000012026112200000000000001';
const pair = () => generateKeyPairSync('rsa', { modulusLength: 2048 });
const current = pair();
const platform = pair();
const retired = pair();

/** A certificate of that key, valid from and to the given days around now. */
function certificate(
  { privateKey, publicKey }: { privateKey: KeyObject; publicKey: KeyObject },
  serial: string,
  from: number,
  to: number,
) {
  const made = forge.pki.createCertificate();
  made.publicKey = forge.pki.publicKeyFromPem(String(publicKey.export({ type: 'spki', format: 'pem' })));
  made.serialNumber = serial;
  made.validity.notBefore = new Date(now.getTime() + from * 86_400_000);
  made.validity.notAfter = new Date(now.getTime() + to * 86_400_000);
  made.setSubject([{ name: 'commonName', value: 'Platform' }]);
  made.sign(
    forge.pki.privateKeyFromPem(String(privateKey.export({ type: 'pkcs1', format: 'pem' }))),
    forge.md.sha256.create(),
  );
  return new X509Certificate(forge.pki.certificateToPem(made));
}

let ring: ReturnType<typeof createKeyRing>;
beforeAll(() => {
  ring = createKeyRing(
    {
      publicKey: { id: publicKeyId, key: current.publicKey },
      platformCertificates: [
        certificate(platform, '5a1b2c3d4e5f60718293a4b5c6d7e8f901234567', -30, 300),
        certificate(retired, '6b1b2c3d4e5f60718293a4b5c6d7e8f901234567', -400, -1),
      ],
    },
    clock,
  );
});

const body = Buffer.from('{"id":"EV-1","summary":"支付成功"}');

/** Headers as the gateway would send them, built by hand. */
function signed(key: KeyObject, serial: string, timestamp = '1795334400', content = body) {
  const signature = createSign('RSA-SHA256')
    .update(`${timestamp}\nnonce-1\n`)
    .update(content)
    .update('\n')
    .sign(key, 'base64');
  return {
    'wechatpay-timestamp': timestamp,
    'wechatpay-nonce': 'nonce-1',
    'wechatpay-serial': serial,
    'wechatpay-signature': signature,
  };
}

function codeOf(headers: Record<string, string | undefined>, content = body): string {
  try {
    verifySignature(ring, clock, headers, content);
    return 'accepted';
  } catch (error) {
    return error instanceof ChannelError ? `${error.problem} ${error.code}` : 'another error';
  }
}

test('a message in public-key mode and one in certificate mode are both believed during a migration', () => {
  expect(Number('1795334400') * 1000).toBe(now.getTime());
  expect(codeOf(signed(current.privateKey, publicKeyId))).toBe('accepted');
  expect(codeOf(signed(platform.privateKey, '5A1B2C3D4E5F60718293A4B5C6D7E8F901234567'))).toBe('accepted');
});

test('the case of a serial number does not matter', () => {
  expect(codeOf(signed(platform.privateKey, '5a1b2c3d4e5f60718293a4b5c6d7e8f901234567'))).toBe('accepted');
});

describe('is refused:', () => {
  test('one changed byte of the body', () => {
    const changed = Buffer.from(body);
    changed[7]! ^= 1;
    expect(codeOf(signed(current.privateKey, publicKeyId), changed)).toBe('bad-signature WRONG_SIGNATURE');
  });

  test("a message signed with the other mode's key", () => {
    expect(codeOf(signed(platform.privateKey, publicKeyId))).toBe('bad-signature WRONG_SIGNATURE');
  });

  test('a probe that begins with WECHATPAY/SIGNTEST/, even before a signature that would fit', () => {
    const headers = signed(current.privateKey, publicKeyId);
    headers['wechatpay-signature'] = `WECHATPAY/SIGNTEST/${headers['wechatpay-signature']}`;
    expect(codeOf(headers)).toBe('bad-signature SIGNTEST');
  });

  test('an unknown serial number', () => {
    expect(codeOf(signed(platform.privateKey, '7777777777777777777777777777777777777777'))).toBe(
      'bad-signature UNKNOWN_SERIAL',
    );
    expect(codeOf(signed(current.privateKey, 'PUB_KEY_ID_other'))).toBe('bad-signature UNKNOWN_SERIAL');
  });

  test('a platform certificate past its end', () => {
    expect(codeOf(signed(retired.privateKey, '6B1B2C3D4E5F60718293A4B5C6D7E8F901234567'))).toBe(
      'bad-signature UNKNOWN_SERIAL',
    );
  });

  test('a message more than five minutes old or ahead', () => {
    const seconds = now.getTime() / 1000;
    expect(codeOf(signed(current.privateKey, publicKeyId, String(seconds - 300)))).toBe('accepted');
    expect(codeOf(signed(current.privateKey, publicKeyId, String(seconds - 301)))).toBe(
      'bad-signature STALE_TIMESTAMP',
    );
    expect(codeOf(signed(current.privateKey, publicKeyId, String(seconds + 301)))).toBe(
      'bad-signature STALE_TIMESTAMP',
    );
    expect(codeOf(signed(current.privateKey, publicKeyId, '1.79533e9'))).toBe(
      'bad-signature STALE_TIMESTAMP',
    );
  });

  test('a message with a header missing, empty, or of another algorithm', () => {
    const headers = signed(current.privateKey, publicKeyId);
    for (const name of Object.keys(headers))
      expect(codeOf({ ...headers, [name]: undefined })).toBe('bad-signature NOT_SIGNED');
    expect(codeOf({ ...headers, 'wechatpay-signature': '' })).toBe('bad-signature NOT_SIGNED');
    expect(codeOf({ ...headers, 'wechatpay-signature': '!!!' })).toBe('bad-signature WRONG_SIGNATURE');
    expect(codeOf({ ...headers, 'wechatpay-signature-type': 'WECHATPAY2-SM2-WITH-SM3' })).toBe(
      'bad-signature OTHER_ALGORITHM',
    );
  });
});
