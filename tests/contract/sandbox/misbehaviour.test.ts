import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Fields } from './support/alipay-merchant.ts';
import { type Harness, newNo, startHarness } from './support/harness.ts';
import { startListener, until } from './support/listener.ts';
import { verifies } from './support/wechat-merchant.ts';

let harness: Harness;
let listener: Awaited<ReturnType<typeof startListener>>;
let buyer: string;
beforeAll(async () => {
  harness = await startHarness();
  buyer = (await harness.control<Fields>('GET', '/people/resident'))['alipayUserId']!;
});
afterAll(() => harness.sandbox.close());
beforeEach(async () => {
  listener = await startListener(received => ({
    status: 200,
    body: received.path === '/a' ? 'success' : '',
  }));
});
afterEach(async () => {
  await harness.control('DELETE', '/faults');
  await listener.stop();
});

const faults = (rules: object[], seed = 1) => harness.control('POST', '/faults', { rules, seed });
const create = {
  'wechat-pay': (outTradeNo: string) =>
    harness.wechat.call('POST', '/v3/pay/transactions/native', {
      appid: harness.wechat.appid,
      mchid: harness.wechat.mchid,
      description: '电费',
      out_trade_no: outTradeNo,
      notify_url: `${listener.url}/w`,
      amount: { total: 100 },
    }),
  alipay: (outTradeNo: string) =>
    harness.alipay.call(
      'alipay.trade.create',
      { out_trade_no: outTradeNo, total_amount: '1.00', subject: '电费', buyer_id: buyer },
      { notify_url: `${listener.url}/a` },
    ),
};
const close = {
  'wechat-pay': (no: string) =>
    harness.wechat.call('POST', `/v3/pay/transactions/out-trade-no/${no}/close`, {
      mchid: harness.wechat.mchid,
    }),
  alipay: (no: string) => harness.alipay.call('alipay.trade.close', { out_trade_no: no }),
};
const gateways = ['wechat-pay', 'alipay'] as const;
type Trade = { state: string; paidAt?: string; closedAt?: string };
const trade = async (no: string) => (await harness.control<Trade[]>('GET', `/trades?outTradeNo=${no}`))[0];

describe.each(gateways)('%s', gateway => {
  test('can be cut off before it looks at a call, and nothing has happened', async () => {
    await faults([{ gateway, on: 'create', fault: 'reset', count: 1 }]);
    const no = newNo();
    await expect(create[gateway](no)).rejects.toThrow();
    expect(await trade(no)).toBeUndefined();
    expect((await create[gateway](no)).status).toBe(200);
  });

  test.each(['timeout-after', 'reset-after'])('%s: the call was carried out all the same', async fault => {
    await faults([{ gateway, on: 'create', fault, count: 1, delayMs: 20 }]);
    const no = newNo();
    await expect(create[gateway](no)).rejects.toThrow();
    expect(await trade(no)).toBeDefined();
  });

  test('can be out of order: nothing has happened', async () => {
    await faults([{ gateway, on: 'create', fault: 'error-5xx', status: 503, count: 1 }]);
    const no = newNo();
    expect((await create[gateway](no)).status).toBe(503);
    expect(await trade(no)).toBeUndefined();
  });

  test('can answer what nobody can read', async () => {
    await faults([{ gateway, on: 'create', fault: 'malformed', count: 1 }]);
    const reply = await create[gateway](newNo());
    const text = 'text' in reply ? reply.text : reply.raw;
    expect(() => JSON.parse(text)).toThrow();
  });

  test('can forge a reply', async () => {
    await faults([{ gateway, on: 'create', fault: 'forged-reply', count: 1 }]);
    const reply = await create[gateway](newNo());
    const genuine =
      'text' in reply
        ? verifies(harness.credentials, name => reply.headers.get(name) ?? undefined, reply.text)
        : reply.signed;
    expect(genuine).toBe(false);
  });

  test('can notify before the order is even answered', async () => {
    await faults([{ gateway, on: 'create', fault: 'notify-first', count: 1 }]);
    let heardFirst = false;
    const no = newNo();
    await create[gateway](no).then(() => {
      heardFirst = listener.received.length === 1;
    });
    expect(heardFirst).toBe(true);
  });

  test('lets no payment overtake an order that it refuses', async () => {
    const no = newNo();
    await create[gateway](no);
    await close[gateway](no);
    await faults([{ gateway, on: 'create', fault: 'notify-first', count: 1 }]);
    await create[gateway](no);
    expect((await trade(no))?.paidAt).toBeUndefined();
  });

  test('can succeed after a close that it confirmed', async () => {
    const no = newNo();
    await create[gateway](no);
    await faults([{ gateway, on: 'close', fault: 'succeed-after-close', count: 1, delayMs: 400 }]);
    await close[gateway](no);
    expect((await trade(no))?.paidAt).toBeUndefined();
    await until(async () => (await trade(no))?.paidAt !== undefined);
    expect((await trade(no))?.closedAt).toBeDefined();
    await until(() => listener.received.length > 0);
  });

  test('can be paid in the very moment before a close, which then fails', async () => {
    const no = newNo();
    await create[gateway](no);
    await faults([{ gateway, on: 'close', fault: 'pay-before', count: 1 }]);
    const reply = await close[gateway](no);
    expect('node' in reply ? reply.node['sub_code'] : reply.json['code']).toMatch(
      /ORDERPAID|TRADE_STATUS_ERROR/,
    );
  });
});

test('Alipay can say 20000: unknown', async () => {
  await faults([{ gateway: 'alipay', on: 'query', fault: 'error-5xx', count: 1 }]);
  const { node, signed } = await harness.alipay.call('alipay.trade.query', { out_trade_no: 'x' });
  expect([node['code'], signed]).toEqual(['20000', true]);
});

test('the same seed gives the same run', async () => {
  const run = async (seed: number): Promise<string> => {
    await faults([{ gateway: 'wechat-pay', on: 'create', fault: 'error-5xx', probability: 0.4 }], seed);
    let story = '';
    for (let round = 0; round < 30; round++)
      story += (await create['wechat-pay'](newNo())).status === 200 ? '.' : 'x';
    return story;
  };
  const first = await run(5);
  expect(await run(5)).toBe(first);
  expect(await run(6)).not.toBe(first);
  expect(first).toMatch(/x.*\..*x/);
});

test('counts tell what was really done, by gateway and occasion', async () => {
  await harness.control('POST', '/reset');
  await faults([
    { gateway: 'wechat-pay', on: 'create', fault: 'error-5xx', count: 2, skip: 1 },
    { gateway: 'alipay', on: 'create', fault: 'delay', delayMs: 1 },
  ]);
  for (let round = 0; round < 4; round++) {
    await create['wechat-pay'](newNo());
    await create.alipay(newNo());
  }
  const counts = await harness.control<unknown[]>('GET', '/faults/counts');
  expect(counts).toHaveLength(2);
  expect(counts).toEqual(
    expect.arrayContaining([
      { gateway: 'wechat-pay', on: 'create', fault: 'error-5xx', count: 2 },
      { gateway: 'alipay', on: 'create', fault: 'delay', count: 4 },
    ]),
  );
});

test.each([
  [{ fault: 'no-such' }],
  [{ fault: 'drop', on: 'create' }],
  [{ fault: 'signtest', gateway: 'alipay', on: 'notify-payment' }],
  [{ fault: 'drop', gateway: 'paypal' }],
  [{ fault: 'drop', probability: 2 }],
])('a rule that means nothing is refused: %j', async rule => {
  await expect(harness.control('POST', '/faults', rule)).rejects.toThrow('400');
});
