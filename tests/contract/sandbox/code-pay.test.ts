import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { type Harness, newNo, startHarness } from './support/harness.ts';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
  await harness.control('POST', '/settings', { enforceBillTime: false });
});
afterAll(() => harness.sandbox.close());
afterEach(async () => {
  await harness.control('DELETE', '/faults');
});

const codeOf = async (wallet: string, behaviour = 'pays'): Promise<string> =>
  (await harness.control<{ authCode: string }>('POST', '/pay-codes', { wallet, behaviour })).authCode;

describe('a WeChat pay code', () => {
  const scan = async (outTradeNo: string, authCode: string, total = 12345) =>
    harness.wechat.call('POST', '/v3/pay/transactions/codepay', {
      appid: harness.wechat.appid,
      mchid: harness.wechat.mchid,
      description: '电费',
      out_trade_no: outTradeNo,
      payer: { auth_code: authCode },
      amount: { total, currency: 'CNY' },
      scene_info: { device_id: 'T1', store_info: { out_id: 'A1' } },
    });
  const query = async (no: string) =>
    (
      await harness.wechat.call(
        'GET',
        `/v3/pay/transactions/out-trade-no/${no}?mchid=${harness.wechat.mchid}`,
      )
    ).json;
  const reverse = (no: string) =>
    harness.wechat.call('POST', `/v3/pay/transactions/out-trade-no/${no}/reverse`, {
      appid: harness.wechat.appid,
      mchid: harness.wechat.mchid,
    });

  test('pays at once and answers with the transaction; the same request again says the same', async () => {
    const no = newNo();
    const code = await codeOf('wechat-pay');
    expect(code).toMatch(/^1[0-5]\d{16}$/);
    const first = await scan(no, code);
    expect([first.status, first.json]).toMatchObject([
      200,
      { trade_state: 'SUCCESS', trade_type: 'MICROPAY', out_trade_no: no, amount: { total: 12345 } },
    ]);
    expect((await scan(no, code)).json).toEqual(first.json);
    expect((await scan(newNo(), code)).json).toMatchObject({ code: 'AUTH_CODE_INVALID' });
    expect(await harness.control('GET', `/notifications?outTradeNo=${no}`)).toEqual([]);
  });

  test('may ask the buyer for the password: 202 USERPAYING, until the buyer has typed it', async () => {
    const no = newNo();
    const asked = await scan(no, await codeOf('wechat-pay', 'asks'));
    expect([asked.status, asked.json]).toMatchObject([202, { code: 'USERPAYING' }]);
    expect(await query(no)).toMatchObject({ trade_state: 'USERPAYING' });
    await harness.control('POST', '/pay', { outTradeNo: no });
    expect(await query(no)).toMatchObject({ trade_state: 'SUCCESS' });
  });

  test('without money is refused; the order is over', async () => {
    const no = newNo();
    const poor = await scan(no, await codeOf('wechat-pay', 'poor'));
    expect([poor.status, poor.json]).toMatchObject([403, { code: 'NOT_ENOUGH' }]);
    expect(await query(no)).toMatchObject({ trade_state: 'PAYERROR' });
  });

  test('may be paid although the gateway says that it does not know', async () => {
    const no = newNo();
    expect((await scan(no, await codeOf('wechat-pay', 'unclear'))).status).toBe(500);
    expect(await query(no)).toMatchObject({ trade_state: 'SUCCESS' });
  });

  test('is reversed: what waits is closed for good, what was paid goes back and stands in the bill', async () => {
    const waiting = newNo();
    await scan(waiting, await codeOf('wechat-pay', 'asks'));
    expect((await reverse(waiting)).status).toBe(200);
    expect(await query(waiting)).toMatchObject({ trade_state: 'REVOKED' });
    await expect(harness.control('POST', '/pay', { outTradeNo: waiting, force: true })).rejects.toThrow(
      '撤销',
    );
    const paid = newNo();
    await scan(paid, await codeOf('wechat-pay'), 777);
    for (let round = 0; round < 2; round++) expect((await reverse(paid)).status).toBe(200);
    const today = new Date(Date.now() + 8 * 3600_000).toISOString().slice(0, 10);
    const bill = await harness.wechat.call('GET', `/v3/bill/tradebill?bill_date=${today}&bill_type=ALL`);
    const url = new URL(bill.json['download_url'] as string);
    const target = url.pathname.replace('/wechat-pay', '') + url.search;
    const rows = (await harness.wechat.call('GET', target)).text.split('\r\n');
    const about = rows.filter(row => row.includes(paid));
    expect(about.map(row => row.split(',`')[9])).toEqual(expect.arrayContaining(['SUCCESS', 'REVOKED']));
    expect(rows.some(row => row.includes(waiting))).toBe(false);
  });
});

describe('an Alipay pay code', () => {
  const pay = async (outTradeNo: string, authCode: string, more: object = {}) =>
    (
      await harness.alipay.call('alipay.trade.pay', {
        out_trade_no: outTradeNo,
        total_amount: '123.45',
        subject: '电费',
        scene: 'bar_code',
        auth_code: authCode,
        product_code: 'FACE_TO_FACE_PAYMENT',
        ...more,
      })
    ).node;
  const query = async (no: string) =>
    (await harness.alipay.call('alipay.trade.query', { out_trade_no: no })).node;
  const cancel = async (no: string) =>
    (await harness.alipay.call('alipay.trade.cancel', { out_trade_no: no })).node;

  test('pays at once', async () => {
    const no = newNo();
    expect(await pay(no, await codeOf('alipay'))).toMatchObject({ code: '10000', total_amount: '123.45' });
    expect(await query(no)).toMatchObject({ trade_status: 'TRADE_SUCCESS' });
  });

  test('waits for the buyer (10003), lacks money (40004), is not known of (20000), is used up', async () => {
    const waiting = newNo();
    expect(await pay(waiting, await codeOf('alipay', 'asks'))).toMatchObject({ code: '10003' });
    expect(await query(waiting)).toMatchObject({ trade_status: 'WAIT_BUYER_PAY' });
    await harness.control('POST', '/pay', { outTradeNo: waiting });
    expect(await query(waiting)).toMatchObject({ trade_status: 'TRADE_SUCCESS' });
    expect(await pay(newNo(), await codeOf('alipay', 'poor'))).toMatchObject({
      code: '40004',
      sub_code: 'ACQ.BUYER_BALANCE_NOT_ENOUGH',
    });
    const unclear = newNo();
    expect(await pay(unclear, await codeOf('alipay', 'unclear'))).toMatchObject({ code: '20000' });
    expect(await query(unclear)).toMatchObject({ trade_status: 'TRADE_SUCCESS' });
    const code = await codeOf('alipay');
    await pay(newNo(), code);
    expect(await pay(newNo(), code)).toMatchObject({ sub_code: 'ACQ.PAYMENT_AUTH_CODE_INVALID' });
  });

  test('is cancelled: closed while it waits, refunded once when paid, nothing when it never was', async () => {
    const waiting = newNo();
    await pay(waiting, await codeOf('alipay', 'asks'));
    expect(await cancel(waiting)).toMatchObject({ code: '10000', action: 'close', retry_flag: 'N' });
    expect(await query(waiting)).toMatchObject({ trade_status: 'TRADE_CLOSED' });
    const paid = newNo();
    await pay(paid, await codeOf('alipay'));
    for (let round = 0; round < 2; round++) {
      expect(await cancel(paid)).toMatchObject({ code: '10000', action: 'refund' });
    }
    type Trade = { refunds: { amount: number }[] }[];
    const [trade] = await harness.control<Trade>('GET', `/trades?outTradeNo=${paid}`);
    expect(trade!.refunds.map(({ amount }) => amount)).toEqual([12345]);
    const never = await cancel(newNo());
    expect(never).toMatchObject({ code: '10000' });
    expect(never['action']).toBeUndefined();
  });
});
