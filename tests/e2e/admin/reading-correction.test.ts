/** A wrong reading, from the bill that shows it to its correction: in a real browser, by a supervisor. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { addMember } from '../../integration/access/scene.ts';
import { billMonths } from '../../integration/billing/bill-months.ts';
import type { Town } from '../../integration/billing/town.ts';
import { openBrowser } from '../../support/browser.ts';
import { eventually, type RunningHall, startHall } from '../../support/hall.ts';
import { allAccessibilityProblems } from '../page-checks.ts';
import { hireStaff, openDesk, type StaffDesk } from './staff-desk.ts';

let hall: RunningHall;
let browser: Browser;
let desk: StaffDesk;
let months: ReturnType<typeof billMonths>;

beforeAll(async () => {
  [hall, browser] = await Promise.all([startHall({ web: true }), openBrowser()]);
  await hireStaff(hall);
  desk = await openDesk(browser, hall, 'supervisor1');
  const [clerk, finance, auditor] = [
    await addMember(hall, 'clerk'),
    await addMember(hall, 'finance'),
    await addMember(hall, 'auditor'),
  ];
  const staff: Town['staff'] = (member, method, path, body) =>
    hall.call(method, path, { cookie: member.cookie, body, key: randomUUID() });
  months = billMonths({ ...hall, clerk, finance, auditor, staff } as Town);
}, 180_000);
afterAll(async () => {
  await browser?.close();
  await hall?.close();
});

test('says in words which bill is to be reversed first, and corrects the reading once it is', async () => {
  const household = await hall.world.household();
  await hall.owner.query(
    `INSERT INTO readings (meter_id, read_on, total, source) VALUES ($1, '2025-02-28', 0, 'remote'), ($1, '2025-03-31', 30000, 'remote')`,
    [household.meterId],
  );
  await months.bill('2025-03', household);
  const billNo = await months.billNoOf('2025-03', household);
  const { page, open } = desk;
  await open(`accounts/${household.accountNo}?bill=${billNo}`);
  const reading = page.getByRole('button', { name: '2025-03-31 的示数' });
  await reading.click();
  const dialog = page.getByRole('dialog').filter({ hasText: `电能表 ${household.meterAssetNo} 的示数` });
  await dialog.getByText(`请先依次冲正账单 ${billNo}`).waitFor();
  expect(await dialog.getByRole('button', { name: '更正示数' }).isDisabled()).toBe(true);
  expect(await allAccessibilityProblems(page)).toEqual([]);
  await dialog.getByRole('button', { name: /取\s?消/ }).click();
  await dialog.waitFor({ state: 'hidden' });

  expect((await months.reverse(billNo)).status).toBe(201);
  await reading.click();
  // What was typed for one day is not said of another, nor of the same one when it is come back to.
  const total = dialog.getByLabel('总 (kWh)');
  await total.fill('280');
  for (const [day, shown] of [
    ['2025-02-28', '0.00'],
    ['2025-03-31', '300.00'],
  ] as const) {
    await dialog.getByLabel('抄表日').fill(day);
    await eventually(
      () => total.inputValue(),
      value => value === shown,
    );
  }
  await total.fill('250.5');
  await dialog.getByLabel('原因').fill('抄表员看错一位');
  await dialog.getByRole('button', { name: '更正示数' }).click();
  await page.getByText('示数已更正').first().waitFor();
  const { rows } = await hall.owner.query(
    `SELECT total::int, corrected FROM readings WHERE meter_id = $1 AND read_on = '2025-03-31'`,
    [household.meterId],
  );
  expect(rows).toEqual([{ total: 25_050, corrected: true }]);
  expect(desk.complaints).toEqual([]);
});
