import type { Readable } from 'node:stream';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { addDays, businessDate } from '../../../server/src/shared/dates.ts';
import { startUnderTest, type UnderTest } from './gateways-under-test.ts';

let it: UnderTest;
beforeAll(async () => {
  it = await startUnderTest();
});
beforeEach(async () => {
  await it.reset();
  await it.sandbox.post('/control/settings', { enforceBillTime: false });
});
afterAll(() => it.close());

const day = addDays(businessDate(new Date()), -2);

async function paidThen(code: 'wechat-pay' | 'alipay') {
  const order = it.order(code);
  await it.gateway(code).initiate(order);
  await it.pay(order, { paidAt: `${day}T04:00:00Z`, notify: false });
  return order;
}

const read = async (stream: Readable | undefined) => Buffer.concat(await stream!.toArray());

test.each([
  ['trade', 2],
  // The fee is a line of its own.
  ['fund-flow', 3],
] as const)("WeChat's %s bill arrives byte for byte as its hash says", async (kind, rows) => {
  await paidThen('wechat-pay');
  const lines = (await read(await it.wechatPay.statements.open(day, kind))).toString('utf8').split('\r\n');
  // Each field of a row comes after a backtick; the last such row is the summary.
  expect(lines[1]).toMatch(/^`/);
  expect(lines[1]).toContain('123.45');
  expect(lines.filter(line => line.startsWith('`'))).toHaveLength(rows);
});

test('a bill that was damaged on the way fails at its end instead of being believed', async () => {
  await paidThen('wechat-pay');
  await it.misbehave({ gateway: 'wechat-pay', on: 'bill-download', fault: 'malformed' });
  const stream = await it.wechatPay.statements.open(day, 'trade');
  await expect(read(stream)).rejects.toMatchObject({ problem: 'bad-response', code: 'WRONG_HASH' });
});

test("Alipay's bill is the zip that Alipay made", async () => {
  await paidThen('alipay');
  const file = await read(await it.alipay.statements.open(day, 'trade'));
  expect(file.subarray(0, 4).toString('latin1')).toBe('PK\x03\x04');
});

test('a day without business has no bill, which is no error', async () => {
  expect(await it.wechatPay.statements.open(day, 'trade')).toBeUndefined();
  expect(await it.alipay.statements.open(day, 'trade')).toBeUndefined();
});

test('a bill that is not ready yet is refused, one that cannot be had is unreachable: neither is "none"', async () => {
  await it.sandbox.post('/control/settings', { enforceBillTime: true });
  await expect(it.wechatPay.statements.open(businessDate(new Date()), 'trade')).rejects.toMatchObject({
    problem: 'rejected',
  });
  await it.misbehave({ gateway: 'wechat-pay', on: 'bill', fault: 'error-5xx', status: 500 });
  await expect(it.wechatPay.statements.open(day, 'trade')).rejects.toMatchObject({ problem: 'unreachable' });
  await paidThen('alipay');
  await it.misbehave({ gateway: 'alipay', on: 'bill-download', fault: 'error-5xx' });
  await expect(it.alipay.statements.open(day, 'trade')).rejects.toMatchObject({ problem: 'unreachable' });
});
