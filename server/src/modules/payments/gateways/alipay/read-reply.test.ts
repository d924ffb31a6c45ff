import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { ChannelError } from '../channel-error.ts';
import { readReply } from './read-reply.ts';

const alipay = generateKeyPairSync('rsa', { modulusLength: 2048 });
const stranger = generateKeyPairSync('rsa', { modulusLength: 2048 });
const settings = {
  gateway: '',
  appId: '',
  sellerId: '',
  privateKey: alipay.privateKey,
  publicKey: alipay.publicKey,
};
const shape = z.object({ trade_status: z.string(), subject: z.string().optional() });
const name = 'alipay_trade_query_response';

const signatureOf = (text: string, key: KeyObject = alipay.privateKey, algorithm = 'RSA-SHA256') =>
  sign(algorithm, Buffer.from(text), key).toString('base64');
const signed = (text: string, node = name) => `{"${node}":${text},"sign":"${signatureOf(text)}"}`;

function read(raw: string): unknown {
  try {
    return readReply(shape, 'alipay.trade.query', Buffer.from(raw), settings);
  } catch (error) {
    return error instanceof ChannelError ? `${error.problem} ${error.code}` : error;
  }
}

const unpaid = '{"code":"10000","msg":"Success","trade_status":"WAIT_BUYER_PAY"}';
const forged = '{"code":"10000","msg":"Success","trade_status":"TRADE_SUCCESS"}';

test('a signed reply is read, whatever braces, quotes and escapes stand in its texts', () => {
  expect(read(signed(unpaid))).toEqual({ trade_status: 'WAIT_BUYER_PAY' });
  const tricky = '{"code":"10000","subject":"a\\"}{\\\\","trade_status":"https:\\/\\/电费","n":{"m":{}}}';
  expect(read(signed(tricky))).toEqual({ trade_status: 'https://电费', subject: 'a"}{\\' });
  expect(read(`{ "sign" : "${signatureOf(unpaid)}" , "${name}" :  ${unpaid} }`)).toEqual({
    trade_status: 'WAIT_BUYER_PAY',
  });
});

describe('no forged success is believed:', () => {
  test('without a signature', () => expect(read(`{"${name}":${forged}}`)).toBe('bad-signature NOT_SIGNED'));
  test('with the signature of another reply', () =>
    expect(read(`{"${name}":${forged},"sign":"${signatureOf(unpaid)}"}`)).toBe(
      'bad-signature WRONG_SIGNATURE',
    ));
  test("with a stranger's signature", () =>
    expect(read(`{"${name}":${forged},"sign":"${signatureOf(forged, stranger.privateKey)}"}`)).toBe(
      'bad-signature WRONG_SIGNATURE',
    ));
  test('signed with SHA-1', () =>
    expect(read(`{"${name}":${forged},"sign":"${signatureOf(forged, alipay.privateKey, 'RSA-SHA1')}"}`)).toBe(
      'bad-signature WRONG_SIGNATURE',
    ));
  test('hidden behind a genuine signed reply', () => {
    // The last of two equal names is what JSON.parse returns, the first is what a search finds.
    const sign = signatureOf(unpaid);
    expect(read(`{"${name}":${unpaid},"sign":"${sign}","${name}":${forged}}`)).toEqual({
      trade_status: 'WAIT_BUYER_PAY',
    });
    expect(read(`{"x${name}":${unpaid},"sign":"${sign}","${name}":${forged}}`)).toBe(
      'bad-signature WRONG_SIGNATURE',
    );
    expect(read(`{"error_response":${forged},"sign":"${sign}"}`)).toBe('bad-signature WRONG_SIGNATURE');
  });
});

describe('what Alipay says of a call:', () => {
  const verdict = (code: string, subCode?: string, node?: string) =>
    read(signed(JSON.stringify({ code, msg: '', sub_code: subCode, trade_status: 'TRADE_SUCCESS' }), node));
  test('40004 is a refusal with its reason', () =>
    expect(verdict('40004', 'ACQ.TRADE_NOT_EXIST')).toBe('rejected ACQ.TRADE_NOT_EXIST'));
  test('10003 and 20000 leave it open, whatever stands beside them', () => {
    expect(verdict('10003')).toBe('unreachable 10003');
    expect(verdict('20000', 'isp.unknow-error')).toBe('unreachable isp.unknow-error');
  });
  test('a busy system leaves it open although the code says failed', () =>
    expect(verdict('40004', 'ACQ.SYSTEM_ERROR')).toBe('unreachable ACQ.SYSTEM_ERROR'));
  test('a refusal of the request itself', () =>
    expect(verdict('40002', 'isv.invalid-signature', 'error_response')).toBe(
      'rejected isv.invalid-signature',
    ));
});

test('a reply cut short, of another call, empty or no JSON is a bad response', () => {
  const whole = signed(unpaid);
  expect(read(whole.slice(0, whole.length / 2))).toBe('bad-response NOT_JSON');
  expect(read(signed(unpaid, 'alipay_trade_close_response'))).toBe('bad-response UNEXPECTED_SHAPE');
  expect(read('')).toBe('bad-response UNEXPECTED_SHAPE');
  expect(read('<html>')).toBe('bad-response NOT_JSON');
  expect(read('[]')).toBe('bad-response UNEXPECTED_SHAPE');
  expect(read(signed('{"code":"10000"}'))).toBe('bad-response UNEXPECTED_SHAPE');
});
