import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { GatewayCode } from '../../../server/src/modules/payments/gateways/gateway.ts';
import { startUnderTest, type UnderTest, until } from './gateways-under-test.ts';

let it: UnderTest;
beforeAll(async () => {
  it = await startUnderTest();
});
beforeEach(() => it.reset());
afterAll(() => it.close());

const every: GatewayCode[] = ['wechat-pay', 'alipay', 'unionpay'];
const closing: GatewayCode[] = ['wechat-pay', 'alipay'];
/** How a gateway declines to take an order, and what the adapter makes of it. */
const declined: Record<GatewayCode, { code: string; reason: string }> = {
  'wechat-pay': { code: 'NO_AUTH', reason: 'NO_AUTH' },
  alipay: { code: 'ACQ.ACCESS_FORBIDDEN', reason: 'ACQ.ACCESS_FORBIDDEN' },
  unionpay: { code: '61', reason: 'RESP_61' },
};
const unknown = (reason: string | RegExp) => ({
  status: 'unknown',
  reason: typeof reason === 'string' ? reason : expect.stringMatching(reason),
});

describe.each(every)('%s: a payment', code => {
  const start = async () => {
    const order = it.order(code);
    return { order, outcome: await it.gateway(code).initiate(order) };
  };

  test('is started, paid, told once and found again by a query, with the same number and sum', async () => {
    const { order, outcome } = await start();
    expect(outcome.status).toBe('ready');
    // UnionPay knows a trade only once the card holder has confirmed.
    const unpaid = code === 'unionpay' ? 'not-found' : 'pending';
    expect(await it.gateway(code).query(order.paymentNo)).toEqual({ status: unpaid });
    await it.pay(order);
    const [first, ...more] = await it.received(order);
    const { tradeNo } = await it.trade(order);
    expect(first!.notification).toMatchObject({
      kind: 'payment',
      paymentNo: order.paymentNo,
      outcome: { status: 'paid', tradeNo, amountFen: 12_345 },
      mismatches: [],
    });
    expect(more).toEqual([]);
    const paid = await it.gateway(code).query(order.paymentNo);
    expect(paid).toMatchObject({ status: 'paid', tradeNo, amountFen: 12_345 });
    expect(Math.abs((paid as { paidAt: Date }).paidAt.getTime() - Date.now())).toBeLessThan(10_000);
  });

  test('that the gateway declines has failed, and no order of it exists there', async () => {
    const { code: answer, reason } = declined[code];
    await it.misbehave({ gateway: code, on: 'create', fault: 'decline', code: answer });
    const { order, outcome } = await start();
    expect(outcome).toEqual({ status: 'failed', reason });
    expect(await it.gateway(code).query(order.paymentNo)).toEqual({ status: 'not-found' });
  });

  test('whose start is answered too late is unknown, not failed: the payer could pay, and did', async () => {
    await it.misbehave({ gateway: code, on: 'create', fault: 'timeout-after' });
    const { order, outcome } = await start();
    expect(outcome).toEqual({ status: 'unknown', problem: 'unreachable', reason: 'TIMEOUT' });
    await it.pay(order);
    expect(await it.gateway(code).query(order.paymentNo)).toMatchObject({
      status: 'paid',
      amountFen: 12_345,
    });
  });

  test('whose first connection breaks is sent once more, and only once', async () => {
    await it.misbehave({ gateway: code, on: 'create', fault: 'reset-after' });
    expect((await start()).outcome.status).toBe('ready');
    await it.misbehave({ gateway: code, on: 'create', fault: 'reset', count: 5 });
    it.calls.length = 0;
    expect((await start()).outcome).toMatchObject({ status: 'unknown', problem: 'unreachable' });
    expect(it.calls).toHaveLength(2);
  });

  test.each([500, 502])('whose start is answered %d is unknown', async status => {
    await it.misbehave({ gateway: code, on: 'create', fault: 'error-after', status });
    const { outcome } = await start();
    expect(outcome).toMatchObject({ status: 'unknown', problem: 'unreachable', reason: `HTTP_${status}` });
  });

  test('whose start is answered by half a message or by a stranger is unknown', async () => {
    await it.misbehave({ gateway: code, on: 'create', fault: 'malformed' });
    expect((await start()).outcome).toMatchObject({
      status: 'unknown',
      problem: expect.stringMatching(/bad-(response|signature)/),
    });
    await it.misbehave({ gateway: code, on: 'create', fault: 'forged-reply' });
    expect((await start()).outcome).toMatchObject({ status: 'unknown', problem: 'bad-signature' });
  });

  test('can be told before its start is answered', async () => {
    await it.misbehave({ gateway: code, on: 'create', fault: 'notify-first' });
    const order = it.order(code);
    const starting = it.gateway(code).initiate(order);
    const [first] = await it.received(order);
    expect(first!.notification).toMatchObject({
      kind: 'payment',
      outcome: { status: 'paid', amountFen: 12_345 },
    });
    expect((await starting).status).toBe('ready');
  });

  test('started again under its number is the same order; once paid, it is never taken for failed', async () => {
    const { order } = await start();
    expect((await it.gateway(code).initiate(order)).status).toBe('ready');
    await it.pay(order);
    expect(await it.gateway(code).initiate(order)).toMatchObject({ status: 'unknown', problem: 'rejected' });
    expect((await it.received(order)).length).toBe(1);
  });

  test('that nobody started is not found', async () => {
    const { paymentNo } = it.order(code);
    expect(await it.gateway(code).query(paymentNo)).toEqual({ status: 'not-found' });
    expect(await it.gateway(code).close(paymentNo)).toEqual({ status: 'not-found' });
  });
});

describe.each(every)('%s: a query', code => {
  const paidOrder = async () => {
    const order = it.order(code);
    await it.gateway(code).initiate(order);
    await it.pay(order, { notify: false });
    return order;
  };

  test('believes no forged success', async () => {
    const order = await paidOrder();
    await it.misbehave({ gateway: code, on: 'query', fault: 'forged-reply' });
    expect(await it.gateway(code).query(order.paymentNo)).toMatchObject({
      status: 'unknown',
      problem: 'bad-signature',
    });
  });

  test('takes half a reply, a 500 and a 502 for unknown', async () => {
    const order = await paidOrder();
    await it.misbehave({ gateway: code, on: 'query', fault: 'malformed' });
    expect(await it.gateway(code).query(order.paymentNo)).toMatchObject(unknown(/./));
    for (const status of [500, 502]) {
      await it.misbehave({ gateway: code, on: 'query', fault: 'error-5xx', status });
      expect(await it.gateway(code).query(order.paymentNo)).toMatchObject(unknown(`HTTP_${status}`));
    }
  });

  test('asks a second time after silence or a broken connection, for asking costs nothing', async () => {
    const order = await paidOrder();
    await it.misbehave({ gateway: code, on: 'query', fault: 'timeout-after' });
    expect(await it.gateway(code).query(order.paymentNo)).toMatchObject({ status: 'paid' });
    await it.misbehave({ gateway: code, on: 'query', fault: 'reset' });
    expect(await it.gateway(code).query(order.paymentNo)).toMatchObject({ status: 'paid' });
  });
});

test('wechat-pay: a reply under an unknown key serial, or an old one, is not believed, and no certificate is fetched', async () => {
  const order = it.order('wechat-pay');
  await it.wechatPay.initiate(order);
  await it.pay(order, { notify: false });
  await it.misbehave({ gateway: 'wechat-pay', on: 'query', fault: 'unknown-serial' });
  expect(await it.wechatPay.query(order.paymentNo)).toMatchObject({
    problem: 'bad-signature',
    reason: 'UNKNOWN_SERIAL',
  });
  await it.misbehave({ gateway: 'wechat-pay', on: 'query', fault: 'stale-timestamp' });
  expect(await it.wechatPay.query(order.paymentNo)).toMatchObject({
    problem: 'bad-signature',
    reason: 'STALE_TIMESTAMP',
  });
  expect(it.calls.filter(path => path.includes('certificates'))).toEqual([]);
});

test('alipay: 20000 at the start or in a query is unknown', async () => {
  await it.misbehave({ gateway: 'alipay', on: 'create', fault: 'error-after' });
  const order = it.order('alipay');
  expect(await it.alipay.initiate(order)).toMatchObject(unknown('isp.unknow-error'));
  await it.misbehave({ gateway: 'alipay', on: 'query', fault: 'error-5xx' });
  expect(await it.alipay.query(order.paymentNo)).toMatchObject(unknown('isp.unknow-error'));
});

describe.each(closing)('%s: closing', code => {
  const start = async () => {
    const order = it.order(code);
    await it.gateway(code).initiate(order);
    return order;
  };

  test('closes what is unpaid, twice as well as once', async () => {
    const order = await start();
    expect(await it.gateway(code).close(order.paymentNo)).toEqual({ status: 'closed' });
    expect(await it.gateway(code).query(order.paymentNo)).toEqual({ status: 'closed' });
    expect((await it.gateway(code).close(order.paymentNo)).status).toMatch(/^(closed|not-closable)$/);
  });

  test('what was paid a moment before is not closable, and the query says paid', async () => {
    const order = await start();
    await it.misbehave({ gateway: code, on: 'close', fault: 'pay-before' });
    expect(await it.gateway(code).close(order.paymentNo)).toMatchObject({ status: 'not-closable' });
    expect(await it.gateway(code).query(order.paymentNo)).toMatchObject({ status: 'paid' });
  });

  test('answered too late is unknown', async () => {
    const order = await start();
    await it.misbehave({ gateway: code, on: 'close', fault: 'timeout-after' });
    expect(await it.gateway(code).close(order.paymentNo)).toMatchObject(unknown('TIMEOUT'));
  });

  test('does not hide money that came in all the same', async () => {
    const order = await start();
    await it.misbehave({ gateway: code, on: 'close', fault: 'succeed-after-close', delayMs: 50 });
    expect(await it.gateway(code).close(order.paymentNo)).toEqual({ status: 'closed' });
    const paid = async () =>
      (await it.received(order)).some(
        ({ notification }) => notification?.kind === 'payment' && notification.outcome.status === 'paid',
      );
    await until(paid);
    expect(await it.gateway(code).query(order.paymentNo)).toMatchObject({
      status: 'paid',
      amountFen: 12_345,
    });
  });
});
