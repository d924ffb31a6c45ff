/** The hall as a web app: it can be installed, and opens without a network with what was last known and what that means. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { openBrowser } from '../../support/browser.ts';
import { type RunningHall, startHall } from '../../support/hall.ts';
import { accessibilityProblems } from '../page-checks.ts';
import { openPhone, type ResidentPhone } from './resident-phone.ts';

let hall: RunningHall;
let browser: Browser;
let phone: ResidentPhone;

beforeAll(async () => {
  [hall, browser] = await Promise.all([startHall({ web: true, jobs: true }), openBrowser()]);
  phone = await openPhone(browser, hall);
});
afterAll(async () => {
  await phone?.close();
  await browser?.close();
  await hall?.close();
});

test('a browser may put the hall on the home screen', async () => {
  const manifest = (await (await fetch(`${hall.url}/manifest.webmanifest`)).json()) as {
    icons: { src: string }[];
  };
  expect(manifest).toMatchObject({ start_url: '/', display: 'standalone' });
  for (const { src } of manifest.icons) {
    const icon = await fetch(hall.url + src);
    expect([src, icon.status, icon.headers.get('content-type')]).toEqual([src, 200, 'image/png']);
  }
});

test('without a network the last known sum is shown as such, and nothing is offered for payment from memory', async () => {
  const household = await hall.world.household();
  await hall.world.bill(household, { amountFen: 4_321 });
  const { page } = phone;
  await phone.signIn(household.phone);
  await phone.bind(household);
  await page.getByText('¥43.21').filter({ visible: true }).first().waitFor();
  await page.evaluate('navigator.serviceWorker.ready');
  // The second visit goes through the service worker and leaves everything it needs.
  await page.reload();
  await page.getByText('¥43.21').filter({ visible: true }).first().waitFor();
  await phone.button('立即缴费').click();
  await phone.button('确认支付 ¥43.21').waitFor();

  await page.context().setOffline(true);
  await page.goto(`${hall.url}/`);
  await page.reload();
  await page.getByText('¥43.21').filter({ visible: true }).first().waitFor();
  await page.getByText('暂时无法更新，以下是上次的内容').filter({ visible: true }).first().waitFor();
  await page.getByText('您的钱没有变动。').filter({ visible: true }).first().waitFor();
  expect(await accessibilityProblems(page)).toEqual([]);
  await phone.button('立即缴费').click();
  await page.getByText('这一步没有扣款，可以重试。').filter({ visible: true }).first().waitFor();
  expect(await phone.button(/确认支付/).count()).toBe(0);

  await page.context().setOffline(false);
  await phone.button('重试').first().click();
  await phone.button('确认支付 ¥43.21').waitFor();
});
