/** The main job as people do it: a resident pays on a phone, a clerk looks the payment up, finance gives a part back. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { openBrowser } from '../../support/browser.ts';
import { type RunningHall, startHall } from '../../support/hall.ts';
import type { Household } from '../../support/world.ts';
import { hireStaff, openDesk, type StaffDesk } from '../admin/staff-desk.ts';
import { onBooks, unbalanced } from '../books.ts';
import { allAccessibilityProblems } from '../page-checks.ts';
import { openPhone, type ResidentPhone, type Wallet } from './resident-phone.ts';

let hall: RunningHall;
let browser: Browser;

beforeAll(async () => {
  [hall, browser] = await Promise.all([startHall({ web: true, jobs: true }), openBrowser()]);
  await hireStaff(hall);
});
afterAll(async () => {
  await browser?.close();
  await hall?.close();
});

interface Story {
  wallet: Wallet;
  gateway: string;
  /** Whether the resident's own phone is the one on file. */
  ownPhone: boolean;
  clerk: string;
  finance: string;
}

const stories: Story[] = [
  { wallet: '微信支付', gateway: 'gateway:wechat-pay', ownPhone: true, clerk: 'clerk1', finance: 'finance1' },
  { wallet: '支付宝', gateway: 'gateway:alipay', ownPhone: false, clerk: 'supervisor1', finance: 'finance2' },
];

describe.each(stories)('a bill paid with $wallet', ({ wallet, gateway, ownPhone, clerk, finance }) => {
  let household: Household;
  let phone: ResidentPhone;
  let desk: StaffDesk | undefined;
  let paymentNo: string;

  beforeAll(async () => {
    household = await hall.world.household();
    await hall.world.bill(household, { amountFen: 12_345 });
    phone = await openPhone(browser, hall);
  });
  afterAll(async () => {
    await desk?.close();
    await phone?.close();
  });

  test('the resident signs in by SMS, binds the household and sees what is owed', async () => {
    await phone.signIn(ownPhone ? household.phone : `138${household.phone.slice(3)}`);
    expect(await allAccessibilityProblems(phone.page)).toEqual([]);
    await phone.bind(household);
    await phone.page.getByText('¥123.45').filter({ visible: true }).first().waitFor();
    expect(await phone.fits()).toBe(true);
    expect(await allAccessibilityProblems(phone.page)).toEqual([]);
  });

  test('pays at the wallet’s cashier, comes back and sees the money credited', async () => {
    paymentNo = await phone.pay(wallet, '¥123.45');
    expect(await onBooks(hall.owner, paymentNo)).toEqual({
      collections: 1,
      postings: { [gateway]: 12_345, receivable: -12_345 },
      refundedFen: 0,
    });
    expect(await allAccessibilityProblems(phone.page)).toEqual([]);
  });

  test('opens the receipt, whose PDF the server signed', async () => {
    await phone.button('查看收据').click();
    await phone.page
      .getByText(/SJ\d{16,20}/)
      .filter({ visible: true })
      .first()
      .waitFor();
    expect(await allAccessibilityProblems(phone.page)).toEqual([]);
    expect(await phone.fits()).toBe(true);
    const pdf = phone.page.waitForResponse(response => response.url().endsWith('/pdf'));
    await phone.button(/PDF/).click();
    const answer = await pdf;
    expect(answer.status()).toBe(200);
    expect(answer.headers()['content-type']).toBe('application/pdf');
  });

  test('a clerk finds the payment by the account number and sees how it came about, down to the postings', async () => {
    desk = await openDesk(browser, hall, clerk);
    const { page } = desk;
    await desk.open(`payments?query=${household.accountNo}`);
    await page.getByRole('link', { name: paymentNo }).click();
    const panel = page.getByRole('dialog');
    await panel.getByText('收到支付通知').waitFor();
    await panel.getByText('入账：收款').first().waitFor();
    await panel.getByRole('button', { name: '原始报文' }).first().click();
    expect(await panel.locator('pre').first().textContent()).toContain(paymentNo);
    await panel.getByRole('button', { name: '请求与应答' }).first().click();
    await panel.getByText('我方请求').first().waitFor();
    await panel
      .locator('pre')
      .filter({ hasText: /"(total|total_amount)": "?123\.?45/ })
      .first()
      .waitFor();
    expect(await panel.getByText('应收电费').count()).toBeGreaterThan(0);
    expect(await allAccessibilityProblems(page)).toEqual([]);
    await desk.close();
  });

  test('finance gives ¥23.45 back, seeing beforehand that the bill will be owed again', async () => {
    desk = await openDesk(browser, hall, finance);
    const { page } = desk;
    await desk.open(`payments/${paymentNo}`);
    await page.getByRole('dialog').getByRole('button', { name: '退款', exact: true }).click();
    const dialog = page.getByRole('dialog').filter({ hasText: '退款金额' });
    await dialog.getByLabel('退款金额').fill('23.45');
    await dialog.getByLabel('原因').fill('客户多缴,要求退回部分');
    await dialog.getByText('退款后，账单将重新欠费 ¥23.45').waitFor();
    expect(await allAccessibilityProblems(page)).toEqual([]);
    await dialog.getByRole('button', { name: '退款 ¥23.45' }).click();
    await page.getByText('已退款', { exact: true }).waitFor();
    expect(await onBooks(hall.owner, paymentNo)).toEqual({
      collections: 1,
      postings: { [gateway]: 10_000, receivable: -10_000 },
      refundedFen: 2_345,
    });
    const { rows } = await hall.owner.query(
      `SELECT actor, detail->>'amountFen' AS fen FROM audit_entries WHERE action = 'refund.request' AND subject = $1`,
      [`payment:${paymentNo}`],
    );
    expect(rows).toEqual([{ actor: `staff:${finance}`, fen: '2345' }]);
  });

  test('the resident sees the refund, and what is owed again', async () => {
    const { page } = phone;
    await page.goto(`${hall.url}/#/packages/pay/result/index?paymentNo=${paymentNo}`);
    await page.reload();
    await page.getByText('¥23.45').filter({ visible: true }).first().waitFor();
    await page.goto(`${hall.url}/`);
    await page.reload();
    await phone.button('立即缴费').waitFor();
    await page.getByText('¥23.45').filter({ visible: true }).first().waitFor();
    expect(await unbalanced(hall.owner)).toBe(0);
  });

  test('no page broke on the way', () => {
    expect([...phone.complaints, ...(desk?.complaints ?? [])]).toEqual([]);
  });
});
