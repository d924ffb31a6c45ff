/** An outage in two browsers: drafted, counted and published at the desk; seen at home by the resident. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Browser, devices } from 'playwright-core';
import { openBrowser } from '../../support/browser.ts';
import { type RunningHall, startHall } from '../../support/hall.ts';
import type { Household } from '../../support/world.ts';
import { allAccessibilityProblems } from '../page-checks.ts';
import { openPhone } from '../resident/resident-phone.ts';
import { hireStaff, openDesk } from './staff-desk.ts';

let hall: RunningHall;
let browser: Browser;
let home: Household;
const areaName = '昆嵛路一号台区';

beforeAll(async () => {
  hall = await startHall({ web: true });
  await hireStaff(hall);
  home = await hall.world.household();
  await hall.world.bill(home);
  const { rows } = await hall.owner.query(
    `INSERT INTO transformer_areas (region_code, code, name) VALUES ('weihai', 'TQ0000000001', $1) RETURNING id`,
    [areaName],
  );
  await hall.owner.query('UPDATE premises SET transformer_area_id = $2 WHERE id = $1', [
    home.premisesId,
    rows[0].id,
  ]);
  browser = await openBrowser();
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await hall?.close();
});

/** Where OUTAGE_PICTURES names a folder, for a person's eyes. */
const picture = async (page: { screenshot(options: object): Promise<unknown> }, name: string) => {
  const folder = process.env['OUTAGE_PICTURES'];
  if (folder) await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true });
};

const inputTime = (days: number, hours = 0) =>
  new Date(Date.now() + days * 86_400_000 + (8 + hours) * 3_600_000).toISOString().slice(0, 16);

test('a supervisor drafts an outage, sees whom it concerns and until when it must be published, and publishes it', async () => {
  const desk = await openDesk(browser, hall, 'supervisor1');
  const { page } = desk;
  await desk.open('outage-editor');
  await page.getByLabel('开始').fill(inputTime(9));
  await page.getByLabel('结束').fill(inputTime(9, 4));
  await page.getByLabel('原因').fill('更换变压器');
  await page.getByRole('textbox', { name: '查找台区、楼栋或户号' }).fill('昆嵛路');
  await page.getByRole('textbox', { name: '查找台区、楼栋或户号' }).press('Enter');
  await page.getByRole('button', { name: `添加 ${areaName}` }).click();
  await page.getByText('计划停电提前公告').waitFor();
  await page.getByText('满足').first().waitFor();
  await picture(page, 'editor');
  expect(await allAccessibilityProblems(page)).toEqual([]);
  await page.getByRole('button', { name: '保存草稿' }).click();
  const panel = page.getByRole('dialog');
  await panel.getByText('更换变压器').first().waitFor();
  await panel.getByRole('button', { name: /发\s*布/ }).click();
  const sure = page.getByRole('dialog').filter({ hasText: '将通知' });
  await sure.getByRole('button', { name: /发\s*布/ }).click();
  await panel.getByText('通知记录').waitFor();
  await panel.getByText('户主（短信）').waitFor();
  await picture(page, 'panel');
  await page.setViewportSize({ width: 768, height: 900 });
  await picture(page, 'panel-768');
  await page.setViewportSize({ width: 1440, height: 900 });
  await desk.open('outages');
  await page.getByText(areaName).waitFor();
  await picture(page, 'list');
  expect(await allAccessibilityProblems(page)).toEqual([]);
  await desk.open('reliability');
  await page.getByText('时限规则').first().waitFor();
  await picture(page, 'figures');
  expect(await allAccessibilityProblems(page)).toEqual([]);
  expect(desk.complaints).toEqual([]);
  await desk.close();
}, 120_000);

test('the holder reads it on the first page, on its own page and in the calendar', async () => {
  const phone = await openPhone(browser, hall, {
    ...devices['Pixel 7'],
    viewport: { width: 375, height: 812 },
  });
  const { page } = phone;
  await phone.signIn(home.phone);
  await phone.bind(home);
  await page.goto(`${hall.url}/`);
  await page.getByText('我家的停电').filter({ visible: true }).waitFor();
  await picture(page, 'hall-home');
  expect(await allAccessibilityProblems(page)).toEqual([]);
  await phone.button(/更换变压器/).click();
  await page.getByText(areaName).filter({ visible: true }).first().waitFor();
  await picture(page, 'hall-outage');
  expect(await phone.fits()).toBe(true);
  await page.goto(`${hall.url}/#/packages/outage/list/index`);
  await page.getByText('停电日历').filter({ visible: true }).waitFor();
  await picture(page, 'hall-list');
  expect(await allAccessibilityProblems(page)).toEqual([]);
  expect(await phone.fits()).toBe(true);
  await phone.close();
}, 120_000);
