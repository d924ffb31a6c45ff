/** A resident who uses no pointer: signs in, binds a household and comes to the wallet's cashier, always seeing where the focus is. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Browser, devices } from 'playwright-core';
import { openBrowser } from '../../support/browser.ts';
import { eventually, type RunningHall, startHall } from '../../support/hall.ts';
import type { Household } from '../../support/world.ts';
import { type Keyboard, keyboardOf } from '../keyboard.ts';
import { openPhone, type ResidentPhone } from './resident-phone.ts';

let hall: RunningHall;
let browser: Browser;
let home: Household;
let desk: ResidentPhone;
let keyboard: Keyboard;

beforeAll(async () => {
  [hall, browser] = await Promise.all([startHall({ web: true, jobs: true }), openBrowser()]);
  home = await hall.world.household();
  await hall.world.bill(home, { amountFen: 12_345 });
  // So much of a page is left to who enlarges it to see it: what is above and below has to be scrolled to.
  desk = await openPhone(browser, hall, {
    ...devices['Desktop Chrome'],
    viewport: { width: 640, height: 400 },
  });
  keyboard = keyboardOf(desk.page);
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await hall?.close();
});

async function codeFor(phone: string): Promise<string> {
  const sms = await eventually(
    () => hall.sandbox.lastSms(phone),
    found => found?.params['code'] !== undefined,
  );
  return sms!.params['code']!;
}

test('signs in with a code', async () => {
  await desk.page.goto(`${hall.url}/`);
  await desk.button('登录').waitFor();
  await keyboard.use('登录');
  await desk.button('发送验证码').waitFor();
  await keyboard.write('手机号', home.phone);
  await keyboard.use('发送验证码', 'Space');
  await keyboard.writeWhenMoved('短信验证码', await codeFor(home.phone));
  await keyboard.use('登录');
  await desk.button('绑定户号').first().waitFor();
});

test('binds the household', async () => {
  await keyboard.use('绑定户号');
  await desk.page.getByLabel('户号').filter({ visible: true }).first().waitFor();
  await keyboard.write('户号', home.accountNo);
  await desk.button('验证并绑定').waitFor();
  await keyboard.use('验证并绑定', 'Space');
  await desk.button('立即缴费').waitFor();
});

test('chooses how to pay by the arrows and comes to the cashier', async () => {
  const { page } = desk;
  await keyboard.use('立即缴费');
  await desk.button('确认支付 ¥123.45').waitFor();
  await keyboard.reach(/^(微信支付|支付宝)$/);
  const chosen = page.getByRole('radio', { checked: true }).filter({ visible: true });
  while ((await chosen.textContent()) !== '支付宝') await page.keyboard.press('ArrowRight');
  await keyboard.use('确认支付 ¥123.45');
  await page.locator('#confirm').waitFor();
  expect(page.url().startsWith(hall.sandbox.url)).toBe(true);
});

test('saw the focus at each step, and no page broke', () => {
  expect(keyboard.unseen).toEqual([]);
  expect(desk.complaints).toEqual([]);
});
