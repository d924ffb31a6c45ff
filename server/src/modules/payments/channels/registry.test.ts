import { generateKeyPairSync, type X509Certificate } from 'node:crypto';
import { afterAll, describe, expect, test } from '@jest/globals';
import { systemClock } from '../../../infra/clock.ts';
import { createHttpClient } from '../../../infra/http-client.ts';
import type { Product } from '../gateways/gateway.ts';
import type { PayerIdentity, PayMethod } from './channel.ts';
import { channelRegistry, createChannels, gatewaysNeededBy } from './registry.ts';

const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const wechatPay = {
  baseUrl: 'http://127.0.0.1:1',
  mchId: '1900000001',
  appId: 'wx1111111111111111',
  oaAppId: 'wx2222222222222222',
  apiV3Key: Buffer.alloc(32),
  privateKey,
  serialNo: '5157F09E',
  publicKey: { id: 'PUB_KEY_ID_1', key: publicKey },
  platformCertificates: [],
};
const alipay = {
  gateway: 'http://127.0.0.1:1',
  appId: '2021000000000001',
  sellerId: '2088000000000001',
  privateKey,
  publicKey,
};
const unionpay = {
  baseUrl: 'http://127.0.0.1:1',
  fileUrl: 'http://127.0.0.1:1',
  merId: '777290058110048',
  privateKey,
  certId: '69026276696',
  // Nothing is verified here.
  rootCertificate: {} as X509Certificate,
  middleCertificate: {} as X509Certificate,
  appMode: '01' as const,
};
const http = createHttpClient();
const deps = { http, clock: systemClock };
afterAll(() => http.close());

const everyCode = channelRegistry.map(({ code }) => code);
const channels = createChannels(everyCode, { wechatPay, alipay, unionpay }, deps);

const inWechat: PayerIdentity = { provider: 'wechat', subject: 'openid-mini', appId: 'wx1111111111111111' };
const inWechatBrowser: PayerIdentity = {
  provider: 'wechat',
  subject: 'openid-oa',
  appId: 'wx2222222222222222',
};
const inAlipay: PayerIdentity = {
  provider: 'alipay',
  subject: '2088123412341234',
  appId: '2021000000000001',
};
const inBrowser: PayerIdentity = { provider: 'phone', subject: '', appId: '' };

function plan(channel: string, method: PayMethod, identity: PayerIdentity, product?: Product): unknown {
  try {
    const made = channels.find(channel)?.prepay?.plan({ method, product, identity, ip: '203.0.113.7' });
    return made && `${made.gateway.code} ${made.product} ${made.payer.subject ?? '-'}`;
  } catch (error) {
    return (error as Error).message;
  }
}

test('every channel of the list has a code of its own, a name in both languages, and something it can do', () => {
  expect(everyCode).toEqual(expect.arrayContaining(['wechat', 'alipay', 'web-hall', 'bank-debit']));
  expect(new Set(everyCode).size).toBe(everyCode.length);
  for (const { code, name, ...can } of channels.all) {
    expect(channels.find(code)?.code).toBe(code);
    expect(name.zh && name.en && Object.values(can).some(Boolean)).toBeTruthy();
  }
});

test('every product that a channel offers is one that its gateway has', () => {
  for (const channel of channels.all)
    for (const { gateway, products } of channel.prepay?.offers ?? [])
      expect(channels.gateway(gateway)?.products).toEqual(expect.arrayContaining([...products]));
});

test('an enabled channel that is unknown or not set up stops the start-up, by name', () => {
  expect(() => createChannels(['wechat', 'carrier-pigeon'], { wechatPay }, deps)).toThrow(
    'channel carrier-pigeon: unknown',
  );
  expect(() => createChannels(['web-hall'], { wechatPay }, deps)).toThrow(
    'channel web-hall: its gateway alipay is not set up',
  );
  expect(createChannels(['wechat'], { wechatPay }, deps).all.map(({ code }) => code)).toEqual(['wechat']);
});

test('only the gateways of enabled channels need settings', () => {
  expect([...gatewaysNeededBy(['wechat'])]).toEqual(['wechat-pay']);
  expect([...gatewaysNeededBy(['web-hall', 'alipay'])].sort()).toEqual(['alipay', 'wechat-pay']);
});

describe('who pays how:', () => {
  test("in WeChat's mini-program, with its openid", () =>
    expect(plan('wechat', 'wechat', inWechat)).toBe('wechat-pay mini openid-mini'));
  test("in WeChat's browser, with the official account's openid", () => {
    expect(plan('wechat', 'wechat', inWechatBrowser, 'jsapi')).toBe('wechat-pay jsapi openid-oa');
    expect(plan('web-hall', 'wechat', inWechatBrowser, 'jsapi')).toBe('wechat-pay jsapi openid-oa');
  });
  test("in Alipay's mini-program", () =>
    expect(plan('alipay', 'alipay', inAlipay)).toBe('alipay create 2088123412341234'));
  test('in a browser outside of the wallets, without any identity', () => {
    expect(plan('web-hall', 'wechat', inBrowser)).toBe('wechat-pay native -');
    expect(plan('web-hall', 'wechat', inBrowser, 'h5')).toBe('wechat-pay h5 -');
    expect(plan('web-hall', 'alipay', inBrowser)).toBe('alipay page -');
    expect(plan('web-hall', 'alipay', inBrowser, 'wap')).toBe('alipay wap -');
    expect(plan('web-hall', 'unionpay', inBrowser, 'wap')).toBe('unionpay wap -');
    expect(plan('online-bank', 'unionpay', inBrowser)).toBe('unionpay front -');
  });
  test('in the app, each wallet by its own SDK', () => {
    for (const method of ['wechat', 'alipay', 'unionpay'] as const)
      expect(plan('app', method, inBrowser)).toMatch(/ app -$/);
  });
  test('by UnionPay only where it is set up', () => {
    const without = createChannels(['app', 'web-hall'], { wechatPay, alipay }, deps);
    const methods = without.all.map(({ prepay }) => prepay?.offers.map(({ method }) => method));
    expect(methods).toEqual([
      ['wechat', 'alipay'],
      ['wechat', 'alipay'],
    ]);
  });
});

describe('is refused:', () => {
  test("the other platform's wallet in a mini-program, by whichever channel", () => {
    expect(plan('wechat', 'alipay', inWechat)).toBe('method-not-offered');
    expect(plan('web-hall', 'alipay', inWechat)).toBe('method-not-offered');
    expect(plan('web-hall', 'unionpay', inWechat)).toBe('method-not-offered');
    expect(plan('alipay', 'wechat', inAlipay)).toBe('method-not-offered');
    expect(plan('web-hall', 'wechat', inAlipay)).toBe('method-not-offered');
  });
  test('a product of another channel', () => {
    expect(plan('wechat', 'wechat', inWechat, 'native')).toBe('method-not-offered');
    expect(plan('web-hall', 'wechat', inBrowser, 'wap')).toBe('method-not-offered');
  });
  test('an openid of another app, and a person without any', () => {
    expect(plan('wechat', 'wechat', inWechatBrowser)).toBe('sign-in-differs');
    expect(plan('wechat', 'wechat', inBrowser)).toBe('sign-in-differs');
    expect(plan('web-hall', 'wechat', inBrowser, 'jsapi')).toBe('sign-in-differs');
    expect(plan('alipay', 'alipay', inWechat)).toBe('sign-in-differs');
  });
});
