import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { type Harness, newNo, startHarness } from './support/harness.ts';
import { type Answer, type Received, startListener, until } from './support/listener.ts';
import { type Sealed, unseal, verifies } from './support/wechat-merchant.ts';

interface Event {
  id: string;
  event_type: string;
  resource: Sealed & { original_type: string };
}

let harness: Harness;
let listener: Awaited<ReturnType<typeof startListener>>;
let answer: (received: Received, position: number) => Answer;

beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.sandbox.close());
beforeEach(async () => {
  answer = () => ({ status: 204 });
  listener = await startListener((received, position) => answer(received, position));
});
afterEach(async () => {
  await harness.control('DELETE', '/faults');
  await harness.control('POST', '/settings', { wechatNotifyKey: 'public-key', retryScale: 0.001 });
  await listener.stop();
});

async function place(total = 8800): Promise<string> {
  const outTradeNo = newNo();
  const reply = await harness.wechat.call('POST', '/v3/pay/transactions/native', {
    appid: harness.wechat.appid,
    mchid: harness.wechat.mchid,
    description: '电费',
    out_trade_no: outTradeNo,
    notify_url: `${listener.url}/notify/wechat-pay/payment`,
    amount: { total },
  });
  expect(reply.status).toBe(200);
  return outTradeNo;
}

const pay = (outTradeNo: string, more: object = {}) =>
  harness.control('POST', '/pay', { outTradeNo, ...more });
const fault = (rule: object, seed = 1) =>
  harness.control('POST', '/faults', {
    seed,
    rules: [{ gateway: 'wechat-pay', on: 'notify-payment', ...rule }],
  });
const eventOf = (received: Received): Event => JSON.parse(received.raw) as Event;
const contentOf = (received: Received) =>
  JSON.parse(unseal(harness.credentials['WECHAT_PAY_API_V3_KEY']!, eventOf(received).resource)) as {
    out_trade_no: string;
    mchid: string;
    appid: string;
    trade_state: string;
    amount: { total: number; payer_total: number };
  };
const isGenuine = (received: Received): boolean =>
  verifies(harness.credentials, name => received.headers[name] as string | undefined, received.raw);
const counts = () => harness.control<{ fault: string; count: number }[]>('GET', '/faults/counts');

describe('a payment is told', () => {
  test('signed and sealed, with what the query says', async () => {
    const no = await place();
    await pay(no);
    const [received] = listener.received;
    expect(received!.path).toBe('/notify/wechat-pay/payment');
    expect(isGenuine(received!)).toBe(true);
    expect(eventOf(received!)).toMatchObject({
      event_type: 'TRANSACTION.SUCCESS',
      resource: { original_type: 'transaction' },
    });
    const target = `/v3/pay/transactions/out-trade-no/${no}?mchid=${harness.wechat.mchid}`;
    expect(contentOf(received!)).toEqual((await harness.wechat.call('GET', target)).json);
  });

  test('again and again with the same id until it is acknowledged', async () => {
    answer = (_, position) => ({ status: position < 3 ? 500 : 200 });
    const no = await place();
    await pay(no);
    await until(() => listener.received.length === 4);
    expect(new Set(listener.received.map(received => eventOf(received).id)).size).toBe(1);
    expect(new Set(listener.received.map(received => received.headers['wechatpay-nonce'])).size).toBe(4);
    const [delivery] = await harness.control<{ state: string; attempts: { status: number }[] }[]>(
      'GET',
      `/notifications?outTradeNo=${no}`,
    );
    expect(delivery!.state).toBe('delivered');
    expect(delivery!.attempts.map(({ status }) => status)).toEqual([500, 500, 500, 200]);
  });

  test('sixteen times at most', async () => {
    answer = () => ({ status: 400, body: '{"code":"FAIL"}' });
    await harness.control('POST', '/settings', { retryScale: 0 });
    await pay(await place());
    await until(
      async () => (await harness.control<unknown[]>('GET', '/notifications?state=given-up')).length === 1,
    );
    expect(listener.received).toHaveLength(16);
  });

  test('the waits between attempts make 24 hours and 4 minutes', async () => {
    answer = () => ({ status: 500 });
    await harness.control('POST', '/settings', { retryScale: 1 });
    const no = await place();
    await pay(no);
    const waits: number[] = [];
    for (;;) {
      type Pending = { state: string; nextAt: string; attempts: { at: string; ms: number }[] };
      const [delivery] = await harness.control<Pending[]>('GET', `/notifications?outTradeNo=${no}`);
      if (delivery!.state !== 'pending') break;
      const { at, ms } = delivery!.attempts.at(-1)!;
      waits.push(Math.round((Date.parse(delivery!.nextAt) - Date.parse(at) - ms) / 1000));
      await harness.control('POST', '/notifications/flush');
    }
    expect(waits.slice(0, 4)).toEqual([15, 15, 30, 180]);
    expect(waits.reduce((sum, wait) => sum + wait, 0)).toBe(24 * 3600 + 240);
  });

  test.each([
    ['the platform certificate', 'platform-certificate', [/^[0-9A-F]{40}$/]],
    ['both keys during a migration', 'mixed', [/^[0-9A-F]{40}$/, /^PUB_KEY_ID_/]],
  ])('signed by %s when so set', async (_, wechatNotifyKey, kinds) => {
    await harness.control('POST', '/settings', { wechatNotifyKey });
    for (let round = 0; round < 24; round++) await pay(await place());
    for (const kind of kinds) {
      expect(listener.received.some(({ headers }) => kind.test(headers['wechatpay-serial'] as string))).toBe(
        true,
      );
    }
    expect(listener.received.every(isGenuine)).toBe(true);
  });
});

describe('misbehaviour with notifications', () => {
  test('a dropped one never comes', async () => {
    await fault({ fault: 'drop', count: 1 });
    await pay(await place());
    await pay(await place());
    expect(listener.received).toHaveLength(1);
  });

  test.each(['duplicate', 'duplicate-concurrent'])('%s sends one event many times', async name => {
    await fault({ fault: name, copies: 100 });
    await pay(await place());
    expect(listener.received).toHaveLength(100);
    expect(new Set(listener.received.map(received => eventOf(received).id)).size).toBe(1);
  });

  test('a reordered one is overtaken by the next', async () => {
    await fault({ fault: 'reorder', count: 1 });
    const [first, second] = [await place(), await place()];
    await pay(first);
    await pay(second);
    await until(() => listener.received.length === 2);
    expect(listener.received.map(received => contentOf(received).out_trade_no)).toEqual([second, first]);
  });

  test.each([
    ['amount', 'wrong-amount', { deltaFen: -8799 }, { amount: { total: 1, payer_total: 1 } }],
    ['merchant', 'wrong-merchant', {}, { mchid: '1900000109' }],
    ['app', 'wrong-app', {}, { appid: 'wxd678efh567hg6787' }],
  ])('a wrong %s is validly signed', async (_, name, more, expected) => {
    await fault({ fault: name, ...more });
    await pay(await place());
    expect(isGenuine(listener.received[0]!)).toBe(true);
    expect(contentOf(listener.received[0]!)).toMatchObject(expected);
  });

  test.each(['forged-signature', 'unknown-serial', 'stale-timestamp'])(
    '%s does not verify; the retry does',
    async name => {
      answer = received => ({ status: isGenuine(received) ? 204 : 401 });
      await fault({ fault: name, count: 1 });
      await pay(await place());
      await until(() => listener.received.length === 2);
      expect(listener.received.map(isGenuine)).toEqual([false, true]);
    },
  );

  test('a flipped byte is signed, but its tag does not fit', async () => {
    await fault({ fault: 'bad-tag' });
    await pay(await place());
    expect(isGenuine(listener.received[0]!)).toBe(true);
    expect(() => contentOf(listener.received[0]!)).toThrow();
  });

  test('a SIGNTEST probe goes first and must be refused', async () => {
    answer = received => ({ status: isGenuine(received) ? 204 : 401 });
    await fault({ fault: 'signtest' });
    await pay(await place());
    const [probe, real] = listener.received;
    expect(probe!.headers['wechatpay-signature']).toMatch(/^WECHATPAY\/SIGNTEST\//);
    expect([isGenuine(probe!), isGenuine(real!)]).toEqual([false, true]);
  });

  test('an acknowledgement that got lost brings the same event again', async () => {
    await fault({ fault: 'lost-ack', count: 1 });
    await pay(await place());
    await until(() => listener.received.length === 2);
    expect(eventOf(listener.received[0]!).id).toBe(eventOf(listener.received[1]!).id);
  });

  test('what was really done is counted', async () => {
    await harness.control('POST', '/reset');
    await fault({ fault: 'drop', probability: 0.5 }, 42);
    for (let round = 0; round < 20; round++) await pay(await place());
    const [drops] = await counts();
    expect(drops!.count + listener.received.length).toBe(20);
    expect(drops!.count).toBeGreaterThan(4);
  });
});

test('a bench gets notifications signed in advance, for known and for unknown orders', async () => {
  const known = await place(500);
  const orders = [{ outTradeNo: newNo(), amount: 700, notifyUrl: `${listener.url}/n` }];
  const { requests } = await harness.control<{
    requests: { url: string; headers: Record<string, string>; body: string }[];
  }>('POST', '/notify-burst', { gateway: 'wechat-pay', outTradeNos: [known], orders });
  for (const { url, headers, body } of requests) await fetch(url, { method: 'POST', headers, body });
  expect(listener.received.map(received => contentOf(received).amount.total)).toEqual([500, 700]);
  expect(listener.received.every(isGenuine)).toBe(true);
});
