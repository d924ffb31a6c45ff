import { createVerify, generateKeyPairSync } from 'node:crypto';
import { afterAll, expect, test } from '@jest/globals';
import { alipayTime, createRequestBuilder } from './request-builder.ts';

const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const settings = {
  gateway: 'https://openapi.alipay.com/gateway.do',
  appId: '2021000000000001',
  sellerId: '2088000000000001',
  privateKey,
  publicKey,
};
const builder = createRequestBuilder(settings, { now: () => new Date('2026-11-22T16:30:05Z') });
const zone = process.env['TZ'];
afterAll(() => {
  process.env['TZ'] = zone;
});

test('a call carries the public parameters and an RSA2 signature over all of them, sorted and decoded', async () => {
  const bizContent = { out_trade_no: 'P1', total_amount: '123.45', subject: '电费 10%+1' };
  const signed = await builder.sign('alipay.trade.create', {
    notifyUrl: 'https://hall.example/notify/alipay',
    bizContent,
  });
  const { sign = '', ...rest } = Object.fromEntries(signed);
  expect(rest).toEqual({
    app_id: '2021000000000001',
    biz_content: '{"out_trade_no":"P1","total_amount":"123.45","subject":"电费 10%+1"}',
    charset: 'utf-8',
    method: 'alipay.trade.create',
    notify_url: 'https://hall.example/notify/alipay',
    sign_type: 'RSA2',
    timestamp: '2026-11-23 00:30:05',
    version: '1.0',
  });
  const text =
    'app_id=2021000000000001&biz_content={"out_trade_no":"P1","total_amount":"123.45","subject":"电费 10%+1"}&charset=utf-8' +
    '&method=alipay.trade.create&notify_url=https://hall.example/notify/alipay&sign_type=RSA2' +
    '&timestamp=2026-11-23 00:30:05&version=1.0';
  expect(createVerify('RSA-SHA256').update(text).verify(publicKey, sign, 'base64')).toBe(true);
});

test.each(['UTC', 'America/New_York', 'Asia/Tokyo'])(
  'times are Beijing times on a machine in %s',
  async name => {
    process.env['TZ'] = name;
    const signed = await builder.sign('alipay.trade.query', { bizContent: { out_trade_no: 'P1' } });
    expect(signed.get('timestamp')).toBe('2026-11-23 00:30:05');
    expect(alipayTime(new Date('2026-12-31T16:00:00Z'))).toBe('2027-01-01 00:00:00');
  },
);

test('parameters that are not given are not signed as the word undefined', async () => {
  const signed = await builder.sign('alipay.trade.wap.pay', {
    returnUrl: undefined,
    bizContent: { out_trade_no: 'P1' },
  });
  expect(signed.has('return_url')).toBe(false);
});
