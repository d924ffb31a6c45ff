/** A large surplus is moved by two people: one proposes, the same person cannot agree to it, another can; the books show it once. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { openBrowser } from '../../support/browser.ts';
import { eventually, type RunningHall, startHall } from '../../support/hall.ts';
import type { Household } from '../../support/world.ts';
import { unbalanced } from '../books.ts';
import { allAccessibilityProblems } from '../page-checks.ts';
import { hireStaff, openDesk, type StaffDesk } from './staff-desk.ts';

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

/** Two people pay the same bill at once: the later one's money is more than was owed. Returns the later payment. */
async function paidTwice(household: Household): Promise<string> {
  const { payableId } = await hall.world.bill(household, { amountFen });
  const started: { paymentNo: string; token: string }[] = [];
  for (let person = 0; person < 2; person++) {
    const resident = await hall.world.resident();
    await hall.world.bind(resident, household);
    const { body } = await hall.call('POST', '/payments', {
      token: resident.token,
      key: randomUUID(),
      body: {
        channel: 'web-hall',
        method: 'wechat',
        product: 'h5',
        items: [{ payableId, amountFen }],
      },
    });
    started.push({ paymentNo: body.paymentNo, token: resident.token });
  }
  for (const { paymentNo, token } of started) {
    await hall.sandbox.post('/control/pay', { outTradeNo: paymentNo });
    const ask = async () => (await hall.call('GET', `/payments/${paymentNo}`, { token })).body;
    await eventually(ask, payment => payment.stage === 'credited');
  }
  return started[1]!.paymentNo;
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
  const paymentNo = await paidTwice(paid);
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
  expect(await row.textContent()).toMatch(/finance1 已提交复核.*客户说明是替父母家缴的/);
  expect(await allAccessibilityProblems(second.page)).toEqual([]);
  await picture(second, 'to-approve');
  // Pressed twice by an impatient hand.
  await row.getByRole('button', { name: '同意' }).dblclick();
  await second.page.getByText('没有待处理的异常款项').waitFor();

  expect(await balances(paid, other)).toEqual([0, amountFen]);
  expect(await bookings()).toEqual([
    { account: 'customer-balance', holder: Number(other.holderPeriodId), fen: -amountFen },
    { account: 'customer-balance', holder: Number(paid.holderPeriodId), fen: amountFen },
  ]);
  expect(await unbalanced(hall.owner)).toBe(0);

  // And so say the pages: who decided, the household that has it now, the ledger's two lines.
  await second.open('odd-payments?status=resolved');
  expect(await waiting(second).textContent()).toMatch(/记入余额.*finance2.*客户说明是替父母家缴的/);
  await second.open(`ledger/postings?account=customer-balance&accountNo=${other.accountNo}`);
  await second.page.getByRole('cell', { name: '888.00' }).waitFor();
  expect(await second.page.getByRole('cell', { name: '888.00' }).count()).toBe(1);
  await picture(second, 'ledger');
  await second.open(`payments/${paymentNo}`);
  await second.page.getByText('异常款项记入余额').first().waitFor();
  await picture(second, 'payment');
}, 120_000);

test('broke nowhere', () => {
  // The refusal that was asked for by script is the only one the console may tell of.
  expect(first.complaints.filter(line => !line.includes('403'))).toEqual([]);
  expect(second.complaints).toEqual([]);
});
