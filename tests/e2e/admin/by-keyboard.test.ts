/** A clerk who uses no pointer: signs in, finds a customer, opens a payment beside the list and closes it, always seeing the focus. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { codeAt, demoMembers, demoPassword, stepOf } from '../../../server/src/modules/staff/index.ts';
import { openBrowser } from '../../support/browser.ts';
import { type RunningHall, startHall } from '../../support/hall.ts';
import type { Household } from '../../support/world.ts';
import { type Keyboard, keyboardOf } from '../keyboard.ts';
import { complaintsOf } from '../page-checks.ts';
import { hireStaff } from './staff-desk.ts';

let hall: RunningHall;
let browser: Browser;
let page: Page;
let keyboard: Keyboard;
let complaints: string[];
let home: Household;
let paymentNo: string;

beforeAll(async () => {
  [hall, browser] = await Promise.all([startHall({ web: true }), openBrowser()]);
  await hireStaff(hall);
  home = await hall.world.household();
  const { payableId } = await hall.world.bill(home, { amountFen: 12_345 });
  const resident = await hall.world.resident();
  await hall.world.bind(resident, home);
  const items = [{ payableId, amountFen: 12_345 }];
  const body = { channel: 'web-hall', method: 'wechat', product: 'h5', items };
  const started = await hall.call('POST', '/payments', {
    token: resident.token,
    body,
    key: 'one-to-look-at',
  });
  paymentNo = started.body.paymentNo;
  const context = await browser.newContext({ viewport: { width: 1280, height: 860 }, locale: 'zh-CN' });
  context.setDefaultTimeout(15_000);
  page = await context.newPage();
  keyboard = keyboardOf(page);
  complaints = complaintsOf(page);
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await hall?.close();
});

const heading = (name: RegExp) => page.getByRole('heading', { level: 1, name }).waitFor();

test('signs in, beginning where the cursor stands already', async () => {
  await page.goto(`${hall.url}/admin/`);
  await page.getByLabel('用户名').waitFor();
  await page.keyboard.type('clerk1');
  await keyboard.write('密码', demoPassword);
  const { totpSecret } = demoMembers.find(({ username }) => username === 'clerk1')!;
  await keyboard.write('动态验证码', codeAt(totpSecret, stepOf(new Date())));
  await keyboard.use(/^登\s?录$/);
  await heading(/您好$/);
});

test('goes past the rail to the page, and by two keys to the customers', async () => {
  await page.reload();
  await heading(/您好$/);
  await keyboard.use('跳到正文');
  expect(await page.evaluate('document.activeElement.tagName')).toBe('MAIN');
  await page.keyboard.type('gc');
  await heading(/客户查找/);
});

test('finds the customer and opens the file', async () => {
  await page.keyboard.press('/');
  await page.keyboard.type(home.accountNo);
  await page.keyboard.press('Enter');
  await page.getByRole('link', { name: home.accountNo }).waitFor();
  await keyboard.use(home.accountNo);
  await page.getByRole('heading', { level: 1 }).filter({ hasText: home.accountNo }).waitFor();
});

test('opens the payment beside the list, reads on inside it, and closes it with Escape', async () => {
  await keyboard.use(paymentNo);
  const panel = page.getByRole('dialog');
  await panel.getByText('¥123.45').first().waitFor();
  await keyboard.reach(/./);
  expect(await page.evaluate(`document.activeElement.closest('[role="dialog"]') !== null`)).toBe(true);
  await page.keyboard.press('Escape');
  await panel.waitFor({ state: 'hidden' });
  await keyboard.reach(paymentNo);
});

test('saw the focus at each step, and no page broke', () => {
  expect(keyboard.unseen).toEqual([]);
  expect(complaints).toEqual([]);
});
