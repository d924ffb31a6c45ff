import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { type Fields, isFromAlipay } from './support/alipay-merchant.ts';
import { type Harness, newNo, startHarness } from './support/harness.ts';
import { type Answer, type Received, startListener, until } from './support/listener.ts';

let harness: Harness;
let buyer: string;
let listener: Awaited<ReturnType<typeof startListener>>;
let answer: (received: Received, position: number) => Answer;
beforeAll(async () => {
  harness = await startHarness();
  buyer = (await harness.control<Fields>('GET', '/people/wang-fang'))['alipayUserId']!;
});
afterAll(() => harness.sandbox.close());
beforeEach(async () => {
  answer = () => ({ status: 200, body: 'success' });
  listener = await startListener((received, position) => answer(received, position));
});
afterEach(async () => {
  await harness.control('DELETE', '/faults');
  await harness.control('POST', '/settings', { alipayRefundDelayMs: 0 });
  await listener.stop();
});

const fieldsOf = (received: Received): Fields => Object.fromEntries(new URLSearchParams(received.raw));
const fields = (): Fields[] => listener.received.map(fieldsOf);

async function paidTrade(total = '100.00'): Promise<string> {
  const outTradeNo = newNo();
  const biz = { out_trade_no: outTradeNo, total_amount: total, subject: '电费 50%+', buyer_id: buyer };
  await harness.alipay.call('alipay.trade.create', biz, { notify_url: `${listener.url}/notify/alipay` });
  await harness.control('POST', '/pay', { outTradeNo, gateway: 'alipay' });
  return outTradeNo;
}
const refund = async (outTradeNo: string, amount: string, requestNo?: string) => {
  const biz = { out_trade_no: outTradeNo, refund_amount: amount, out_request_no: requestNo };
  return (await harness.alipay.call('alipay.trade.refund', biz)).node;
};
const queryRefund = async (outTradeNo: string, requestNo: string) => {
  const biz = { out_trade_no: outTradeNo, out_request_no: requestNo };
  return (await harness.alipay.call('alipay.trade.fastpay.refund.query', biz)).node;
};

describe('a payment is told', () => {
  test('as a signed form in which the subject keeps its percent sign', async () => {
    const no = await paidTrade();
    expect(listener.received[0]!.headers['content-type']).toBe(
      'application/x-www-form-urlencoded; charset=utf-8',
    );
    const [told] = fields();
    expect(isFromAlipay(harness.credentials, told!)).toBe(true);
    expect(told).toMatchObject({
      trade_status: 'TRADE_SUCCESS',
      out_trade_no: no,
      total_amount: '100.00',
      app_id: harness.credentials['ALIPAY_APP_ID'],
      seller_id: harness.credentials['ALIPAY_SELLER_ID'],
      subject: '电费 50%+',
      sign_type: 'RSA2',
    });
    expect(isFromAlipay(harness.credentials, { ...told!, total_amount: '100.01' })).toBe(false);
  });

  test('until the answer is exactly success, with the same notify_id', async () => {
    const answers = ['', 'SUCCESS', 'success\n', '"success"', 'success'];
    answer = (_, position) => ({ status: 200, body: answers[position] ?? 'success' });
    await paidTrade();
    await harness.control('POST', '/notifications/flush');
    for (let round = 0; round < 4; round++) await harness.control('POST', '/notifications/flush');
    expect(listener.received).toHaveLength(5);
    expect(new Set(fields().map(told => told['notify_id'])).size).toBe(1);
  });

  test('eight times at most, over 24 hours and 24 minutes', async () => {
    answer = () => ({ status: 200, body: 'fail' });
    const no = await paidTrade();
    type Seen = { state: string; nextAt: string; attempts: { at: string; ms: number }[] }[];
    await harness.control('POST', '/settings', { retryScale: 1 });
    const waits: number[] = [];
    for (let round = 0; round < 7; round++) {
      await harness.control('POST', '/notifications/flush');
      const [delivery] = await harness.control<Seen>('GET', `/notifications?outTradeNo=${no}`);
      const last = delivery!.attempts.at(-1)!;
      if (delivery!.nextAt)
        waits.push(Math.round((Date.parse(delivery!.nextAt) - Date.parse(last.at) - last.ms) / 60_000));
    }
    await harness.control('POST', '/settings', { retryScale: 0.001 });
    expect(waits).toEqual([10, 10, 60, 120, 360, 900]);
    expect(await harness.control('GET', `/notifications?outTradeNo=${no}`)).toMatchObject([
      { state: 'given-up' },
    ]);
    expect(listener.received).toHaveLength(8);
  });
});

describe('a refund', () => {
  test('in part moves money once, and a repeat says that nothing moved', async () => {
    const no = await paidTrade();
    expect(await refund(no, '30.00', 'r1')).toMatchObject({
      code: '10000',
      fund_change: 'Y',
      refund_fee: '30.00',
    });
    expect(await refund(no, '30.00', 'r1')).toMatchObject({
      code: '10000',
      fund_change: 'N',
      refund_fee: '30.00',
    });
    expect(await refund(no, '30.01', 'r1')).toMatchObject({ sub_code: 'ACQ.DISCORDANT_REPEAT_REQUEST' });
    expect(await refund(no, '20.00', 'r2')).toMatchObject({ fund_change: 'Y', refund_fee: '50.00' });
    expect(await queryRefund(no, 'r2')).toMatchObject({
      refund_status: 'REFUND_SUCCESS',
      refund_amount: '20.00',
    });
    await until(() => listener.received.length === 3);
    expect(fields()[1]).toMatchObject({
      trade_status: 'TRADE_SUCCESS',
      refund_fee: '30.00',
      out_biz_no: 'r1',
    });
  });

  test('in full closes the trade and says so at the payment address', async () => {
    const no = await paidTrade();
    await refund(no, '100.00');
    await until(() => listener.received.length === 2);
    const [, told] = fields();
    expect(told).toMatchObject({
      trade_status: 'TRADE_CLOSED',
      refund_fee: '100.00',
      total_amount: '100.00',
    });
    expect(told!['gmt_payment']).toBeDefined();
    expect(listener.received[1]!.path).toBe('/notify/alipay');
    expect(isFromAlipay(harness.credentials, told!)).toBe(true);
    expect(await refund(no, '0.01', 'more')).toMatchObject({ sub_code: 'ACQ.TRADE_STATUS_ERROR' });
  });

  test('never exceeds what was paid, even when two race', async () => {
    const no = await paidTrade();
    const both = await Promise.all([refund(no, '60.00', 'a'), refund(no, '60.00', 'b')]);
    expect(both.map(({ code }) => code).sort()).toEqual(['10000', '40004']);
    expect(await refund(no, '40.01', 'c')).toMatchObject({ sub_code: 'ACQ.REFUND_AMT_NOT_EQUAL_TOTAL' });
  });

  test('can be slow: nothing moved at first, the query tells later', async () => {
    await harness.control('POST', '/settings', { alipayRefundDelayMs: 1500 });
    const no = await paidTrade();
    expect(await refund(no, '30.00', 'slow')).toMatchObject({ code: '10000', fund_change: 'N' });
    expect((await queryRefund(no, 'slow'))['refund_status']).toBeUndefined();
    await until(async () => (await queryRefund(no, 'slow'))['refund_status'] === 'REFUND_SUCCESS');
  });

  test('nobody asked for is answered without a state; of an unpaid trade it is refused', async () => {
    const no = await paidTrade();
    expect(await queryRefund(no, 'never')).toEqual({ code: '10000', msg: 'Success' });
    const unpaid = newNo();
    await harness.alipay.call('alipay.trade.create', {
      out_trade_no: unpaid,
      total_amount: '1',
      subject: 'x',
      buyer_id: buyer,
    });
    expect(await refund(unpaid, '1.00')).toMatchObject({ sub_code: 'ACQ.TRADE_STATUS_ERROR' });
    expect(await refund(newNo(), '1.00')).toMatchObject({ sub_code: 'ACQ.TRADE_NOT_EXIST' });
  });

  test('that timed out has happened: the retry says that nothing moved, the query that it did', async () => {
    const no = await paidTrade();
    await harness.control('POST', '/faults', {
      gateway: 'alipay',
      on: 'refund',
      fault: 'reset-after',
      count: 1,
    });
    await expect(refund(no, '30.00', 'lost')).rejects.toThrow();
    expect(await refund(no, '30.00', 'lost')).toMatchObject({ fund_change: 'N' });
    expect(await queryRefund(no, 'lost')).toMatchObject({ refund_status: 'REFUND_SUCCESS' });
  });
});

describe('misbehaviour with notifications', () => {
  const fault = (rule: object) =>
    harness.control('POST', '/faults', { gateway: 'alipay', on: 'notify-payment', ...rule });

  test.each([
    ['wrong-amount', { deltaFen: 100 }, { total_amount: '101.00' }],
    ['wrong-merchant', {}, { seller_id: '2088102119685838' }],
    ['wrong-app', {}, { app_id: '2014072300007148' }],
    ['trade-finished', {}, { trade_status: 'TRADE_FINISHED' }],
  ])('%s is validly signed', async (name, more, expected) => {
    await fault({ fault: name, ...more });
    await paidTrade();
    expect(fields()[0]).toMatchObject(expected);
    expect(isFromAlipay(harness.credentials, fields()[0]!)).toBe(true);
  });

  test.each(['forged-signature', 'downgrade', 'malformed'])(
    '%s does not verify; the retry does',
    async name => {
      answer = received => ({
        status: 200,
        body: isFromAlipay(harness.credentials, fieldsOf(received)) ? 'success' : 'failure',
      });
      await fault({ fault: name, count: 1 });
      await paidTrade();
      await until(() => listener.received.length === 2);
      expect(fields().map(told => isFromAlipay(harness.credentials, told))).toEqual([false, true]);
    },
  );
});
