import { generateKeyPairSync } from 'node:crypto';
import { expect, test } from '@jest/globals';
import { wechatPaySettings } from './settings.ts';

const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
const pem = (key: typeof rsa.publicKey | typeof rsa.privateKey) =>
  String(key.export({ type: key.type === 'public' ? 'spki' : 'pkcs8', format: 'pem' } as never));

const complete: Record<string, string | undefined> = {
  WECHAT_PAY_MCH_ID: '1900000001',
  WECHAT_PAY_APP_ID: 'wx1111111111111111',
  WECHAT_PAY_API_V3_KEY: '0123456789abcdef0123456789abcdef',
  WECHAT_PAY_PRIVATE_KEY: pem(rsa.privateKey),
  WECHAT_PAY_SERIAL_NO: '5157f09efdc096de15ebe81a47057a7232f1b8e1',
  WECHAT_PAY_PUBLIC_KEY_ID: 'PUB_KEY_ID_0119',
  WECHAT_PAY_PUBLIC_KEY: pem(rsa.publicKey),
};

/** The variables complained about, with the message for each. */
function problems(change: Record<string, string | undefined>): Record<string, string> {
  const result = wechatPaySettings.safeParse({ ...complete, ...change });
  return Object.fromEntries((result.error?.issues ?? []).map(issue => [issue.path.join('.'), issue.message]));
}

test('complete settings give usable keys, the official hosts and an upper-case serial number', () => {
  const settings = wechatPaySettings.parse(complete);
  expect(settings).toMatchObject({
    baseUrl: 'https://api.mch.weixin.qq.com',
    backupUrl: 'https://api2.wechatpay.cn',
    serialNo: '5157F09EFDC096DE15EBE81A47057A7232F1B8E1',
    publicKey: { id: 'PUB_KEY_ID_0119' },
  });
  expect([settings.privateKey.type, settings.publicKey?.key.type, settings.apiV3Key.length]).toEqual([
    'private',
    'public',
    32,
  ]);
});

test('an own base address has no second host unless one is named', () => {
  expect(
    wechatPaySettings.parse({ ...complete, WECHAT_PAY_BASE_URL: 'http://127.0.0.1:9/wechat-pay/' }),
  ).toMatchObject({
    baseUrl: 'http://127.0.0.1:9/wechat-pay',
    backupUrl: undefined,
  });
});

test('keys may be bare base64 or a single line with \\n, as key tools and .env files write them', () => {
  const bare = (text: string) => text.replaceAll(/-----[A-Z ]+-----|\s/g, '');
  expect(
    problems({
      WECHAT_PAY_PRIVATE_KEY: bare(pem(rsa.privateKey)),
      WECHAT_PAY_PUBLIC_KEY: bare(pem(rsa.publicKey)),
    }),
  ).toEqual({});
  expect(problems({ WECHAT_PAY_PRIVATE_KEY: pem(rsa.privateKey).replaceAll('\n', '\\n') })).toEqual({});
  const pkcs1 = rsa.privateKey.export({ type: 'pkcs1', format: 'der' }).toString('base64');
  expect(problems({ WECHAT_PAY_PRIVATE_KEY: pkcs1 })).toEqual({});
});

test.each([
  ['WECHAT_PAY_BASE_URL', 'api.mch.weixin.qq.com', 'expected an http(s) address'],
  ['WECHAT_PAY_MCH_ID', 'abc', 'expected the merchant'],
  ['WECHAT_PAY_APP_ID', 'wx123', 'expected an app id'],
  ['WECHAT_PAY_API_V3_KEY', 'too short', 'expected exactly 32 bytes'],
  ['WECHAT_PAY_API_V3_KEY', '0123456789abcdef0123456789abcde电', 'expected exactly 32 bytes'],
  ['WECHAT_PAY_PRIVATE_KEY', 'nonsense', 'expected an RSA private key'],
  ['WECHAT_PAY_PRIVATE_KEY', pem(rsa.publicKey), 'expected an RSA private key'],
  ['WECHAT_PAY_PUBLIC_KEY', pem(rsa.privateKey), 'expected an RSA public key'],
  ['WECHAT_PAY_SERIAL_NO', 'XYZ', "expected the merchant certificate's serial"],
  ['WECHAT_PAY_PUBLIC_KEY_ID', '0119', 'expected an id that begins with PUB_KEY_ID_'],
  ['WECHAT_PAY_PLATFORM_CERTS', 'nonsense', 'expected one or more PEM certificates'],
])('a bad %s is named, with what is expected and without its value', (name, value, expected) => {
  const found = problems({ [name]: value });
  expect(Object.keys(found)).toEqual([name]);
  expect(found[name]).toContain(expected);
  expect(found[name]).not.toContain(value);
});

test.each(Object.keys(complete).slice(0, 5))('a missing %s is named', name => {
  expect(Object.keys(problems({ [name]: undefined }))).toEqual([name]);
});

test('a public key needs its id and the other way round, and without any key of WeChat nothing starts', () => {
  expect(Object.keys(problems({ WECHAT_PAY_PUBLIC_KEY_ID: undefined }))).toEqual([
    'WECHAT_PAY_PUBLIC_KEY_ID',
  ]);
  expect(Object.keys(problems({ WECHAT_PAY_PUBLIC_KEY: undefined }))).toEqual(['WECHAT_PAY_PUBLIC_KEY']);
  const none = problems({ WECHAT_PAY_PUBLIC_KEY: undefined, WECHAT_PAY_PUBLIC_KEY_ID: undefined });
  expect(none['WECHAT_PAY_PUBLIC_KEY']).toContain('WECHAT_PAY_PLATFORM_CERTS');
});

test('a key shorter than 2048 bits is refused', () => {
  const weak = generateKeyPairSync('rsa', { modulusLength: 1024 });
  expect(Object.keys(problems({ WECHAT_PAY_PRIVATE_KEY: pem(weak.privateKey) }))).toEqual([
    'WECHAT_PAY_PRIVATE_KEY',
  ]);
});
