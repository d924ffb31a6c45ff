import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { AlipaySdk } from 'alipay-sdk';
import WxPay from 'wechatpay-node-v3';
import type { Fields } from './support/alipay-merchant.ts';
import { type Harness, newNo, startHarness } from './support/harness.ts';
import { startListener } from './support/listener.ts';

// CommonJS: depending on the loader the class is the module itself or its `default`.
const WxPayClass = (WxPay as unknown as { default?: typeof WxPay }).default ?? WxPay;

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.sandbox.close());

/** The package's own requests, sent to this host instead of api.mch.weixin.qq.com. */
function wechatSdk(): InstanceType<typeof WxPay> {
  const { credentials } = harness;
  const sdk = new WxPayClass({
    appid: credentials['WECHAT_PAY_APP_ID']!,
    mchid: credentials['WECHAT_PAY_MCH_ID']!,
    serial_no: credentials['WECHAT_PAY_SERIAL_NO'],
    publicKey: Buffer.from(credentials['WECHAT_PAY_PUBLIC_KEY']!),
    privateKey: Buffer.from(credentials['WECHAT_PAY_PRIVATE_KEY']!),
    key: credentials['WECHAT_PAY_API_V3_KEY'],
  });
  const send = async (url: string, headers: Record<string, string>, params?: object) => {
    const address = url.replace('https://api.mch.weixin.qq.com', credentials['WECHAT_PAY_BASE_URL']!);
    const body = params && JSON.stringify(params);
    const reply = await fetch(address, { method: params ? 'POST' : 'GET', headers, body });
    const text = await reply.text();
    return { status: reply.status, data: reply.ok && text.startsWith('{') ? JSON.parse(text) : text };
  };
  sdk.createHttp({
    get: (url, headers) => send(url, headers),
    post: (url, params, headers) => send(url, headers, params),
    upload: () => Promise.reject(new Error('not used')),
  });
  return sdk;
}

describe('wechatpay-node-v3 speaks with the sandbox', () => {
  test('orders, pays with the parameters it signed, asks, refunds, closes', async () => {
    const sdk = wechatSdk();
    const { wechatOpenid } = await harness.control<Fields>('GET', '/people/resident');
    const out_trade_no = newNo();
    const created = await sdk.transactions_jsapi({
      description: '电费',
      out_trade_no,
      notify_url: 'http://127.0.0.1:9/n',
      amount: { total: 100 },
      payer: { openid: wechatOpenid! },
    });
    expect(created.status).toBe(200);
    expect(await harness.control('POST', '/wechat/request-payment', created.data)).toEqual({
      errMsg: 'requestPayment:ok',
    });
    expect((await sdk.query({ out_trade_no })).data).toMatchObject({ trade_state: 'SUCCESS' });
    const refund = {
      out_trade_no,
      out_refund_no: newNo(),
      amount: { refund: 40, total: 100, currency: 'CNY' },
    };
    expect((await sdk.refunds(refund)).data).toMatchObject({ status: 'PROCESSING' });
    expect((await sdk.close(out_trade_no)).status).toBe(400);
    const certificates = await sdk.get_certificates(harness.credentials['WECHAT_PAY_API_V3_KEY']!);
    expect(certificates[0]!.serial_no).toMatch(/^[0-9A-F]{40}$/);
  });
});

describe('alipay-sdk speaks with the sandbox', () => {
  const sdk = () =>
    new AlipaySdk({
      appId: harness.credentials['ALIPAY_APP_ID']!,
      privateKey: harness.credentials['ALIPAY_PRIVATE_KEY']!,
      alipayPublicKey: harness.credentials['ALIPAY_PUBLIC_KEY']!,
      gateway: harness.credentials['ALIPAY_GATEWAY']!,
      keyType: 'PKCS8',
    });
  // The package writes the time stamp in the process's zone unless it is given one.
  const timestamp = () => new Date(Date.now() + 8 * 3600_000).toISOString().slice(0, 19).replace('T', ' ');

  test('creates, is told, asks and refunds, each reply verified', async () => {
    const listener = await startListener(() => ({ status: 200, body: 'success' }));
    const { alipayUserId } = await harness.control<Fields>('GET', '/people/resident');
    const outTradeNo = newNo();
    const exec = (method: string, bizContent: object, more: object = {}) =>
      sdk().exec(method, { bizContent, timestamp: timestamp(), ...more }, { validateSign: true });
    const order = {
      out_trade_no: outTradeNo,
      total_amount: '1.00',
      subject: '电费/十月',
      buyer_id: alipayUserId,
    };
    expect(await exec('alipay.trade.create', order)).toMatchObject({ code: '40004' });
    const qr = await exec('alipay.trade.precreate', { ...order, out_trade_no: newNo(), subject: '电费' });
    expect(qr['qrCode']).toMatch(/^http:\/\/127/);
    const placed = await exec(
      'alipay.trade.create',
      { ...order, subject: '电费' },
      { notifyUrl: listener.url },
    );
    expect(placed).toMatchObject({ code: '10000', outTradeNo });
    await harness.control('POST', '/pay', { outTradeNo });
    const told = Object.fromEntries(new URLSearchParams(listener.received[0]!.raw));
    expect(sdk().checkNotifySignV2(told)).toBe(true);
    expect(await exec('alipay.trade.query', { out_trade_no: outTradeNo })).toMatchObject({
      tradeStatus: 'TRADE_SUCCESS',
    });
    const refund = { out_trade_no: outTradeNo, refund_amount: '0.40', out_request_no: 'r' };
    expect(await exec('alipay.trade.refund', refund)).toMatchObject({ code: '10000', fundChange: 'Y' });
    await listener.stop();
  });

  test('opens the cashier by its own address and by its own form', async () => {
    const biz = {
      out_trade_no: newNo(),
      total_amount: '1.00',
      subject: '电费',
      product_code: 'QUICK_WAP_WAY',
    };
    const payUrl = sdk().pageExecute('alipay.trade.wap.pay', 'GET', {
      bizContent: biz,
      timestamp: timestamp(),
    });
    expect(await harness.control('POST', '/pay', { payUrl })).toMatchObject({ paid: true, amount: 100 });
    const html = sdk().pageExecute('alipay.trade.wap.pay', 'POST', {
      bizContent: { ...biz, out_trade_no: newNo() },
      timestamp: timestamp(),
    });
    const action = /action="([^"]+)"/.exec(html)![1]!.replaceAll('&amp;', '&');
    const fields = Object.fromEntries(
      [...html.matchAll(/name="(\w+)" value="([^"]*)"/g)].map(([, name, value]) => [
        name,
        value!.replaceAll('&quot;', '"'),
      ]),
    );
    expect(await harness.control('POST', '/pay', { payForm: { action, fields } })).toMatchObject({
      paid: true,
    });
  });

  test('signs the string of an app order', async () => {
    const biz = {
      out_trade_no: newNo(),
      total_amount: '1.00',
      subject: '电费',
      product_code: 'QUICK_MSECURITY_PAY',
    };
    const orderStr = sdk().sdkExecute('alipay.trade.app.pay', { bizContent: biz, timestamp: timestamp() });
    expect(await harness.control('POST', '/alipay/trade-pay', { orderStr })).toEqual({ resultCode: '9000' });
  });
});
