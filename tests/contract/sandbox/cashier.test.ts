import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Harness, newNo, startHarness } from './support/harness.ts';
import { paySign } from './support/wechat-merchant.ts';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.sandbox.close());

async function place(way: string, more: object = {}): Promise<{ no: string; json: Record<string, unknown> }> {
  const no = newNo();
  const reply = await harness.wechat.call('POST', `/v3/pay/transactions/${way}`, {
    appid: harness.wechat.appid,
    mchid: harness.wechat.mchid,
    description: '电费 <script>alert(1)</script>',
    out_trade_no: no,
    notify_url: 'http://127.0.0.1:9/n',
    amount: { total: 12345 },
    ...more,
  });
  expect(reply.status).toBe(200);
  return { no, json: reply.json };
}

const h5 = () => place('h5', { scene_info: { payer_client_ip: '127.0.0.1', h5_info: { type: 'Wap' } } });
const stateOf = async (no: string) =>
  (await harness.control<{ state: string }[]>('GET', `/trades?outTradeNo=${no}`))[0]!.state;

/** Fills in the form of a page as a person's browser would, pressing one of its buttons. */
async function press(html: string, action: 'pay' | 'cancel'): Promise<Response> {
  const fields = new URLSearchParams({ action });
  for (const [, name, value] of html.matchAll(/type="hidden" name="(\w+)" value="([^"]*)"/g)) {
    fields.set(name!, value!.replaceAll('&amp;', '&'));
  }
  const target = /form method="post" action="([^"]+)"/.exec(html)![1]!;
  return fetch(harness.sandbox.url + target, { method: 'POST', body: fields, redirect: 'manual' });
}

describe('a person at the cashier', () => {
  test('of WeChat H5 sees sum and purpose, confirms, and comes back', async () => {
    const { no, json } = await h5();
    const back = 'http://127.0.0.1:9/result?payment=1&x=2';
    const html = await (await fetch(`${json['h5_url']}&redirect_url=${encodeURIComponent(back)}`)).text();
    expect(html).toContain('123.45');
    expect(html).toContain('电费 &lt;script&gt;');
    const done = await press(html, 'pay');
    expect(done.headers.get('location')).toBe(back);
    expect(await stateOf(no)).toBe('SUCCESS');
  });

  test('who cancels has paid nothing, and can come again', async () => {
    const { no, json } = await h5();
    const html = await (await fetch(String(json['h5_url']))).text();
    expect(await (await press(html, 'cancel')).text()).toContain('已取消');
    expect(await stateOf(no)).toBe('NOTPAY');
    await press(html, 'pay');
    expect(await stateOf(no)).toBe('SUCCESS');
  });

  test('who presses twice pays once', async () => {
    const { no, json } = await h5();
    const html = await (await fetch(String(json['h5_url']))).text();
    const done = await Promise.all([press(html, 'pay'), press(html, 'pay')]);
    expect(done.map(({ status }) => status).sort()).toEqual([200, 400]);
    expect(await harness.control<unknown[]>('GET', `/notifications?outTradeNo=${no}`)).toHaveLength(1);
  });

  test("cannot use H5 pay inside WeChat's own browser", async () => {
    const { json } = await h5();
    const headers = { 'User-Agent': 'Mozilla/5.0 MicroMessenger/8.0' };
    expect((await fetch(String(json['h5_url']), { headers })).status).toBe(400);
  });

  test('opens a QR code that stands on a screen', async () => {
    const { no, json } = await place('native');
    const page = `${harness.sandbox.url}/cashier/wechat/native`;
    expect(await (await fetch(page)).text()).toContain(no);
    const html = await (
      await fetch(`${page}?code_url=${encodeURIComponent(String(json['code_url']))}`)
    ).text();
    await press(html, 'pay');
    expect(await stateOf(no)).toBe('SUCCESS');
  });
});

describe('parameters for the client', () => {
  const jsapi = async () => {
    const { wechatOpenid } = await harness.control<Record<string, string>>('GET', '/people/resident');
    const { no, json } = await place('jsapi', { payer: { openid: wechatOpenid } });
    const [appId, timeStamp, nonceStr] = [
      harness.wechat.appid,
      String(Math.floor(Date.now() / 1000)),
      'n0nce',
    ];
    const bundle = `prepay_id=${json['prepay_id']}`;
    const sign = paySign(harness.credentials, [appId, timeStamp, nonceStr, bundle]);
    return {
      no,
      parameters: { appId, timeStamp, nonceStr, package: bundle, signType: 'RSA', paySign: sign },
    };
  };

  test('that are truly signed open the wallet in the mini-program', async () => {
    const { no, parameters } = await jsapi();
    const cancelled = await harness.control('POST', '/wechat/request-payment', {
      ...parameters,
      action: 'cancel',
    });
    expect(cancelled).toEqual({ errMsg: 'requestPayment:fail cancel' });
    expect(await harness.control('POST', '/wechat/request-payment', parameters)).toEqual({
      errMsg: 'requestPayment:ok',
    });
    expect(await stateOf(no)).toBe('SUCCESS');
  });

  test('open a page for people as well, which returns with a hint', async () => {
    const { parameters } = await jsapi();
    const query = new URLSearchParams({ ...parameters, return: 'http://127.0.0.1:9/done?id=7' });
    const html = await (await fetch(`${harness.sandbox.url}/cashier/wechat/jsapi?${query}`)).text();
    expect((await press(html, 'cancel')).headers.get('location')).toBe(
      'http://127.0.0.1:9/done?id=7&result=cancel',
    );
  });

  test.each([
    ['another time stamp', { timeStamp: '1700000000' }],
    ['another order', { package: 'prepay_id=wx20250101000000' }],
    ['another kind of signature', { signType: 'MD5' }],
  ])('with %s are refused', async (_, wrong) => {
    const { no, parameters } = await jsapi();
    const result = await harness.control<{ errMsg: string }>('POST', '/wechat/request-payment', {
      ...parameters,
      ...wrong,
    });
    expect(result.errMsg).toMatch(/^requestPayment:fail ./);
    expect(await stateOf(no)).toBe('NOTPAY');
  });

  test('of the app end with the bare prepay id', async () => {
    const { no, json } = await place('app');
    const [appid, timestamp, noncestr] = [
      harness.wechat.appid,
      String(Math.floor(Date.now() / 1000)),
      'n0nce',
    ];
    const prepayid = String(json['prepay_id']);
    const given = {
      appid,
      partnerid: harness.wechat.mchid,
      prepayid,
      package: 'Sign=WXPay',
      noncestr,
      timestamp,
    };
    const wrong = paySign(harness.credentials, [appid, timestamp, noncestr, `prepay_id=${prepayid}`]);
    const refused = await harness.control<{ errMsg: string }>('POST', '/wechat/request-payment', {
      ...given,
      sign: wrong,
    });
    expect(refused.errMsg).toContain('签名');
    const sign = paySign(harness.credentials, [appid, timestamp, noncestr, prepayid]);
    expect(await harness.control('POST', '/wechat/request-payment', { ...given, sign })).toEqual({
      errMsg: 'requestPayment:ok',
    });
    expect(await stateOf(no)).toBe('SUCCESS');
  });
});
