/** Replies that only a confused or hostile gateway gives: validly signed, over real HTTP. */
import { generateKeyPairSync, sign } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { createHttpClient } from '../../../../infra/http-client.ts';
import { newPaymentNo, newRefundNo } from '../../../../shared/ids.ts';
import { fen } from '../../../../shared/money.ts';
import { type AlipayGateway, createAlipayGateway } from './alipay.ts';

const ours = generateKeyPairSync('rsa', { modulusLength: 2048 });
const theirs = generateKeyPairSync('rsa', { modulusLength: 2048 });
const http = createHttpClient();
const paymentNo = newPaymentNo(new Date());
let server: Server;
let gateway: AlipayGateway;
let bodies: URLSearchParams[] = [];
let replies: object[] = [];

beforeAll(async () => {
  server = createServer(async (request, response) => {
    const body = Buffer.concat(await request.toArray()).toString();
    const params = new URLSearchParams(`${request.url!.split('?')[1]}&${body}`);
    bodies.push(params);
    const text = JSON.stringify(replies.shift() ?? { code: '40004', sub_code: 'ACQ.TRADE_NOT_EXIST' });
    const signature = sign('RSA-SHA256', Buffer.from(text), theirs.privateKey).toString('base64');
    response.end(`{"${params.get('method')!.replaceAll('.', '_')}_response":${text},"sign":"${signature}"}`);
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  gateway = createAlipayGateway(
    {
      gateway: `http://127.0.0.1:${(server.address() as AddressInfo).port}/gateway.do`,
      appId: '2021000000000001',
      sellerId: '2088000000000001',
      privateKey: ours.privateKey,
      publicKey: theirs.publicKey,
    },
    { http, clock: { now: () => new Date() } },
  );
});
beforeEach(() => {
  bodies = [];
  replies = [];
});
afterAll(() => {
  http.close();
  server.closeAllConnections();
  return new Promise(resolve => server.close(resolve));
});

const paid = {
  code: '10000',
  out_trade_no: paymentNo,
  trade_no: '2026112222001',
  trade_status: 'TRADE_SUCCESS',
  total_amount: '1.00',
  send_pay_date: '2026-11-22 15:59:58',
};
const asked = (content: object) => {
  replies = [content];
  return gateway.query(paymentNo);
};

test.each([
  ['WAIT_BUYER_PAY', 'pending'],
  ['TRADE_SUCCESS', 'paid'],
  ['TRADE_FINISHED', 'paid'],
  ['TRADE_CLOSED', 'paid'],
  ['SOMETHING_NEW', 'unknown'],
])('the state %s of a trade that was paid means %s', async (trade_status, status) => {
  expect((await asked({ ...paid, trade_status })).status).toBe(status);
});

test('a trade closed without a date of payment was closed unpaid', async () => {
  expect(await asked({ ...paid, trade_status: 'TRADE_CLOSED', send_pay_date: undefined })).toEqual({
    status: 'closed',
  });
});

test.each([
  { out_trade_no: 'P999' },
  { total_amount: '1.001' },
  { total_amount: 1 },
  { trade_no: undefined },
  { send_pay_date: 'today' },
])('a query that answers %j is not believed', async change =>
  expect(await asked({ ...paid, ...change })).toMatchObject({ status: 'unknown', problem: 'bad-response' }),
);

test.each([
  ['40004', 'ACQ.TRADE_NOT_EXIST', { status: 'not-found' }],
  ['20000', 'isp.unknow-error', { status: 'unknown', problem: 'unreachable', reason: 'isp.unknow-error' }],
  ['40004', 'ACQ.SYSTEM_ERROR', { status: 'unknown', problem: 'unreachable', reason: 'ACQ.SYSTEM_ERROR' }],
  [
    '40002',
    'isv.invalid-signature',
    { status: 'unknown', problem: 'rejected', reason: 'isv.invalid-signature' },
  ],
])('a query refused with %s %s never becomes a failed payment', async (code, sub_code, outcome) => {
  expect(await asked({ code, sub_code })).toEqual(outcome);
});

const order = {
  paymentNo,
  product: 'create' as const,
  amountFen: fen(100),
  description: '电费',
  expiresAt: new Date('2026-11-22T16:30:00Z'),
  notifyUrl: 'https://hall.example/notify/alipay',
  payer: { subject: '2088123412341234' },
};

test('a trade is placed with its sum in yuan, its expiry in Beijing time, its seller and its buyer', async () => {
  replies = [{ code: '10000', trade_no: '2026112222001', out_trade_no: paymentNo }];
  expect(await gateway.initiate(order)).toEqual({
    status: 'ready',
    action: { kind: 'alipay-trade', tradeNo: '2026112222001' },
  });
  expect(JSON.parse(bodies[0]!.get('biz_content')!)).toEqual({
    out_trade_no: paymentNo,
    total_amount: '1.00',
    subject: '电费',
    seller_id: '2088000000000001',
    product_code: 'JSAPI_PAY',
    time_expire: '2026-11-23 00:30:00',
    op_app_id: '2021000000000001',
    buyer_id: '2088123412341234',
  });
});

test('a buyer known by open id is named so', async () => {
  replies = [{ code: '10000', trade_no: '1', out_trade_no: paymentNo }];
  await gateway.initiate({ ...order, payer: { subject: '0TenJx9SHeWHIFxuPhLax69t195DYWxH3b' } });
  expect(JSON.parse(bodies[0]!.get('biz_content')!)).toMatchObject({
    buyer_open_id: '0TenJx9SHeWHIFxuPhLax69t195DYWxH3b',
  });
});

test('a reply that speaks of another order starts nothing', async () => {
  replies = [{ code: '10000', trade_no: '1', out_trade_no: 'P999' }];
  expect(await gateway.initiate(order)).toMatchObject({ status: 'unknown', problem: 'bad-response' });
});

describe('a refund', () => {
  const request = {
    paymentNo,
    refundNo: newRefundNo(new Date()),
    amountFen: fen(40),
    totalFen: fen(100),
    reason: '重复缴费',
    notifyUrl: 'https://hall.example/notify/alipay',
  };
  const accepted = { code: '10000', out_trade_no: paymentNo, fund_change: 'N', refund_fee: '90.00' };
  const found = {
    code: '10000',
    out_trade_no: paymentNo,
    out_request_no: request.refundNo,
    refund_amount: '0.40',
    refund_status: 'REFUND_SUCCESS',
    gmt_refund_pay: '2026-11-22 15:59:58',
  };
  const refunded = (...content: object[]) => {
    replies = content;
    return gateway.refund(request);
  };

  test('that moved no money in this call is confirmed by a query, and the running total is not taken for its sum', async () => {
    expect(await refunded(accepted, found)).toMatchObject({
      status: 'succeeded',
      amountFen: 40,
      at: new Date('2026-11-22T07:59:58Z'),
    });
    expect(bodies.map(body => body.get('method'))).toEqual([
      'alipay.trade.refund',
      'alipay.trade.fastpay.refund.query',
    ]);
  });
  test('accepted and not yet to be found is pending', async () => {
    expect(await refunded(accepted, { code: '10000' })).toEqual({ status: 'pending' });
    expect(await refunded(accepted, { ...found, refund_status: undefined })).toEqual({ status: 'pending' });
  });
  test('accepted, and the query unanswered, is unknown', async () => {
    expect(await refunded(accepted, { code: '20000', sub_code: 'isp.unknow-error' })).toMatchObject({
      status: 'unknown',
    });
  });
  test.each([{ refund_amount: '0.41' }, { out_request_no: 'R9' }, { out_trade_no: 'P9' }])(
    'found with %j is not ours',
    async change =>
      expect(await refunded(accepted, { ...found, ...change })).toMatchObject({
        status: 'unknown',
        reason: 'OTHER_REFUND',
      }),
  );
  test('answered for another order is not ours', async () => {
    expect(
      await refunded({
        ...accepted,
        out_trade_no: 'P9',
        fund_change: 'Y',
        gmt_refund_pay: '2026-11-22 15:59:58',
      }),
    ).toMatchObject({
      status: 'unknown',
      reason: 'OTHER_REFUND',
    });
  });
});
