import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { Gateway } from '../../../server/src/modules/payments/gateways/gateway.ts';
import { startUnderTest, type UnderTest } from './gateways-under-test.ts';

let it: UnderTest;
let now = () => new Date();
beforeAll(async () => {
  it = await startUnderTest({ clock: { now: () => now() } });
});
beforeEach(async () => {
  now = () => new Date();
  await it.reset();
});
afterAll(() => it.close());

const noPublicKey = { WECHAT_PAY_PUBLIC_KEY: undefined, WECHAT_PAY_PUBLIC_KEY_ID: undefined };
const noCertificates = { WECHAT_PAY_PLATFORM_CERTS: undefined };
const startWith = async (gateway: Gateway) => (await gateway.initiate(it.order('wechat-pay'))).status;

test('a merchant in certificate mode, in public-key mode, or between the two can start payments', async () => {
  expect(await startWith(it.wechatPayWith(noPublicKey))).toBe('ready');
  expect(await startWith(it.wechatPayWith(noCertificates))).toBe('ready');
  expect(await startWith(it.wechatPay)).toBe('ready');
});

test('after WeChat has changed its certificate nothing is believed until the upkeep has fetched the new one', async () => {
  const gateway = it.wechatPayWith(noPublicKey);
  await it.sandbox.post('/control/wechat/rotate-certificate');
  expect(await gateway.initiate(it.order('wechat-pay'))).toMatchObject({
    status: 'unknown',
    reason: 'UNKNOWN_SERIAL',
  });
  expect(it.calls.filter(path => path.includes('certificates'))).toEqual([]);
  await gateway.upkeep!.run();
  expect(await startWith(gateway)).toBe('ready');
});

test('the upkeep asks again only when it is time to', async () => {
  const gateway = it.wechatPayWith(noPublicKey);
  const asked = () => it.calls.filter(path => path.includes('certificates')).length;
  await gateway.upkeep!.run();
  await gateway.upkeep!.run();
  expect(asked()).toBe(1);
  const later = Date.now() + 13 * 3_600_000;
  now = () => new Date(later);
  // The sandbox finds our time thirteen hours wrong; it is the asking that counts here.
  await gateway.upkeep!.run().catch(() => {});
  expect(asked()).toBe(2);
});

test('certificates sealed with another API v3 key, or told by a stranger, are not taken in', async () => {
  const gateway = it.wechatPayWith({ ...noPublicKey, WECHAT_PAY_API_V3_KEY: '0'.repeat(32) });
  await expect(gateway.upkeep!.run()).rejects.toMatchObject({ problem: 'bad-signature', code: 'WRONG_TAG' });
  await it.misbehave({ gateway: 'wechat-pay', on: 'certificates', fault: 'forged-reply' });
  await expect(it.wechatPayWith(noPublicKey).upkeep!.run()).rejects.toMatchObject({
    problem: 'bad-signature',
  });
});

test('a certificate list that cannot be had is reported, and the old keys go on working', async () => {
  await it.misbehave({ gateway: 'wechat-pay', on: 'certificates', fault: 'error-5xx', status: 500 });
  await expect(it.wechatPay.upkeep!.run()).rejects.toMatchObject({ problem: 'unreachable' });
  expect(await startWith(it.wechatPay)).toBe('ready');
});

test('a merchant in pure public-key mode has no upkeep', () => {
  expect(it.wechatPayWith(noCertificates).upkeep).toBeUndefined();
});

test('two merchants in one process do not share keys', async () => {
  const one = it.wechatPayWith(noPublicKey);
  const other = it.wechatPayWith(noPublicKey);
  await it.sandbox.post('/control/wechat/rotate-certificate');
  await one.upkeep!.run();
  expect(await startWith(one)).toBe('ready');
  expect(await startWith(other)).toBe('unknown');
});

test('a request signed with a wrong key is refused, the query after it too: so it stays unknown, and nothing was ordered', async () => {
  const stranger = it.wechatPayWith({ WECHAT_PAY_PRIVATE_KEY: it.sandbox.credentials['ALIPAY_PRIVATE_KEY'] });
  const order = it.order('wechat-pay');
  expect(await stranger.initiate(order)).toMatchObject({ status: 'unknown', reason: 'SIGN_ERROR' });
  expect(await it.wechatPay.query(order.paymentNo)).toEqual({ status: 'not-found' });
});
