import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { PayerAction, Product } from '../../../server/src/modules/payments/gateways/gateway.ts';
import { startUnderTest, type UnderTest } from './gateways-under-test.ts';

let it: UnderTest;
beforeAll(async () => {
  it = await startUnderTest();
});
afterAll(() => it.close());

async function start(code: 'wechat-pay' | 'alipay', product: Product) {
  const order = it.order(code, { product, returnUrl: 'https://hall.example/result?a=1&b=2' });
  const outcome = await it.gateway(code).initiate(order);
  if (outcome.status !== 'ready') throw new Error(JSON.stringify(outcome));
  return { order, action: outcome.action };
}

const isPaid = async ({ order }: Awaited<ReturnType<typeof start>>) => {
  const code = order.notifyUrl.endsWith('alipay') ? 'alipay' : 'wechat-pay';
  return (await it.gateway(code).query(order.paymentNo)).status === 'paid';
};

/** Narrows, and fails with what came instead. */
function expectKind<K extends PayerAction['kind']>(action: PayerAction, kind: K) {
  expect(action.kind).toBe(kind);
  return action as Extract<PayerAction, { kind: K }>;
}

test("the mini-program's parameters are accepted by wx.requestPayment", async () => {
  const started = await start('wechat-pay', 'mini');
  const { params } = expectKind(started.action, 'wechat-mini');
  expect(Object.keys(params).sort()).toEqual(['nonceStr', 'package', 'paySign', 'signType', 'timeStamp']);
  const appId = it.sandbox.credentials['WECHAT_PAY_APP_ID'];
  expect(await it.sandbox.post('/control/wechat/request-payment', { appId, ...params })).toEqual({
    errMsg: 'requestPayment:ok',
  });
  expect(await isPaid(started)).toBe(true);
});

test("in WeChat's browser the official account's app signs, and one changed character is noticed", async () => {
  const started = await start('wechat-pay', 'jsapi');
  const { params } = expectKind(started.action, 'wechat-jsapi');
  expect(params.appId).toBe(it.sandbox.credentials['WECHAT_OA_APP_ID']);
  const changed = { ...params, nonceStr: `${params.nonceStr}x` };
  expect(await it.sandbox.post('/control/wechat/request-payment', changed)).not.toEqual({
    errMsg: 'requestPayment:ok',
  });
  expect(await it.sandbox.post('/control/wechat/request-payment', params)).toEqual({
    errMsg: 'requestPayment:ok',
  });
  expect(await isPaid(started)).toBe(true);
});

test("the app's parameters are accepted by WeChat's native SDK", async () => {
  const started = await start('wechat-pay', 'app');
  const { params } = expectKind(started.action, 'app') as Extract<
    PayerAction,
    { kind: 'app'; gateway: 'wechat-pay' }
  >;
  expect(await it.sandbox.post('/control/wechat/request-payment', params)).toEqual({
    errMsg: 'requestPayment:ok',
  });
  expect(await isPaid(started)).toBe(true);
});

test("a QR code of WeChat's leads to the cashier with this order", async () => {
  const started = await start('wechat-pay', 'native');
  const { text } = expectKind(started.action, 'qr');
  const page = await fetch(`${it.sandbox.url}/cashier/wechat/native?code_url=${encodeURIComponent(text)}`);
  expect([page.status, (await page.text()).includes('123.45')]).toEqual([200, true]);
  await it.pay(started.order);
  expect(await isPaid(started)).toBe(true);
});

test('an H5 address opens the cashier and brings the payer back', async () => {
  const started = await start('wechat-pay', 'h5');
  const { url } = expectKind(started.action, 'redirect');
  expect(new URL(url).searchParams.get('redirect_url')).toBe('https://hall.example/result?a=1&b=2');
  expect((await fetch(url)).status).toBe(200);
  await it.sandbox.post('/control/pay', { payUrl: url });
  expect(await isPaid(started)).toBe(true);
});

test("the mini-program's trade number is accepted by my.tradePay", async () => {
  const started = await start('alipay', 'create');
  const { tradeNo } = expectKind(started.action, 'alipay-trade');
  expect(await it.sandbox.post('/control/alipay/trade-pay', { tradeNO: tradeNo })).toEqual({
    resultCode: '9000',
  });
  expect(await isPaid(started)).toBe(true);
});

test.each<Product>(['wap', 'page'])(
  'the signed %s address needs no call of ours, and Alipay knows the trade only once it is opened',
  async product => {
    it.calls.length = 0;
    const started = await start('alipay', product);
    expect(it.calls).toEqual([]);
    const { url } = expectKind(started.action, 'redirect');
    expect(await it.alipay.query(started.order.paymentNo)).toEqual({ status: 'not-found' });
    await it.sandbox.post('/control/pay', { payUrl: url });
    expect(await isPaid(started)).toBe(true);
  },
);

test("a changed sum in a signed address is refused by Alipay's cashier", async () => {
  const { action } = await start('alipay', 'wap');
  const { url } = expectKind(action, 'redirect');
  expect((await fetch(url.replace('123.45', '000.01'), { redirect: 'manual' })).status).toBe(400);
});

test("the app's order string is accepted by Alipay's native SDK", async () => {
  const started = await start('alipay', 'app');
  const { orderString } = expectKind(started.action, 'app') as Extract<
    PayerAction,
    { kind: 'app'; gateway: 'alipay' }
  >;
  expect(await it.sandbox.post('/control/alipay/trade-pay', { orderStr: orderString })).toEqual({
    resultCode: '9000',
  });
  expect(await isPaid(started)).toBe(true);
});

test("a QR code of Alipay's leads to the cashier", async () => {
  const started = await start('alipay', 'precreate');
  const { text } = expectKind(started.action, 'qr');
  await it.sandbox.post('/control/pay', { payUrl: text });
  expect(await isPaid(started)).toBe(true);
});

test('a long description with characters that Alipay refuses is shortened, not declined', async () => {
  const description = `${'电费 2026年10月/11月=A&B '.repeat(20)}🔌`;
  for (const code of ['wechat-pay', 'alipay'] as const)
    expect((await it.gateway(code).initiate(it.order(code, { description }))).status).toBe('ready');
});

test('a product of the other gateway is refused without a call', async () => {
  it.calls.length = 0;
  expect((await it.wechatPay.initiate(it.order('wechat-pay', { product: 'wap' }))).status).not.toBe('ready');
  expect((await it.alipay.initiate(it.order('alipay', { product: 'native' }))).status).not.toBe('ready');
});
