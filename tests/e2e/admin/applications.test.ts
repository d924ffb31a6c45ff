/** A new home's supply, a move and a closing with both sides open: applied for on a telephone, taken to their end at the desk. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Browser, devices, type Page } from 'playwright-core';
import { loadReferenceData } from '../../../prisma/seed/reference-data.ts';
import { addDays, businessDate } from '../../../server/src/shared/dates.ts';
import { photo } from '../../integration/applications/walker.ts';
import { openBrowser } from '../../support/browser.ts';
import { type RunningHall, startHall } from '../../support/hall.ts';
import { keepOnDevice } from '../../support/kept-on-device.ts';
import type { Household } from '../../support/world.ts';
import { allAccessibilityProblems } from '../page-checks.ts';
import { openPhone, type ResidentPhone } from '../resident/resident-phone.ts';
import { hireStaff, openDesk, type StaffDesk } from './staff-desk.ts';

const yesterday = addDays(businessDate(new Date()), -1);
const holder = '13912340000';

let hall: RunningHall;
let browser: Browser;
let phone: ResidentPhone;
let desk: StaffDesk;

beforeAll(async () => {
  hall = await startHall({ web: true });
  const client = await hall.owner.connect();
  await loadReferenceData(client);
  client.release();
  await hireStaff(hall);
  browser = await openBrowser();
  phone = await openPhone(browser, hall, { ...devices['Pixel 7'], viewport: { width: 375, height: 812 } });
  await phone.signIn(holder);
  desk = await openDesk(browser, hall, 'clerk1', { width: 1440 });
}, 180_000);
afterAll(async () => {
  await browser?.close();
  await hall?.close();
});

/** What axe finds on any of the pages, told together at the end. */
const found: string[] = [];
const look = async (page: Page) => void found.push(...(await allAccessibilityProblems(page)));

const text = (words: string | RegExp) => phone.page.getByText(words).filter({ visible: true }).first();
const field = (label: string | RegExp) => phone.page.getByLabel(label).filter({ visible: true }).first();

async function handIn(paper: string, from = phone): Promise<void> {
  const choosing = from.page.waitForEvent('filechooser');
  await from.button(new RegExp(`：${paper}`)).click();
  const file = { name: 'paper.jpg', mimeType: 'image/jpeg', buffer: await photo() };
  await (await choosing).setFiles(file);
  // A plain grey picture has no print that could be sharp: the hall says so, and who took it decides.
  const sent = from.page.waitForResponse(reply => reply.url().includes('/papers/'));
  await from.button('就用这张').click();
  expect((await sent).status()).toBe(201);
  await from.page.getByText('已上传').filter({ visible: true }).first().waitFor();
}

/** Presses a button of the staff view, fills in its dialog and presses the same there. */
async function act(name: string, fill: () => Promise<void> = async () => {}): Promise<void> {
  const { page } = desk;
  await page.getByRole('button', { name, exact: true }).first().click();
  const dialog = page.getByRole('dialog');
  await dialog.waitFor();
  await fill();
  await dialog.getByRole('button', { name, exact: true }).click();
  await dialog.waitFor({ state: 'detached' }).catch(async () => {
    throw new Error(`“${name}” was not done; the dialog says: ${await dialog.innerText()}`);
  });
}

test('a new home is applied for on a telephone, and both sides see it to its end', async () => {
  const { page } = phone;
  await page.goto(`${hall.url}/#/packages/apply/kinds/index`);
  await phone.button(/^居民新装/).click();
  await text('有一份主要证件就能提交').waitFor();
  await look(page);
  expect(await phone.fits()).toBe(true);
  await page.getByRole('radio', { name: /威海/ }).filter({ visible: true }).click();
  await phone.button('开始填写').click();

  await field('户主姓名').fill('王新户');
  await field('联系电话').fill('139');
  await text('应为手机号').waitFor();
  await field('联系电话').fill(holder);
  for (const [label, value] of [
    ['身份证号码', '11010519491231002X'],
    ['区县', '文登区'],
    ['街道、小区', '昆嵛路'],
    ['楼栋、门牌', '88号楼'],
    ['用电容量', '8'],
  ] as const)
    await field(label).fill(value);
  await text('已自动保存').waitFor();
  await handIn('户主身份证');
  await look(page);
  // What was filled in is there again, on whichever telephone.
  await page.reload();
  await field('街道、小区').waitFor();
  expect(await field('街道、小区').inputValue()).toBe('昆嵛路');
  await phone.button('提交申请').click();
  await text('受理审核').waitFor();
  await look(page);
  expect(await phone.fits()).toBe(true);

  await desk.open('applications');
  await look(desk.page);
  await desk.page.getByRole('link', { name: /居民新装/ }).click();
  await desk.page.getByRole('button', { name: '接手', exact: true }).click();
  await act('受理通过');
  await desk.page.getByRole('button', { name: '登记已上门', exact: true }).click();
  await desk.page
    .getByText(/[上下]午 已上门/)
    .first()
    .waitFor();
  await look(desk.page);
  await act('具备供电条件');

  await page.reload();
  const agree = page.getByRole('checkbox', { name: /我已阅读/ }).filter({ visible: true });
  await agree.waitFor();
  await look(page);
  await agree.click();
  await phone.button('签字').click();
  await text('正在安排装表').waitFor();
  await handIn('房屋产权证明或租赁合同');

  await desk.page.reload();
  const dialog = desk.page.getByRole('dialog');
  await desk.page.getByRole('button', { name: '登记电能表', exact: true }).waitFor();
  await act('登记电能表', async () => {
    await dialog.getByLabel('资产号').fill('WD20261130');
    await dialog.getByLabel('倍率').fill('40');
    await dialog.getByLabel('抄表日期').fill(yesterday);
    await dialog.getByLabel('总示数').fill('12.5');
    await look(desk.page);
  });
  await act('装表完成');
  await act('资料齐全');
  await act('送电');
  await desk.page.getByText('已办结').first().waitFor();
  await desk.open('application-board');
  await look(desk.page);
  await desk.open('site-visits');
  await look(desk.page);

  await page.reload();
  await text(/户号\d{4} .*起用电/).waitFor();
  await look(page);
  expect([...found, ...phone.complaints, ...desk.complaints]).toEqual([]);
}, 240_000);

/** A home held since before the month, with a reading on the eve of it, and its holder with a telephone. */
async function heldHome(): Promise<{ home: Household; holderPhone: ResidentPhone }> {
  const from = `${yesterday.slice(0, 7)}-01`;
  const home = await hall.world.household({ from });
  await hall.owner.query(
    `INSERT INTO readings (meter_id, read_on, total, peak, valley, source) VALUES ($1, $2::date - 1, 100000, 60000, 40000, 'remote')`,
    [home.meterId, from],
  );
  const resident = await hall.world.resident({ phone: home.phone });
  await hall.world.bind(resident, home, { isHolder: true, isDefault: true });
  const holderPhone = await openPhone(browser, hall);
  await keepOnDevice(holderPhone.page.context(), { token: resident.token, language: 'zh' });
  return { home, holderPhone };
}

/** Takes the case that the telephone shows, at the desk. */
async function takeWhatIsShown({ page }: ResidentPhone): Promise<void> {
  const number = page
    .getByText(/^SQ\d{16}$/)
    .filter({ visible: true })
    .first();
  await number.waitFor();
  await desk.open(`applications/${await number.textContent()}`);
  await desk.page.getByRole('button', { name: '接手', exact: true }).click();
  await act('受理通过');
}

async function readTheMeter(): Promise<void> {
  const dialog = desk.page.getByRole('dialog');
  await act('录入表底', async () => {
    await dialog.getByLabel('抄表日期').fill(yesterday);
    for (const [label, value] of [
      ['总示数', '1120'],
      ['峰示数', '670'],
      ['谷示数', '450'],
    ] as const)
      await dialog.getByLabel(label).fill(value);
    await look(desk.page);
  });
  await act('已抄表');
}

test('who moves in takes over from the day on which the old holder is settled', async () => {
  const { home, holderPhone } = await heldHome();
  const { page } = phone;
  await page.goto(`${hall.url}/#/packages/apply/kind/index?kind=holder-change`);
  await field('户号').fill(home.accountNo);
  await phone.button('开始填写').click();
  for (const [label, value] of [
    ['户主姓名', '李新主'],
    ['联系电话', holder],
    ['身份证号码', '11010519491231002X'],
  ] as const)
    await field(label).fill(value);
  await handIn('户主身份证');
  await handIn('房屋产权证明');
  await phone.button('提交申请').click();
  await takeWhatIsShown(phone);
  await page.reload();
  await page
    .getByRole('checkbox', { name: /我已阅读/ })
    .filter({ visible: true })
    .click();
  await phone.button('签字').click();
  await text('正在抄录表底示数').waitFor();
  await desk.page.reload();
  await readTheMeter();
  await act('过户');
  await page.reload();
  await text(/起用电/).waitFor();
  // The old holder finds what is left to pay, and pays it as any bill.
  await holderPhone.page.goto(`${hall.url}/#/packages/apply/list/index`);
  await holderPhone.page.getByText('已搬离住户的未结电费').filter({ visible: true }).waitFor();
  await look(holderPhone.page);
  await holderPhone.page.getByRole('radio', { name: '微信支付' }).filter({ visible: true }).click();
  await holderPhone.button(/^确认支付 ¥/).click();
  await holderPhone.page.locator('#confirm').click();
  await holderPhone.page.getByText('已到账').filter({ visible: true }).first().waitFor();
  expect([...found, ...phone.complaints, ...holderPhone.complaints]).toEqual([]);
  await holderPhone.close();
}, 180_000);

test('an account is closed with its last bill', async () => {
  const { holderPhone } = await heldHome();
  const { page } = holderPhone;
  await page.goto(`${hall.url}/#/packages/apply/kind/index?kind=account-closing`);
  await page.getByRole('radio').filter({ visible: true }).first().click();
  await holderPhone.button('开始填写').click();
  await page.getByLabel('联系电话').filter({ visible: true }).fill(holder);
  await handIn('户主身份证', holderPhone);
  await holderPhone.button('提交申请').click();
  await takeWhatIsShown(holderPhone);
  await readTheMeter();
  await act('销户');
  await page.reload();
  await page
    .getByText(/用电至/)
    .filter({ visible: true })
    .first()
    .waitFor();
  await look(page);
  expect([...found, ...holderPhone.complaints, ...desk.complaints]).toEqual([]);
  await holderPhone.close();
}, 120_000);

test('what cannot be brought about is ended at the desk, and the customer reads why', async () => {
  const { holderPhone } = await heldHome();
  const { page } = holderPhone;
  await page.goto(`${hall.url}/#/packages/apply/kind/index?kind=account-closing`);
  await page.getByRole('radio').filter({ visible: true }).first().click();
  await holderPhone.button('开始填写').click();
  await page.getByLabel('联系电话').filter({ visible: true }).fill(holder);
  await handIn('户主身份证', holderPhone);
  await holderPhone.button('提交申请').click();
  await takeWhatIsShown(holderPhone);
  await act('终止办理', async () => {
    await desk.page.getByRole('dialog').getByLabel('原因').fill('该户正在过户，由新用户办理');
    await look(desk.page);
  });
  await desk.page.getByText('未通过').first().waitFor();
  await page.reload();
  await page.getByText('该户正在过户，由新用户办理').filter({ visible: true }).waitFor();
  await page.getByLabel('申诉').filter({ visible: true }).first().waitFor();
  expect([...found, ...holderPhone.complaints, ...desk.complaints]).toEqual([]);
  await holderPhone.close();
}, 120_000);
