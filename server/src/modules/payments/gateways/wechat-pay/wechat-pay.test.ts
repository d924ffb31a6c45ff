/** Replies that only a confused or hostile gateway gives: validly signed, over real HTTP. */
import { generateKeyPairSync, sign } from 'node:crypto';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { createHttpClient } from '../../../../infra/http-client.ts';
import { newPaymentNo, newRefundNo } from '../../../../shared/ids.ts';
import { fen } from '../../../../shared/money.ts';
import type { Gateway } from '../gateway.ts';
import { createWechatPayGateway } from './wechat-pay.ts';

const ours = generateKeyPairSync('rsa', { modulusLength: 2048 });
const theirs = generateKeyPairSync('rsa', { modulusLength: 2048 });
const http = createHttpClient();
const paymentNo = newPaymentNo(new Date());
let server: Server;
let gateway: Gateway;
let seen: IncomingMessage[] = [];
let replies: [status: number, content: unknown][] = [];

beforeAll(async () => {
  server = createServer((request, response) => {
    seen.push(request);
    const [status, content] = replies.shift() ?? [404, { code: 'ORDER_NOT_EXIST', message: '' }];
    if (status === 0) return void request.socket.destroy();
    const body = content === undefined ? '' : JSON.stringify(content);
    const timestamp = String(Math.floor(Date.now() / 1000));
    const signature = sign(
      'RSA-SHA256',
      Buffer.from(`${timestamp}\nn\n${body}\n`),
      theirs.privateKey,
    ).toString('base64');
    response.writeHead(status, {
      'wechatpay-timestamp': timestamp,
      'wechatpay-nonce': 'n',
      'wechatpay-signature': signature,
      'wechatpay-serial': 'PUB_KEY_ID_1',
    });
    response.end(body);
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  gateway = createWechatPayGateway(
    {
      baseUrl: `${base}/first`,
      backupUrl: `${base}/second`,
      mchId: '1900000001',
      appId: 'wx1111111111111111',
      apiV3Key: Buffer.alloc(32),
      privateKey: ours.privateKey,
      serialNo: '5157F09E',
      publicKey: { id: 'PUB_KEY_ID_1', key: theirs.publicKey },
      platformCertificates: [],
    },
    { http, clock: { now: () => new Date() } },
  );
});
beforeEach(() => {
  seen = [];
  replies = [];
});
afterAll(() => {
  http.close();
  server.closeAllConnections();
  return new Promise(resolve => server.close(resolve));
});

const paid = {
  appid: 'wx1111111111111111',
  mchid: '1900000001',
  out_trade_no: paymentNo,
  transaction_id: '42001',
  trade_state: 'SUCCESS',
  success_time: '2026-11-22T15:59:58+08:00',
  amount: { total: 100, currency: 'CNY' },
};
const asked = (content: unknown, status = 200) => {
  replies = [[status, content]];
  return gateway.query(paymentNo);
};

describe('a query believes only what speaks of this very order:', () => {
  test('all of it right', async () =>
    expect(await asked(paid)).toMatchObject({ status: 'paid', tradeNo: '42001', amountFen: 100 }));
  test.each([
    ['another order', { out_trade_no: 'P999' }],
    ['another app', { appid: 'wx9999999999999999' }],
    ['another merchant', { mchid: '1900000109' }],
    ['another currency', { amount: { total: 100, currency: 'HKD' } }],
  ])('%s', async (_, change) => {
    expect(await asked({ ...paid, ...change })).toEqual({
      status: 'unknown',
      problem: 'bad-response',
      reason: 'OTHER_ORDER',
    });
  });
  test.each([
    { transaction_id: undefined },
    { success_time: 'soon' },
    { amount: { total: 1.5 } },
    { amount: undefined },
  ])('a success without its facts: %j', async change =>
    expect(await asked({ ...paid, ...change })).toMatchObject({ status: 'unknown', problem: 'bad-response' }),
  );
});

test.each([
  ['SUCCESS', 'paid'],
  ['REFUND', 'paid'],
  ['NOTPAY', 'pending'],
  ['USERPAYING', 'pending'],
  ['ACCEPT', 'pending'],
  ['CLOSED', 'closed'],
  ['REVOKED', 'closed'],
  ['PAYERROR', 'failed'],
  ['SOMETHING_NEW', 'unknown'],
])('the state %s means %s', async (trade_state, status) => {
  expect((await asked({ ...paid, trade_state })).status).toBe(status);
});

test.each([
  [404, 'ORDER_NOT_EXIST', { status: 'not-found' }],
  [404, 'ORDERNOTEXIST', { status: 'not-found' }],
  [429, 'FREQUENCY_LIMITED', { status: 'unknown', problem: 'unreachable', reason: 'FREQUENCY_LIMITED' }],
  [400, 'SYSTEM_ERROR', { status: 'unknown', problem: 'unreachable', reason: 'SYSTEM_ERROR' }],
  [401, 'SIGN_ERROR', { status: 'unknown', problem: 'rejected', reason: 'SIGN_ERROR' }],
  [403, 'toString', { status: 'unknown', problem: 'rejected', reason: 'toString' }],
])('a query refused with %d %s never becomes a failed payment', async (status, code, outcome) => {
  expect(await asked({ code, message: '' }, status)).toEqual(outcome);
});

test.each([
  [400, 'ORDER_CLOSED', { status: 'closed' }],
  [400, 'ORDERCLOSED', { status: 'closed' }],
  [404, 'ORDERNOTEXIST', { status: 'not-found' }],
  [400, 'ORDER_PAID', { status: 'not-closable', reason: 'ORDERPAID' }],
  [202, 'USER_PAYING', { status: 'not-closable', reason: 'USERPAYING' }],
])('closing answered with %d %s is understood in either spelling', async (status, code, outcome) => {
  replies = [[status, { code, message: '' }]];
  expect(await gateway.close(paymentNo)).toEqual(outcome);
});

test('a request says which key we want to be answered with, and who signs', async () => {
  await asked(paid);
  expect(seen[0]!.headers).toMatchObject({
    'wechatpay-serial': 'PUB_KEY_ID_1',
    accept: 'application/json',
    authorization: expect.stringMatching(
      /^WECHATPAY2-SHA256-RSA2048 mchid="1900000001",.*serial_no="5157F09E"/,
    ),
  });
});

test('a broken connection is tried once more at the second host', async () => {
  replies = [
    [0, undefined],
    [200, paid],
  ];
  expect((await gateway.query(paymentNo)).status).toBe('paid');
  expect(seen.map(({ url }) => url!.split('/')[1])).toEqual(['first', 'second']);
});

const order = () => ({
  paymentNo,
  product: 'native' as const,
  amountFen: fen(100),
  description: '电费',
  expiresAt: new Date(Date.now() + 60_000),
  notifyUrl: 'https://hall.example/notify',
  payer: {},
});

test('a start refused while an order of that number stands there is not taken for failed', async () => {
  replies = [
    [400, { code: 'INVALID_REQUEST', message: '' }],
    [200, { ...paid, trade_state: 'NOTPAY' }],
  ];
  expect(await gateway.initiate(order())).toEqual({
    status: 'unknown',
    problem: 'rejected',
    reason: 'INVALID_REQUEST',
  });
  replies = [[400, { code: 'PARAM_ERROR', message: '' }]];
  expect(await gateway.initiate(order())).toEqual({ status: 'failed', reason: 'PARAM_ERROR' });
});

test('a start answered without a code to pay is unknown', async () => {
  replies = [[200, {}]];
  expect(await gateway.initiate(order())).toEqual({
    status: 'unknown',
    problem: 'bad-response',
    reason: 'UNEXPECTED_SHAPE',
  });
});

describe('a refund is believed only when number, order and sum are ours:', () => {
  const request = {
    paymentNo,
    refundNo: newRefundNo(new Date()),
    amountFen: fen(40),
    totalFen: fen(100),
    reason: '',
    notifyUrl: 'https://hall.example/notify',
  };
  const done = {
    refund_id: '503',
    out_refund_no: request.refundNo,
    out_trade_no: paymentNo,
    status: 'SUCCESS',
    success_time: '2026-11-22T15:59:58+08:00',
    amount: { refund: 40, total: 100, currency: 'CNY' },
  };
  const refunded = (change: object) => {
    replies = [[200, { ...done, ...change }]];
    return gateway.refund(request);
  };
  test('all of it right', async () =>
    expect(await refunded({})).toMatchObject({ status: 'succeeded', gatewayRefundNo: '503', amountFen: 40 }));
  test.each([
    ['another number', { out_refund_no: 'R9' }],
    ['another order', { out_trade_no: 'P9' }],
    ['another sum', { amount: { refund: 41, total: 100 } }],
    ['another currency', { amount: { refund: 40, total: 100, currency: 'USD' } }],
  ])('%s', async (_, change) =>
    expect(await refunded(change)).toEqual({
      status: 'unknown',
      problem: 'bad-response',
      reason: 'OTHER_REFUND',
    }),
  );
  test('a success without its time', async () =>
    expect(await refunded({ success_time: '' })).toMatchObject({ status: 'unknown' }));
});
