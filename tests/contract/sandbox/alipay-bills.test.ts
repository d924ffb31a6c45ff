import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { unzipSync } from 'fflate';
import iconv from 'iconv-lite';
import type { Fields } from './support/alipay-merchant.ts';
import { type Harness, newNo, startHarness } from './support/harness.ts';

let harness: Harness;
const DAY = 86_400_000;
const dateOf = (at: number): string => new Date(at + 8 * 3600_000).toISOString().slice(0, 10);
const date = dateOf(Date.now() - 3 * DAY);
let first: string;

async function paid(amount: string, paidAt: string): Promise<string> {
  const { alipayUserId } = await harness.control<Fields>('GET', '/people/resident');
  const outTradeNo = newNo();
  const biz = {
    out_trade_no: outTradeNo,
    total_amount: amount,
    subject: '电费，十月',
    buyer_id: alipayUserId,
  };
  await harness.alipay.call('alipay.trade.create', biz);
  await harness.control('POST', '/pay', { outTradeNo, paidAt, notify: false });
  return outTradeNo;
}
const address = (bill_date: string) =>
  harness.alipay.call('alipay.data.dataservice.bill.downloadurl.query', { bill_type: 'trade', bill_date });

async function files(bill_date: string): Promise<Map<string, string[]>> {
  const { node } = await address(bill_date);
  const zipped = new Uint8Array(await (await fetch(node['bill_download_url']!)).arrayBuffer());
  // fflate reads unflagged names as Latin-1, which gives the GBK bytes back.
  return new Map(
    Object.entries(unzipSync(zipped)).map(([name, content]) => [
      iconv.decode(Buffer.from(name, 'latin1'), 'gbk'),
      iconv.decode(Buffer.from(content), 'gbk').split('\r\n'),
    ]),
  );
}

beforeAll(async () => {
  harness = await startHarness();
  first = await paid('100.00', `${date}T00:00:00+08:00`);
  await paid('0.50', `${date}T23:59:59+08:00`);
  await paid('7.00', `${dateOf(Date.now() - 4 * DAY)}T23:59:59+08:00`);
});
afterAll(() => harness.sandbox.close());

test('the bill of a day is a zip of two GBK files with comment lines', async () => {
  const found = await files(date);
  const stem = `${harness.credentials['ALIPAY_SELLER_ID']}0156_${date.replaceAll('-', '')}_业务明细`;
  expect([...found.keys()]).toEqual([`${stem}.csv`, `${stem}(汇总).csv`]);
  const details = found.get(`${stem}.csv`)!;
  expect(details[0]).toBe('#支付宝业务明细查询');
  expect(details[3]).toMatch(/^#-+业务明细列表-+$/);
  const rows = details.filter(line => line && !line.startsWith('#')).map(line => line.split(','));
  expect(rows.map(row => row.length)).toEqual([25, 25, 25]);
  expect(rows[1]!.slice(1, 4)).toEqual([`${first}\t`, '交易', '电费，十月']);
  expect([rows[1]![5], rows[1]![11], rows[1]![22]]).toEqual([`${date} 00:00:00\t`, '100.00', '-0.60']);
  expect(details).toContain('#交易合计：2笔，商家实收共100.50元，商家优惠共0.00元');
  const summary = found.get(`${stem}(汇总).csv`)!;
  expect(summary.find(line => line.startsWith('合计'))).toBe(
    '合计,,2,0,100.50,100.50,0.00,0.00,0.00,-0.60,0.00,99.90',
  );
});

test('a refund stands on the day its money moved, below zero and with its request number', async () => {
  await harness.alipay.call('alipay.trade.refund', {
    out_trade_no: first,
    refund_amount: '40.00',
    out_request_no: 'r-1',
  });
  expect((await address(dateOf(Date.now()))).node['sub_code']).toBe('isp.bill_not_exist');
  await harness.control('POST', '/settings', { enforceBillTime: false });
  const [details] = (await files(dateOf(Date.now()))).values();
  const row = details!.find(line => line.includes(first))!.split(',');
  expect([row[2], row[11], row[21], row[22]]).toEqual(['退款', '-40.00', 'r-1\t', '0.24']);
});

test('an empty day has no bill, and an address expires', async () => {
  expect((await address(dateOf(Date.now() - 9 * DAY))).node['sub_code']).toBe('isp.bill_not_exist');
  expect((await address('2026-1-1')).node['sub_code']).toBe('ACQ.INVALID_PARAMETER');
  await harness.control('POST', '/settings', { downloadUrlSeconds: 0 });
  const { node } = await address(date);
  await new Promise(resolve => setTimeout(resolve, 5));
  expect((await fetch(node['bill_download_url']!)).status).toBe(404);
});
