/** 微信生活缴费 end to end: the platform asks, has collected, posts, asks again, and hands in what it refunded. */
import { generateKeyPairSync } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { agencyEnvironment, differences } from '../../integration/agency/partners.ts';
import { type RunningHall, startHall } from '../../support/hall.ts';
import { partnerDayFile, refundFile } from '../../support/partners/day-file.ts';
import { posting } from '../../support/partners/wechat-bill.ts';
import { billPlatform, bookedAs, clockFrom, paidOf } from './partner-setup.ts';

const clock = clockFrom('2026-11-22T06:00:00Z');
const now = () => clock.now();
let hall: RunningHall;
let platform: Awaited<ReturnType<typeof billPlatform>>['client'];
let trades = 0;
const transId = (): string => `42000012342026112200000000${String(++trades).padStart(2, '0')}`;

beforeAll(async () => {
  hall = await startHall({ clock, environment: agencyEnvironment });
  platform = (await billPlatform(hall, { code: 'WXLIFE', channels: ['wechat-bill'] }, now)).client;
});
afterAll(async () => {
  expect(await differences(hall)).toEqual([]);
  await hall.close();
});

const owing = async (amountFen: number) => {
  const home = await hall.world.household();
  return { home, bill: await hall.world.bill(home, { amountFen }) };
};

test('looks up an account masked, asks its bills, posts what the customer paid, and finds it again', async () => {
  const { home, bill } = await owing(12_345);
  const account = await platform.queryAccount(home.accountNo);
  expect(account).toMatchObject({ proved: true, head: { ret_code: '0' }, body: { user_name: '**明' } });
  const asked = await platform.queryBill(home.accountNo);
  expect(asked.body).toMatchObject({
    pay_amount: 12_345,
    balance: 0,
    bills: [{ month: '202610', amount: 12_345 }],
  });
  const id = transId();
  const posted = await platform.payBill(id, asked);
  expect(posted).toMatchObject({
    proved: true,
    head: { ret_code: '0' },
    body: { trans_id: id, settle_date: '20261122' },
  });
  expect(await bookedAs(hall, posted.body['receipt_no'] as string)).toEqual({
    channel: 'wechat-bill',
    source: 'partner:WXLIFE',
    fen: 12_345,
    day: '2026-11-22',
  });
  expect(await paidOf(hall, bill.payableId)).toBe(12_345);
  expect((await platform.queryResult(id)).body).toMatchObject({ pay_status: 'SUCCESS', pay_amount: 12_345 });
  expect((await platform.queryResult('never')).body).toMatchObject({ pay_status: 'NOTEXIST' });
  expect((await platform.queryBill(home.accountNo)).head).toMatchObject({ ret_code: 'EQ0005' });
});

test('posts twice and books once; another sum under the same number is refused', async () => {
  const { home, bill } = await owing(5000);
  const asked = await platform.queryBill(home.accountNo);
  const id = transId();
  const body = posting(id, asked, '20261122140000') as { pay_amount: number };
  const [first, again] = [await platform.call('pay_bill', body), await platform.call('pay_bill', body)];
  expect(again.body).toEqual(first.body);
  const other = await platform.call('pay_bill', { ...body, pay_amount: 4999 });
  expect(other.head['ret_code']).toMatch(/^EP00(01|12)$/);
  expect(await paidOf(hall, bill.payableId)).toBe(5000);
});

test('is told what is wrong in the codes of the platform', async () => {
  const { home } = await owing(6000);
  expect((await platform.queryBill('3799999999999')).head['ret_code']).toBe('EQ0006');
  const stranger = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
  const body = { bill_key: home.accountNo };
  const forged = await platform.call('query_account', body, { privateKey: stranger });
  expect([forged.status, forged.proved]).toEqual([401, false]);
  const late = { timestamp: Math.floor(now().getTime() / 1000) - 301 };
  expect((await platform.call('query_account', body, late)).status).toBe(401);
  const nonce = { nonce: 'nonce00000000000001' };
  const question = { bill_key: home.accountNo, openid: 'o1', extends: '' };
  expect((await platform.call('query_bill', question, nonce)).head).toMatchObject({ ret_code: '0' });
  const replayed = await platform.call('query_bill', question, nonce);
  expect(replayed.head['ret_code']).not.toBe('0');
  const elsewhere = await platform.call('query_account', body, { head: { company_id: '9999' } });
  expect(elsewhere.head['ret_code']).toBe('EQ0003');
});

test('a bill under a running batch debit is locked for the platform too', async () => {
  const { home, bill } = await owing(6500);
  await hall.owner.query(
    `UPDATE payables SET locked_until = '2026-12-01', locked_for = 'bank-debit' WHERE id = $1`,
    [bill.payableId],
  );
  expect((await platform.queryBill(home.accountNo)).head).toMatchObject({ ret_code: 'EQ0007' });
});

test('what it refunded is taken back, or blocked when it never came; the same file again changes nothing', async () => {
  const { home, bill } = await owing(7000);
  const asked = await platform.queryBill(home.accountNo);
  const id = transId();
  await platform.payBill(id, asked);
  const never = transId();
  const file = refundFile([
    { transId: id, billKey: home.accountNo, amount: 7000, refundedAt: '20261122143000' },
    { transId: never, billKey: home.accountNo, amount: 100, refundedAt: '20261122143000' },
  ]);
  const reply = await platform.handInRefunds('20261122', file);
  expect(reply).toMatchObject({ proved: true, body: { count: 2, reversed: 1, blocked: 1, differing: 0 } });
  expect(await paidOf(hall, bill.payableId)).toBe(0);
  expect((await platform.handInRefunds('20261122', file)).head).toMatchObject({ ret_code: '0' });
  expect(await paidOf(hall, bill.payableId)).toBe(0);
  const again = await platform.queryBill(home.accountNo);
  expect((await platform.payBill(never, again)).head).toMatchObject({ ret_code: 'EP0024' });
  const wrong = Buffer.from(file);
  wrong[0] = 0x39;
  expect((await platform.handInRefunds('20261122', wrong)).head).toMatchObject({ ret_code: 'EP0001' });
});

test('hands in its trade file for reconciliation', async () => {
  const line = {
    date: '20261122',
    serial: transId(),
    account: '0100000017',
    amount: 1,
    subChannel: '07',
    type: '1',
  } as const;
  const taken = await platform.handInTrades('20261122', partnerDayFile([line]));
  expect(taken).toMatchObject({ proved: true, head: { ret_code: '0' } });
});
