/** Reconciliation in a real browser: six weeks of a demo town, from the calendar to two persons settling a difference. */
import { mkdirSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { seed } from '../../../prisma/seed/seed.ts';
import { addDays, businessDate } from '../../../server/src/shared/dates.ts';
import { openBrowser } from '../../support/browser.ts';
import { type RunningHall, startHall } from '../../support/hall.ts';
import { testFieldKey } from '../../support/world.ts';
import { unbalanced } from '../books.ts';
import { allAccessibilityProblems } from '../page-checks.ts';
import { hireStaff, openDesk, type StaffDesk, turnDown } from './staff-desk.ts';

let hall: RunningHall;
let browser: Browser;
let finance: StaffDesk;
let supervisor: StaffDesk;

beforeAll(async () => {
  [hall, browser] = await Promise.all([startHall({ web: true }), openBrowser()]);
  await hireStaff(hall);
  await seed({
    ownerUrl: hall.owner.options.connectionString!,
    fieldKey: testFieldKey,
    // So many that every way has been used in the weeks shown, whatever day it is.
    accounts: 400,
    until: addDays(businessDate(new Date()), -1),
  });
  finance = await openDesk(browser, hall, 'finance1');
  supervisor = await openDesk(browser, hall, 'supervisor1');
}, 300_000);
afterAll(async () => {
  await browser?.close();
  await hall?.close();
});

/** Every page is looked at by axe, and is not wider than its screen. */
async function soundPage({ page, complaints }: StaffDesk, name: string) {
  await page.waitForLoadState('networkidle');
  const folder = process.env['PICTURES_TO'];
  if (folder) {
    mkdirSync(folder, { recursive: true });
    await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true });
  }
  expect(await allAccessibilityProblems(page)).toEqual([]);
  expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0);
  expect(complaints).toEqual([]);
}

test('the calendar says of each source and day what became of it, by sign and word as well as by colour', async () => {
  await finance.open('reconciliation');
  const { page } = finance;
  await expect(page.locator('.calendar tbody tr').count()).resolves.toBeGreaterThan(4);
  const cell = page.locator('a.cell.differences').first();
  expect(await cell.getAttribute('aria-label')).toMatch(/\d{4}-\d\d-\d\d 有差错 \d+笔 \d+项差错/);
  await soundPage(finance, 'calendar');
  await page.getByText('按缴费渠道').click();
  await page.getByRole('row', { name: /网上电厅/ }).waitFor();
  await soundPage(finance, 'calendar-channels');
});

test("a day's side panel shows the three ways, its channels, its files and its settled total", async () => {
  await finance.open('reconciliation');
  // A day with business: its files and its settled total are there.
  await finance.page.locator('a.cell.matched:not(.idle)').first().click();
  await finance.page.getByText('三方核对').waitFor();
  await finance.page.getByText('结算已入账').waitFor();
  await soundPage(finance, 'day');
  // A file taken in error is withdrawn by two persons; this one is not.
  await finance.page.getByRole('button', { name: '撤下文件' }).first().click();
  const dialog = finance.page.getByRole('dialog').filter({ hasText: '误收的文件' });
  await dialog.getByLabel('原因').fill('误传前一日文件');
  await dialog.getByRole('button', { name: '撤下文件' }).click();
  await finance.page.getByText('等待他人复核').waitFor();
  await soundPage(finance, 'day-file-withdrawal');
  await supervisor.open(new URL(finance.page.url()).pathname.replace(/^\/admin\//, ''));
  await supervisor.page.getByText('误传前一日文件').waitFor();
  await turnDown(supervisor.page, '退回', '文件与当日一致');
  await supervisor.page.getByText('误传前一日文件').waitFor({ state: 'detached' });
  const { rows: refused } = await hall.owner.query(
    `SELECT detail ->> 'note' AS note FROM audit_entries WHERE action = 'statement-file.reject-withdraw'`,
  );
  expect(refused).toEqual([{ note: '文件与当日一致' }]);
  await finance.open('reconciliation');
  await finance.page.locator('a.cell.refused').first().click();
  await finance.page.getByText('合计不符').first().waitFor();
  await soundPage(finance, 'day-refused');
});

test('shifts and cash boxes stand in one row each, whose cells open the list of them and each its count', async () => {
  await finance.open('reconciliation');
  const { page } = finance;
  await page
    .getByRole('row', { name: /柜台班次/ })
    .locator('a.cell.matched')
    .first()
    .click();
  const list = page.getByRole('dialog');
  await list
    .getByRole('link', { name: /^S\d{13}$/ })
    .first()
    .waitFor();
  await soundPage(finance, 'group');
  await list
    .getByRole('link', { name: /^S\d{13}$/ })
    .first()
    .click();
  await page.getByRole('link', { name: '清点单' }).waitFor();
  await soundPage(finance, 'shift-day');
  await finance.open('reconciliation?by=channel');
  for (const channel of ['营业厅柜台', '自助终端', '充值卡', 'POS 刷卡', '银行代扣', '短信'])
    await page.getByRole('row', { name: new RegExp(`^${channel}`) }).waitFor();
});

test('a day file is brought by a person: refused whole with line and reason, and told so', async () => {
  await finance.open('statement-upload');
  const { page } = finance;
  await soundPage(finance, 'upload');
  const file = {
    name: 'bill.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from('交易时间,公众账号ID\r\n`2026\r\n'),
  };
  await page.locator('input[type=file]').setInputFiles(file);
  await page.getByRole('button', { name: /上传 bill.csv/ }).click();
  const refusal = page.getByRole('alert');
  await refusal.getByText('文件被整体拒收').waitFor();
  expect(await refusal.textContent()).toMatch(/列不符 · 第1行/);
  await soundPage(finance, 'upload-refused');
});

test('one person proposes to post what we lack, with a reason; another approves, and the money is on the books', async () => {
  await finance.open('differences');
  const row = finance.page.getByRole('row', { name: /我方缺/ }).first();
  await row.waitFor();
  await soundPage(finance, 'differences');
  await row.getByRole('button', { name: '补记入账' }).click();
  const dialog = finance.page.getByRole('dialog');
  await dialog.getByLabel('理由').fill('对方已提供流水凭证');
  await soundPage(finance, 'propose');
  await dialog.getByRole('button', { name: '补记入账' }).click();
  await finance.page.getByText('您提出的处理须由他人复核').waitFor();

  await supervisor.open('differences');
  await supervisor.page
    .getByRole('button', { name: /复核通过/ })
    .first()
    .click();
  await supervisor.page.getByRole('dialog').getByText('对方已提供流水凭证').waitFor();
  await soundPage(supervisor, 'decide');
  await supervisor.page.getByRole('dialog').getByRole('button', { name: '复核通过', exact: true }).click();
  await supervisor.page.getByRole('dialog').waitFor({ state: 'hidden' });
  const { rows } = await hall.owner.query(
    `SELECT count(*)::int AS posted FROM reconciliation_differences WHERE resolution = 'post' AND status = 'resolved' AND proposed_by <> decided_by`,
  );
  expect(rows[0].posted).toBe(1);
  expect(await unbalanced(hall.owner)).toBe(0);
});

test('settlements and fees, the share of each channel over time, and both as a file', async () => {
  await finance.open('settlements');
  await finance.page.getByRole('img', { name: /各渠道收款占比/ }).waitFor();
  await soundPage(finance, 'settlements');
  await finance.page.getByText('数据表').click();
  await finance.page.getByRole('columnheader', { name: '占比' }).waitFor();
  await finance.page.getByRole('button', { name: '导出' }).click();
  const [file] = await Promise.all([
    finance.page.waitForEvent('download'),
    finance.page.getByRole('menuitem', { name: /XLSX/ }).click(),
  ]);
  expect(file.suggestedFilename()).toMatch(/^reconciliation-settlements-.*\.xlsx$/);
});
