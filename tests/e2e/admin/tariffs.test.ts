/** A new edition of a tariff, from what is in force to its first day: compared, tried on real bills, and put in force by a second person. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { seed } from '../../../prisma/seed/seed.ts';
import { addDays, businessDate } from '../../../server/src/shared/dates.ts';
import { openBrowser } from '../../support/browser.ts';
import { type RunningHall, startHall } from '../../support/hall.ts';
import { testFieldKey } from '../../support/world.ts';
import { allAccessibilityProblems } from '../page-checks.ts';
import { openDesk, type StaffDesk } from './staff-desk.ts';

let hall: RunningHall;
let browser: Browser;
let finance: StaffDesk;
let supervisor: StaffDesk;
const homes = 'tariffs?tariff=weihai/residential';

beforeAll(async () => {
  [hall, browser] = await Promise.all([startHall({ web: true }), openBrowser()]);
  await seed({
    ownerUrl: hall.owner.options.connectionString!,
    fieldKey: testFieldKey,
    accounts: 40,
    until: addDays(businessDate(new Date()), -1),
  });
  finance = await openDesk(browser, hall, 'finance1');
  supervisor = await openDesk(browser, hall, 'supervisor1');
}, 180_000);
afterAll(async () => {
  await browser?.close();
  await hall?.close();
});

const editions = async () =>
  (
    await hall.owner.query<{ from: string; to: string | null }>(
      `SELECT effective_from::text AS from, effective_to::text AS to FROM tariff_versions v JOIN tariffs t ON t.id = v.tariff_id
        WHERE t.region_code = 'weihai' AND t.category = 'residential' ORDER BY effective_from`,
    )
  ).rows;

const fen = (text: string) => Math.round(Number(text.replace(/[^\d.-]/g, '')) * 100);

test('the editions stand with their days and documents, the latest two side by side', async () => {
  const { page, open } = finance;
  await open(homes);
  const there = await editions();
  expect(there.length).toBeGreaterThan(1);
  const table = page.getByRole('region', { name: '版本' }).or(page.getByLabel('版本')).first();
  for (const { from } of there) await table.getByRole('cell', { name: from, exact: true }).first().waitFor();
  expect(await table.getByText('执行中').count()).toBe(1);
  const compared = page.getByLabel('对比').first();
  const [before, after] = there.slice(-2);
  for (const edition of [before!, after!])
    await compared.getByRole('columnheader', { name: edition.from }).waitFor();
  expect(await allAccessibilityProblems(page)).toEqual([]);
});

test('finance drafts five fen more, and sees on last month’s bills what it would mean; nothing is kept by that', async () => {
  const { page } = finance;
  await page.getByRole('button', { name: '起草新版本' }).click();
  const drawer = page.getByRole('dialog');
  expect(await drawer.getByLabel('平段电价（元/千瓦时）').inputValue()).toMatch(/^0\.54690?$/);
  await drawer.getByLabel('生效').fill('2099-01-01');
  await drawer.getByLabel('依据').fill('鲁发改价格〔2098〕1208号');
  await drawer.getByLabel('平段电价（元/千瓦时）').fill('0.5969');
  await drawer.getByRole('button', { name: /^试\s?算$/ }).click();
  const trial = drawer.locator('.trial');
  await trial.waitFor();
  const figures = await trial.locator('dl.numbers dd').allTextContents();
  const [before, after, change] = figures.map(fen);
  expect(change).toBe(after! - before!);
  expect(change).toBeGreaterThan(0);
  const month = /(\d{4}-\d\d)/.exec((await trial.locator('h3').textContent())!)![1];
  const { rows } = await hall.owner.query(
    `SELECT count(*)::int AS bills, sum(b.total_fen)::int AS fen FROM bills b JOIN supply_accounts a ON a.id = b.account_id
      WHERE a.region_code = 'weihai' AND a.category = 'residential' AND b.month = $1 AND b.kind = 'bill' AND b.live`,
    [month],
  );
  await trial.getByText(`把该月 ${rows[0].bills} 张账单`).waitFor();
  expect(before).toBe(rows[0].fen);
  // What everybody can check by hand: a hundred kWh at the old and the new price.
  await trial.getByText('¥54.69 → ¥59.69').waitFor();
  expect(await allAccessibilityProblems(page)).toEqual([]);
  expect((await hall.owner.query('SELECT FROM tariff_drafts')).rowCount).toBe(0);
});

test('a trial goes when a price is changed after it, as it would no longer be of what is kept', async () => {
  const drawer = finance.page.getByRole('dialog');
  await drawer.getByLabel('平段电价（元/千瓦时）').fill('0.5979');
  await drawer.locator('.trial').waitFor({ state: 'detached' });
  await drawer.getByLabel('平段电价（元/千瓦时）').fill('0.5969');
  await drawer.getByRole('button', { name: /^保\s?存$/ }).click();
  await drawer.waitFor({ state: 'hidden' });
});

test('who drafted it cannot put it in force', async () => {
  const { page } = finance;
  await page.getByRole('button', { name: '2099-01-01' }).click();
  const drawer = page.getByRole('dialog');
  await drawer.getByText('由起草人以外的同事批准').or(drawer.getByText('待批准')).first().waitFor();
  expect(await drawer.getByRole('button', { name: /批准，/ }).count()).toBe(0);
});

test('a supervisor compares it with what is in force, tries it, and approves it for its first day', async () => {
  const { page, open } = supervisor;
  await open(homes);
  await page.getByRole('button', { name: '2099-01-01' }).click();
  const drawer = page.getByRole('dialog');
  await drawer.locator('strong.differs', { hasText: '0.5969' }).first().waitFor();
  await drawer.getByRole('button', { name: /^试\s?算$/ }).click();
  await drawer.locator('.trial').getByText('¥54.69 → ¥59.69').waitFor();
  expect(await allAccessibilityProblems(page)).toEqual([]);
  await drawer.getByRole('button', { name: '批准，2099-01-01 起执行' }).click();
  await drawer.waitFor({ state: 'hidden' });
  await page.getByText('已批准，2099-01-01 起执行').waitFor();
  const editionsNow = page.getByRole('region', { name: '版本' });
  await editionsNow.getByRole('row', { name: /2099-01-01.*待生效/ }).waitFor();
  await editionsNow.getByRole('row', { name: /2098-12-31.*执行中/ }).waitFor();
  expect((await editions()).at(-1)).toEqual({ from: '2099-01-01', to: null });
  // Any two are set side by side; what differs is marked, by weight and a bar beside it.
  await editionsNow
    .getByRole('row', { name: /2099-01-01/ })
    .getByRole('checkbox')
    .check();
  const compared = page.getByRole('region', { name: '对比' });
  await compared
    .getByRole('row', { name: /平段电价/ })
    .locator('strong.differs', { hasText: '0.5969' })
    .waitFor();
});

test('until then the hall shows the price in force, and no page broke', async () => {
  const { tariffs } = (await hall.call('GET', '/tariffs')).body;
  const today = tariffs.find(
    (each: { regionCode: string; category: string }) =>
      each.regionCode === 'weihai' && each.category === 'residential',
  );
  expect(JSON.stringify(today)).toContain('0.5469');
  expect([...finance.complaints, ...supervisor.complaints]).toEqual([]);
});
