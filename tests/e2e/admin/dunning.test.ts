/** From reminder to restored power in two browsers: the household on its phone, two persons at their desks, the clock moved. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import {
  type Debtor,
  type DunningStory,
  dayOf,
  openDunning,
  plusDays,
} from '../../integration/dunning/story.ts';
import { openBrowser } from '../../support/browser.ts';
import { keepOnDevice } from '../../support/kept-on-device.ts';
import { allAccessibilityProblems } from '../page-checks.ts';
import { openPhone, type ResidentPhone } from '../resident/resident-phone.ts';
import { hireStaff, openDesk, type StaffDesk } from './staff-desk.ts';

let story: DunningStory;
let browser: Browser;
let debtor: Debtor;
let phone: ResidentPhone;
let clerk: StaffDesk;
let supervisor: StaffDesk;

beforeAll(async () => {
  [story, browser] = await Promise.all([openDunning({ web: true }), openBrowser()]);
  const { hall } = story;
  await hireStaff(hall);
  debtor = await story.debtor(20_000, { dueOn: plusDays(dayOf(story.clock.now()), -40) });
  clerk = await openDesk(browser, hall, 'clerk1', { now: story.clock.now() });
  supervisor = await openDesk(browser, hall, 'supervisor1', { now: story.clock.now() });
  // Weeks pass between two looks at the screen.
  await hall.owner.query(`UPDATE staff_sessions SET expires_at = '2100-01-01'`);
  phone = await openPhone(browser, hall);
  await keepOnDevice(phone.page.context(), { token: debtor.resident.token, language: 'zh' });
}, 180_000);
afterAll(async () => {
  await browser?.close();
  await story?.close();
});

/** Where DUNNING_PICTURES names a folder, for a person's eyes. */
const picture = async (page: Page, name: string) => {
  const folder = process.env['DUNNING_PICTURES'];
  if (folder) await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true });
};

/** What the household reads on its first page. */
async function reads(text: string): Promise<void> {
  await phone.page.goto(`${story.hall.url}/`);
  await phone.page.getByText(text).filter({ visible: true }).first().waitFor();
  expect(await allAccessibilityProblems(phone.page)).toEqual([]);
}

/** In the open panel: one act, with its reason. */
async function acts({ page }: StaffDesk, name: string, reason: string): Promise<void> {
  await page.getByRole('button', { name, exact: true }).first().click();
  const dialog = page.getByRole('dialog').filter({ hasText: '理由' });
  await dialog.getByLabel('理由').fill(reason);
  expect(await allAccessibilityProblems(page)).toEqual([]);
  await dialog.getByRole('button', { name, exact: true }).click();
  await dialog.waitFor({ state: 'hidden' });
}

test('whoever looks at a household that is being reminded sees when it is reminded next, and from when on a notice may come', async () => {
  await story.run();
  const [{ nextReminderOn, noticeFromOn }] = (await story.file(debtor)).cases;
  await clerk.open('dunning');
  await clerk.page.getByText(`${nextReminderOn} 第 2 次催缴`).waitFor();
  await clerk.page.getByText(`停电通知不早于 ${noticeFromOn}`).waitFor();
  expect(await allAccessibilityProblems(clerk.page)).toEqual([]);
}, 120_000);

test('the household is reminded and given notice; its first page says from when power may go', async () => {
  await story.until(debtor, 'noticed');
  await reads('停电通知');
  await picture(phone.page, 'phone-noticed');
  await clerk.open('dunning');
  await clerk.page.getByRole('cell', { name: '已发停电通知' }).waitFor();
  await picture(clerk.page, 'list');
  expect(await allAccessibilityProblems(clerk.page)).toEqual([]);
}, 120_000);

test('once the notice has arrived it is proposed; the clerk looks at the evidence and submits it', async () => {
  await story.until(debtor, 'proposed');
  await clerk.open('dunning?status=proposed');
  await clerk.page.getByRole('link', { name: debtor.household.accountNo }).click();
  const panel = clerk.page.getByRole('dialog');
  await panel.getByText('欠费停电通知').first().waitFor();
  await panel.getByText('列入停电建议，证据固定').waitFor();
  await picture(clerk.page, 'evidence');
  expect(await allAccessibilityProblems(clerk.page)).toEqual([]);
  await acts(clerk, '提交审批', '逾期、催缴、通知及送达均已核对');
  await panel.getByText('待审批').first().waitFor();
}, 120_000);

test('a second person approves it; on its day the last call goes out, and 30 minutes later power goes', async () => {
  const [{ caseNo }] = (await story.file(debtor)).cases;
  await supervisor.open(`dunning/${caseNo}`);
  await picture(supervisor.page, 'to-decide');
  await acts(supervisor, '批准停电', '证据齐全，同意停电');
  await story.until(debtor, 'last-call');
  await reads('即将停电');
  await picture(phone.page, 'phone-last-call');
  story.clock.pass(31 * 60);
  await story.becomes(debtor, 'suspended');
  await reads('已停电');
  await picture(phone.page, 'phone-suspended');
  await supervisor.open(`supply-commands?show=all&accountNo=${debtor.household.accountNo}`);
  await supervisor.page.getByText('已执行').first().waitFor();
  await supervisor.page.getByText('已停电').first().waitFor();
  await picture(supervisor.page, 'commands');
  expect(await allAccessibilityProblems(supervisor.page)).toEqual([]);
}, 120_000);

test('the resident pays on the phone, and power comes back by itself', async () => {
  await phone.pay('微信支付', '¥');
  await story.becomes(debtor, 'closed');
  expect((await story.file(debtor)).cases[0]).toMatchObject({ closeReason: 'restored' });
  // It asks by itself as well, after a while.
  await phone.page.reload();
  const stage = (name: string) => phone.page.getByText(name, { exact: true }).filter({ visible: true });
  await stage('复电').first().waitFor();
  expect(
    await phone.page
      .getByText(/起停电|已下令复电/)
      .filter({ visible: true })
      .count(),
  ).toBe(0);
  await picture(phone.page, 'phone-restored');
  await supervisor.open(`accounts/${debtor.household.accountNo}`);
  await supervisor.page.getByText('已缴清并复电').first().waitFor();
  await supervisor.page.getByRole('cell', { name: '即将停止供电' }).first().waitFor();
  await picture(supervisor.page, 'file');
  expect(await allAccessibilityProblems(supervisor.page)).toEqual([]);
}, 120_000);

test('a clerk marks special needs in the file and takes the mark off again; both stand in the log', async () => {
  const { page } = clerk;
  await clerk.open(`accounts/${debtor.household.accountNo}`);
  await page.getByRole('button', { name: '登记特殊需求' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('说明（可不填）').fill('独居老人');
  await dialog.getByRole('button', { name: '登记特殊需求' }).click();
  await dialog.getByText('须取得本人单独同意').waitFor();
  await dialog.getByLabel('本人已单独同意登记这项信息').check();
  await picture(page, 'special-needs');
  await dialog.getByRole('button', { name: '登记特殊需求' }).click();
  await page.getByText('独居老人').waitFor();
  await page.getByRole('button', { name: '取消登记' }).click();
  const ending = page.getByRole('dialog').filter({ hasText: '取消登记' });
  await ending.getByRole('textbox').fill('本人撤回同意');
  await ending.getByRole('button', { name: '取消登记' }).click();
  await page.getByText('没有登记').waitFor();
  const { rows } = await story.hall.owner.query(
    `SELECT action FROM audit_entries WHERE action LIKE 'special-need.%' ORDER BY id`,
  );
  expect(rows.map(({ action }) => action)).toEqual(['special-need.add', 'special-need.end']);
}, 120_000);

test('a supervisor sets a rule from a day on, and sees who set it; English reads as well', async () => {
  const { page } = supervisor;
  await supervisor.open('dunning-rules');
  const sheet = page.getByRole('region', { name: '分期', exact: true });
  await sheet.getByRole('button', { name: /设\s*置/ }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('最多几期').fill('6');
  await dialog.getByLabel('生效日期').fill(dayOf(story.clock.now()));
  await dialog.getByLabel('变更理由').fill('按公司规定');
  await picture(page, 'rule-dialog');
  await dialog.getByRole('button', { name: /设\s*置/ }).click();
  await dialog.waitFor({ state: 'hidden' });
  await page.getByText('按公司规定').waitFor();
  await page.getByText('陈立新').first().waitFor();
  await picture(page, 'rules');
  expect(await allAccessibilityProblems(page)).toEqual([]);
  await supervisor.open('instalments');
  await page.getByText('没有分期协议').waitFor();
  await picture(page, 'instalments');
  expect(await allAccessibilityProblems(page)).toEqual([]);
  expect([...clerk.complaints, ...supervisor.complaints, ...phone.complaints]).toEqual([]);
}, 120_000);
