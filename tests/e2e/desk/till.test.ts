/** A clerk's till in a real browser, by keyboard and scanner: two scans a customer; then the supervisor's and finance's pages. */
import { mkdirSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { type DeskStory, deskStory } from '../../integration/desk/desk-story.ts';
import { openBrowser } from '../../support/browser.ts';
import { eventually, type RunningHall, startHall } from '../../support/hall.ts';
import { movingClock } from '../../support/moving-clock.ts';
import { hireStaff, openDesk, type StaffDesk } from '../admin/staff-desk.ts';
import { unbalanced } from '../books.ts';
import { allAccessibilityProblems, complaintsOf } from '../page-checks.ts';

let hall: RunningHall;
let story: DeskStory;
let browser: Browser;
let clerk: StaffDesk;
let supervisor: StaffDesk;
beforeAll(async () => {
  [hall, browser] = await Promise.all([startHall({ web: true, jobs: true }), openBrowser()]);
  story = deskStory(hall, movingClock(), () => {});
  await hireStaff(hall);
  await story.terminal();
  clerk = await openDesk(browser, hall, 'clerk1');
}, 180_000);
afterAll(async () => {
  await browser?.close();
  await hall?.close();
});

async function sound({ page, complaints }: StaffDesk, name: string) {
  await page.waitForLoadState('networkidle');
  const folder = process.env['PICTURES_TO'];
  if (folder) {
    mkdirSync(folder, { recursive: true });
    await page.screenshot({ path: `${folder}/till-${name}.png`, fullPage: true });
  }
  expect(await allAccessibilityProblems(page)).toEqual([]);
  expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0);
  expect(complaints).toEqual([]);
}
/** Esc begins with the next customer, wherever the page stands. */
async function begin() {
  await clerk.page.keyboard.press('Escape');
  await clerk.page.getByRole('textbox', { name: '户号' }).waitFor();
}
/** A scanner is a keyboard that ends with Enter. */
async function scan(text: string) {
  await clerk.page.keyboard.type(text);
  await clerk.page.keyboard.press('Enter');
}
const payCode = async (behaviour: string) =>
  (await hall.sandbox.post<{ authCode: string }>('/control/pay-codes', { wallet: 'alipay', behaviour }))
    .authCode;

test('the shift is opened with its float', async () => {
  await clerk.open('counter');
  await sound(clerk, '1-no-shift');
  await clerk.page.getByLabel('营业厅和窗口').fill('城东营业厅 1 号窗口');
  await clerk.page.getByLabel('备用金（元）').fill('200');
  await clerk.page.getByRole('button', { name: '开班' }).click();
  await clerk.page.getByRole('textbox', { name: '户号' }).waitFor();
}, 60_000);

test('a customer pays in cash with two entries; the change stands large', async () => {
  const customer = await story.customer(12_345);
  const { page } = clerk;
  await begin();
  await sound(clerk, '2-find');
  await scan(customer.household.accountNo);
  await page.getByLabel('收到现金（元），或扫付款码').waitFor();
  await page.keyboard.type('150');
  await page.getByText('¥26.55').waitFor();
  await sound(clerk, '3-cash');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: '已收款' }).waitFor();
  await page.getByRole('article', { name: '电费收据' }).waitFor();
  await sound(clerk, '4-receipt');
  expect(await story.owed(customer)).toBe(0);
  await page.getByRole('button', { name: '下一位' }).click();
  await page.getByRole('textbox', { name: '户号' }).waitFor();
}, 60_000);

test('a pay code is recognised by itself; one that waits is never called paid or failed before the gateway says so', async () => {
  const customer = await story.customer(8_800);
  const { page } = clerk;
  await begin();
  await scan(customer.household.accountNo);
  await page.getByLabel('收到现金（元），或扫付款码').waitFor();
  await scan(await payCode('asks'));
  await page.getByRole('heading', { name: '等待顾客确认' }).waitFor();
  await sound(clerk, '5-waiting');
  const { rows } = await hall.owner.query(
    `SELECT payment_no FROM payments WHERE product = 'codepay' ORDER BY id DESC LIMIT 1`,
  );
  await hall.sandbox.post('/control/pay', { paymentNo: rows[0].payment_no });
  await page.getByRole('heading', { name: '已收款' }).waitFor();
  expect(await story.owed(customer)).toBe(0);
  await page.keyboard.press('Escape');
  await page.getByRole('textbox', { name: '户号' }).waitFor();
}, 60_000);

test('a double Enter takes the money once', async () => {
  const customer = await story.customer(5_000);
  const { page } = clerk;
  await begin();
  await scan(customer.household.accountNo);
  await page.getByLabel('收到现金（元），或扫付款码').waitFor();
  await Promise.all([page.keyboard.press('Enter'), page.keyboard.press('Enter')]);
  // On a slow machine the second may come once the receipt has been looked at, where it means the next customer.
  await eventually(
    () => story.owed(customer),
    owed => owed === 0,
  );
  await page.keyboard.press('Escape');
  await page.getByRole('textbox', { name: '户号' }).waitFor();
  expect(await story.balance(customer)).toBe(0);
  const { rows } = await hall.owner.query(
    'SELECT count(DISTINCT collection_id)::int AS count FROM allocations WHERE holder_period_id = $1',
    [customer.household.holderPeriodId],
  );
  expect(rows[0].count).toBe(1);
}, 60_000);

test('a cheque, and a card that is charged at the terminal', async () => {
  const [byCheque, byCard, refused] = [
    await story.customer(30_000),
    await story.customer(6_600),
    await story.customer(6_601),
  ];
  const { page } = clerk;
  await begin();
  await scan(byCheque.household.accountNo);
  await page.locator('.ant-segmented').getByText('支票').click();
  await page.getByLabel('支票号或转账流水号').fill('30109988');
  await page.getByLabel('出票或转出银行').fill('建设银行文登支行');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: '已收款' }).waitFor();
  await page.keyboard.press('Escape');
  for (const [customer, heading] of [
    [byCard, '已收款'],
    [refused, '没有收到款'],
  ] as const) {
    await begin();
    await scan(customer.household.accountNo);
    await page.locator('.ant-segmented').getByText('刷卡').click();
    await page.getByRole('button', { name: '收款', exact: true }).click();
    await page.getByRole('heading', { name: heading }).waitFor();
    if (customer === refused) await sound(clerk, '6-card-refused');
    await page.keyboard.press('Escape');
  }
  expect([await story.owed(byCheque), await story.owed(byCard), await story.owed(refused)]).toEqual([
    0, 0, 6_601,
  ]);
}, 90_000);

test('a supervisor voids a taking; finance sees the cheque clear', async () => {
  supervisor = await openDesk(browser, hall, 'supervisor1');
  await supervisor.open('shifts');
  await supervisor.page.getByRole('button', { name: /^S\d+/ }).first().click();
  const row = supervisor.page.getByRole('row', { name: /现金.*¥50\.00/ });
  await row.getByRole('button', { name: '撤销' }).click();
  const dialog = supervisor.page.getByRole('dialog');
  await dialog.getByLabel('原因').fill('户号输错');
  await sound(supervisor, '7-void');
  await dialog.getByRole('button', { name: '撤销' }).click();
  await supervisor.page.getByText('已撤销').first().waitFor();
  await sound(supervisor, '8-shifts');
  const finance = await openDesk(browser, hall, 'finance1');
  await finance.open('shifts?show=papers');
  await sound(finance, '9-papers');
  await finance.page.getByRole('button', { name: '已到账' }).click();
  await finance.page.getByText('没有待到账的支票和转账').waitFor();
  // What takes money is let in by an administrator alone.
  await finance.open('devices');
  await finance.page.getByRole('button', { name: '结算' }).first().waitFor();
  expect(await finance.page.getByRole('button', { name: '登记终端' }).count()).toBe(0);
  const administrator = await openDesk(browser, hall, 'admin1');
  await administrator.open('devices');
  await administrator.page.getByRole('button', { name: '登记终端' }).click();
  await administrator.page.getByLabel('名称').fill('城东一号机');
  await administrator.page.getByLabel('地点').fill('城东营业厅门口');
  const enrolment = administrator.page.getByRole('dialog');
  await enrolment.getByRole('button', { name: '登记终端' }).click();
  await administrator.page.getByText(/只能用一次/).waitFor();
  await sound(administrator, '10-enrol');
  await administrator.close();
  await finance.page.getByRole('button', { name: '结算' }).first().click();
  await finance.page.getByText('一致').first().waitFor();
  await sound(finance, '11-devices');
  await finance.close();
}, 120_000);

test('the clerk counts blind, explains what differs, and the shift is closed', async () => {
  const { page } = clerk;
  await clerk.open('counter');
  await page.getByRole('button', { name: '结班清点' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('¥100.00 张（枚）').fill('3');
  await dialog.getByLabel('支票和转账凭证（张）').fill('1');
  await sound(clerk, '12-count');
  await dialog.getByRole('button', { name: '结班清点' }).click();
  await dialog.getByText(/清点结果与账面不符/).waitFor();
  await sound(clerk, '13-difference');
  await dialog.getByLabel('差异原因').fill('找零时多找了,已留存记录');
  await dialog.getByRole('button', { name: '结班清点' }).click();
  await page.getByText('您还没有开班').waitFor();
  expect(await unbalanced(hall.owner)).toBe(0);
  expect(await story.differences()).toEqual([]);
}, 60_000);

test('the supervisor reviews it and sees every count, the first one first', async () => {
  const { page } = supervisor;
  await supervisor.open('shifts');
  await page.getByRole('button', { name: '复核', exact: true }).click();
  const dialog = page.getByRole('dialog');
  const counts = dialog.getByRole('list', { name: '历次清点' }).getByRole('listitem');
  await counts.nth(1).waitFor();
  const [first, second] = await counts.allTextContents();
  expect(first).not.toContain('找零时多找了');
  expect(second).toContain('找零时多找了,已留存记录');
  await dialog.getByLabel('复核意见').fill('已与本人核对');
  await sound(supervisor, '14-review');
  await dialog.getByRole('button', { name: '复核', exact: true }).click();
  await page.getByText('已复核').waitFor();
  await supervisor.close();
}, 60_000);

test('the till also works in English and on a narrower screen', async () => {
  const { cookie } = await story.clerk();
  const context = await browser.newContext({ viewport: { width: 1024, height: 768 }, locale: 'en-GB' });
  const [name, value] = cookie.split('=') as [string, string];
  await context.addCookies([{ name, value, url: hall.url }]);
  const page = await context.newPage();
  const narrow: StaffDesk = {
    page,
    complaints: complaintsOf(page),
    open: async path => void (await page.goto(`${hall.url}/admin/${path}`)),
    close: () => context.close(),
  };
  await narrow.open('counter');
  const customer = await story.customer();
  await page.getByRole('textbox', { name: 'Account' }).fill(customer.household.accountNo);
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Take', exact: true }).waitFor();
  await sound(narrow, '15-en');
  await narrow.close();
}, 60_000);
