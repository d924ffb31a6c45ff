/** Who brings us something by machine, in a real browser: partners and systems let in by an administrator, given keys, topped up by two people. */
import { generateKeyPairSync } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { openDatabase } from '../../../server/src/infra/database.ts';
import { seedPartners } from '../../../server/src/modules/agency/index.ts';
import { openBrowser } from '../../support/browser.ts';
import { type RunningHall, startHall } from '../../support/hall.ts';
import { testCipher } from '../../support/world.ts';
import { allAccessibilityProblems } from '../page-checks.ts';
import { hireStaff, openDesk, press, type StaffDesk } from './staff-desk.ts';

let hall: RunningHall;
let browser: Browser;
let administrator: StaffDesk;

beforeAll(async () => {
  hall = await startHall({ web: true });
  await hireStaff(hall);
  const db = openDatabase({ url: hall.settings.DATABASE_URL, poolSize: 1 });
  await seedPartners(db, testCipher);
  await db.close();
  browser = await openBrowser();
  administrator = await openDesk(browser, hall, 'admin1');
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
  const desk = administrator;
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
  // Nobody's message counts by it before another person has confirmed it.
  const key = page.getByRole('row', { name: /k-2026b/ });
  await key.getByText('待另一人复核').waitFor();
  expect(await key.getByRole('button', { name: /复\s*核/ }).count()).toBe(0);

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
}, 60_000);

test('an administrator proposes a commission and cannot agree to it', async () => {
  const { page } = administrator;
  await administrator.open('partners/AG0001');
  await page.getByRole('button', { name: '提出手续费率' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('手续费率').fill('4500');
  await dialog.getByLabel('原因').fill('新协议');
  expect(await allAccessibilityProblems(page)).toEqual([]);
  await picture(page, 'terms');
  await dialog.getByRole('button', { name: /保\s*存/ }).click();
  await page.getByRole('cell', { name: '0.45 %' }).waitFor();
  expect(await page.getByRole('button', { name: /同\s*意/ }).count()).toBe(0);
  expect(administrator.complaints).toEqual([]);
}, 60_000);

test('finance enters what an agent has paid in, a supervisor approves it and confirms a key, nobody approves their own', async () => {
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
  expect(await finance.page.getByRole('button', { name: '提出手续费率' }).count()).toBe(0);
  await finance.close();
  const supervisor = await openDesk(browser, hall, 'supervisor1');
  await supervisor.open('partners/AG0001');
  const approved = await press(supervisor.page, '通过');
  await supervisor.page.locator('.ant-modal').getByText('¥51,234.50').waitFor();
  expect(await allAccessibilityProblems(supervisor.page)).toEqual([]);
  await approved.click();
  await supervisor.page.getByRole('main').getByText('¥51,234.50').first().waitFor();
  const commission = supervisor.page.getByRole('row', { name: /0\.45 %/ });
  const agreed = commission.getByRole('button', { name: '同意', exact: true });
  await (await press(supervisor.page, '同意', agreed)).click();
  await commission.getByText('已同意').waitFor();
  expect(await allAccessibilityProblems(supervisor.page)).toEqual([]);
  await picture(supervisor.page, 'approved');
  await supervisor.open('partners/AG0777');
  const key = supervisor.page.getByRole('row', { name: /k-2026b/ });
  await key.getByRole('button', { name: /复\s*核/ }).click();
  await supervisor.page.locator('.ant-popconfirm-buttons .ant-btn-primary').click();
  await key.getByText('在用').waitFor();
  expect(supervisor.complaints).toEqual([]);
  await supervisor.close();
}, 60_000);

test('an administrator connects the billing system; with the key it was shown once it brings data, until the key is ended', async () => {
  const desk = administrator;
  const { page } = desk;
  await desk.open('connected-systems');
  await page.getByText('还没有接入系统').waitFor();
  await page.getByRole('button', { name: '登记系统' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('代码').fill('marketing');
  await dialog.getByLabel('名称').fill('营销系统');
  await dialog.getByLabel('允许的地址').fill('127.0.0.1 ::1');
  expect(await allAccessibilityProblems(page)).toEqual([]);
  await picture(page, 'connect');
  await dialog.getByRole('button', { name: /保\s*存/ }).click();
  await page.getByRole('heading', { name: '营销系统' }).waitFor();

  await page.getByRole('button', { name: '生成密钥' }).click();
  await dialog.getByLabel('密钥名称').fill('2026-12');
  await dialog.getByRole('button', { name: '生成密钥' }).click();
  await page.getByText('密钥只显示这一次').waitFor();
  const token = /dt_[\w-]{43}/.exec(await dialog.innerText())![0];
  await dialog.getByRole('button', { name: '已保存' }).click();
  await dialog.waitFor({ state: 'hidden' });
  await page.getByRole('cell', { name: '2026-12', exact: true }).waitFor();
  expect(await page.content()).not.toContain(token);

  const home = await hall.world.household();
  const bring = () =>
    hall.call('POST', '/data/readings', {
      token,
      body: { rows: [{ meterAssetNo: home.meterAssetNo, readOn: '2026-01-31', totalKwh: '88' }] },
    });
  expect(await bring()).toMatchObject({ status: 201, body: { accepted: 1, importedBy: 'system:marketing' } });
  await desk.open('connected-systems');
  expect(await page.getByText('从未').count()).toBe(0);
  expect(await allAccessibilityProblems(page)).toEqual([]);
  await picture(page, 'connected');

  await page.getByRole('button', { name: /^停\s*用$/ }).click();
  await dialog.getByLabel('原因').fill('工程师离职');
  await dialog.getByRole('button', { name: '停用密钥 2026-12' }).click();
  await page.getByRole('cell', { name: /已停用/ }).waitFor();
  expect((await bring()).status).toBe(401);

  // The log says who let it in and what it brought.
  await desk.open('audit?subject=connected-system:marketing');
  for (const action of ['登记接入系统', '生成接入密钥', '停用接入密钥'])
    await page.getByRole('cell', { name: action }).first().waitFor();
  await desk.open('audit?actor=system:marketing');
  await page.getByRole('cell', { name: '接入系统 marketing' }).first().waitFor();
  expect(desk.complaints).toEqual([]);
}, 60_000);
