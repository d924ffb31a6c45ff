import { createCipheriv, generateKeyPairSync, sign } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { fen } from '../../../../shared/money.ts';
import { ChannelError } from '../channel-error.ts';
import { mismatchesWith } from '../gateway.ts';
import { createKeyRing } from './key-ring.ts';
import { accepted, parseNotification, refused } from './notifications.ts';

const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const clock = { now: () => new Date('2026-11-22T08:00:00Z') };
const apiV3Key = Buffer.from('0123456789abcdef0123456789abcdef');
const settings = {
  baseUrl: 'https://api.mch.weixin.qq.com',
  mchId: '1900000001',
  appId: 'wx1111111111111111',
  oaAppId: 'wx2222222222222222',
  apiV3Key,
  privateKey,
  serialNo: '5157F09E',
  publicKey: { id: 'PUB_KEY_ID_1', key: publicKey },
  platformCertificates: [],
};
const client = { settings, keyRing: createKeyRing(settings, clock), clock };

const paid = {
  appid: 'wx1111111111111111',
  mchid: '1900000001',
  out_trade_no: 'P2026112200000000000001',
  transaction_id: '4200001234202611220000000001',
  trade_state: 'SUCCESS',
  success_time: '2026-11-22T15:59:58+08:00',
  amount: { total: 12_345, payer_total: 12_000, currency: 'CNY' },
};
const refundDone = {
  mchid: '1900000001',
  out_trade_no: 'P2026112200000000000001',
  transaction_id: '4200001234202611220000000001',
  out_refund_no: 'R2026112200000000000001',
  refund_id: '50300001234202611220000000001',
  refund_status: 'SUCCESS',
  success_time: '2026-11-22T15:59:59+08:00',
  amount: { total: 12_345, refund: 345, payer_total: 12_345, payer_refund: 345 },
};

function seal(text: string) {
  const cipher = createCipheriv('aes-256-gcm', apiV3Key, 'abcdef012345').setAAD(Buffer.from('x'));
  const ciphertext = Buffer.concat([cipher.update(text), cipher.final(), cipher.getAuthTag()]).toString(
    'base64',
  );
  return { algorithm: 'AEAD_AES_256_GCM', ciphertext, nonce: 'abcdef012345', associated_data: 'x' };
}

/** Signed as WeChat would. */
function delivered(body: string) {
  const signature = sign('RSA-SHA256', Buffer.from(`1795334400\nn\n${body}\n`), privateKey).toString(
    'base64',
  );
  const headers = {
    'wechatpay-timestamp': '1795334400',
    'wechatpay-nonce': 'n',
    'wechatpay-serial': 'PUB_KEY_ID_1',
    'wechatpay-signature': signature,
  };
  return { headers, body: Buffer.from(body) };
}

const event = (type: string, content: object) =>
  delivered(JSON.stringify({ id: 'EV-1', event_type: type, resource: seal(JSON.stringify(content)) }));
const parse = (type: string, content: object) => parseNotification(client, event(type, content));

function problemOf(raw: ReturnType<typeof delivered>): string {
  try {
    return parseNotification(client, raw).kind;
  } catch (error) {
    return error instanceof ChannelError ? error.problem : 'another error';
  }
}

test('a payment is told with its order, its trade number, whole fen and the instant', () => {
  expect(parse('TRANSACTION.SUCCESS', paid)).toEqual({
    kind: 'payment',
    eventId: 'EV-1',
    paymentNo: 'P2026112200000000000001',
    outcome: {
      status: 'paid',
      tradeNo: '4200001234202611220000000001',
      amountFen: 12_345,
      paidAt: new Date('2026-11-22T07:59:58Z'),
    },
    mismatches: [],
  });
});

describe('a validly signed lie is no error but a mismatch, to be stored and looked at:', () => {
  const mismatches = (change: object) => {
    const notification = parse('TRANSACTION.SUCCESS', { ...paid, ...change });
    return notification.kind === 'payment'
      ? mismatchesWith({ amountFen: fen(12_345) }, notification)
      : undefined;
  };
  test('the right facts agree', () => expect(mismatches({})).toEqual([]));
  test("the official account's app is ours too", () =>
    expect(mismatches({ appid: 'wx2222222222222222' })).toEqual([]));
  test('another app', () => expect(mismatches({ appid: 'wx9999999999999999' })).toEqual(['app']));
  test('another merchant', () => expect(mismatches({ mchid: '1900000109' })).toEqual(['merchant']));
  test('another currency', () =>
    expect(mismatches({ amount: { total: 12_345, currency: 'USD' } })).toEqual(['currency']));
  test('one fen less', () =>
    expect(mismatches({ amount: { total: 12_344, currency: 'CNY' } })).toEqual(['amount']));
  test('everything at once', () =>
    expect(mismatches({ appid: 'wx9', mchid: '19', amount: { total: 1, currency: 'HKD' } })).toEqual([
      'app',
      'merchant',
      'currency',
      'amount',
    ]));
});

test('refunds are told as done, abnormal (still open) or closed (failed)', () => {
  const outcome = (change: object) => {
    const notification = parse('REFUND.ANY', { ...refundDone, ...change });
    return notification.kind === 'refund' && { refundNo: notification.refundNo, ...notification.outcome };
  };
  const refundNo = 'R2026112200000000000001';
  expect(outcome({})).toEqual({
    refundNo,
    status: 'succeeded',
    gatewayRefundNo: '50300001234202611220000000001',
    amountFen: 345,
    at: new Date('2026-11-22T07:59:59Z'),
  });
  expect(outcome({ refund_status: 'ABNORMAL', success_time: undefined })).toMatchObject({
    refundNo,
    status: 'abnormal',
  });
  expect(outcome({ refund_status: 'CLOSED', success_time: undefined })).toMatchObject({
    refundNo,
    status: 'failed',
  });
  expect(outcome({ refund_status: 'SOMETHING_NEW' })).toMatchObject({ refundNo, status: 'unknown' });
});

test("another merchant's refund is a mismatch", () => {
  expect(parse('REFUND.SUCCESS', { ...refundDone, mchid: '1900000109' }).mismatches).toEqual(['merchant']);
});

test('events of other types are understood as far as they go', () => {
  expect(parse('COMPLAINT.CREATE', { complaint_id: '1' })).toEqual({
    kind: 'other',
    eventId: 'EV-1',
    type: 'COMPLAINT.CREATE',
    mismatches: [],
  });
});

test('what is signed but cannot be read is a bad response, never a payment', () => {
  expect(problemOf(delivered('{"id":'))).toBe('bad-response');
  expect(problemOf(delivered(''))).toBe('bad-response');
  expect(problemOf(delivered('{"id":"EV-1","event_type":"TRANSACTION.SUCCESS"}'))).toBe('bad-response');
  expect(problemOf(event('TRANSACTION.SUCCESS', { ...paid, amount: { total: 12.5 } }))).toBe('bad-response');
  expect(problemOf(event('TRANSACTION.SUCCESS', { ...paid, amount: { total: -1 } }))).toBe('bad-response');
  expect(problemOf(event('TRANSACTION.SUCCESS', { ...paid, amount: { total: '12345' } }))).toBe(
    'bad-response',
  );
  expect(problemOf(event('TRANSACTION.SUCCESS', { ...paid, transaction_id: undefined }))).toBe(
    'bad-response',
  );
});

test('content sealed with another key is refused although the envelope is signed', () => {
  const raw = event('TRANSACTION.SUCCESS', paid);
  const other = { ...client, settings: { ...settings, apiV3Key: Buffer.alloc(32, 1) } };
  expect(() => parseNotification(other, raw)).toThrow(expect.objectContaining({ problem: 'bad-signature' }));
});

test('an unsigned message is refused before anything of it is read', () => {
  expect(problemOf({ ...event('TRANSACTION.SUCCESS', paid), headers: {} as never })).toBe('bad-signature');
});

test('acceptance has no body; a refusal says FAIL with a 4xx or 5xx', () => {
  expect(accepted).toEqual({ status: 204 });
  expect(refused('bad-signature')).toMatchObject({
    status: 401,
    body: '{"code":"FAIL","message":"验签失败"}',
  });
  expect(refused('not-stored')).toMatchObject({ status: 500, body: '{"code":"FAIL","message":"处理失败"}' });
});
