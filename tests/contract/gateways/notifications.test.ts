import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { type GatewayCode, mismatchesWith } from '../../../server/src/modules/payments/gateways/gateway.ts';
import { startUnderTest, type UnderTest, until } from './gateways-under-test.ts';

let it: UnderTest;
beforeAll(async () => {
  it = await startUnderTest();
});
beforeEach(async () => {
  await it.reset();
  await it.sandbox.post('/control/settings', { retryScale: 0.001 });
});
afterAll(() => it.close());

interface Delivery {
  kind: string;
  state: string;
  attempts: { accepted: boolean; status: number; fault?: string }[];
}

async function paidOrder(code: GatewayCode, fault?: string, more: object = {}) {
  if (fault) await it.misbehave({ gateway: code, on: 'notify-payment', fault, ...more });
  const order = it.order(code);
  await it.gateway(code).initiate(order);
  await it.pay(order);
  return order;
}

const deliveriesOf = (paymentNo: string) =>
  it.sandbox.get<Delivery[]>(`/control/notifications?outTradeNo=${paymentNo}`);

/** What the adapter made of an order's notifications, shortly. */
async function story(
  order: { paymentNo: never } | Awaited<ReturnType<typeof paidOrder>>,
  atLeast: number,
): Promise<string[]> {
  const received = await it.received(order, atLeast);
  return received.map(({ notification, refusal }) =>
    notification?.kind === 'payment' ? notification.outcome.status : (notification?.kind ?? refusal!),
  );
}

describe.each<GatewayCode>(['wechat-pay', 'alipay', 'unionpay'])('%s: a notification', code => {
  test('with a forged signature is refused, and its honest retry accepted', async () => {
    const order = await paidOrder(code, 'forged-signature');
    expect(await story(order, 2)).toEqual(['bad-signature WRONG_SIGNATURE', 'paid']);
    await until(async () => (await deliveriesOf(order.paymentNo))[0]?.state === 'delivered');
    const [delivery] = await deliveriesOf(order.paymentNo);
    expect(delivery!.attempts.map(({ status, accepted }) => [status, accepted])).toEqual([
      [401, false],
      [code === 'wechat-pay' ? 204 : 200, true],
    ]);
  });

  test('cut in half is refused, and its whole retry accepted', async () => {
    const order = await paidOrder(code, 'malformed');
    const [first, second] = await story(order, 2);
    expect(first).toMatch(/^bad-/);
    expect(second).toBe('paid');
  });

  test('that comes four times, also at once, is the same event each time', async () => {
    for (const fault of ['duplicate', 'duplicate-concurrent']) {
      const order = await paidOrder(code, fault, { copies: 4 });
      const received = await it.received(order, 4);
      expect(new Set(received.map(({ notification }) => notification?.eventId)).size).toBe(1);
    }
  });

  test('whose acknowledgement is lost comes again as the same event', async () => {
    const order = await paidOrder(code, 'lost-ack');
    const received = await it.received(order, 2);
    expect(new Set(received.map(({ notification }) => notification?.eventId)).size).toBe(1);
  });

  test.each([
    ['wrong-amount', 'amount'],
    // UnionPay's messages name no app.
    ...(code === 'unionpay' ? [] : [['wrong-app', 'app'] as const]),
    ['wrong-merchant', 'merchant'],
  ] as const)(
    'validly signed with a %s is accepted as a contradiction, not as money',
    async (fault, mismatch) => {
      const order = await paidOrder(code, fault, { deltaFen: 100 });
      const [{ notification } = {}] = await it.received(order);
      expect(notification?.kind === 'payment' && mismatchesWith(order, notification)).toEqual([mismatch]);
      expect(await it.gateway(code).query(order.paymentNo)).toMatchObject({
        status: 'paid',
        amountFen: 12_345,
      });
    },
  );
});

describe('wechat-pay: a notification', () => {
  test.each([
    ['unknown-serial', 'bad-signature UNKNOWN_SERIAL'],
    ['stale-timestamp', 'bad-signature STALE_TIMESTAMP'],
    ['bad-tag', 'bad-signature WRONG_TAG'],
  ])('with %s is refused, and its honest retry accepted', async (fault, refusal) => {
    it.calls.length = 0;
    const order = await paidOrder('wechat-pay', fault);
    const [first, second] = await story(order, 2);
    expect(first).toBe(refusal);
    expect(second).toBe('paid');
    expect(it.calls.filter(path => path.includes('certificates'))).toEqual([]);
  });

  test('that is a SIGNTEST probe is refused', async () => {
    const order = await paidOrder('wechat-pay', 'signtest');
    expect((await story(order, 2)).sort()).toEqual(['bad-signature SIGNTEST', 'paid']);
  });

  test('is believed in either mode during a migration', async () => {
    for (const wechatNotifyKey of ['public-key', 'platform-certificate']) {
      await it.sandbox.post('/control/settings', { wechatNotifyKey });
      expect(await story(await paidOrder('wechat-pay'), 1)).toEqual(['paid']);
    }
  });
});

describe('alipay: a notification', () => {
  test('downgraded to SHA-1 is refused, and its honest retry accepted', async () => {
    expect(await story(await paidOrder('alipay', 'downgrade'), 2)).toEqual([
      'bad-signature OTHER_ALGORITHM',
      'paid',
    ]);
  });

  test('TRADE_FINISHED is money', async () => {
    expect(await story(await paidOrder('alipay', 'trade-finished'), 1)).toEqual(['paid']);
  });

  test('of a trade closed unpaid says closed', async () => {
    const order = it.order('alipay');
    await it.alipay.initiate(order);
    await it.alipay.close(order.paymentNo);
    expect(await story(order, 1)).toEqual(['closed']);
  });

  test('of a whole refund comes to the payment as TRADE_CLOSED and is not read as closed unpaid', async () => {
    const order = await paidOrder('alipay');
    const request = it.refundOf(order, 12_345);
    await it.alipay.refund(request);
    const [, second] = await it.received(order, 2);
    expect(second!.notification).toMatchObject({
      kind: 'refund',
      refundNo: request.refundNo,
      outcome: { status: 'pending' },
    });
    expect(await it.alipay.query(order.paymentNo)).toMatchObject({ status: 'paid', amountFen: 12_345 });
  });
});
