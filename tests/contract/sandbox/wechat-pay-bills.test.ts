import { createHash } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Harness, newNo, startHarness } from './support/harness.ts';

let harness: Harness;
const DAY = 86_400_000;
const dateOf = (at: number): string => new Date(at + 8 * 3600_000).toISOString().slice(0, 10);
/** Noon in Shanghai, so many days ago. */
const noon = (daysAgo: number): Date => new Date(`${dateOf(Date.now() - daysAgo * DAY)}T12:00:00+08:00`);
const date = dateOf(noon(3).getTime());

async function paid(total: number, paidAt: Date, description = '电费'): Promise<string> {
  const outTradeNo = newNo();
  await harness.wechat.call('POST', '/v3/pay/transactions/native', {
    appid: harness.wechat.appid,
    mchid: harness.wechat.mchid,
    description,
    out_trade_no: outTradeNo,
    notify_url: 'http://127.0.0.1:9/n',
    amount: { total },
  });
  await harness.control('POST', '/pay', { outTradeNo, notify: false, paidAt: paidAt.toISOString() });
  return outTradeNo;
}

beforeAll(async () => {
  harness = await startHarness();
  await paid(12345, noon(3), '电费, 十月');
  await paid(1, new Date(`${date}T23:59:59+08:00`));
  await paid(999, new Date(noon(3).getTime() + 12 * 3600_000));
});
afterAll(() => harness.sandbox.close());

async function bill(target: string): Promise<{ file: Buffer; hash: string; raw: Buffer }> {
  const reply = await harness.wechat.call('GET', target);
  expect(reply.json['hash_type']).toBe('SHA1');
  const address = new URL(String(reply.json['download_url']));
  const path = address.pathname.slice('/wechat-pay'.length) + address.search;
  const signed = await authorizedGet(path);
  expect(signed.status).toBe(200);
  const raw = Buffer.from(await signed.arrayBuffer());
  return { raw, file: raw[0] === 0x1f ? gunzipSync(raw) : raw, hash: String(reply.json['hash_value']) };
}

/** The merchant helper reads text; bills are bytes. */
async function authorizedGet(path: string): Promise<Response> {
  let captured: RequestInit | undefined;
  const original = globalThis.fetch;
  globalThis.fetch = async (_, init) => {
    captured = init;
    return new Response('');
  };
  await harness.wechat.call('GET', path).finally(() => {
    globalThis.fetch = original;
  });
  return fetch(harness.credentials['WECHAT_PAY_BASE_URL'] + path, captured);
}

describe('the trade bill', () => {
  test('is UTF-8 with a mark, CRLF, a backtick before each value, and ends in its summary', async () => {
    const { file, hash } = await bill(`/v3/bill/tradebill?bill_date=${date}&bill_type=ALL`);
    expect(hash).toBe(createHash('sha1').update(file).digest('hex'));
    expect(file.subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]));
    const text = file.subarray(3).toString('utf8');
    expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
    const lines = text.trimEnd().split('\r\n');
    expect(lines[0]!.split(',')).toHaveLength(27);
    const rows = lines.slice(1, -2).map(line => line.split(',`'));
    expect(rows.map(row => row.length)).toEqual([27, 27]);
    expect(lines.slice(1, -2).every(line => line.startsWith('`'))).toBe(true);
    expect(lines.at(-2)).toMatch(/^总交易单数,应结订单总金额,退款总金额/);
    expect(lines.at(-1)).toBe('`2,`123.46,`0.00,`0.00,`0.74000,`123.46,`0.00');
    const [last, first] = rows;
    expect(last![0]).toBe(`\`${date} 23:59:59`);
    expect([first![9], first![12], first![20], first![22], first![23]]).toEqual([
      'SUCCESS',
      '123.45',
      '电费  十月',
      '0.74000',
      '0.60%',
    ]);
  });

  test('puts a payment one second later into the next day', async () => {
    const { file } = await bill(
      `/v3/bill/tradebill?bill_date=${dateOf(noon(2).getTime())}&bill_type=SUCCESS&tar_type=GZIP`,
    );
    const lines = file.toString('utf8').trimEnd().split('\r\n');
    expect(lines[0]!.split(',')).toHaveLength(20);
    expect(lines[1]).toContain('`9.99');
    expect(lines).toHaveLength(4);
  });

  test('lists a refund on the day it was asked for, with a negative fee', async () => {
    await harness.control('POST', '/settings', { enforceBillTime: false });
    const outTradeNo = await paid(5000, noon(40));
    const reply = await harness.wechat.call('POST', '/v3/refund/domestic/refunds', {
      out_trade_no: outTradeNo,
      out_refund_no: newNo(),
      amount: { refund: 2000, total: 5000, currency: 'CNY' },
    });
    const today = dateOf(Date.now());
    const { file } = await bill(`/v3/bill/tradebill?bill_date=${today}&bill_type=ALL`);
    const row = file.toString('utf8').split('\r\n')[1]!.split(',`');
    expect([row[9], row[12], row[16], row[22], row[24], row[25]]).toEqual([
      'REFUND',
      '0.00',
      '20.00',
      '-0.12000',
      '0.00',
      '20.00',
    ]);
    expect(row[14]).toBe(reply.json['refund_id']);
    const refunds = await bill(`/v3/bill/tradebill?bill_date=${today}&bill_type=REFUND`);
    expect(refunds.file.toString('utf8').split('\r\n')[0]!.split(',')).toHaveLength(29);
    await harness.control('POST', '/settings', { enforceBillTime: true });
  });

  test('of a day without trade does not exist, of today not yet, of four months ago no more', async () => {
    const ask = async (daysAgo: number) =>
      (await harness.wechat.call('GET', `/v3/bill/tradebill?bill_date=${dateOf(noon(daysAgo).getTime())}`))
        .json['code'];
    expect(await ask(10)).toBe('NO_STATEMENT_EXIST');
    expect(await ask(0)).toBe('INVALID_REQUEST');
    expect(await ask(120)).toBe('INVALID_REQUEST');
  });

  test('is fetched from an address that soon expires and wants a signed request', async () => {
    await harness.control('POST', '/settings', { downloadUrlSeconds: 0 });
    const reply = await harness.wechat.call('GET', `/v3/bill/tradebill?bill_date=${date}`);
    await harness.control('POST', '/settings', { downloadUrlSeconds: 30 });
    const address = new URL(String(reply.json['download_url']));
    expect((await fetch(address, { headers: { Accept: '*/*' } })).status).toBe(401);
    expect((await authorizedGet(address.pathname.slice('/wechat-pay'.length) + address.search)).status).toBe(
      400,
    );
  });
});

test('the fund-flow bill has eleven columns and a balance that adds up', async () => {
  const { file } = await bill(`/v3/bill/fundflowbill?bill_date=${date}&account_type=BASIC`);
  const lines = file.toString('utf8').trimEnd().split('\r\n');
  expect(lines[0]!.split(',')).toHaveLength(11);
  const rows = lines.slice(1, -2).map(line => line.split(',`'));
  // Earlier tests paid 50.00 less 0.30 forty days ago.
  const before = 49.7;
  const fen = (text: string): number => Number(text.replace('.', ''));
  let balance = Math.round(before * 100);
  for (const row of rows) {
    balance += row[5] === '收入' ? fen(row[6]!) : -fen(row[6]!);
    expect(fen(row[7]!)).toBe(balance);
  }
  expect(lines.at(-1)).toBe('`3,`2,`123.46,`1,`0.74');
});
