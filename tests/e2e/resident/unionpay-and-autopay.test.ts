/** A third way to pay, the app's shell, and a household that pays by itself: in a real browser, there and back. */
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { createAppShell } from '../../support/app-shell.ts';
import { openBrowser } from '../../support/browser.ts';
import { type RunningHall, startHall } from '../../support/hall.ts';
import type { Household, Resident } from '../../support/world.ts';
import { allAccessibilityProblems } from '../page-checks.ts';

const iphone = 'Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) Mobile/15E148 Safari/604.1';
let hall: RunningHall;
let browser: Browser;
let context: BrowserContext;
let resident: Resident;
let household: Household;

beforeAll(async () => {
  [hall, browser] = await Promise.all([startHall({ web: true, jobs: true }), openBrowser()]);
});
beforeEach(async () => {
  await context?.close();
  [resident, household] = [await hall.world.resident(), await hall.world.household()];
  await hall.world.bind(resident, household, { isDefault: true });
});
afterAll(async () => {
  await browser?.close();
  await hall?.close();
});

/** A phone on which the resident is signed in. */
async function phone(prepare: (context: BrowserContext) => Promise<void> = async () => {}): Promise<Page> {
  context = await browser.newContext({
    viewport: { width: 375, height: 812 },
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    userAgent: iphone,
  });
  const session = JSON.stringify({ data: { token: resident.token, expiresAt: '2999-01-01T00:00:00.000Z' } });
  await context.addInitScript(
    `if (location.protocol !== 'about:') localStorage.setItem('hall:session', ${JSON.stringify(session)});`,
  );
  await prepare(context);
  return context.newPage();
}

const open = (page: Page, path: string) => page.goto(`${hall.url}/#/packages/${path}`);
const checkout = (page: Page) => open(page, `pay/checkout/index?accountNo=${household.accountNo}`);
const credited = (page: Page) => page.getByText('已到账').filter({ visible: true }).first().waitFor();

async function payBy(page: Page, wallet: string): Promise<void> {
  await page.getByRole('radio', { name: new RegExp(wallet) }).click();
  await page.getByRole('button', { name: /确认支付/ }).click();
}

/** As a native shell does: its object is in the page before the first script. */
async function openInShell(app: BrowserContext, person?: () => 'pays' | 'turns back'): Promise<void> {
  const shell = createAppShell(hall.sandbox, person);
  await app.exposeFunction('shellPays', shell.pay);
  const wallets = JSON.stringify(shell.wallets);
  await app.addInitScript(
    `window.DiantingShell = { version: 1, wallets: ${wallets}, pay: action => window.shellPays(action) };`,
  );
}

const paymentsOf = async ({ personId }: Resident) =>
  (
    await hall.owner.query<Record<'channel' | 'gateway' | 'product' | 'status', string>>(
      'SELECT channel, gateway, product, status FROM payments WHERE person_id = $1 ORDER BY id',
      [personId],
    )
  ).rows;

test("by UnionPay: to the bank's page by a POST, back by a POST, and the sum has arrived", async () => {
  await hall.world.bill(household, { amountFen: 12_345 });
  const page = await phone();
  await checkout(page);
  await payBy(page, '银联');
  await page.locator('#confirm').click();
  await credited(page);
  expect(new URL(page.url()).origin).toBe(hall.url);
});

test.each([
  ['微信支付', 'wechat-pay'],
  ['支付宝', 'alipay'],
  ['银联', 'unionpay'],
])(
  "inside the app the shell's wallets are offered, and the SDK of %s is opened in place",
  async (name, gateway) => {
    await hall.world.bill(household, { amountFen: 6_700 });
    const page = await phone(app => openInShell(app));
    await checkout(page);
    const offered = page.getByRole('radio', { name: /微信支付|支付宝|银联/ });
    await offered.nth(2).waitFor();
    expect(await offered.count()).toBe(3);
    await payBy(page, name);
    await credited(page);
    expect(await paymentsOf(resident)).toEqual([
      { channel: 'app', gateway, product: 'app', status: 'settled' },
    ]);
  },
);

test('inside the app, whoever turns back in the wallet has paid nothing, and may go on with the same payment', async () => {
  await hall.world.bill(household, { amountFen: 6_700 });
  let turnsBack = true;
  const page = await phone(app => openInShell(app, () => (turnsBack ? 'turns back' : 'pays')));
  await checkout(page);
  await payBy(page, '微信支付');
  const goOn = page.getByRole('button', { name: '继续支付' });
  await goOn.waitFor();
  expect(await paymentsOf(resident)).toMatchObject([{ status: 'pending' }]);
  turnsBack = false;
  await goOn.click();
  await credited(page);
  expect(await paymentsOf(resident)).toMatchObject([{ channel: 'app', status: 'settled' }]);
});

test("a household is set to pay by itself on the wallet's page, pays, and is cancelled", async () => {
  const page = await phone();
  await open(page, `pay/auto-pay/index?accountNo=${household.accountNo}`);
  await page.getByRole('button', { name: '用支付宝开通' }).click();
  await page.locator('#confirm').click();
  await page.getByText('已开通', { exact: true }).waitFor();
  expect(await allAccessibilityProblems(page)).toEqual([]);

  const bill = await hall.world.bill(household, { amountFen: 8_800 });
  await hall.app.runJob('auto-pay');
  await page.reload();
  await page.getByText('已自动缴费').waitFor();
  const { rows } = await hall.owner.query(
    'SELECT (amount_fen - paid_fen)::int AS owed FROM payables WHERE id = $1',
    [bill.payableId],
  );
  expect(rows).toEqual([{ owed: 0 }]);

  await page.getByRole('button', { name: '取消自动缴费' }).click();
  await page.getByRole('button', { name: '取消自动缴费' }).click();
  await page.getByText('未开通').waitFor();
});

test('a debit that failed says why on the page, and paying now is one tap away', async () => {
  const page = await phone();
  await open(page, `pay/auto-pay/index?accountNo=${household.accountNo}`);
  await page.getByRole('button', { name: '用支付宝开通' }).click();
  await page.locator('#confirm').click();
  await page.getByText('已开通', { exact: true }).waitFor();
  const { rows } = await hall.owner.query('SELECT agreement_no FROM agreements WHERE person_id = $1', [
    resident.personId,
  ]);
  await hall.sandbox.post('/control/agreements/behave', { outCode: rows[0].agreement_no, behaviour: 'poor' });
  await hall.world.bill(household, { amountFen: 8_800 });
  await hall.app.runJob('auto-pay');
  await page.reload();
  await page.getByText('原因：钱包或银行卡余额不足。').waitFor();
  expect(await allAccessibilityProblems(page)).toEqual([]);
  await page.getByRole('button', { name: '立即缴费' }).click();
  await page.getByRole('button', { name: '确认支付 ¥88.00' }).waitFor();
});
