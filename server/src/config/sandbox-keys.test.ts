import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { isOfSandbox } from './sandbox-keys.ts';

const rsa = (publicExponent?: number) => generateKeyPairSync('rsa', { modulusLength: 2048, publicExponent });
/** Every way in which our settings take an RSA key. */
const waysToWrite = ({ privateKey, publicKey }: { privateKey: KeyObject; publicKey: KeyObject }) => {
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  const base64 = (key: Buffer) => key.toString('base64');
  return [
    pem,
    pem.replaceAll('\n', '\\n'),
    privateKey.export({ type: 'pkcs1', format: 'pem' }).toString(),
    publicKey.export({ type: 'spki', format: 'pem' }).toString(),
    base64(privateKey.export({ type: 'pkcs8', format: 'der' })),
    base64(privateKey.export({ type: 'pkcs1', format: 'der' })),
    base64(publicKey.export({ type: 'spki', format: 'der' })),
  ];
};

describe("the sandbox's keys are known by their marks", () => {
  test('an RSA key however it is written down, and nobody else’s', () => {
    const known = (pair: ReturnType<typeof rsa>) =>
      waysToWrite(pair).map(value => isOfSandbox('ALIPAY_PRIVATE_KEY', value));
    expect(known(rsa(65539))).toEqual(Array(7).fill(true));
    expect(known(rsa())).toEqual(Array(7).fill(false));
  });

  test.each([
    ['WECHAT_APP_SECRET', 'sandbox0123456789abcdef'],
    ['SMS_TENCENT_SECRET_ID', 'AKIDsandbox0123456789'],
    ['ACQUIRER_FILE_KEY', '73616E64626F780123456789ABCDEF01'],
    ['SMS_DAY_FILE_KEYS', 'K2:00112233445566778899AABBCCDDEEFF,K1:73616E64626F780123456789ABCDEF01'],
    [
      'WECHAT_MESSAGE_AES_KEY',
      Buffer.from('sandbox..........................').toString('base64').slice(0, 43),
    ],
    ['SMTP_URL', 'smtps://sandbox%40hall.example:secret@mail.example.com:465'],
    ['ALIPAY_APP_ID', '9021000000000000'],
  ])('%s', (name, value) => {
    expect(isOfSandbox(name, value)).toBe(true);
  });

  test.each([
    ['WECHAT_APP_SECRET', '0123456789abcdef0123456789abcdef'],
    ['SMS_DAY_FILE_KEYS', 'K1:00112233445566778899AABBCCDDEEFF'],
    ['SMTP_URL', 'smtps://no-reply%40hall.example:secret@mail.example.com:465'],
    ['SMTP_URL', 'smtps://100%:secret@mail.example.com:465'],
    ['ALIPAY_APP_ID', '2021001234567890'],
    ['WECHAT_PAY_MCH_ID', '9021000000'],
    ['FIELD_KEY', Buffer.alloc(32, 7).toString('base64')],
    [
      'SUPPLY_CONTROL_PEER_KEY',
      generateKeyPairSync('ed25519').publicKey.export({ type: 'spki', format: 'der' }).toString('base64'),
    ],
  ])('%s of somebody else is nobody’s of ours', (name, value) => {
    expect(isOfSandbox(name, value)).toBe(false);
  });
});
