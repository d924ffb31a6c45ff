/**
 * Large odd money is moved by two people, at the queue and by clicks: credited to another household, linked to the payment it was meant for,
 * given back to whoever paid. One proposes, the same person cannot agree to it, another can; the books show it once.
 */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { openBrowser } from '../../support/browser.ts';
import { eventually, type RunningHall, startHall } from '../../support/hall.ts';
import type { Household } from '../../support/world.ts';
import { onBooks, unbalanced } from '../books.ts';
import { allAccessibilityProblems } from '../page-checks.ts';
import { hireStaff, openDesk, press, type StaffDesk } from './staff-desk.ts';

let hall: RunningHall;
let browser: Browser;
let first: StaffDesk;
let second: StaffDesk;

beforeAll(async () => {
  [hall, browser] = await Promise.all([startHall({ web: true, jobs: true }), openBrowser()]);
  await hireStaff(hall);
  first = await openDesk(browser, hall, 'finance1', { width: 1440 });
  second = await openDesk(browser, hall, 'finance2', { width: 1440 });
}, 180_000);
afterAll(async () => {
  await browser?.close();
  await hall?.close();
});

const amountFen = 88_800;

interface Started {
  paymentNo: string;
  token: string;
}

/** Somebody of the household begins to pay its bill. */
async function start(household: Household, payableId: number): Promise<Started> {
  const resident = await hall.world.resident();
  await hall.world.bind(resident, household);
  const { body } = await hall.call('POST', '/payments', {
    token: resident.token,
    key: randomUUID(),
    body: { channel: 'web-hall', method: 'wechat', product: 'h5', items: [{ payableId, amountFen }] },
  });
  return { paymentNo: body.paymentNo, token: resident.token };
}

const asSeenBy = async ({ paymentNo, token }: Started) =>
  (await hall.call('GET', `/payments/${paymentNo}`, { token })).body;

/** Two people pay the same bill at once: the later one's money is more than was owed. Returns the later payment. */
async function paidTwice(household: Household): Promise<Started> {
  const { payableId } = await hall.world.bill(household, { amountFen });
  const started: Started[] = [];
  for (let person = 0; person < 2; person++) started.push(await start(household, payableId));
  for (const { paymentNo, token } of started) {
    await hall.sandbox.post('/control/pay', { outTradeNo: paymentNo });
    await eventually(
      () => asSeenBy({ paymentNo, token }),
      payment => payment.stage === 'credited',
    );
  }
  return started[1]!;
}

const balances = async (...households: Household[]) => {
  const { rows } = await hall.owner.query(
    'SELECT holder_period_id AS id, balance_fen::int AS fen FROM customer_balances WHERE holder_period_id = ANY ($1)',
    [households.map(({ holderPeriodId }) => holderPeriodId)],
  );
  const fenOf = new Map(rows.map(({ id, fen }) => [Number(id), fen]));
  return households.map(({ holderPeriodId }) => fenOf.get(Number(holderPeriodId)) ?? 0);
};

/** What the decision has put on the books, a line each. */
const bookings = async () =>
  (
    await hall.owner.query(
      `SELECT l.account_code AS account, l.holder_period_id::int AS holder, l.amount_fen::int AS fen
         FROM ledger_transactions t JOIN ledger_postings l ON l.transaction_id = t.id WHERE t.kind = 'odd-credited' ORDER BY l.amount_fen`,
    )
  ).rows;

const picture = async (desk: StaffDesk, name: string) => {
  const folder = process.env['SCREENSHOTS'];
  if (folder) await desk.page.screenshot({ path: `${folder}/odd-money-${name}.png`, fullPage: true });
};

test('a surplus of some hundred yuan goes to another household by two people of finance, once', async () => {
  const [paid, other] = [await hall.world.household(), await hall.world.household()];
  const { paymentNo } = await paidTwice(paid);
  expect(await balances(paid, other)).toEqual([amountFen, 0]);

  await first.open('odd-payments');
  await first.page.getByText('多收', { exact: true }).waitFor();
  await first.page.getByRole('button', { name: '记入余额' }).click();
  const dialog = first.page.getByRole('dialog');
  await dialog.getByText('须由另一位财务或主管复核').waitFor();
  await dialog.getByText('不产生新的分录').waitFor();
  await dialog.getByLabel('记入户号').fill(other.accountNo);
  await dialog.getByText(`客户余额 户号 ${other.accountNo}`).waitFor();
  await dialog.getByLabel('原因').fill('客户说明是替父母家缴的');
  expect(await allAccessibilityProblems(first.page)).toEqual([]);
  await picture(first, 'dialog');
  await dialog.getByRole('button', { name: '记入余额' }).click();
  await dialog.waitFor({ state: 'hidden' });

  // The one who proposed it reads what waits, and has nothing to press; nor does the server take the word of a script.
  const waiting = (desk: StaffDesk) => desk.page.getByRole('row').filter({ hasText: paymentNo });
  await waiting(first).getByText('等待他人复核').waitFor();
  expect(await waiting(first).getByRole('button').count()).toBe(0);
  expect(await allAccessibilityProblems(first.page)).toEqual([]);
  await picture(first, 'proposed');
  const { rows: odd } = await hall.owner.query(`SELECT id FROM odd_payments WHERE kind = 'surplus'`);
  const tried = await first.page.evaluate<{ error: string }>(
    `fetch('/api/v1/staff/odd-payments/${odd[0].id}/approval', { method: 'POST',
      headers: { 'content-type': 'application/json', 'idempotency-key': '${randomUUID()}' }, body: '{"approve":true}' }).then(reply => reply.json())`,
  );
  expect(tried).toMatchObject({ error: 'four-eyes' });
  expect(await balances(paid, other)).toEqual([amountFen, 0]);
  expect(await bookings()).toEqual([]);

  await second.open('odd-payments');
  const row = waiting(second);
  expect(await row.textContent()).toContain(other.accountNo);
  await row.filter({ hasText: /周建国 已提交复核.*客户说明是替父母家缴的/ }).waitFor();
  const agreed = await press(second.page, '同意', row.getByRole('button', { name: '同意' }));
  await second.page.locator('.ant-modal').getByText(`客户余额 户号 ${other.accountNo}`).waitFor();
  expect(await allAccessibilityProblems(second.page)).toEqual([]);
  await picture(second, 'to-approve');
  expect(await balances(paid, other)).toEqual([amountFen, 0]);
  // Pressed twice by an impatient hand.
  await agreed.dblclick();
  await second.page.getByText('没有待处理的异常款项').waitFor();

  expect(await balances(paid, other)).toEqual([0, amountFen]);
  expect(await bookings()).toEqual([
    { account: 'customer-balance', holder: Number(other.holderPeriodId), fen: -amountFen },
    { account: 'customer-balance', holder: Number(paid.holderPeriodId), fen: amountFen },
  ]);
  expect(await unbalanced(hall.owner)).toBe(0);

  // And so say the pages: who decided, the household that has it now, the ledger's two lines.
  await second.open('odd-payments?status=resolved');
  await waiting(second)
    .filter({ hasText: /记入余额.*吴文静.*客户说明是替父母家缴的/ })
    .waitFor();
  await second.open(`ledger/postings?account=customer-balance&accountNo=${other.accountNo}`);
  await second.page.getByRole('cell', { name: '888.00' }).waitFor();
  expect(await second.page.getByRole('cell', { name: '888.00' }).count()).toBe(1);
  await picture(second, 'ledger');
  await second.open(`payments/${paymentNo}`);
  await second.page.getByText('异常款项记入余额').first().waitFor();
  await picture(second, 'payment');
}, 120_000);

/** What each account of the ledger has come to. */
const accounts = async (): Promise<Record<string, number>> => {
  const { rows } = await hall.owner.query(
    'SELECT account_code AS code, sum(amount_fen)::int AS fen FROM ledger_postings GROUP BY account_code',
  );
  return Object.fromEntries(rows.map(({ code, fen }) => [code, fen]));
};

test('money of an order nobody knows is linked to the payment it was meant for, by two people; its payer sees the bill paid', async () => {
  const household = await hall.world.household();
  const { payableId } = await hall.world.bill(household, { amountFen });
  const meant = await start(household, payableId);
  const orders = [
    {
      outTradeNo: 'P2026110100000000000042',
      amount: amountFen,
      notifyUrl: `${hall.url}/notify/wechat-pay/payment`,
    },
  ];
  const { requests } = await hall.sandbox.post<{
    requests: { url: string; headers: Record<string, string>; body: string }[];
  }>('/control/notify-burst', { gateway: 'wechat-pay', orders });
  for (const { url, headers, body } of requests) await fetch(url, { method: 'POST', headers, body });

  await first.open('odd-payments');
  const row = (desk: StaffDesk) => desk.page.getByRole('row').filter({ hasText: '查无订单' });
  await row(first).getByRole('button', { name: '关联缴费单' }).click();
  const dialog = first.page.getByRole('dialog');
  await dialog.getByText('须由另一位财务或主管复核').waitFor();
  const before = await accounts();
  expect(before['unidentified']).toBe(-amountFen);
  // What is not a payment's number goes nowhere.
  await dialog.getByLabel('缴费单号').fill('42');
  await dialog.getByLabel('原因').fill('付款截图与该缴费单一致');
  await dialog.getByRole('button', { name: '关联缴费单' }).click();
  await dialog.getByText('请输入完整的缴费单号').waitFor();
  await dialog.getByLabel('缴费单号').fill(meant.paymentNo);
  await dialog.getByText('待查款项').waitFor();
  await dialog.getByText('应收电费').waitFor();
  expect(await allAccessibilityProblems(first.page)).toEqual([]);
  await picture(first, 'link');
  await dialog.getByRole('button', { name: '关联缴费单' }).click();
  await dialog.waitFor({ state: 'hidden' });
  await row(first).getByText('等待他人复核').waitFor();
  expect(await accounts()).toEqual(before);
  expect((await asSeenBy(meant)).stage).not.toBe('credited');

  await second.open('odd-payments');
  expect(await row(second).textContent()).toContain(meant.paymentNo);
  await (await press(second.page, '同意', row(second).getByRole('button', { name: '同意' }))).click();
  await second.page.getByText('没有待处理的异常款项').waitFor();

  const after = await accounts();
  expect([after['unidentified'], after['receivable']! - before['receivable']!]).toEqual([0, -amountFen]);
  expect(await balances(household)).toEqual([0]);
  expect(await unbalanced(hall.owner)).toBe(0);
  expect(await asSeenBy(meant)).toMatchObject({ stage: 'credited', refundedFen: 0, surplusFen: 0 });
  const { token } = meant;
  const { body: summary } = await hall.call('GET', `/households/${household.accountNo}/summary`, { token });
  expect(summary).toMatchObject({ owedFen: 0 });
}, 120_000);

test('a surplus is given back to whoever paid: asked for at the queue, released by another, and both the payer and the books say so', async () => {
  const household = await hall.world.household();
  const later = await paidTwice(household);
  expect(await balances(household)).toEqual([amountFen]);

  await first.open('odd-payments');
  await first.page
    .getByRole('row')
    .filter({ hasText: later.paymentNo })
    .getByRole('button', { name: /^退\s*款$/ })
    .click();
  const dialog = first.page.getByRole('dialog');
  await dialog.getByText('大额需要另一位同事复核').waitFor();
  await dialog.getByText('应退款项').waitFor();
  await dialog.getByLabel('原因').fill('同一账单缴了两次');
  expect(await allAccessibilityProblems(first.page)).toEqual([]);
  await picture(first, 'refund');
  await dialog.getByRole('button', { name: /^退\s*款$/ }).click();
  await dialog.waitFor({ state: 'hidden' });
  // Decided, and off the queue; the money has not left yet.
  await first.page.getByText('没有待处理的异常款项').waitFor();
  await first.open(`payments/${later.paymentNo}`);
  await first.page.getByText('待复核').first().waitFor();
  expect(await first.page.getByRole('button', { name: '同意', exact: true }).count()).toBe(0);
  expect((await asSeenBy(later)).refundedFen).toBe(0);

  await second.open(`payments/${later.paymentNo}`);
  await (await press(second.page, '同意')).click();
  await second.page.getByText('已退款', { exact: true }).waitFor();
  await picture(second, 'refunded');
  expect(await onBooks(hall.owner, later.paymentNo)).toEqual({
    collections: 1,
    postings: {},
    refundedFen: amountFen,
  });
  expect(await balances(household)).toEqual([0]);
  expect(await unbalanced(hall.owner)).toBe(0);
  expect(await asSeenBy(later)).toMatchObject({ refundedFen: amountFen, stage: 'credited' });
}, 120_000);

test('broke nowhere', () => {
  // The refusal that was asked for by script is the only one the console may tell of.
  expect(first.complaints.filter(line => !line.includes('403'))).toEqual([]);
  expect(second.complaints).toEqual([]);
});
