import { generateKeyPairSync } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Fields, isFromAlipay } from './support/alipay-merchant.ts';
import { type Harness, newNo, startHarness } from './support/harness.ts';

let harness: Harness;
let buyer: string;
beforeAll(async () => {
  harness = await startHarness();
  buyer = (await harness.control<Fields>('GET', '/people/wang-fang'))['alipayUserId']!;
});
afterAll(() => harness.sandbox.close());

const order = (more: object = {}): Record<string, unknown> => ({
  out_trade_no: newNo(),
  total_amount: '88.01',
  subject: '电费 100%',
  ...more,
});
const call = (method: string, biz?: object, more?: Fields) => harness.alipay.call(method, biz, more);
const query = async (outTradeNo: unknown) =>
  (await call('alipay.trade.query', { out_trade_no: outTradeNo })).node;

describe('ways to pay', () => {
  test('the mini-program gets a trade number at once', async () => {
    const placed = order({ buyer_id: buyer, product_code: 'JSAPI_PAY' });
    const created = await call('alipay.trade.create', placed);
    expect(created).toMatchObject({
      signed: true,
      name: 'alipay_trade_create_response',
      node: { code: '10000' },
    });
    expect(await query(placed['out_trade_no'])).toMatchObject({
      trade_status: 'WAIT_BUYER_PAY',
      total_amount: '88.01',
    });
    const result = await harness.control('POST', '/alipay/trade-pay', { tradeNO: created.node['trade_no'] });
    expect(result).toEqual({ resultCode: '9000' });
    expect(await query(placed['out_trade_no'])).toMatchObject({
      trade_status: 'TRADE_SUCCESS',
      trade_no: created.node['trade_no'],
      buyer_user_id: buyer,
      receipt_amount: '88.01',
    });
  });

  test.each([
    ['alipay.trade.wap.pay', 'QUICK_WAP_WAY'],
    ['alipay.trade.page.pay', 'FAST_INSTANT_TRADE_PAY'],
  ])(
    '%s: there is no trade until the buyer opens the cashier, then back with a signed address',
    async (method, code) => {
      const placed = order({ product_code: code });
      const more = { return_url: 'http://127.0.0.1:9/back?from=hall' };
      expect(await query(placed['out_trade_no'])).toMatchObject({
        code: '40004',
        sub_code: 'ACQ.TRADE_NOT_EXIST',
      });
      const opened = await fetch(harness.alipay.address(method, placed, more));
      expect(await opened.text()).toContain('data-fen="8801"');
      expect(await query(placed['out_trade_no'])).toMatchObject({ trade_status: 'WAIT_BUYER_PAY' });
      const token = opened.url.split('/').at(-1)!;
      const paid = await fetch(`${harness.sandbox.url}/cashier/alipay/confirm`, {
        method: 'POST',
        body: new URLSearchParams({ token, action: 'pay' }),
        redirect: 'manual',
      });
      const back = new URL(paid.headers.get('location')!);
      const { from, ...fields } = Object.fromEntries(back.searchParams);
      expect(from).toBe('hall');
      expect(fields).toMatchObject({ out_trade_no: placed['out_trade_no'], total_amount: '88.01' });
      expect(isFromAlipay(harness.credentials, fields)).toBe(true);
      expect(await query(placed['out_trade_no'])).toMatchObject({ trade_status: 'TRADE_SUCCESS' });
    },
  );

  test('a QR code: there is no trade until it is scanned', async () => {
    const placed = order();
    const { node } = await call('alipay.trade.precreate', placed);
    expect((await query(placed['out_trade_no']))['sub_code']).toBe('ACQ.TRADE_NOT_EXIST');
    expect((await fetch(node['qr_code']!)).status).toBe(200);
    expect((await query(placed['out_trade_no']))['trade_status']).toBe('WAIT_BUYER_PAY');
  });

  test('the app hands a signed string to the wallet, which checks it', async () => {
    const fields = harness.alipay.sign(
      'alipay.trade.app.pay',
      order({ product_code: 'QUICK_MSECURITY_PAY' }),
    );
    const pay = (string: string) => harness.control('POST', '/alipay/trade-pay', { orderStr: string });
    const forged = new URLSearchParams({
      ...fields,
      biz_content: fields['biz_content']!.replace('88.01', '0.01'),
    });
    expect(await pay(forged.toString())).toEqual({ resultCode: '4000' });
    expect(await pay(new URLSearchParams(fields).toString())).toEqual({ resultCode: '9000' });
  });

  test('a machine can open and pay a signed address in one go', async () => {
    const placed = order({ product_code: 'QUICK_WAP_WAY' });
    const payUrl = harness.alipay.address('alipay.trade.wap.pay', placed);
    expect(await harness.control('POST', '/pay', { payUrl })).toMatchObject({ paid: true, amount: 8801 });
    const payForm = {
      action: harness.credentials['ALIPAY_GATEWAY'],
      fields: harness.alipay.sign('alipay.trade.wap.pay', placed),
    };
    await expect(harness.control('POST', '/pay', { payForm })).rejects.toThrow('交易已被支付');
  });
});

describe('refusals', () => {
  test.each<[string, object, string]>([
    ['no sum', { total_amount: '' }, 'ACQ.INVALID_PARAMETER'],
    ['three decimals', { total_amount: '1.001' }, 'ACQ.INVALID_PARAMETER'],
    ['a sum of nothing', { total_amount: '0.00' }, 'ACQ.INVALID_PARAMETER'],
    ['a number instead of text', { total_amount: 1 }, 'ACQ.INVALID_PARAMETER'],
    ['an unknown buyer', { buyer_id: '2088123412341234' }, 'ACQ.BUYER_NOT_EXIST'],
    ['another seller', { seller_id: '2088102119685838' }, 'ACQ.SELLER_NOT_EXIST'],
  ])('%s', async (_, wrong, subCode) => {
    const { node, signed } = await call('alipay.trade.create', order({ buyer_id: buyer, ...wrong }));
    expect(node).toMatchObject({ code: '40004', sub_code: subCode });
    expect(signed).toBe(true);
  });

  test('another sum under a known number', async () => {
    const placed = order({ buyer_id: buyer });
    await call('alipay.trade.create', placed);
    const again = await call('alipay.trade.create', { ...placed, total_amount: '0.01' });
    expect(again.node['sub_code']).toBe('ACQ.CONTEXT_INCONSISTENT');
  });

  test('a request signed by somebody else, changed after signing, or an hour off', async () => {
    const stranger = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({
      type: 'pkcs8',
      format: 'pem',
    });
    const { alipayMerchant } = await import('./support/alipay-merchant.ts');
    const thief = alipayMerchant({ ...harness.credentials, ALIPAY_PRIVATE_KEY: stranger.toString() });
    expect((await thief.call('alipay.trade.query', { out_trade_no: 'x' })).node['sub_code']).toBe(
      'isv.invalid-signature',
    );
    const fields = harness.alipay.sign('alipay.trade.query', { out_trade_no: 'x' });
    const changed = await harness.alipay.send({ ...fields, biz_content: '{"out_trade_no":"y"}' });
    expect(changed.node).toMatchObject({ code: '40002', sub_code: 'isv.invalid-signature' });
    const utc = new Date(Date.now() - 3600_000 + 8 * 3600_000).toISOString().slice(0, 19).replace('T', ' ');
    const late = await call('alipay.trade.query', { out_trade_no: 'x' }, { timestamp: utc });
    expect(late.node['sub_code']).toBe('isv.invalid-timestamp');
    expect((await call('alipay.trade.query', {}, { sign_type: 'RSA' })).node['sub_code']).toBe(
      'isv.invalid-signature-type',
    );
    expect((await call('alipay.trade.query', {}, { app_id: '1' })).node['sub_code']).toBe(
      'isv.invalid-app-id',
    );
    expect((await call('alipay.no.such')).node['sub_code']).toBe('isv.invalid-method');
  });

  test('a sign-in code that nobody issued stands in error_response', async () => {
    const reply = await call('alipay.system.oauth.token', undefined, {
      grant_type: 'authorization_code',
      code: 'x',
    });
    expect(reply).toMatchObject({ name: 'error_response', node: { sub_code: 'isv.code-invalid' } });
  });
});

test('a sign-in code gives the same person each time, and no code of success', async () => {
  const more = { grant_type: 'authorization_code', code: 'demo-wang-fang' };
  const { node, signed } = await call('alipay.system.oauth.token', undefined, more);
  expect([node['user_id'], node['code'], signed]).toEqual([buyer, undefined, true]);
});

test('the raw text of a node is what is signed: slashes are escaped in it', async () => {
  const { raw, signed } = await call('alipay.trade.precreate', order());
  expect(raw).toContain('http:\\/\\/127.0.0.1');
  expect(signed).toBe(true);
});

describe('closing', () => {
  test('only what waits for its buyer', async () => {
    const placed = order({ buyer_id: buyer });
    const close = () => call('alipay.trade.close', { out_trade_no: placed['out_trade_no'] });
    expect((await close()).node['sub_code']).toBe('ACQ.TRADE_NOT_EXIST');
    await call('alipay.trade.create', placed);
    expect((await close()).node['code']).toBe('10000');
    expect(await query(placed['out_trade_no'])).toMatchObject({ trade_status: 'TRADE_CLOSED' });
    expect((await close()).node['sub_code']).toBe('ACQ.TRADE_STATUS_ERROR');
  });

  test('a trade not paid in its time closes by itself', async () => {
    const at = new Date(Date.now() + 8 * 3600_000 + 1100).toISOString().slice(0, 19).replace('T', ' ');
    const placed = order({ buyer_id: buyer, time_expire: at });
    await call('alipay.trade.create', placed);
    await new Promise(resolve => setTimeout(resolve, 1200));
    expect((await query(placed['out_trade_no']))['trade_status']).toBe('TRADE_CLOSED');
  });
});
