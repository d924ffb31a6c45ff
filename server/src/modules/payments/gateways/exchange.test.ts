import { expect, test } from '@jest/globals';
import { type HttpResponse, HttpUnreachable } from '../../../infra/http-client.ts';
import { type Exchange, noteSigned, sendNoted } from './exchange.ts';

const kept = new Set(['out_trade_no', 'total', 'code', 'message', 'list']);
const reply = (content: string, status = 200): HttpResponse => ({
  status,
  headers: {},
  body: Buffer.from(content),
});
async function told(sent: unknown, send: () => Promise<HttpResponse>): Promise<Exchange> {
  const exchanges: Exchange[] = [];
  const read = (body: Buffer) => JSON.parse(body.toString());
  const message = { call: 'POST /pay', sent, kept, read };
  await sendNoted(exchange => exchanges.push(exchange), message, send).catch(() => {});
  expect(exchanges).toHaveLength(1);
  return exchanges[0]!;
}
const order = {
  out_trade_no: 'P1',
  amount: { total: 100 },
  payer: { openid: 'oUpF8uMuAJO' },
  later: [7, true],
};

test('request and reply are kept by fields: numbers and sums stay, of all else only the name', async () => {
  const answer = '{"code":"OK","prepay_id":"wx2014","list":[{"total":1}]}';
  expect(await told(order, async () => reply(answer))).toEqual({
    call: 'POST /pay',
    sent: {
      out_trade_no: 'P1',
      amount: { total: 100 },
      payer: { openid: '***' },
      later: ['***', '***'],
    },
    status: 200,
    body: { code: 'OK', prepay_id: '***', list: [{ total: 1 }] },
  });
});

test('words of a refusal that quote what was cut out of the request do so no longer', async () => {
  const refusal = '{"code":"PARAM_ERROR","message":"openid oUpF8uMuAJO is not of this app"}';
  const { status, body } = await told(order, async () => reply(refusal, 400));
  expect([status, body]).toEqual([400, { code: 'PARAM_ERROR', message: 'openid *** is not of this app' }]);
});

test('silence is kept with the request and without a reply', async () => {
  const silent = async () => {
    throw new HttpUnreachable('TIMEOUT', true);
  };
  const { sent, ...rest } = await told(order, silent);
  expect(sent).toMatchObject({ out_trade_no: 'P1' });
  expect(rest).toEqual({ call: 'POST /pay', silence: 'TIMEOUT' });
});

test('what is not of the form leaves its status alone', async () => {
  expect(await told(undefined, async () => reply('<html>oUpF8uMuAJO</html>', 502))).toEqual({
    call: 'POST /pay',
    sent: undefined,
    status: 502,
    body: undefined,
  });
});

test('a hostile reply is small and fit for the database', async () => {
  const deep = `${'{"list":'.repeat(2_000)}1${'}'.repeat(2_000)}`;
  const long = JSON.stringify({ list: Array(1_000).fill('电'.repeat(1_000)), '\0name': 1 });
  for (const content of [deep, long]) {
    const { body } = await told(order, async () => reply(content));
    expect(JSON.stringify(body).length).toBeLessThan(9_000);
  }
  const { body } = await told(order, async () => reply('{"message":"a\\u0000b\\ud800c"}'));
  expect(body).toEqual({ message: 'ab\ufffdc' });
});

test('what the payer brings says so, and nobody who listens costs nothing', async () => {
  const exchanges: Exchange[] = [];
  const signed = { out_trade_no: 'P1', sign: 'c2lnbmF0dXJl' };
  noteSigned(exchange => exchanges.push(exchange), 'alipay.trade.wap.pay', signed, kept);
  noteSigned(undefined, 'alipay.trade.wap.pay', signed, kept);
  expect(exchanges).toEqual([
    { call: 'alipay.trade.wap.pay', sent: { out_trade_no: 'P1', sign: '***' }, byPayer: true },
  ]);
});
