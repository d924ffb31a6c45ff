/** What every list offers beside its filters: views that are kept, columns that are chosen, and files that are taken away. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { layGrid } from '../../integration/repairs/grid.ts';
import { openBrowser } from '../../support/browser.ts';
import { eventually, type RunningHall, startHall } from '../../support/hall.ts';
import type { Household } from '../../support/world.ts';
import { allAccessibilityProblems } from '../page-checks.ts';
import { hireStaff, openDesk, type StaffDesk } from './staff-desk.ts';

let hall: RunningHall;
let browser: Browser;
let finance: StaffDesk;
let clerk: StaffDesk;
let home: Household;

beforeAll(async () => {
  [hall, browser] = await Promise.all([startHall({ web: true }), openBrowser()]);
  await hireStaff(hall);
  home = await hall.world.household();
  const bill = await hall.world.bill(home, { amountFen: 12_345 });
  const resident = await hall.world.resident();
  await hall.world.bind(resident, home);
  const items = [{ payableId: bill.payableId, amountFen: 12_345 }];
  const body = { channel: 'web-hall', method: 'wechat', product: 'h5', items };
  await hall.call('POST', '/payments', { token: resident.token, body, key: 'a-payment-to-be-listed' });
  finance = await openDesk(browser, hall, 'finance1', { width: 1440 });
  clerk = await openDesk(browser, hall, 'clerk1', { width: 1440 });
}, 180_000);
afterAll(async () => {
  await browser?.close();
  await hall?.close();
});

const heads = ({ page }: StaffDesk) =>
  page.evaluate<string[]>(
    `[...document.querySelectorAll('main thead th')].map(cell => cell.textContent).filter(Boolean)`,
  );
/** Of the list of payments, once it is there. */
const allHeads = (desk: StaffDesk) =>
  eventually(
    () => heads(desk),
    shown => shown.includes('渠道') && shown.includes('内容'),
  );
/** The table follows a click after a moment. */
const shows = (desk: StaffDesk, titles: string[]) =>
  eventually(
    () => heads(desk),
    shown => String(shown) === String(titles),
  );
const button = ({ page }: StaffDesk, name: string) => page.getByRole('button', { name, exact: true });

describe('a view', () => {
  test('keeps filters and columns under a name, is there again after signing in elsewhere, and goes when removed', async () => {
    const { page, open } = finance;
    await open('payments?status=pending');
    const all = await allHeads(finance);
    await button(finance, '列').click();
    await page.getByRole('checkbox', { name: '内容' }).uncheck();
    await button(finance, '列').click();
    const chosen = all.filter(title => title !== '内容');
    await shows(finance, chosen);

    await button(finance, '视图').click();
    await page.getByText('还没有保存的视图').waitFor();
    await page.getByLabel('视图名称').fill('待付款，不看内容');
    await button(finance, '保存当前筛选和列').click();
    await button(finance, '待付款，不看内容').waitFor();
    expect(await allAccessibilityProblems(page)).toEqual([]);

    // Another browser has chosen nothing yet.
    await page.evaluate('localStorage.removeItem("dianting-staff-columns-payments")');
    await open('payments');
    await shows(finance, all);
    await button(finance, '视图').click();
    await button(finance, '待付款，不看内容').click();
    await page.waitForURL(/status=pending/);
    await shows(finance, chosen);

    await button(finance, '视图').click();
    await button(finance, '删除视图“待付款，不看内容”').click();
    await page.getByText('还没有保存的视图').waitFor();
    await open('payments');
    await button(finance, '视图').click();
    await page.getByText('还没有保存的视图').waitFor();
  });

  test('is nobody else’s, and no other list’s', async () => {
    await finance.open('refunds');
    await button(finance, '视图').click();
    await finance.page.getByLabel('视图名称').fill('我的退款');
    await button(finance, '保存当前筛选和列').click();
    await button(finance, '我的退款').waitFor();
    for (const [desk, list] of [
      [clerk, 'refunds'],
      [finance, 'payments'],
    ] as const) {
      await desk.open(list);
      await button(desk, '视图').click();
      await desk.page.getByText('还没有保存的视图').waitFor();
    }
  });

  test('without a name is not kept, and says so', async () => {
    await finance.open('odd-payments');
    await button(finance, '视图').click();
    await button(finance, '保存当前筛选和列').click();
    await finance.page.getByText('请给视图起个名字').waitFor();
    expect(await finance.page.getByText('还没有保存的视图').count()).toBe(1);
  });
});

describe('columns', () => {
  test('stay chosen when the page is opened again, and all come back with one press', async () => {
    const { page, open } = clerk;
    await open('payments');
    const all = await allHeads(clerk);
    await button(clerk, '列').click();
    await page.getByRole('checkbox', { name: '渠道' }).uncheck();
    await open('payments');
    await shows(
      clerk,
      all.filter(title => title !== '渠道'),
    );
    await button(clerk, '列').click();
    await button(clerk, '全部显示').click();
    await shows(clerk, all);
  });

  test('are chosen as well of a list in a sheet, which is shorter than the choices and does not cut them off', async () => {
    await hall.owner.query(
      `INSERT INTO card_batches (batch_no, face_fen, count, expires_on, printer_key, printer_key_sha256, requested_by)
       VALUES ('900001', 10000, 20, '2099-12-31', 'key', repeat('0', 64), 'somebody')`,
    );
    await finance.open('cards');
    await button(finance, '列').click();
    await finance.page.getByRole('checkbox', { name: '有效期至' }).uncheck();
    expect(await allAccessibilityProblems(finance.page)).toEqual([]);
    await eventually(
      () => heads(finance),
      shown => shown.includes('面值') && !shown.includes('有效期至'),
    );
  });
});

describe('a list taken away', () => {
  const lists: [string, string, 'XLSX' | 'CSV'][] = [
    ['payments', 'payments', 'XLSX'],
    ['payments', 'payments', 'CSV'],
    ['messages', 'messages', 'XLSX'],
    ['mandates', 'mandates', 'CSV'],
  ];

  test.each(lists)('%s as %s.%s is a file, and the log tells who took it', async (place, list, form) => {
    const { page, open } = finance;
    await open(place);
    await button(finance, '导出').click();
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('menuitem', { name: form }).click(),
    ]);
    expect(file.suggestedFilename()).toMatch(
      new RegExp(`^${list}-\\d{4}-\\d{2}-\\d{2}\\.${form.toLowerCase()}$`),
    );
    await page
      .getByText(/已导出 .*导出已记入审计日志/)
      .first()
      .waitFor();
    const { rows } = await hall.owner.query(
      `SELECT actor, subject, detail->>'format' AS format FROM audit_entries WHERE action = 'export.take' ORDER BY id DESC LIMIT 1`,
    );
    expect(rows).toEqual([
      { actor: 'staff:finance1', subject: `export:${list}`, format: form.toLowerCase() },
    ]);
  });

  test('is offered to those who may take it', async () => {
    for (const [desk, offered] of [
      [clerk, 0],
      [finance, 1],
    ] as const) {
      await desk.open(`accounts?query=${home.accountNo}`);
      await desk.page.getByRole('link', { name: home.accountNo }).waitFor();
      expect(await button(desk, '导出').count()).toBe(offered);
    }
    await clerk.open('cases');
    await button(clerk, '导出').waitFor();
  });

  test('is not offered for the messages of one phone: its file would tell the number', async () => {
    const { page, open } = finance;
    await open('messages');
    await button(finance, '导出').waitFor();
    await page.getByLabel('手机号').fill('13800001234');
    await button(finance, '查找').click();
    await button(finance, '导出').waitFor({ state: 'detached' });
  });
});

test('shifts are leafed through, each under the name of whoever sat there, and a repair team of sixty-five is found', async () => {
  await hall.owner.query(
    `INSERT INTO counter_shifts (shift_no, clerk, counter, float_fen, status, opened_at, closed_at, counted_fen, expected_fen)
     SELECT 'S' || n, 'clerk1', '1 号窗口', 50000, 'closed', now() - n * interval '1 day', now() - n * interval '1 day' + interval '8 hours', 50000, 50000
       FROM generate_series(60, 1, -1) n`,
  );
  const { page, open } = finance;
  const rows = page.locator('main tbody tr[data-row-key]');
  await open('shifts');
  await page.getByText('S1', { exact: true }).waitFor();
  expect(await rows.count()).toBe(50);
  await rows.first().filter({ hasText: '林晓梅' }).waitFor();
  await button(finance, '下一页').click();
  await page.getByText('S60', { exact: true }).waitFor();
  expect(await rows.count()).toBe(10);

  await layGrid(hall);
  await clerk.open('repairs');
  const teams = clerk.page.getByRole('group', { name: '65 支抢修队' });
  await teams.getByRole('row').nth(50).waitFor();
  expect(await teams.locator('tr[data-row-key]').count()).toBe(50);
  await teams.getByTitle('2', { exact: true }).click();
  await eventually(
    () => teams.locator('tr[data-row-key]').count(),
    count => count === 15,
  );
  expect(await allAccessibilityProblems(clerk.page)).toEqual([]);
});

test('nothing of it broke', () => {
  expect([...finance.complaints, ...clerk.complaints]).toEqual([]);
});
