/** What staff keep about alerts: contacts by role, prepaid agreements, and what holds for people who have set nothing. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { openBrowser } from '../../support/browser.ts';
import { type RunningHall, startHall } from '../../support/hall.ts';
import type { Household } from '../../support/world.ts';
import { allAccessibilityProblems } from '../page-checks.ts';
import { hireStaff, openDesk, type StaffDesk } from './staff-desk.ts';

let hall: RunningHall;
let browser: Browser;
let shop: Household;
let desk: StaffDesk;

beforeAll(async () => {
  hall = await startHall({ web: true });
  await hireStaff(hall);
  shop = await hall.world.household({ category: 'commercial' });
  browser = await openBrowser();
  desk = await openDesk(browser, hall, 'supervisor1');
}, 120_000);
afterAll(async () => {
  await desk?.close();
  await browser?.close();
  await hall?.close();
});

/** Where MESSAGE_PICTURES names a folder, for a person's eyes. */
const picture = async (page: Page, name: string) => {
  const folder = process.env['MESSAGE_PICTURES'];
  if (folder) await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true });
};

test('a shop’s bookkeeper becomes a contact, and a signed agreement makes the shop prepaid', async () => {
  const { page } = desk;
  await desk.open(`accounts/${shop.accountNo}`);
  await page.getByRole('button', { name: '添加联系人' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('姓名').fill('钱会计');
  await dialog.getByLabel('手机号').fill('13700000001');
  await picture(page, 'contact-dialog');
  expect(await allAccessibilityProblems(page)).toEqual([]);
  await dialog.getByRole('button', { name: /保\s*存/ }).click();
  await page.getByText('137****0001').waitFor();
  await page.getByRole('button', { name: '登记协议' }).click();
  await page.getByLabel('协议编号').fill('YF-2026-001');
  await page.getByLabel('签订日').fill('2026-08-01');
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /保\s*存/ })
    .click();
  await page.getByRole('cell', { name: 'YF-2026-001' }).waitFor();
  await page.getByRole('button', { name: '终止协议' }).waitFor();
  await picture(page, 'account-file');
  expect(await allAccessibilityProblems(page)).toEqual([]);
  const { rows } = await hall.owner.query(
    `SELECT action FROM audit_entries WHERE subject = $1 AND action IN ('contact.add', 'prepaid-agreement.sign') ORDER BY id`,
    [`account:${shop.accountNo}`],
  );
  expect(rows.map(({ action }) => action)).toEqual(['contact.add', 'prepaid-agreement.sign']);
});

test('a default is changed with its source; the value before stays to be read', async () => {
  const { page } = desk;
  await desk.open('alert-defaults');
  await page.getByRole('button', { name: '修改 即将到期 后付费' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('天数').fill('5');
  await dialog.getByLabel('依据').fill('供电营业规则实施细则');
  await picture(page, 'default-dialog');
  await dialog.getByRole('button', { name: /保\s*存/ }).click();
  const now = page.getByRole('region', { name: '现行与将生效' });
  await now.getByRole('row').filter({ hasText: '供电营业规则实施细则' }).getByText('5 天').waitFor();
  await page.getByRole('region', { name: '以往' }).getByText('3 天').waitFor();
  await picture(page, 'alert-defaults');
  expect(await allAccessibilityProblems(page)).toEqual([]);
  expect(desk.complaints).toEqual([]);
});
