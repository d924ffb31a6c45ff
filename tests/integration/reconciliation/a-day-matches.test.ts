import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { unzipSync } from 'fflate';
import { addDays } from '../../../server/src/shared/dates.ts';
import { type Days, noonOf, openDays, today, yesterday } from './days.ts';

let it: Days;
beforeAll(async () => {
  it = await openDays();
});
afterAll(() => it.close());

const alipay = { method: 'alipay', product: 'wap', returnUrl: '/pages/result' };

describe('a day on which everything agrees', () => {
  test("WeChat's trade bill and fund-flow bill match what was collected, and the settled total is posted once", async () => {
    await it.paid();
    await it.paid();
    const before = await it.balanceOf('gateway:wechat-pay');
    expect(await it.run('wechat-pay', yesterday())).toMatchObject({ status: 'matched', matched: 2, open: 0 });
    // 123.45 twice, 0.6 % of each kept as a fee.
    expect(await it.balanceOf('gateway-fees')).toBe(148);
    expect(await it.balanceOf('bank')).toBe(24_690 - 148);
    expect(await it.balanceOf('gateway:wechat-pay')).toBe(before - 24_690);
    expect(await it.books()).toEqual([]);
  });

  test("Alipay's zip of GBK files matches, with Chinese names in it", async () => {
    await it.paid(alipay, { gateway: 'alipay' });
    expect(await it.run('alipay', yesterday())).toMatchObject({ status: 'matched', matched: 1 });
    expect(await it.balanceOf('gateway:alipay')).toBe(0);
    expect(await it.books()).toEqual([]);
  });

  test("UnionPay's zip of fixed columns matches by its own clearing day", async () => {
    const unionpay = { channel: 'online-bank', method: 'unionpay', product: 'front' };
    await it.paid(unionpay, { gateway: 'unionpay' });
    const result = await it.run('unionpay', yesterday());
    expect(result).toMatchObject({ status: 'matched', matched: 1 });
    expect(await it.balanceOf('gateway:unionpay')).toBe(0);
    expect(await it.books()).toEqual([]);
  });

  test.each(['wechat-pay', 'alipay', 'unionpay'])('running %s again changes nothing', async prefix => {
    const look = async () =>
      (
        await it.hall.owner.query(
          `SELECT (SELECT count(*) FROM statement_files) AS files, (SELECT count(*) FROM statement_rows) AS rows, (SELECT count(*) FROM ledger_transactions) AS booked,
                  (SELECT count(*) FROM reconciliation_differences) AS differences, (SELECT count(*) FROM source_settlements) AS settled`,
        )
      ).rows[0];
    const before = await look();
    // A second later, so that a file which says when it was made would be another.
    await new Promise(done => setTimeout(done, 1_100));
    expect(await it.run(prefix, yesterday())).toMatchObject({ status: 'matched' });
    expect(await look()).toEqual(before);
  });

  test('a day without business is empty, which is no error', async () => {
    expect(await it.run('wechat-pay', addDays(today(), -9))).toMatchObject({ status: 'matched', rows: 0 });
  });

  test('lines without the bill of what is settled are no match: the day waits, finance is told, and nothing is booked to the bank', async () => {
    const day = addDays(today(), -4);
    await it.paid({}, { paidAt: noonOf(day) });
    await it.hall.sandbox.post('/control/faults', {
      rules: [
        {
          ...{ gateway: 'wechat-pay', on: 'bill', fault: 'decline', skip: 1, count: 1 },
          ...{ status: 400, code: 'NO_STATEMENT_EXIST' },
        },
      ],
    });
    const bank = await it.balanceOf('bank');
    expect(await it.run('wechat-pay', day)).toMatchObject({
      ...{ status: 'waiting', problem: { reason: 'awaits-settlement' } },
      ...{ matched: 1, open: 0 },
    });
    expect(await it.balanceOf('bank')).toBe(bank);
    const cookie = await it.story.staff('finance');
    const { source } = await it.sourceOf('wechat-pay');
    const { body } = await it.hall.call('GET', `/staff/reconciliation/day?source=${source}&day=${day}`, {
      cookie,
    });
    expect(body.day).toMatchObject({
      ...{ status: 'waiting', problem: { reason: 'awaits-settlement' } },
      nextTryAt: expect.any(String),
    });
    expect(await it.run('wechat-pay', day)).toMatchObject({ status: 'matched', matched: 1, open: 0 });
    expect(await it.balanceOf('bank')).toBe(bank + 12_345 - 74);
    expect(await it.books()).toEqual([]);
  });

  test('money without a file is no match: it is tried again', async () => {
    const { paymentNo } = await it.paid();
    const { trade_no: tradeNo } = await it.collection(paymentNo);
    await it.hall.owner.query(`UPDATE collections SET clearing_on = $2 WHERE trade_no = $1`, [
      tradeNo,
      addDays(today(), -8),
    ]);
    expect(await it.run('wechat-pay', addDays(today(), -8))).toMatchObject({ status: 'no-file' });
    await it.hall.owner.query(`UPDATE collections SET clearing_on = $2 WHERE trade_no = $1`, [
      tradeNo,
      yesterday(),
    ]);
  });
});

test('the report of settlements and its spreadsheet have the figures that were booked, and the shares those that were collected', async () => {
  const cookie = await it.story.staff('finance');
  const days = `from=${yesterday()}&to=${yesterday()}`;
  const { rows: booked } = await it.hall.owner.query(
    `SELECT s.source, s.paid_fen::int AS paid, s.fee_fen::int AS fee, s.net_fen::int AS net, p.amount_fen::int AS bank FROM source_settlements s
       JOIN ledger_postings p ON p.transaction_id = s.transaction_id AND p.account_code = 'bank' WHERE s.day = $1 ORDER BY s.source, s.no`,
    [yesterday()],
  );
  expect(booked.map(({ source, net }) => [source.split(':')[0], net])).toContainEqual(['wechat-pay', 24_542]);
  expect(booked.every(({ net, bank }) => net === bank)).toBe(true);

  const reply = await fetch(
    `${it.hall.url}/api/v1/staff/exports/reconciliation-settlements?${days}&format=xlsx`,
    { headers: { cookie } },
  );
  const parts = unzipSync(new Uint8Array(await reply.arrayBuffer()));
  const sheet = Buffer.from(parts['xl/worksheets/sheet1.xml']!).toString();
  const cells = [...sheet.matchAll(/<row>(.*?)<\/row>/gs)].map(row =>
    [...row[1]!.matchAll(/<c[^>]*?(?:\/>|>(.*?)<\/c>)/gs)].map(cell =>
      (cell[1] ?? '').replace(/<[^>]*>/g, ''),
    ),
  );
  expect(cells[0]).toEqual(['来源', '清算日', '收款', '退款', '手续费', '结算净额', '入账时间']);
  const yuan = (fen: number) => (fen / 100).toFixed(2);
  expect(cells.slice(1).map(row => row.slice(0, 6))).toEqual(
    booked.map(({ source, paid, fee, net }) => [
      source,
      yesterday(),
      yuan(paid),
      '0.00',
      yuan(fee),
      yuan(net),
    ]),
  );

  const { body } = await it.hall.call('GET', `/staff/reconciliation/shares?${days}`, { cookie });
  const { rows: collected } = await it.hall.owner.query(
    `SELECT date_trunc('week', $1::date)::date::text AS week, p.channel, count(*)::int AS count, sum(c.amount_fen)::int AS "amountFen"
       FROM collections c JOIN payments p ON p.id = c.payment_id WHERE c.clearing_on = $1 GROUP BY p.channel ORDER BY p.channel`,
    [yesterday()],
  );
  expect(collected.map(row => row.channel)).toEqual(expect.arrayContaining(['online-bank', 'web-hall']));
  expect(body.shares).toEqual(collected);
});

test('the rows of one merchant are told apart by channel', async () => {
  await it.run('wechat-pay', yesterday());
  const cookie = await it.story.staff('finance');
  const { source } = await it.sourceOf('wechat-pay');
  const { body } = await it.hall.call(
    'GET',
    `/staff/reconciliation/day?source=${source}&day=${yesterday()}`,
    { cookie },
  );
  expect(body.channels).toEqual([
    expect.objectContaining({ channel: 'web-hall', oursCount: 3, matchedCount: 3 }),
  ]);
  expect(body.files.map((file: { part: string }) => file.part).sort()).toEqual([
    'fund-flow',
    'fund-flow',
    'trade',
    'trade',
  ]);
});
