/** A complaint with both sides open: said on a telephone, taken and answered at the desk, judged by the resident. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Browser, devices } from 'playwright-core';
import { openBrowser } from '../../support/browser.ts';
import { type RunningHall, startHall } from '../../support/hall.ts';
import type { Household } from '../../support/world.ts';
import { allAccessibilityProblems } from '../page-checks.ts';
import { openPhone, type ResidentPhone } from '../resident/resident-phone.ts';
import { hireStaff, openDesk, type StaffDesk } from './staff-desk.ts';

let hall: RunningHall;
let browser: Browser;
let home: Household;
let phone: ResidentPhone;
let desk: StaffDesk;

beforeAll(async () => {
  hall = await startHall({ web: true });
  await hireStaff(hall);
  home = await hall.world.household();
  await hall.world.bill(home);
  browser = await openBrowser();
  phone = await openPhone(browser, hall, { ...devices['Pixel 7'], viewport: { width: 375, height: 812 } });
  await phone.signIn(home.phone);
  await phone.bind(home);
  desk = await openDesk(browser, hall, 'clerk1', { width: 1440 });
}, 180_000);
afterAll(async () => {
  await browser?.close();
  await hall?.close();
});

/** Where CASE_PICTURES names a folder, for a person's eyes. */
const picture = async (page: { screenshot(options: object): Promise<unknown> }, name: string) => {
  const folder = process.env['CASE_PICTURES'];
  if (folder) await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true });
};
const text = (words: string) => phone.page.getByText(words).filter({ visible: true }).first();
const complaint = '营业厅排队两小时，没有人解释原因';

test('a complaint goes from a telephone to the desk and back, and the answer is judged once', async () => {
  const { page } = phone;
  await page.goto(`${hall.url}/#/packages/account/help/index`);
  await phone.button('我要反映').click();
  await page.getByRole('radio', { name: '投诉', exact: true }).filter({ visible: true }).click();
  await page.getByLabel('请说明情况').filter({ visible: true }).fill(complaint);
  await picture(page, 'hall-say');
  expect(await allAccessibilityProblems(page)).toEqual([]);
  expect(await phone.fits()).toBe(true);
  await phone.button('提交').click();
  await text('等待受理').waitFor();
  await picture(page, 'hall-case-new');
  expect(await allAccessibilityProblems(page)).toEqual([]);

  await desk.open('cases');
  await picture(desk.page, 'desk-queue');
  expect(await allAccessibilityProblems(desk.page)).toEqual([]);
  await desk.page.getByRole('link', { name: complaint }).click();
  const act = async (name: string, fill: () => Promise<void> = async () => {}) => {
    await desk.page.getByRole('button', { name, exact: true }).first().click();
    const dialog = desk.page.getByRole('dialog');
    await dialog.waitFor();
    await fill();
    await dialog.getByRole('button', { name, exact: true }).click();
    await dialog.waitFor({ state: 'detached' });
  };
  const dialog = desk.page.getByRole('dialog');
  await act('受理');
  await act('联系客户', () => dialog.getByLabel('联系经过').fill('已电话联系客户，说明原因并致歉'));
  await act('答复', async () => {
    await dialog.getByLabel('给客户的答复').fill('已增开窗口，并向您致歉');
    await dialog.getByLabel('原因').fill('午间只开一个窗口');
    await dialog.getByLabel('整改措施').fill('午间增开两个窗口');
    await dialog.getByLabel('责任').click();
    await desk.page.getByText('供电公司责任').last().click();
    await picture(desk.page, 'desk-answer');
    expect(await allAccessibilityProblems(desk.page)).toEqual([]);
  });
  await desk.page.getByText('已答复').first().waitFor();
  await picture(desk.page, 'desk-case');
  expect(await allAccessibilityProblems(desk.page)).toEqual([]);

  await page.reload();
  await text('经核实属实').waitFor();
  await picture(page, 'hall-case-answered');
  await phone.button('满意，办结').click();
  await text('您的评价').waitFor();
  await picture(page, 'hall-case-closed');
  expect(await allAccessibilityProblems(page)).toEqual([]);
  await page.goto(`${hall.url}/#/packages/service/cases/index`);
  await text('已办结').waitFor();
  await picture(page, 'hall-cases');
  expect([...phone.complaints, ...desk.complaints]).toEqual([]);
}, 180_000);

test('a resident asks for confidence; the desk types in an anonymous call, with the place it is about', async () => {
  const { page } = phone;
  await page.goto(`${hall.url}/#/packages/account/help/index`);
  await phone.button('我要反映').click();
  await page.getByRole('radio', { name: '建议', exact: true }).filter({ visible: true }).click();
  await page.getByLabel('请说明情况').filter({ visible: true }).fill('建议营业厅设置无障碍窗口');
  await page.getByRole('checkbox', { name: '保密' }).filter({ visible: true }).click();
  expect(await allAccessibilityProblems(page)).toEqual([]);
  await phone.button('提交').click();
  await text('等待受理').waitFor();

  await desk.open('cases');
  await desk.page.getByRole('button', { name: '登记诉求' }).first().click();
  const dialog = desk.page.getByRole('dialog');
  await dialog.getByLabel('类型').click();
  await desk.page.getByTitle('意见', { exact: true }).last().click();
  await dialog.getByLabel('客户说的话').fill('路口的变压器噪声大');
  await dialog.getByLabel('所说的地点').fill('昆嵛路与文昌路路口');
  await dialog.getByRole('checkbox', { name: '匿名' }).check();
  await dialog.getByRole('checkbox', { name: '保密' }).check();
  await picture(desk.page, 'desk-type-in');
  expect(await allAccessibilityProblems(desk.page)).toEqual([]);
  await dialog.getByRole('button', { name: '登记诉求' }).click();
  await desk.page.getByText('匿名 · 保密').waitFor();
  await desk.page.getByText('昆嵛路与文昌路路口').waitFor();
  const { rows } = await hall.owner.query(
    `SELECT kind, anonymous, confidential FROM service_cases WHERE kind IN ('suggestion', 'opinion') ORDER BY kind`,
  );
  expect(rows).toEqual([
    { kind: 'opinion', anonymous: true, confidential: true },
    { kind: 'suggestion', anonymous: false, confidential: true },
  ]);
  expect([...phone.complaints, ...desk.complaints]).toEqual([]);
}, 180_000);
