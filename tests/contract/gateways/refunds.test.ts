import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { GatewayCode, RefundRequest } from '../../../server/src/modules/payments/gateways/gateway.ts';
import { startUnderTest, type UnderTest, until } from './gateways-under-test.ts';

let it: UnderTest;
beforeAll(async () => {
  it = await startUnderTest();
});
beforeEach(async () => {
  await it.reset();
  await it.sandbox.post('/control/settings', {
    retryScale: 0.001,
    wechatRefundDelayMs: 50,
    unionpayBackDelayMs: 50,
  });
});
afterAll(() => it.close());

async function paidOrder(code: GatewayCode) {
  const order = it.order(code);
  await it.gateway(code).initiate(order);
  await it.pay(order, { notify: false });
  return order;
}

/** How a gateway says that we have not enough there, and what the adapter makes of it. */
const notEnough: Record<GatewayCode, [string, string]> = {
  'wechat-pay': ['NOT_ENOUGH', 'NOT_ENOUGH'],
  alipay: ['ACQ.SELLER_BALANCE_NOT_ENOUGH', 'ACQ.SELLER_BALANCE_NOT_ENOUGH'],
  unionpay: ['61', 'RESP_61'],
};

/** WeChat refunds in its own time; Alipay mostly at once. */
async function settled(code: GatewayCode, request: RefundRequest) {
  await until(async () => (await it.gateway(code).queryRefund(request)).status !== 'pending');
  return it.gateway(code).queryRefund(request);
}

describe.each<GatewayCode>(['wechat-pay', 'alipay', 'unionpay'])('%s: a refund', code => {
  test('of a part, and then of the rest, goes through and is found by its number', async () => {
    const order = await paidOrder(code);
    for (const amountFen of [45, 12_300]) {
      const request = it.refundOf(order, amountFen);
      expect((await it.gateway(code).refund(request)).status).toMatch(/^(pending|succeeded)$/);
      expect(await settled(code, request)).toMatchObject({ status: 'succeeded', amountFen });
    }
    expect((await it.trade(order)).refunds.map(({ amount }) => amount)).toEqual([45, 12_300]);
    // The payment stays paid in full; its refunds are booked on their own.
    expect(await it.gateway(code).query(order.paymentNo)).toMatchObject({
      status: 'paid',
      amountFen: 12_345,
    });
  });

  test('answered too late is unknown; retried under the same number it is made once', async () => {
    const order = await paidOrder(code);
    const request = it.refundOf(order, 345);
    await it.misbehave({ gateway: code, on: 'refund', fault: 'timeout-after' });
    expect(await it.gateway(code).refund(request)).toEqual({
      status: 'unknown',
      problem: 'unreachable',
      reason: 'TIMEOUT',
    });
    expect((await it.gateway(code).refund(request)).status).toMatch(/^(pending|succeeded)$/);
    expect(await settled(code, request)).toMatchObject({ status: 'succeeded', amountFen: 345 });
    expect((await it.trade(order)).refunds).toHaveLength(1);
  });

  test.each(['error-after', 'malformed', 'forged-reply'])(
    'whose reply is %s is unknown, and the query tells',
    async fault => {
      const order = await paidOrder(code);
      const request = it.refundOf(order, 345);
      await it.misbehave({
        gateway: code,
        on: 'refund',
        fault,
        ...(fault === 'error-after' ? { status: 500 } : {}),
      });
      expect((await it.gateway(code).refund(request)).status).toBe('unknown');
      expect(await settled(code, request)).toMatchObject({ status: 'succeeded', amountFen: 345 });
    },
  );

  test('that the gateway declines has failed', async () => {
    const order = await paidOrder(code);
    const [answer, reason] = notEnough[code];
    await it.misbehave({ gateway: code, on: 'refund', fault: 'decline', code: answer });
    expect(await it.gateway(code).refund(it.refundOf(order, 345))).toEqual({ status: 'failed', reason });
  });

  test('refused although an earlier attempt came through is not taken for failed', async () => {
    const order = await paidOrder(code);
    const request = it.refundOf(order, 345);
    await it.misbehave({ gateway: code, on: 'refund', fault: 'timeout-after' });
    await it.gateway(code).refund(request);
    await it.misbehave({ gateway: code, on: 'refund', fault: 'decline' });
    expect((await it.gateway(code).refund(request)).status).toMatch(/^(pending|succeeded)$/);
  });

  test('of more than is left has failed, also beside another refund', async () => {
    const order = await paidOrder(code);
    expect((await it.gateway(code).refund(it.refundOf(order, 12_346))).status).toBe('failed');
    const two = [it.refundOf(order, 7000), it.refundOf(order, 7000)];
    const outcomes = await Promise.all(two.map(request => it.gateway(code).refund(request)));
    expect(outcomes.filter(({ status }) => status === 'failed')).toHaveLength(1);
    expect((await it.trade(order)).refunds).toHaveLength(1);
  });

  test('that nobody asked for, or of a payment nobody made, is not found', async () => {
    const order = await paidOrder(code);
    expect(await it.gateway(code).queryRefund(it.refundOf(order, 1))).toEqual({ status: 'not-found' });
    expect(await it.gateway(code).queryRefund(it.refundOf(it.order(code), 1))).toEqual({
      status: 'not-found',
    });
    expect((await it.gateway(code).refund(it.refundOf(it.order(code), 1))).status).toBe('failed');
  });

  test('asked for with another sum under the same number is never taken for done', async () => {
    const order = await paidOrder(code);
    const request = it.refundOf(order, 345);
    await it.gateway(code).refund(request);
    const other = { ...request, amountFen: order.amountFen };
    expect(await it.gateway(code).refund(other)).toMatchObject({ status: 'unknown', reason: 'OTHER_REFUND' });
    expect((await it.trade(order)).refunds.map(({ amount }) => amount)).toEqual([345]);
  });
});

describe('wechat-pay: a refund', () => {
  const ends = async (status: string) => {
    await it.sandbox.post('/control/settings', { wechatRefundOutcome: 'PROCESSING' });
    const order = await paidOrder('wechat-pay');
    const request = it.refundOf(order, 345);
    expect((await it.wechatPay.refund(request)).status).toBe('pending');
    await it.sandbox.post('/control/refund', { outRefundNo: request.refundNo, status });
    const [{ notification } = {}] = await it.received(order);
    return { told: notification, asked: await it.wechatPay.queryRefund(request), request };
  };

  test('is told when it is done, with its own number and sum', async () => {
    const { told, asked, request } = await ends('SUCCESS');
    expect(told).toMatchObject({
      kind: 'refund',
      refundNo: request.refundNo,
      outcome: { status: 'succeeded', amountFen: 345 },
      mismatches: [],
    });
    expect(asked).toEqual((told as { outcome: object }).outcome);
  });

  test('that the payer’s card cannot take stays open, for staff to deal with', async () => {
    const { told, asked } = await ends('ABNORMAL');
    expect(told).toMatchObject({ kind: 'refund', outcome: { status: 'abnormal' } });
    expect(asked.status).toBe('abnormal');
  });

  test('that was closed has failed', async () => {
    const { told, asked } = await ends('CLOSED');
    expect(told).toMatchObject({ kind: 'refund', outcome: { status: 'failed' } });
    expect(asked.status).toBe('failed');
  });
});

test('alipay: a refund whose money moves later is pending until the query says so', async () => {
  await it.sandbox.post('/control/settings', { alipayRefundDelayMs: 1500 });
  const order = await paidOrder('alipay');
  const request = it.refundOf(order, 345);
  expect(await it.alipay.refund(request)).toEqual({ status: 'pending' });
  expect(await settled('alipay', request)).toMatchObject({ status: 'succeeded', amountFen: 345 });
});

test('alipay: a repeated refund answers fund_change=N and is confirmed by a query', async () => {
  const order = await paidOrder('alipay');
  const request = it.refundOf(order, 345);
  expect(await it.alipay.refund(request)).toMatchObject({ status: 'succeeded', amountFen: 345 });
  expect(await it.alipay.refund(request)).toMatchObject({ status: 'succeeded', amountFen: 345 });
  expect((await it.trade(order)).refunds).toHaveLength(1);
});
