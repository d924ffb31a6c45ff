/** A street without power, from three sides: a resident's telephone, the dispatcher's desk, and the crew's telephone; three hundred reports, one fault. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Browser, devices } from 'playwright-core';
import { freshKey } from '../../integration/payments/story.ts';
import { crewEverywhere, layGrid } from '../../integration/repairs/grid.ts';
import { openBrowser } from '../../support/browser.ts';
import { eventually, type RunningHall, startHall } from '../../support/hall.ts';
import type { Household } from '../../support/world.ts';
import { allAccessibilityProblems } from '../page-checks.ts';
import { openPhone, type ResidentPhone } from '../resident/resident-phone.ts';
import { hireStaff, openDesk, type StaffDesk } from './staff-desk.ts';

const neighbours = 23 * 13;
let hall: RunningHall;
let browser: Browser;
let home: Household;
let phone: ResidentPhone;
let desk: StaffDesk;
let crew: StaffDesk;

beforeAll(async () => {
  hall = await startHall({ web: true });
  await hireStaff(hall);
  await layGrid(hall);
  await hall.owner.query(
    `INSERT INTO repair_team_members (username, team_id) SELECT 'crew1', t.id FROM repair_teams t WHERE t.name = '文登区昆嵛路抢修队'`,
  );
  await crewEverywhere(hall);
  home = await hall.world.household();
  await hall.world.bill(home);
  browser = await openBrowser();
  phone = await openPhone(browser, hall, { ...devices['Pixel 7'], viewport: { width: 375, height: 812 } });
  await phone.signIn(home.phone);
  await phone.bind(home);
  desk = await openDesk(browser, hall, 'clerk1', { width: 1440 });
  crew = await openDesk(browser, hall, 'crew1', { width: 375 });
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
const text = (words: string | RegExp) => phone.page.getByText(words).filter({ visible: true }).first();
const crewFits = () =>
  crew.page.evaluate('document.documentElement.scrollWidth <= document.documentElement.clientWidth');
const checkCrew = async (name: string) => {
  await picture(crew.page, name);
  expect(await allAccessibilityProblems(crew.page)).toEqual([]);
  expect(await crewFits()).toBe(true);
};

async function theNeighboursReport(): Promise<void> {
  const homes = await Promise.all(Array.from({ length: 23 }, () => hall.world.household()));
  for (let start = 0; start < neighbours; start += 23)
    await Promise.all(
      homes.map(async each => {
        const resident = await hall.world.resident();
        await hall.world.bind(resident, each);
        const body = { kind: 'repair', words: '整条街都没有电', accountNo: each.accountNo };
        await hall.call('POST', '/cases', { token: resident.token, key: freshKey(), body });
      }),
    );
}

test('a resident reports, three hundred do, one crew goes, and everybody sees power come back', async () => {
  const { page } = phone;
  await page.goto(`${hall.url}/#/packages/service/say/index?kind=repair`);
  await page.getByLabel('请说明情况').filter({ visible: true }).fill('家里突然没电，隔壁也没有');
  await phone.button('提交').click();
  await text('已派单，等待队伍接单').waitFor();
  await picture(page, 'repair-hall-dispatched');
  expect(await allAccessibilityProblems(page)).toEqual([]);
  expect(await phone.fits()).toBe(true);

  await theNeighboursReport();
  await page.goto(`${hall.url}/#/packages/service/say/index?kind=repair`);
  await text('您这里有已知的停电').waitFor();
  await text(/已有 300 个报修/).waitFor();
  await picture(page, 'repair-hall-known');
  expect(await allAccessibilityProblems(page)).toEqual([]);
  expect(await phone.fits()).toBe(true);
  await page.goBack();

  await desk.open('repairs');
  await desk.page.getByRole('link', { name: '文登区昆嵛路' }).waitFor();
  expect(await desk.page.getByText('300', { exact: true }).first().isVisible()).toBe(true);
  await picture(desk.page, 'repair-desk-board');
  expect(await allAccessibilityProblems(desk.page)).toEqual([]);
  await desk.page.getByRole('link', { name: '文登区昆嵛路' }).click();
  await desk.page.getByText('300 个报修').first().waitFor();
  await picture(desk.page, 'repair-desk-fault');
  expect(await allAccessibilityProblems(desk.page)).toEqual([]);

  await crew.open('crew');
  await crew.page.getByText('300 个报修').waitFor();
  await checkCrew('repair-crew-list');
  await crew.page.getByRole('link', { name: /昆嵛路/ }).click();
  await crew.page.getByRole('button', { name: '接单' }).click();
  await crew.page.getByRole('button', { name: '查看地址（会留下记录）' }).click();
  await crew.page
    .getByText(/2单元301室/)
    .first()
    .waitFor();
  await checkCrew('repair-crew-accepted');
  await text('抢修人员正在赶来').waitFor();
  await text(/昆嵛路抢修队 王海军/).waitFor();
  await picture(page, 'repair-hall-on-way');

  await crew.page.getByRole('button', { name: '到达现场' }).click();
  await crew.page.getByRole('button', { name: '修复前照片' }).waitFor();
  await crew.page
    .locator('input[type=file]')
    .first()
    .setInputFiles({ name: 'pole.png', mimeType: 'image/png', buffer: await desk.page.screenshot() });
  await crew.page.getByRole('link', { name: /修复前/ }).waitFor();
  await text('抢修人员已到现场').waitFor();
  await crew.page.getByRole('button', { name: '修复完成' }).click();
  await crew.page.getByLabel('故障原因').click();
  await crew.page.getByText('变压器故障', { exact: true }).last().click();
  await crew.page.getByLabel('处理办法').fill('更换台区变压器熔断器');
  await checkCrew('repair-crew-finish');
  await crew.page.getByRole('button', { name: '修复完成' }).click();
  await crew.page.getByText('已修复').first().waitFor();
  await checkCrew('repair-crew-done');

  await text('故障已修复').waitFor();
  await phone.button('满意，办结').waitFor();
  await picture(page, 'repair-hall-restored');
  expect(await allAccessibilityProblems(page)).toEqual([]);
  // They are told some at a time.
  const toldOf = async () =>
    (
      await hall.owner.query<{ told: number; people: number }>(
        `SELECT count(*)::int AS told, count(DISTINCT coalesce(person_id::text, holder_period_id::text))::int AS people FROM notices WHERE event = 'repair-restored'`,
      )
    ).rows[0]!;
  await eventually(toldOf, ({ told }) => told >= 300, 60_000);
  expect(await toldOf()).toEqual({ told: 300, people: 300 });

  await desk.page.reload();
  await desk.page.getByRole('button', { name: '归档' }).click();
  await desk.page.getByRole('dialog').getByRole('button', { name: '归档' }).click();
  await desk.page.getByText('已归档').first().waitFor();
  await picture(desk.page, 'repair-desk-filed');
  expect([...phone.complaints, ...desk.complaints, ...crew.complaints]).toEqual([]);
}, 240_000);
