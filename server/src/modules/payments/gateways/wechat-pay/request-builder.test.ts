import { createVerify, generateKeyPairSync } from 'node:crypto';
import { expect, test } from '@jest/globals';
import WechatPayPackage from 'wechatpay-node-v3';
import { createRequestBuilder } from './request-builder.ts';

const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const settings = {
  baseUrl: 'https://api.mch.weixin.qq.com',
  mchId: '1900000001',
  appId: 'wx1111111111111111',
  apiV3Key: Buffer.alloc(32),
  privateKey,
  serialNo: '5157F09EFDC096DE15EBE81A47057A7232F1B8E1',
  platformCertificates: [],
};
const builder = createRequestBuilder(settings, { now: () => new Date('2026-11-22T08:00:00.900Z') });
const signs = (text: string, signature: string) =>
  createVerify('RSA-SHA256').update(text).verify(publicKey, signature, 'base64');

/** The header's fields, in whatever order. */
function fieldsOf(header: string): Record<string, string> {
  const [scheme, rest = ''] = header.split(/ (.*)/s);
  const pairs = [...rest.matchAll(/(\w+)="([^"]*)"/g)].map(([, name, value]) => [name, value]);
  return { scheme, ...Object.fromEntries(pairs) };
}

test('a POST is signed over its method, path, time, nonce and the very body that is sent', async () => {
  const request = await builder.layOut(pay =>
    pay.transactions_native({
      description: '电费',
      out_trade_no: 'P2026112200000000000001',
      notify_url: 'https://hall.example/notify',
      amount: { total: 1, currency: 'CNY' },
    }),
  );
  const body =
    '{"appid":"wx1111111111111111","mchid":"1900000001","description":"电费","out_trade_no":"P2026112200000000000001",' +
    '"notify_url":"https://hall.example/notify","amount":{"total":1,"currency":"CNY"}}';
  expect(request).toEqual({ method: 'POST', target: '/v3/pay/transactions/native', body });
  const {
    scheme,
    mchid,
    serial_no,
    timestamp,
    nonce_str = '',
    signature = '',
  } = fieldsOf(await builder.authorize(request));
  expect({ scheme, mchid, serial_no, timestamp }).toEqual({
    scheme: 'WECHATPAY2-SHA256-RSA2048',
    mchid: '1900000001',
    serial_no: '5157F09EFDC096DE15EBE81A47057A7232F1B8E1',
    timestamp: '1795334400',
  });
  expect(nonce_str).toMatch(/^[0-9a-f]{32}$/);
  expect(signs(`POST\n/v3/pay/transactions/native\n1795334400\n${nonce_str}\n${body}\n`, signature)).toBe(
    true,
  );
});

test('a GET keeps the line of its empty body, and its query is signed', async () => {
  const request = await builder.layOut(pay => pay.query({ out_trade_no: 'P1' }));
  const target = '/v3/pay/transactions/out-trade-no/P1?mchid=1900000001';
  expect(request).toEqual({ method: 'GET', target });
  const { nonce_str, signature = '' } = fieldsOf(await builder.authorize(request));
  expect(signs(`GET\n${target}\n1795334400\n${nonce_str}\n\n`, signature)).toBe(true);
});

test.each([
  { method: 'GET' as const, target: '/v3/pay/transactions/out-trade-no/P1?mchid=1900000001' },
  {
    method: 'POST' as const,
    target: '/v3/pay/transactions/native',
    body: '{"description":"电费","total":1}',
  },
])(
  'a $method has byte for byte the Authorization header that the package itself makes of the same nonce and time',
  async request => {
    const { method, target, body } = request;
    const header = await builder.authorize(request);
    const { nonce_str = '', timestamp = '' } = fieldsOf(header);
    const itself = new WechatPayPackage({
      appid: settings.appId,
      mchid: settings.mchId,
      serial_no: settings.serialNo,
      publicKey: Buffer.from('-'),
      privateKey: Buffer.from(privateKey.export({ type: 'pkcs8', format: 'pem' })),
    });
    const signature = itself.getSignature(method, nonce_str, timestamp, target, body);
    expect(header).toBe(itself.getAuthorization(nonce_str, timestamp, signature));
  },
);

test('no nonce is used twice', async () => {
  const request = { method: 'GET' as const, target: '/v3/certificates' };
  const headers = await Promise.all(Array.from({ length: 50 }, () => builder.authorize(request)));
  expect(new Set(headers.map(header => fieldsOf(header)['nonce_str'])).size).toBe(50);
});

test("the payer's parameters are signed over app, time, nonce and package, a line each", async () => {
  const { timestamp, nonce, signature } = await builder.paySign(
    'wx2222222222222222',
    'prepay_id=wx201410272009395522657a690389285100',
  );
  const text = `wx2222222222222222\n${timestamp}\n${nonce}\nprepay_id=wx201410272009395522657a690389285100\n`;
  expect(signs(text, signature)).toBe(true);
});
