/** The kiosk's screen in a real browser, with its hardware simulated: enrolment, cash, QR code, an outage, and who walks away. */
import { mkdirSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { type DeskStory, deskStory } from '../../integration/desk/desk-story.ts';
import { enrolled } from '../../integration/desk/machine.ts';
import { openBrowser } from '../../support/browser.ts';
import { eventually, type RunningHall, startHall } from '../../support/hall.ts';
import { movingClock } from '../../support/moving-clock.ts';
import { hireStaff, openDesk } from '../admin/staff-desk.ts';
import { allAccessibilityProblems, complaintsOf } from '../page-checks.ts';

let hall: RunningHall;
let story: DeskStory;
let browser: Browser;
beforeAll(async () => {
  [hall, browser] = await Promise.all([startHall({ web: true }), openBrowser()]);
  story = deskStory(hall, movingClock(), () => {});
  await hireStaff(hall);
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await hall?.close();
});

const upright = { width: 1080, height: 1920 };
const lying = { width: 1920, height: 1080 };

async function sound(page: Page, name: string) {
  const folder = process.env['PICTURES_TO'];
  if (folder) {
    mkdirSync(folder, { recursive: true });
    await page.screenshot({ path: `${folder}/kiosk-${name}.png` });
  }
  expect(await allAccessibilityProblems(page)).toEqual([]);
  expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0);
  // Every target of the screen itself can be hit with a thumb.
  const small = await page.evaluate(
    `[...document.querySelectorAll('#kiosk button')].filter(b => !b.hidden && b.offsetHeight < 56).map(b => b.textContent)`,
  );
  expect(small).toEqual([]);
}

async function machine(viewport = upright) {
  const context = await browser.newContext({ viewport, locale: 'zh-CN' });
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  const complaints = complaintsOf(page);
  const administrator = await story.member('administrator');
  const wish = { name: '城东一号机', place: '城东营业厅' };
  const made = await story.post(administrator, '/staff/desk/devices', wish);
  await page.goto(`${hall.url}/kiosk/?simulator`);
  await page.getByRole('heading', { name: '登记终端' }).waitFor();
  await page.keyboard.type(made.body.code);
  await page.getByRole('button', { name: '登记' }).click();
  await page.getByRole('button', { name: /缴电费/ }).waitFor();
  return { page, complaints, deviceNo: made.body.device.deviceNo as string, close: () => context.close() };
}

async function find(page: Page, accountNo: string) {
  await page.getByRole('button', { name: /缴电费/ }).click();
  for (const digit of accountNo) await page.getByRole('button', { name: digit, exact: true }).click();
  await page.getByRole('button', { name: '下一步' }).click();
  await page.getByRole('heading', { name: /请核对/ }).waitFor();
}
const feed = (page: Page, sum: string) =>
  page
    .getByRole('complementary', { name: '设备模拟器' })
    .getByRole('button', { name: sum, exact: true })
    .click();

describe.each([
  ['upright', upright],
  ['lying', lying],
] as const)('an %s screen', (name, viewport) => {
  test('takes a customer from the account number to the receipt, in cash, with the name masked', async () => {
    const { page, complaints, close } = await machine(viewport);
    const customer = await story.customer(12_300);
    await sound(page, `${name}-1-start`);
    await find(page, customer.household.accountNo);
    await page.getByText('¥123.00').first().waitFor();
    expect(await page.locator('main').textContent()).not.toContain('张晓');
    await sound(page, `${name}-2-confirm`);
    await page.getByRole('button', { name: /现金/ }).click();
    await feed(page, '¥100.00');
    await page.getByText('还差').waitFor();
    await feed(page, '¥50.00');
    await page.getByText('多出的 ¥27.00 将存入余额').waitFor();
    await sound(page, `${name}-3-cash`);
    await page.getByRole('button', { name: '放好了，完成缴费' }).click();
    await page.getByText('收据号').waitFor();
    await sound(page, `${name}-4-done`);
    await page.getByRole('button', { name: '打印凭条' }).click();
    expect(await page.locator('.slip').textContent()).toContain('¥150.00');
    await page.getByRole('button', { name: '完成' }).click();
    await page.getByRole('button', { name: /缴电费/ }).waitFor();
    expect(await page.locator('main').textContent()).not.toContain(customer.household.accountNo.slice(-4));
    expect(await story.owed(customer)).toBe(0);
    expect(await story.balance(customer)).toBe(2_700);
    expect(complaints).toEqual([]);
    await close();
  }, 90_000);
});

test('a QR code on the screen is paid with the phone, also in English', async () => {
  const { page, complaints, close } = await machine();
  const customer = await story.customer();
  await page.getByRole('button', { name: 'English' }).click();
  await page.getByRole('heading', { name: '24-hour bill payment' }).waitFor();
  await page.getByRole('button', { name: 'Pay electricity' }).click();
  await page.keyboard.type(customer.household.accountNo);
  await page.getByRole('button', { name: 'Next' }).click();
  await sound(page, 'en-confirm');
  await page.getByRole('button', { name: 'Alipay' }).click();
  await page.getByRole('img', { name: 'Scan with Alipay to pay' }).waitFor();
  await sound(page, 'en-code');
  const { rows } = await hall.owner.query(
    `SELECT payment_no FROM payments WHERE channel = 'kiosk' ORDER BY id DESC LIMIT 1`,
  );
  await hall.sandbox.post('/control/pay', { paymentNo: rows[0].payment_no });
  await page.getByRole('heading', { name: 'Paid' }).waitFor();
  await sound(page, 'en-paid');
  expect(await story.owed(customer)).toBe(0);
  // The next customer begins in Chinese.
  await page.getByRole('button', { name: 'Finish' }).click();
  await page.getByRole('button', { name: /缴电费/ }).waitFor();
  expect(complaints).toEqual([]);
  await close();
}, 90_000);

test('notes that were fed while the line was down are booked once when it is back', async () => {
  const { page, close } = await machine();
  const customer = await story.customer(12_300);
  await find(page, customer.household.accountNo);
  await page.getByRole('button', { name: /现金/ }).click();
  await page.getByRole('button', { name: '断网' }).click();
  await feed(page, '¥100.00');
  await feed(page, '¥20.00');
  await feed(page, '¥5.00');
  await page.getByRole('button', { name: '放好了，完成缴费' }).click();
  await page.getByRole('heading', { name: '已收到您的钱' }).waitFor();
  await page.getByText('4 条待上报').waitFor();
  await sound(page, 'offline');
  expect(await story.owed(customer)).toBe(12_300);
  await page.reload();
  await eventually(
    () => story.owed(customer),
    owed => owed === 0,
  );
  await new Promise(done => setTimeout(done, 1_000));
  expect(await story.balance(customer)).toBe(200);
  await close();
}, 90_000);

test('whoever walks away is asked, then nothing of them is left; what they had fed is booked', async () => {
  const context = await browser.newContext({ viewport: upright });
  await context.close();
  const { page, close } = await machine();
  const customer = await story.customer(12_300);
  await page.clock.install();
  await find(page, customer.household.accountNo);
  await page.getByRole('button', { name: /现金/ }).click();
  await feed(page, '¥100.00');
  await page.clock.fastForward(61_000);
  await page.getByRole('alertdialog', { name: '您还在吗？' }).waitFor();
  await sound(page, 'idle');
  await page.clock.runFor(16_000);
  await eventually(
    () => story.owed(customer),
    owed => owed === 2_300,
  );
  await page.clock.fastForward(31_000);
  await page.getByRole('button', { name: /缴电费/ }).waitFor();
  expect(await page.locator('#kiosk').textContent()).not.toContain('¥100.00');
  await close();
}, 90_000);

test('a box that was taken out is counted twice, and who confirms it sees both counts', async () => {
  const [device, customer] = [await enrolled(story), await story.customer(12_000)];
  await device.report(device.notes(customer.household.accountNo, [10_000, 2_000]));
  await device.report([device.event('box', { removed: '1', inserted: '2' })]);
  const finance = await openDesk(browser, hall, 'finance1');
  await finance.open('devices');
  await finance.page
    .getByRole('row', { name: new RegExp(`^${device.deviceNo}-1`) })
    .getByRole('button', { name: '清点' })
    .click();
  const dialog = finance.page.getByRole('dialog');
  const notes = (value: string) => dialog.getByLabel(`${value} 张（枚）`);
  await notes('¥100.00').fill('1');
  await dialog.getByRole('button', { name: '清点', exact: true }).click();
  await dialog.getByText('-¥20.00').waitFor();
  await notes('¥20.00').fill('1');
  await dialog.getByRole('button', { name: '清点', exact: true }).click();
  await finance.page.getByText('须由另一位人员复核').waitFor();
  await finance.close();
  const supervisor = await openDesk(browser, hall, 'supervisor1', { locale: 'en-GB' });
  await supervisor.open('devices');
  await supervisor.page.getByRole('button', { name: 'Confirm', exact: true }).click();
  const review = supervisor.page.getByRole('dialog');
  const counts = review.getByRole('list', { name: 'Every count' }).getByRole('listitem');
  await counts.nth(1).waitFor();
  const [first, second] = await counts.allTextContents();
  expect(first).toMatch(/¥100\.00.*Difference −¥20\.00/);
  expect(second).toMatch(/¥120\.00.*Difference ¥0\.00/);
  await sound(supervisor.page, 'box-review');
  await review.getByRole('button', { name: 'Confirm', exact: true }).click();
  await review.waitFor({ state: 'hidden' });
  expect(await story.differences()).toEqual([]);
  expect([...finance.complaints, ...supervisor.complaints]).toEqual([]);
  await supervisor.close();
}, 90_000);

test('a machine that was revoked can do nothing any more', async () => {
  const { page, deviceNo, close } = await machine();
  const finance = await story.member('finance');
  await story.post(finance, `/staff/desk/devices/${deviceNo}/revocation`);
  const customer = await story.customer();
  await page.getByRole('button', { name: /缴电费/ }).click();
  await page.keyboard.type(customer.household.accountNo);
  await page.getByRole('button', { name: '下一步' }).click();
  await page.getByText('签名无效').waitFor();
  await close();
}, 60_000);
