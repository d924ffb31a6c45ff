/** Partners in a real browser: admitted by an administrator, given keys, topped up by two people. */
import { generateKeyPairSync } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { openDatabase } from '../../../server/src/infra/database.ts';
import { seedPartners } from '../../../server/src/modules/agency/index.ts';
import { openBrowser } from '../../support/browser.ts';
import { type RunningHall, startHall } from '../../support/hall.ts';
import { testCipher } from '../../support/world.ts';
import { allAccessibilityProblems } from '../page-checks.ts';
import { hireStaff, openDesk } from './staff-desk.ts';

let hall: RunningHall;
let browser: Browser;

beforeAll(async () => {
  hall = await startHall({ web: true });
  await hireStaff(hall);
  const db = openDatabase({ url: hall.settings.DATABASE_URL, poolSize: 1 });
  await seedPartners(db, testCipher);
  await db.close();
  browser = await openBrowser();
}, 60_000);
afterAll(async () => {
  await browser?.close();
  await hall?.close();
});

/** Where PARTNERS_PICTURES names a folder, for a person's eyes. */
const picture = async (page: { screenshot(options: object): Promise<unknown> }, name: string) => {
  const folder = process.env['PARTNERS_PICTURES'];
  if (folder) await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true });
};

test('an administrator admits a partner and rotates its key; the secret of a bank is shown once', async () => {
  const desk = await openDesk(browser, hall, 'admin1');
  const { page } = desk;
  await desk.open('partners');
  await page.getByRole('link', { name: '惠民便利连锁' }).waitFor();
  expect(await allAccessibilityProblems(page)).toEqual([]);
  await picture(page, 'partners');

  await page.getByRole('button', { name: '登记合作方' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('代码').fill('AG0777');
  await dialog.getByLabel('中文名称').fill('好邻居便利');
  await dialog.getByLabel('英文名称').fill('Good Neighbour');
  await dialog.getByLabel('预存款模式（代收网点）').check();
  await picture(page, 'admit');
  await dialog.getByRole('button', { name: /保\s*存/ }).click();
  await page.getByRole('heading', { name: /好邻居便利/ }).waitFor();
  await page.getByRole('button', { name: '新增密钥' }).click();
  await page.getByRole('dialog').getByLabel('编号').fill('k-2026b');
  const pem = generateKeyPairSync('ed25519').publicKey.export({ type: 'spki', format: 'pem' }).toString();
  await page.getByRole('dialog').getByLabel('合作方公钥（PEM）').fill(pem);
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /保\s*存/ })
    .click();
  await page.getByRole('cell', { name: 'k-2026b' }).waitFor();

  await desk.open('partners/BK0001');
  await page.getByRole('button', { name: '新增密钥' }).click();
  await page.getByRole('dialog').getByLabel('编号').fill('02');
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /保\s*存/ })
    .click();
  await page.getByText('主密钥只显示这一次').waitFor();
  expect(await page.getByRole('dialog').innerText()).toMatch(/([0-9a-f]{4} ){7}[0-9a-f]{4}/);
  await page.getByRole('button', { name: '已抄录' }).click();
  await page.getByRole('cell', { name: '02', exact: true }).waitFor();
  await desk.open('partners/AG0001');
  await page.getByRole('heading', { name: '网点与终端' }).waitFor();
  expect(await allAccessibilityProblems(page)).toEqual([]);
  await picture(page, 'agent');
  expect(desk.complaints).toEqual([]);
  await desk.close();
}, 60_000);

test('finance enters what an agent has paid in, a supervisor approves it, nobody approves their own', async () => {
  const finance = await openDesk(browser, hall, 'finance1');
  await finance.open('partners/AG0001');
  await finance.page.getByRole('button', { name: '登记预存' }).click();
  await finance.page.getByLabel('金额').fill('1234.50');
  await finance.page.getByLabel('银行流水号').fill('BR20261122001');
  await finance.page
    .getByRole('dialog')
    .getByRole('button', { name: /保\s*存/ })
    .click();
  await finance.page.getByRole('cell', { name: 'BR20261122001' }).waitFor();
  expect(await finance.page.getByRole('button', { name: /通\s*过/ }).count()).toBe(0);
  await finance.close();
  const supervisor = await openDesk(browser, hall, 'supervisor1');
  await supervisor.open('partners/AG0001');
  await supervisor.page.getByRole('button', { name: /通\s*过/ }).click();
  await supervisor.page.getByText('¥51,234.50').first().waitFor();
  await picture(supervisor.page, 'approved');
  expect(supervisor.complaints).toEqual([]);
  await supervisor.close();
}, 60_000);
