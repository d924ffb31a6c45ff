/** A star lost to an upheld complaint and given back by appeal, and a suggestion to its award: desk and telephone side by side. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Browser, devices } from 'playwright-core';
import { addMember, type DeskMember } from '../../integration/access/scene.ts';
import { freshKey } from '../../integration/payments/story.ts';
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
let clerk: StaffDesk;
let supervisor: StaffDesk;
/** Whoever handled the complaint and proposes the deduction is not who decides. */
let second: DeskMember;
let third: DeskMember;

beforeAll(async () => {
  hall = await startHall({ web: true });
  await hireStaff(hall);
  second = await addMember(hall, 'supervisor');
  third = await addMember(hall, 'supervisor');
  home = await hall.world.household();
  await hall.world.bill(home);
  browser = await openBrowser();
  phone = await openPhone(browser, hall, { ...devices['Pixel 7'], viewport: { width: 375, height: 812 } });
  await phone.signIn(home.phone);
  await phone.bind(home);
  clerk = await openDesk(browser, hall, 'clerk1', { width: 1440 });
  supervisor = await openDesk(browser, hall, 'supervisor1', { width: 1440 });
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
const good = async (page: StaffDesk['page'], name: string) => {
  await picture(page, name);
  expect(await allAccessibilityProblems(page)).toEqual([]);
};
const text = (words: string) => phone.page.getByText(words).filter({ visible: true }).first();

/** Said in the hall by a resident of their own, and answered by one supervisor. */
async function answered(body: object, answer: object): Promise<{ caseNo: string; token: string }> {
  const { token } = await hall.world.resident();
  const made = await hall.call('POST', '/cases', { token, key: freshKey(), body });
  const { caseNo } = made.body;
  const acts = [{ act: 'take' }, { act: 'contact', words: '已电话联系客户' }, { act: 'answer', ...answer }];
  for (const [place, act] of acts.entries()) {
    const { cookie } = second;
    const done = await hall.call('POST', `/staff/cases/${caseNo}/acts`, {
      cookie,
      body: { version: place + 1, ...act },
    });
    if (done.status !== 200) throw new Error(JSON.stringify(done.body));
  }
  return { caseNo, token };
}

test('a star that an upheld complaint would cost is appealed against and given back by another supervisor', async () => {
  const { caseNo } = await answered(
    { kind: 'complaint', complaintClass: 'service', words: '营业厅排队两小时，没有人解释原因' },
    {
      outcome: 'upheld',
      words: '已向您致歉，并增开窗口',
      cause: '午间只开一个窗口',
      remedy: '午间增开两个窗口',
      responsibility: 'utility',
    },
  );
  const proposed = await hall.call('POST', '/staff/star-deductions', {
    cookie: second.cookie,
    key: freshKey(),
    body: { caseNo, staff: 'clerk1', reason: '让客户等候两小时没有解释' },
  });
  expect(proposed.status).toBe(201);

  const { page } = clerk;
  await clerk.open('stars');
  await page.getByText('待生效，可申诉').waitFor();
  await good(page, 'desk-stars-proposed');
  await page.getByRole('button', { name: '申诉', exact: true }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('申诉理由').fill('当时系统故障，我一直在向客户解释');
  await dialog.getByRole('button', { name: '申诉', exact: true }).click();
  await page.getByText('申诉中').waitFor();

  await supervisor.open('stars');
  await supervisor.page.getByRole('button', { name: '恢复星级' }).click();
  const decision = supervisor.page.getByRole('dialog');
  await decision.getByLabel('裁定说明').fill('监控证实一直有人解释，恢复');
  await good(supervisor.page, 'desk-stars-decide');
  await decision.getByRole('button', { name: '恢复星级' }).click();
  await supervisor.page.getByText('已恢复').waitFor();

  await clerk.open('stars');
  await page.getByText('已恢复').waitFor();
  await page.getByText(/监控证实一直有人解释/).waitFor();
  await good(page, 'desk-stars-restored');
}, 120_000);

test('a suggestion goes from the telephone to its award and is read by everybody', async () => {
  const suggestion = '希望营业厅周末也能延长服务时间';
  const { page } = phone;
  await page.goto(`${hall.url}/#/packages/service/say/index?kind=suggestion`);
  await page.getByLabel('请说明情况').filter({ visible: true }).fill(suggestion);
  await phone.button('提交').click();
  await text('等待受理').waitFor();
  const { rows } = await hall.owner.query(
    `SELECT case_no AS "caseNo" FROM service_cases WHERE kind = 'suggestion'`,
  );
  const { caseNo } = rows[0];
  const { cookie } = second;
  for (const body of [
    { act: 'take', version: 1 },
    { act: 'answer', version: 2, outcome: 'adopted', words: '已采纳，下月起周末延长服务时间' },
  ])
    await hall.call('POST', `/staff/cases/${caseNo}/acts`, { cookie, body });

  await clerk.open('suggestions');
  await clerk.page.getByRole('button', { name: /公\s?开/ }).click();
  const dialog = clerk.page.getByRole('dialog');
  await dialog.getByLabel('标题').fill('营业厅周末延长服务');
  await good(clerk.page, 'desk-suggestion-publish');
  await dialog.getByRole('button', { name: /公\s?开/ }).click();
  await clerk.page.getByText('待授奖').waitFor();

  await page.reload();
  await text('您的建议已采纳').waitFor();
  await page.getByLabel('署名').filter({ visible: true }).fill('王女士');
  await phone.button('保存署名').click();
  await text('公开时署名“王女士”').waitFor();
  await picture(page, 'hall-suggestion-mine');
  expect(await allAccessibilityProblems(page)).toEqual([]);

  await supervisor.open('suggestions');
  await supervisor.page.getByRole('button', { name: /授\s?奖/ }).click();
  const award = supervisor.page.getByRole('dialog');
  await award.getByLabel('奖项名称').fill('金点子奖');
  await award.getByRole('button', { name: /授\s?奖/ }).click();
  await supervisor.page.getByText('已授奖').waitFor();
  await good(supervisor.page, 'desk-suggestion-awarded');

  await page.goto(`${hall.url}/#/packages/service/suggestions/index`);
  await text('王女士提出').waitFor();
  await text('金点子奖').waitFor();
  await picture(page, 'hall-suggestions');
  expect(await allAccessibilityProblems(page)).toEqual([]);
  expect(await phone.fits()).toBe(true);
}, 120_000);

test('the pages of managers and of the hall have no fault that axe knows of', async () => {
  await hall.owner.query(`INSERT INTO star_months (month, scored_at) VALUES ('2026-09', now())`);
  await hall.owner.query(
    `INSERT INTO star_scores (month, staff, formula_id, facts, score, stars, scored_at)
     SELECT '2026-09', 'clerk1', max(id), '{"answers": 30, "late": 0, "reopened": 1, "applications": 4, "takings": 120, "ratings": 18, "ratedStars": 85, "deductions": 0}',
       9012, 5, now() FROM star_formulas`,
  );
  const { page } = phone;
  await page.goto(`${hall.url}/#/packages/service/stars/index`);
  await text('5星').waitFor();
  await picture(page, 'hall-stars');
  expect(await allAccessibilityProblems(page)).toEqual([]);
  expect(await phone.fits()).toBe(true);
  for (const place of ['asked', 'reports']) {
    await page.goto(`${hall.url}/#/packages/service/${place}/index`);
    await page.waitForLoadState('networkidle');
    await picture(page, `hall-${place}`);
    expect(await allAccessibilityProblems(page)).toEqual([]);
  }
  const path = `/staff/accounts/${home.accountNo}/risk`;
  await hall.call('POST', path, {
    cookie: third.cookie,
    key: freshKey(),
    body: { grade: 'high', reason: '独居老人，线路老化' },
  });
  for (const place of [
    'case-board',
    'follow-ups',
    'surveys',
    'surveys/new',
    'visits',
    'service-reports',
    'suggestions',
  ]) {
    await supervisor.open(place);
    await good(supervisor.page, `desk-${place.replace('/', '-')}`);
  }
  expect([...phone.complaints, ...clerk.complaints, ...supervisor.complaints]).toEqual([]);
}, 120_000);
