/** The words of a reminder are changed at the desk: written and seen with sample values by one person, put in force by another. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { openBrowser } from '../../support/browser.ts';
import { type RunningHall, startHall } from '../../support/hall.ts';
import { allAccessibilityProblems } from '../page-checks.ts';
import { hireStaff, openDesk, type StaffDesk } from './staff-desk.ts';

let hall: RunningHall;
let browser: Browser;
let writer: StaffDesk;
let approver: StaffDesk;

beforeAll(async () => {
  [hall, browser] = await Promise.all([startHall({ web: true }), openBrowser()]);
  await hireStaff(hall);
  writer = await openDesk(browser, hall, 'supervisor1', { width: 1440 });
  approver = await openDesk(browser, hall, 'admin1', { width: 1440 });
}, 180_000);
afterAll(async () => {
  await browser?.close();
  await hall?.close();
});

/** The line of the last reminder: its words in force, in both languages. */
const lineOf = ({ page }: StaffDesk) => page.getByRole('row').filter({ hasText: /· dunning-reminder-last/ });

test('one person writes it, sees it as a customer would, and cannot put it in force alone', async () => {
  const { page } = writer;
  await writer.open('message-templates');
  await lineOf(writer).getByRole('button', { name: '修改', exact: true }).first().click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('正文').fill('请尽快缴清{amount}，最早自{suspendOn}起可以停电。{name}');
  await dialog.getByRole('button', { name: '预览', exact: true }).click();
  // Names that the message does not have are found before anybody gets it.
  await dialog.getByText('文中的{name}不是这个通知的内容').waitFor();
  await dialog.getByLabel('正文').fill('请尽快缴清{amount}，最早自{suspendOn}起可以停电。');
  await dialog.getByRole('button', { name: '预览', exact: true }).click();
  await dialog.getByText('请尽快缴清¥123.45，最早自12月28日起可以停电。').waitFor();
  expect(await allAccessibilityProblems(page)).toEqual([]);
  await dialog.getByRole('button', { name: '提交审批', exact: true }).click();
  await dialog.waitFor({ state: 'hidden' });
  await page.getByRole('heading', { name: '待批准' }).waitFor();
  await page.getByRole('button', { name: '批准', exact: true }).first().click();
  await page.getByText('自己起草的模板须由另一人批准').waitFor();
  expect(await lineOf(writer).getByText('请尽快缴清{amount}').count()).toBe(0);
  expect(writer.complaints).toEqual([]);
});

test('another one approves it, and it is in force', async () => {
  await approver.open('message-templates');
  await approver.page.getByRole('button', { name: '批准', exact: true }).first().click();
  await lineOf(approver).getByText('请尽快缴清{amount}，最早自{suspendOn}起可以停电。').waitFor();
  expect(await approver.page.getByRole('heading', { name: '待批准' }).count()).toBe(0);
  expect(await allAccessibilityProblems(approver.page)).toEqual([]);
  expect(approver.complaints).toEqual([]);
});
