import { generateKeyPairSync, X509Certificate } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Harness, newNo, startHarness } from './support/harness.ts';
import { type Overrides, type Sealed, unseal, verifies } from './support/wechat-merchant.ts';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.sandbox.close());

const order = (more: object = {}): Record<string, unknown> => ({
  appid: harness.wechat.appid,
  mchid: harness.wechat.mchid,
  description: '电费 2026年10月',
  out_trade_no: newNo(),
  notify_url: 'http://127.0.0.1:9/notify/wechat-pay/payment',
  amount: { total: 12345, currency: 'CNY' },
  ...more,
});
const native = (body: unknown, overrides?: Overrides) =>
  harness.wechat.call('POST', '/v3/pay/transactions/native', body, overrides);
const query = (outTradeNo: unknown) =>
  harness.wechat.call('GET', `/v3/pay/transactions/out-trade-no/${outTradeNo}?mchid=${harness.wechat.mchid}`);
const openid = async (app: 'wechatOpenid' | 'wechatOaOpenid') =>
  (await harness.control<Record<string, string>>('GET', '/people/zhang-wei'))[app];

describe('a merchant orders', () => {
  test('a QR code for a desktop, a link for a phone browser, a prepay id for WeChat itself and for the app', async () => {
    expect((await native(order())).json['code_url']).toMatch(/^weixin:\/\/wxpay\/bizpayurl\?pr=\w{9}$/);
    const scene = { payer_client_ip: '127.0.0.1', h5_info: { type: 'Wap' } };
    const h5 = await harness.wechat.call('POST', '/v3/pay/transactions/h5', order({ scene_info: scene }));
    expect(h5.json['h5_url']).toContain('/cashier/wechat/h5?prepay_id=wx');
    const payer = { openid: await openid('wechatOpenid') };
    const jsapi = await harness.wechat.call('POST', '/v3/pay/transactions/jsapi', order({ payer }));
    expect(jsapi.json['prepay_id']).toMatch(/^wx\d{14}/);
    expect((await harness.wechat.call('POST', '/v3/pay/transactions/app', order())).status).toBe(200);
  });

  test('a payer who belongs to another app is refused', async () => {
    const payer = { openid: await openid('wechatOaOpenid') };
    const reply = await harness.wechat.call('POST', '/v3/pay/transactions/jsapi', order({ payer }));
    expect(reply.json).toMatchObject({ code: 'INVALID_REQUEST', message: 'appid和openid不匹配' });
  });

  test.each<[string, object, string]>([
    ['no sum', { amount: {} }, '/amount/total'],
    ['a sum of nothing', { amount: { total: 0 } }, '/amount/total'],
    ['a fraction of a fen', { amount: { total: 1.5 } }, '/amount/total'],
    ['a sum in text', { amount: { total: '100' } }, '/amount/total'],
    ['another currency', { amount: { total: 1, currency: 'USD' } }, '/amount/currency'],
    ['too short a number', { out_trade_no: 'a1' }, '/out_trade_no'],
    ['a notify address with a query', { notify_url: 'http://a.example/n?x=1' }, '/notify_url'],
    ['an expiry in another form', { time_expire: '2026-01-01 00:00:00' }, '/time_expire'],
  ])('%s is refused with the field named', async (_, wrong, field) => {
    const reply = await native(order(wrong));
    expect(reply.status).toBe(400);
    expect(reply.json).toMatchObject({ code: 'PARAM_ERROR', detail: { field, location: 'body' } });
  });

  test('the same order again gets the same code, another sum under its number is refused', async () => {
    const first = order();
    const codes = [await native(first), await native(first)].map(reply => reply.json['code_url']);
    expect(codes[0]).toBe(codes[1]);
    const other = await native({ ...first, amount: { total: 1, currency: 'CNY' } });
    expect(other).toMatchObject({ status: 400, json: { code: 'INVALID_REQUEST' } });
  });

  test('a paid order is not taken again, a closed one neither', async () => {
    const paid = order();
    await native(paid);
    await harness.control('POST', '/pay', { outTradeNo: paid['out_trade_no'] });
    expect((await native(paid)).json).toMatchObject({ code: 'ORDERPAID' });
    const closed = order();
    await native(closed);
    await close(closed['out_trade_no']);
    expect((await native(closed)).json).toMatchObject({ code: 'ORDER_CLOSED' });
  });
});

const close = (outTradeNo: unknown) =>
  harness.wechat.call('POST', `/v3/pay/transactions/out-trade-no/${outTradeNo}/close`, {
    mchid: harness.wechat.mchid,
  });

describe('a merchant asks and closes', () => {
  test('an order nobody placed does not exist', async () => {
    expect(await query(newNo())).toMatchObject({ status: 404, json: { code: 'ORDER_NOT_EXIST' } });
  });

  test('an unpaid order is NOTPAY, a closed one CLOSED and cannot be paid', async () => {
    const placed = order();
    await native(placed);
    expect((await query(placed['out_trade_no'])).json).toMatchObject({
      trade_state: 'NOTPAY',
      amount: { total: 12345 },
    });
    const reply = await close(placed['out_trade_no']);
    expect([reply.status, reply.text]).toEqual([204, '']);
    expect((await query(placed['out_trade_no'])).json).toMatchObject({ trade_state: 'CLOSED' });
    await expect(harness.control('POST', '/pay', { outTradeNo: placed['out_trade_no'] })).rejects.toThrow(
      '订单已关闭',
    );
  });

  test('a paid order is SUCCESS under both its numbers and can no longer be closed', async () => {
    const placed = order({ attach: 'household 3' });
    await native(placed);
    const { tradeNo } = await harness.control('POST', '/pay', {
      paymentNo: placed['out_trade_no'],
      gateway: 'wechat-pay',
    });
    const found = await query(placed['out_trade_no']);
    expect(found.json).toMatchObject({
      trade_state: 'SUCCESS',
      transaction_id: tradeNo,
      trade_type: 'NATIVE',
      attach: 'household 3',
      amount: { total: 12345, payer_total: 12345, currency: 'CNY' },
    });
    expect(found.json['success_time']).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+08:00$/);
    const byId = await harness.wechat.call(
      'GET',
      `/v3/pay/transactions/id/${tradeNo}?mchid=${harness.wechat.mchid}`,
    );
    expect(byId.json).toEqual(found.json);
    expect((await close(placed['out_trade_no'])).json).toMatchObject({ code: 'ORDERPAID' });
  });
});

test('a payment that the bank declined is PAYERROR, and may be tried again', async () => {
  const placed = order();
  await native(placed);
  await harness.control('POST', '/decline', { outTradeNo: placed['out_trade_no'] });
  expect((await query(placed['out_trade_no'])).json).toMatchObject({ trade_state: 'PAYERROR' });
  await harness.control('POST', '/pay', { outTradeNo: placed['out_trade_no'] });
  expect((await query(placed['out_trade_no'])).json).toMatchObject({ trade_state: 'SUCCESS' });
});

describe('signatures', () => {
  const stranger = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({
    type: 'pkcs8',
    format: 'pem',
  });

  test.each<[string, Overrides]>([
    ['by another key', { privateKey: stranger.toString() }],
    ['over another body', { signedBody: '{}' }],
    ['over another path', { signedTarget: '/v3/pay/transactions/h5' }],
    ['six minutes old', { timestamp: String(Math.floor(Date.now() / 1000) - 360) }],
    ['of another merchant', { mchid: '1900000001' }],
    ['under another serial', { serial: '5157F09EFDC096DE15EBE81A47057A7232F1B8E1' }],
    ['in no known form', { authorization: 'Bearer x' }],
  ])('a request signed %s gets 401 SIGN_ERROR', async (_, overrides) => {
    const reply = await native(order(), overrides);
    expect(reply).toMatchObject({ status: 401, json: { code: 'SIGN_ERROR' } });
    expect(verifies(harness.credentials, name => reply.headers.get(name) ?? undefined, reply.text)).toBe(
      true,
    );
  });

  test('a query covers its query string', async () => {
    const target = `/v3/pay/transactions/out-trade-no/${newNo()}?mchid=${harness.wechat.mchid}`;
    const cut = { signedTarget: target.split('?')[0] };
    expect((await harness.wechat.call('GET', target, undefined, cut)).status).toBe(401);
  });

  test.each([
    ['the public key when it is named', 'WECHAT_PAY_PUBLIC_KEY_ID', /^PUB_KEY_ID_/],
    ['the platform certificate otherwise', '', /^[0-9A-F]{40}$/],
  ])('replies are signed by %s, an empty one too', async (_, named, serial) => {
    const placed = order();
    const headers: Record<string, string> = named ? { 'Wechatpay-Serial': harness.credentials[named]! } : {};
    const path = `/v3/pay/transactions/out-trade-no/${placed['out_trade_no']}/close`;
    const replies = [
      await native(placed, { headers }),
      await harness.wechat.call('POST', path, { mchid: harness.wechat.mchid }, { headers }),
    ];
    for (const reply of replies) {
      expect(reply.headers.get('wechatpay-serial')).toMatch(serial);
      expect(verifies(harness.credentials, name => reply.headers.get(name) ?? undefined, reply.text)).toBe(
        true,
      );
      expect(
        verifies(harness.credentials, name => reply.headers.get(name) ?? undefined, `${reply.text} `),
      ).toBe(false);
    }
  });

  test('certificates come sealed, with the serial that X.509 itself tells', async () => {
    await harness.control('POST', '/wechat/rotate-certificate');
    const reply = await harness.wechat.call('GET', '/v3/certificates');
    const data = reply.json['data'] as { serial_no: string; encrypt_certificate: Sealed }[];
    expect(data).toHaveLength(2);
    for (const { serial_no, encrypt_certificate } of data) {
      const pem = unseal(harness.credentials['WECHAT_PAY_API_V3_KEY']!, encrypt_certificate);
      expect(new X509Certificate(pem).serialNumber).toBe(serial_no);
    }
    expect(reply.headers.get('wechatpay-serial')).toBe(data[1]!.serial_no);
  });

  test('a call without Accept, or with a body of another type, is refused', async () => {
    const plain = { headers: { 'Content-Type': 'text/plain' } };
    expect((await native(order(), plain)).status).toBe(415);
    const html = { headers: { Accept: 'text/html' } };
    expect((await native(order(), html)).json).toMatchObject({ code: 'PARAM_ERROR' });
  });
});
