/** The counter in a browser: a clerk takes in a new home for somebody who stands there, and a supervisor tries a year's holidays on it. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { loadReferenceData } from '../../../prisma/seed/reference-data.ts';
import { photo } from '../../integration/applications/walker.ts';
import { openBrowser } from '../../support/browser.ts';
import { type RunningHall, startHall } from '../../support/hall.ts';
import { allAccessibilityProblems } from '../page-checks.ts';
import { hireStaff, openDesk } from './staff-desk.ts';

let hall: RunningHall;
let browser: Browser;

beforeAll(async () => {
  hall = await startHall({ web: true });
  const client = await hall.owner.connect();
  await loadReferenceData(client);
  client.release();
  await hireStaff(hall);
  browser = await openBrowser();
}, 180_000);
afterAll(async () => {
  await browser?.close();
  await hall?.close();
});

/** Where COUNTER_PICTURES names a folder, for a person's eyes. */
const picture = async (page: Page, name: string) => {
  const folder = process.env['COUNTER_PICTURES'];
  if (folder) await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true });
};

/** There are more kinds than a list shows at a time: who knows the name types it. */
async function choose(
  page: Page,
  label: string,
  name: string,
  option: string | RegExp = name,
): Promise<void> {
  const field = page.getByRole('dialog').getByLabel(label);
  await field.click();
  if (await field.isEditable()) await field.fill(name);
  await page.locator('.ant-select-item-option', { hasText: option }).first().click();
}

test('a clerk takes in a new home at the counter and has it in hand; two rounds of papers go the same way', async () => {
  const { page, open, complaints } = await openDesk(browser, hall, 'clerk1', { width: 1440 });
  const found: string[] = [];
  const look = async () => void found.push(...(await allAccessibilityProblems(page)));
  await open('counter-applications');
  await page.getByText('没有正在填写的申请').waitFor();
  await look();
  await page.getByRole('button', { name: '为客户受理', exact: true }).click();
  const dialog = page.getByRole('dialog');
  await choose(page, '业务类型', '居民新装', /^居民新装$/);
  await dialog.getByLabel('客户手机号').fill('13700007788');
  await choose(page, '供电区域', '威海');
  await dialog.getByRole('button', { name: '为客户受理', exact: true }).click();
  await dialog.getByText('请先核对证件').waitFor();
  await dialog.getByLabel(/已核对客户本人/).check();
  await look();
  await picture(page, 'begin');
  await dialog.getByRole('button', { name: '为客户受理', exact: true }).click();

  await page.getByRole('heading', { name: '居民新装', exact: true }).waitFor();
  for (const [label, value] of [
    ['户主姓名', '王到场'],
    ['联系电话', '139'],
    ['身份证号码', '11010519491231002X'],
    ['区县', '文登区'],
    ['街道、小区', '昆嵛路'],
    ['楼栋、门牌', '88号楼'],
  ] as const)
    await page.getByLabel(label, { exact: true }).fill(value);
  await page.getByLabel(/^用电容量/).fill('8');
  await page.getByRole('button', { name: '保存', exact: true }).click();
  await page.getByText('应为手机号').waitFor();
  await page.getByLabel('联系电话', { exact: true }).fill('13700007788');
  // Its icon of a moment ago may still be leaving, and be named.
  const handIn = page.getByRole('button', { name: /提交申请$/ });
  await handIn.click();
  await page.getByText('请先上传一份证件').first().waitFor();
  const choosing = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: /^上传 户主身份证/ }).click();
  await (await choosing).setFiles({ name: 'id.jpg', mimeType: 'image/jpeg', buffer: await photo() });
  await page.getByText('1 份').waitFor();
  await look();
  await picture(page, 'draft');
  await handIn.click();

  await page.getByRole('button', { name: '受理通过', exact: true }).waitFor();
  await page.getByRole('heading', { name: '代客户办理' }).waitFor();
  await look();
  await picture(page, 'case');
  expect([...found, ...complaints]).toEqual([]);
}, 120_000);

test('a supervisor sees which deadlines a year would move before it is put in', async () => {
  const { rows } = await hall.owner.query('SELECT case_no AS no, due_on::text AS due FROM applications');
  const { page, open, complaints } = await openDesk(browser, hall, 'supervisor1', { width: 1440 });
  await open('calendar');
  await page.getByRole('button', { name: '录入一年', exact: true }).click();
  const dialog = page.getByRole('dialog');
  const year = rows[0].due.slice(0, 4);
  const { rows: known } = await hall.owner.query(
    `SELECT day::text, kind FROM calendar_days WHERE extract(year FROM day) = $1::int AND day <> $2::date ORDER BY day`,
    [year, rows[0].due],
  );
  const others = known.map(({ day, kind }) => `${day} 节日${kind === 'workday' ? ' 班' : ''}`);
  await dialog.getByLabel('年份').fill(year);
  await dialog.getByLabel('日期').fill([...others, `${rows[0].due} 测试节`].join('\n'));
  await dialog.getByRole('button', { name: '试算在办申请的期限' }).click();
  await dialog.getByText(/1 件期限推后/).waitFor();
  await dialog.getByRole('link', { name: rows[0].no }).waitFor();
  expect(await allAccessibilityProblems(page)).toEqual([]);
  await picture(page, 'simulation');
  // What is typed afterwards is another question.
  await dialog.getByLabel('日期').fill(`${rows[0].due} 测试节\n`);
  const { rows: after } = await hall.owner.query('SELECT due_on::text AS due FROM applications');
  expect(after[0].due).toBe(rows[0].due);
  expect(complaints).toEqual([]);
}, 120_000);
