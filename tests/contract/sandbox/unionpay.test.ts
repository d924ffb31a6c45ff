import { inflateSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { unzipSync } from 'fflate';
import iconv from 'iconv-lite';
import type { Fields } from './support/alipay-merchant.ts';
import { type Harness, newNo, startHarness } from './support/harness.ts';
import { type Answer, startListener, until } from './support/listener.ts';
import { isFromUnionpay, unionpayMerchant, unionpayTime } from './support/unionpay-merchant.ts';

let harness: Harness;
let merchant: ReturnType<typeof unionpayMerchant>;
let listener: Awaited<ReturnType<typeof startListener>>;
let answer: Answer;
beforeAll(async () => {
  harness = await startHarness();
  merchant = unionpayMerchant(harness.credentials);
  await harness.control('POST', '/settings', { unionpayBackDelayMs: 5, enforceBillTime: false });
});
afterAll(() => harness.sandbox.close());
beforeEach(async () => {
  answer = { status: 200 };
  listener = await startListener(() => answer);
});
afterEach(async () => {
  await harness.control('DELETE', '/faults');
  await harness.control('POST', '/settings', { unionpayBackOutcome: '00' });
  await listener.stop();
});

const backUrl = () => `${listener.url}/notify/unionpay`;
const told = (): Fields[] => listener.received.map(({ raw }) => Object.fromEntries(new URLSearchParams(raw)));

async function paidOrder(more: Fields = {}): Promise<Fields> {
  const order = merchant.order({ orderId: newNo(), backUrl: backUrl(), ...more });
  expect((await merchant.front(order)).status).toBe(200);
  await harness.control('POST', '/pay', { outTradeNo: order['orderId'], gateway: 'unionpay' });
  return order;
}

describe('an order brought by the browser', () => {
  test('shows a cashier, and its payment is told by a form signed twice hashed', async () => {
    const order = await paidOrder({ reqReserved: '户号=0123&x', frontUrl: 'http://127.0.0.1:9/back' });
    const [notice] = told();
    expect(isFromUnionpay(harness.credentials, notice!)).toBe(true);
    expect(notice).toMatchObject({
      txnType: '01',
      orderId: order['orderId'],
      txnTime: order['txnTime'],
      txnAmt: '10001',
      settleAmt: '10001',
      respCode: '00',
      reqReserved: '户号=0123&x',
      merId: harness.credentials['UNIONPAY_MER_ID'],
    });
    expect(notice!['queryId']).toMatch(/^\d{21}$/);
    expect(isFromUnionpay(harness.credentials, { ...notice!, txnAmt: '10002' })).toBe(false);
  });

  test('carries the certificate with its carriage returns, without which nothing verifies', async () => {
    const order = await paidOrder();
    const { fields } = await merchant.query(order['orderId']!, order['txnTime']!);
    expect(fields['signPubKeyCert']).toContain('\r\n');
    expect(isFromUnionpay(harness.credentials, fields)).toBe(true);
    const bare = fields['signPubKeyCert']!.replaceAll('\r\n', '\n');
    expect(isFromUnionpay(harness.credentials, { ...fields, signPubKeyCert: bare })).toBe(false);
  });

  test('is refused on its page when the signature, merchant or time is wrong', async () => {
    const order = merchant.order({ orderId: newNo() });
    const forged = await merchant.front({ ...order, txnAmt: '1' });
    expect([forged.status, forged.raw.includes('（11）')]).toEqual([400, true]);
    const stranger = await merchant.front(merchant.order({ orderId: newNo(), merId: '777290058110048' }));
    expect(stranger.raw).toContain('（31）');
    const utc = unionpayTime(new Date(Date.now() - 8 * 3600_000));
    expect((await merchant.front(merchant.order({ orderId: newNo(), txnTime: utc }))).raw).toContain(
      '（39）',
    );
    expect((await merchant.front(merchant.order({ orderId: 'T-1_00000' }))).raw).toContain('（10）');
  });

  test('is unknown to the platform until the card holder confirms, and cannot be paid twice', async () => {
    const order = merchant.order({ orderId: newNo(), backUrl: backUrl() });
    await merchant.front(order);
    const before = await merchant.query(order['orderId']!, order['txnTime']!);
    expect(before.fields['respCode']).toBe('34');
    await harness.control('POST', '/pay', { outTradeNo: order['orderId'] });
    const after = await merchant.query(order['orderId']!, order['txnTime']!);
    expect(after.fields).toMatchObject({ respCode: '00', origRespCode: '00', txnAmt: '10001' });
    expect((await merchant.front(order)).raw).toContain('（12）');
    await expect(harness.control('POST', '/pay', { outTradeNo: order['orderId'] })).rejects.toThrow('已支付');
  });

  test('that the bank declined says so, and may be paid with another card', async () => {
    const order = merchant.order({ orderId: newNo(), backUrl: backUrl() });
    await merchant.front(order);
    await harness.control('POST', '/decline', { outTradeNo: order['orderId'] });
    const { fields } = await merchant.query(order['orderId']!, order['txnTime']!);
    expect(fields).toMatchObject({ respCode: '00', origRespCode: '64' });
    expect(listener.received).toHaveLength(0);
    await harness.control('POST', '/pay', { outTradeNo: order['orderId'] });
    expect(told()[0]).toMatchObject({ respCode: '00' });
  });

  test('past its time cannot be paid', async () => {
    const payTimeout = unionpayTime(new Date(Date.now() + 1500));
    const order = merchant.order({ orderId: newNo(), backUrl: backUrl(), payTimeout });
    await merchant.front(order);
    await new Promise(resolve => setTimeout(resolve, 1600));
    await expect(harness.control('POST', '/pay', { outTradeNo: order['orderId'] })).rejects.toThrow('超过');
  });
});

describe('the cashier in a browser', () => {
  test('sends the card holder back with a signed form', async () => {
    const frontUrl = `${listener.url}/return`;
    const order = merchant.order({ orderId: newNo(), backUrl: backUrl(), frontUrl });
    const { raw } = await merchant.front(order);
    const token = /name="token" value="([^"]+)"/.exec(raw)![1]!;
    const reply = await fetch(`${harness.sandbox.url}/cashier/unionpay/confirm`, {
      method: 'POST',
      body: new URLSearchParams({ token, action: 'pay' }),
    });
    const html = await reply.text();
    const carried = Object.fromEntries(
      [...html.matchAll(/name="(\w+)" value="([^"]*)"/g)].map(([, name, value]) => [name!, value!]),
    );
    expect(html).toContain(`action="${frontUrl}"`);
    expect(isFromUnionpay(harness.credentials, carried)).toBe(true);
    expect(carried).toMatchObject({ respCode: '00', orderId: order['orderId'] });
  });
});

describe('an order of the App', () => {
  test('gets a tn that the SDK pays, cancels or fails with', async () => {
    const { fields } = await merchant.app(
      merchant.order({ orderId: newNo(), backUrl: backUrl(), channelType: '08' }),
    );
    expect(fields['respCode']).toBe('00');
    expect(isFromUnionpay(harness.credentials, fields)).toBe(true);
    const start = (action?: string) =>
      harness.control('POST', '/unionpay/start-pay', { tn: fields['tn'], action });
    expect(await start('cancel')).toEqual({ pay_result: 'cancel' });
    expect(await start('decline')).toEqual({ pay_result: 'fail' });
    expect(await start()).toEqual({ pay_result: 'success' });
    await until(() => listener.received.length === 1);
  });
});

describe('money back', () => {
  const orderNow = (payment: Fields, txnType: string, txnAmt: string, orderId = newNo()) =>
    merchant
      .query(payment['orderId']!, payment['txnTime']!)
      .then(({ fields }) =>
        merchant.back({ txnType, txnAmt, orderId, origQryId: fields['queryId']!, backUrl: backUrl() }),
      );

  test('by refund in parts, told each time, never more than was paid', async () => {
    const payment = await paidOrder();
    const first = await orderNow(payment, '04', '4000');
    expect(first.fields).toMatchObject({ respCode: '00', txnAmt: '4000' });
    expect(isFromUnionpay(harness.credentials, first.fields)).toBe(true);
    await until(() => listener.received.length === 2);
    expect(told()[1]).toMatchObject({ txnType: '04', respCode: '00', txnAmt: '4000' });
    expect((await orderNow(payment, '04', '6002')).fields['respCode']).toBe('36');
    expect((await orderNow(payment, '04', '6001')).fields['respCode']).toBe('00');
    expect((await orderNow(payment, '31', '10001')).fields['respCode']).toBe('35');
  });

  test('by void of the whole on the same clearing day, once', async () => {
    const payment = await paidOrder();
    expect((await orderNow(payment, '31', '10000')).fields['respCode']).toBe('36');
    const { fields } = await orderNow(payment, '31', '10001');
    expect(fields['respCode']).toBe('00');
    await until(() => listener.received.length === 2);
    expect((await orderNow(payment, '31', '10001')).fields['respCode']).toBe('35');
    expect((await orderNow(payment, '04', '1')).fields['respCode']).toBe('35');
    const asked = await merchant.query(fields['orderId']!, fields['txnTime']!);
    expect(asked.fields).toMatchObject({ respCode: '00', origRespCode: '00', txnType: '31' });
  });

  test('of yesterday is not voided, and under way answers 05 until it ends', async () => {
    const order = merchant.order({ orderId: newNo(), backUrl: backUrl() });
    await merchant.front(order);
    const paidAt = new Date(Date.now() - 26 * 3600_000).toISOString();
    await harness.control('POST', '/pay', { outTradeNo: order['orderId'], paidAt });
    expect((await orderNow(order, '31', '10001')).fields['respCode']).toBe('35');
    await harness.control('POST', '/settings', { unionpayBackOutcome: '05' });
    const { fields } = await orderNow(order, '04', '10001');
    const asked = () => merchant.query(fields['orderId']!, fields['txnTime']!);
    expect((await asked()).fields).toMatchObject({ respCode: '00', origRespCode: '05' });
    await harness.control('POST', '/unionpay/finish', { orderId: fields['orderId'], respCode: '01' });
    expect((await asked()).fields).toMatchObject({ respCode: '00', origRespCode: '01' });
  });
});

describe('the file of a clearing day', () => {
  test('is a deflated zip of fixed columns in which every fen is found', async () => {
    await harness.control('POST', '/reset');
    await harness.control('POST', '/settings', {
      retryScale: 0.001,
      unionpayBackDelayMs: 5,
      enforceBillTime: false,
    });
    expect((await merchant.file('1231')).fields['respCode']).toBe('98');
    const payment = await paidOrder();
    const { fields } = await merchant.query(payment['orderId']!, payment['txnTime']!);
    await merchant.back({
      txnType: '04',
      txnAmt: '1',
      orderId: newNo(),
      origQryId: fields['queryId']!,
      backUrl: backUrl(),
    });
    await until(() => listener.received.length === 2);
    const reply = await merchant.file(fields['settleDate']!);
    expect(reply.fields['respCode']).toBe('00');
    expect(isFromUnionpay(harness.credentials, reply.fields)).toBe(true);
    const files = unzipSync(inflateSync(Buffer.from(reply.fields['fileContent']!, 'base64')));
    const merId = harness.credentials['UNIONPAY_MER_ID'];
    expect(reply.fields['fileName']).toMatch(new RegExp(`^${merId}_\\d{8}\\.zip$`));
    const zm = Object.keys(files).find(name => name.includes('ZM_'))!;
    expect(zm).toMatch(new RegExp(`^INN\\d{6}88ZM_${merId}$`));
    expect(Object.keys(files).some(name => name.includes('ZME_'))).toBe(true);
    const lines = iconv.decode(Buffer.from(files[zm]!), 'gbk').split('\r\n').filter(Boolean);
    expect(lines).toHaveLength(2);
    expect(lines[0]).toHaveLength(607);
    expect(lines[0]!.slice(66, 78)).toBe('000000010001');
    expect(lines[0]!.slice(87, 108)).toBe(fields['queryId']);
    expect(lines[0]!.slice(112, 144).trim()).toBe(payment['orderId']);
    // Fee, settled amount, trade type: 6 per mille of 100.01 is 60 fen.
    expect(lines[0]!.slice(166, 193)).toBe('D000000000060 C000000010001');
    expect(lines[0]!.slice(215, 217)).toBe('01');
    expect(lines[1]!.slice(215, 217)).toBe('04');
    expect(lines[1]!.slice(180, 193)).toBe('D000000000001');
  });
});

describe('misbehaviour', () => {
  const rule = (on: string, fault: string, more: object = {}) =>
    harness.control('POST', '/faults', { gateway: 'unionpay', on, fault, ...more });

  test('a notice not answered 200 comes five times more, then never', async () => {
    answer = { status: 500 };
    await paidOrder();
    for (let round = 0; round < 7; round++) await harness.control('POST', '/notifications/flush');
    expect(listener.received).toHaveLength(6);
  });

  test('a forged notice, and one by an impostor with the right name, do not verify; the retry does', async () => {
    for (const fault of ['forged-signature', 'unknown-serial']) {
      listener.received.length = 0;
      answer = { status: 500 };
      await rule('notify-payment', fault, { count: 1 });
      await paidOrder();
      answer = { status: 200 };
      await harness.control('POST', '/notifications/flush');
      expect(
        told()
          .slice(0, 2)
          .map(fields => isFromUnionpay(harness.credentials, fields)),
      ).toEqual([false, true]);
    }
  });

  test('a wrong amount is validly signed; the query tells the truth', async () => {
    await rule('notify-payment', 'wrong-amount', { deltaFen: 100 });
    const order = await paidOrder();
    expect(told()[0]).toMatchObject({ txnAmt: '10101' });
    expect(isFromUnionpay(harness.credentials, told()[0]!)).toBe(true);
    const { fields } = await merchant.query(order['orderId']!, order['txnTime']!);
    expect(fields['txnAmt']).toBe('10001');
  });

  test('half a reply, no reply, 502, unknown and forged replies', async () => {
    const order = await paidOrder();
    const ask = () => merchant.query(order['orderId']!, order['txnTime']!);
    await rule('query', 'malformed');
    expect((await ask()).fields['signature']).toBeUndefined();
    await rule('query', 'reset');
    await expect(ask()).rejects.toThrow();
    await rule('query', 'error-5xx', { status: 502 });
    expect((await ask()).status).toBe(502);
    await rule('query', 'error-5xx');
    expect((await ask()).fields['respCode']).toBe('04');
    await rule('query', 'forged-reply');
    expect(isFromUnionpay(harness.credentials, (await ask()).fields)).toBe(false);
  });
});
