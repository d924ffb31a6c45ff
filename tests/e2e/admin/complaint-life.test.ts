/**
 * The whole life of a complaint with both sides open: reported with a photo, handed over, its clocks run, answered, not accepted, opened again, upheld
 * with a remedy, rated. Then the star that it would cost is given back by appeal, another is lost, and the resident reads what is left.
 */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Browser, devices, type Page } from 'playwright-core';
import { addMonths, businessDate, monthOf } from '../../../server/src/shared/dates.ts';
import { addMember, type DeskMember } from '../../integration/access/scene.ts';
import { photo } from '../../integration/applications/walker.ts';
import { freshKey } from '../../integration/payments/story.ts';
import { openBrowser } from '../../support/browser.ts';
import { type RunningHall, startHall } from '../../support/hall.ts';
import { movingClock } from '../../support/moving-clock.ts';
import type { Household } from '../../support/world.ts';
import { allAccessibilityProblems } from '../page-checks.ts';
import { openPhone, type ResidentPhone } from '../resident/resident-phone.ts';
import { hireStaff, openDesk, type StaffDesk } from './staff-desk.ts';

const day = 86_400;
const clock = movingClock();
let hall: RunningHall;
let browser: Browser;
let home: Household;
let phone: ResidentPhone;
let clerk: StaffDesk;
/** Gets the complaint handed over. */
let colleague: StaffDesk;
/** Proposes what the complaint costs, and is not who decides. */
let proposer: DeskMember;
let proposing: Page;

beforeAll(async () => {
  hall = await startHall({ web: true, clock });
  await hireStaff(hall);
  // The morning of a second of a month: what happens below stays in that month.
  const now = new Date();
  const next = addMonths(monthOf(businessDate(now)), 1);
  const month = new Date(`${next}-02T10:00:00+08:00`);
  await ofASmallTown(`${next}-01`);
  clock.pass((month.getTime() - now.getTime()) / 1000);
  proposer = await addMember(hall, 'supervisor');
  home = await hall.world.household();
  browser = await openBrowser();
  phone = await openPhone(browser, hall, { ...devices['Pixel 7'], viewport: { width: 375, height: 812 } });
  await phone.signIn(home.phone);
  await phone.bind(home, '户号');
  clerk = await openDesk(browser, hall, 'clerk1', { width: 1440, now: clock.now() });
  colleague = await openDesk(browser, hall, 'supervisor1', { width: 1440, now: clock.now() });
  await staySignedIn();
  const context = await browser.newContext({
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    reducedMotion: 'reduce',
    viewport: { width: 1440, height: 860 },
  });
  context.setDefaultTimeout(15_000);
  const [name, value] = proposer.cookie.split('=') as [string, string];
  await context.addCookies([{ name, value, url: hall.url }]);
  proposing = await context.newPage();
}, 180_000);
afterAll(async () => {
  await browser?.close();
  await hall?.close();
});

/** A month's full volume is five answers here: a formula begins with a coming month. */
async function ofASmallTown(validFrom: string): Promise<void> {
  const { cookie } = await addMember(hall, 'administrator');
  const { rows } = await hall.owner.query('SELECT params FROM star_formulas ORDER BY id DESC LIMIT 1');
  const body = { validFrom, params: { ...rows[0].params, volumeTarget: 50 }, source: '小镇的业务量（测试）' };
  const set = await hall.call('POST', '/staff/star-formulas', { cookie, key: freshKey(), body });
  if (set.status !== 201) throw new Error(JSON.stringify(set.body));
}

/** The story's time passes by weeks; nobody in it has to sign in again for that. */
async function staySignedIn(): Promise<void> {
  for (const table of ['sessions', 'staff_sessions'])
    await hall.owner.query(`UPDATE ${table} SET expires_at = '2100-01-01'`);
}
/** Where CASE_PICTURES names a folder, for a person's eyes. */
const picture = async (page: Page, name: string) => {
  const folder = process.env['CASE_PICTURES'];
  if (folder) await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true });
};
const good = async (page: Page, name: string) => {
  await picture(page, name);
  expect(await allAccessibilityProblems(page)).toEqual([]);
};
const text = (words: string | RegExp) => phone.page.getByText(words).filter({ visible: true }).first();
/** What is done at a desk: a button, a dialog, the same button. */
async function act(page: Page, name: string, fill: () => Promise<void> = async () => {}): Promise<void> {
  await page.getByRole('button', { name, exact: true }).first().click();
  const dialog = page.getByRole('dialog');
  await dialog.waitFor();
  await fill();
  await dialog.getByRole('button', { name, exact: true }).click();
  await dialog.waitFor({ state: 'detached' });
}
const complaint = '昨晚停电四个小时，没有任何通知，客服说不清什么时候来电';
let caseNo: string;

test('a complaint lives from a photo on a telephone to a remedy and five stars', async () => {
  const { page } = phone;
  await page.goto(`${hall.url}/#/packages/service/say/index?kind=complaint`);
  await page.getByLabel('请说明情况').filter({ visible: true }).fill(complaint);
  const chooser = page.waitForEvent('filechooser');
  await phone.button('拍照或选照片').click();
  await (await chooser).setFiles({
    name: 'meter.jpg',
    mimeType: 'image/jpeg',
    buffer: await photo(1_200, 900),
  });
  await text('照片 1').waitFor();
  await picture(page, 'life-01-report');
  await phone.button('提交').click();
  await text('等待受理').waitFor();
  const { rows } = await hall.owner.query('SELECT case_no AS "caseNo" FROM service_cases');
  caseNo = rows[0].caseNo;

  // By keyboard: the first case is chosen, opened and taken.
  await clerk.open('cases');
  await clerk.page.getByRole('link', { name: complaint }).waitFor();
  await clerk.page.keyboard.press('j');
  await clerk.page.locator('.chosen-row').waitFor();
  await good(clerk.page, 'life-02-queue');
  await clerk.page.keyboard.press('Enter');
  await clerk.page.getByRole('img', { name: '照片 1' }).waitFor();
  await clerk.page.keyboard.press('t');
  const dialog = clerk.page.getByRole('dialog');
  await dialog.getByRole('button', { name: '受理', exact: true }).click();
  await dialog.waitFor({ state: 'detached' });
  await act(clerk.page, '转办', async () => {
    await dialog.getByRole('combobox').click();
    await clerk.page
      .getByText(/\(supervisor1\)/)
      .last()
      .click();
    await dialog.getByLabel('原因说明').fill('涉及停电计划，请运检熟悉的同事办理');
  });
  await clerk.page.getByText(complaint).first().waitFor();
  await good(clerk.page, 'life-03-handed-over');

  // The resident reads who received it and who has it now.
  await page.reload();
  await text('首问负责人').waitFor();
  await text('现负责人').waitFor();
  await good(page, 'life-04-responsible');
  expect(await page.getByText('涉及停电计划').count()).toBe(0);

  // A day and a night without a word: the limit of the first contact passes, and the case goes up.
  clock.pass(25 * 3_600);
  await hall.app.runJob('watch-cases');
  await colleague.open('cases?view=overdue');
  await colleague.page.getByText('已超时').first().waitFor();
  await colleague.page.getByText(/级/).first().waitFor();
  await good(colleague.page, 'life-05-overdue');
  await colleague.page.getByRole('link', { name: complaint }).click();
  await act(colleague.page, '联系客户', () =>
    colleague.page
      .getByRole('dialog')
      .getByLabel('联系经过')
      .fill('已电话联系客户并致歉，说明正在核查停电记录'),
  );
  await colleague.page.getByText('说明正在核查停电记录').first().waitFor();
  await act(colleague.page, '答复', async () => {
    const answer = colleague.page.getByRole('dialog');
    await answer.getByLabel('处理结果').click();
    await colleague.page.getByTitle('不属实', { exact: true }).last().click();
    await answer.getByLabel('给客户的答复').fill('经查停电通知已按规定张贴在小区公示栏');
  });
  await page.reload();
  await text('经核实不属实').waitFor();
  await picture(page, 'life-06-not-upheld');

  // Not content: it is opened again, with new limits.
  await page.getByLabel('想说的话').filter({ visible: true }).fill('小区没有公示栏，也没有收到短信');
  await phone.button('不满意，重新办理').click();
  await text('您不满意，重新办理').waitFor();
  await good(page, 'life-07-reopened');
  await colleague.open(`cases/${caseNo}`);
  await colleague.page.getByText('小区没有公示栏，也没有收到短信').first().waitFor();
  await act(colleague.page, '联系客户', () =>
    colleague.page.getByRole('dialog').getByLabel('联系经过').fill('再次联系客户，核实小区确无公示栏'),
  );
  await colleague.page.getByText('核实小区确无公示栏').first().waitFor();
  await act(colleague.page, '答复', async () => {
    const answer = colleague.page.getByRole('dialog');
    await answer.getByLabel('给客户的答复').fill('您反映的情况属实，我们没有按时通知到您，向您致歉');
    await answer.getByLabel('原因').fill('停电通知只张贴，未发短信');
    await answer.getByLabel('整改措施').fill('今后停电通知一律短信送达每户');
    await answer.getByLabel('责任').click();
    await colleague.page.getByText('供电公司责任').last().click();
  });
  await colleague.page.getByText('已答复').first().waitFor();
  await good(colleague.page, 'life-08-upheld');
  await page.reload();
  await text('经核实属实').waitFor();
  await text('今后停电通知一律短信送达每户').waitFor();
  await phone.button('满意，办结').click();
  await text('您的评价').waitFor();
  await good(page, 'life-09-rated');
  expect(await phone.fits()).toBe(true);
  await colleague.page.reload();
  await colleague.page.getByText('客户满意').first().waitFor();
  await picture(colleague.page, 'life-10-closed');
  expect([...phone.complaints, ...clerk.complaints, ...colleague.complaints]).toEqual([]);
}, 240_000);

/** Five answers of clerk1 that people liked, and a complaint upheld against them. */
async function serve(kind: 'enquiry' | 'complaint'): Promise<string> {
  const { token } = await hall.world.resident();
  await staySignedIn();
  const said =
    kind === 'enquiry'
      ? { kind, words: '想了解峰谷电价如何办理' }
      : { kind, complaintClass: 'service', words: '营业厅排队两小时，没有人解释原因' };
  const made = await hall.call('POST', '/cases', { token, key: freshKey(), body: said });
  const cookie = kind === 'enquiry' ? clerkCookie : proposer.cookie;
  const answer =
    kind === 'enquiry'
      ? { outcome: 'solved', words: '可以在电厅办理，次月生效' }
      : {
          outcome: 'upheld',
          words: '已向您致歉',
          cause: '只开一个窗口',
          remedy: '增开窗口',
          responsibility: 'utility',
        };
  const acts = [{ act: 'take' }, { act: 'contact', words: '已电话联系客户' }, { act: 'answer', ...answer }];
  for (const [place, each] of acts.entries()) {
    const path = `/staff/cases/${made.body.caseNo}/acts`;
    const done = await hall.call('POST', path, { cookie, body: { version: place + 1, ...each } });
    if (done.status !== 200) throw new Error(JSON.stringify(done.body));
  }
  if (kind === 'enquiry')
    await hall.call('POST', `/cases/${made.body.caseNo}/rating`, {
      token,
      body: { stars: 5, satisfied: true },
    });
  return made.body.caseNo;
}
let clerkCookie: string;

test('of two stars that upheld complaints would cost one is given back by appeal, one is lost; the resident reads the month', async () => {
  const cookies = await clerk.page.context().cookies(`${hall.url}/api/v1/staff/me`);
  clerkCookie = cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
  for (let count = 0; count < 5; count += 1) await serve('enquiry');
  const second = await serve('complaint');

  const { page } = clerk;
  const propose = async (whose: string, reason: string) => {
    await proposing.goto(`${hall.url}/admin/stars`);
    const entry = proposing.getByRole('listitem').filter({ hasText: whose });
    await entry.getByRole('button', { name: '提出扣星' }).click();
    const dialog = proposing.getByRole('dialog');
    await dialog.getByRole('combobox').click();
    await proposing
      .getByText(/\(clerk1\)/)
      .last()
      .click();
    await dialog.getByLabel('理由').fill(reason);
    await picture(proposing, `star-01-propose-${whose.slice(-2)}`);
    await dialog.getByRole('button', { name: '提出扣星' }).click();
    await dialog.waitFor({ state: 'detached' });
  };
  await propose(caseNo, '首问负责人没有向客户说明停电通知的途径');
  await clerk.open('stars');
  await page.getByText('待生效，可申诉').waitFor();
  await page.getByRole('button', { name: '申诉', exact: true }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('申诉理由').fill('通知由运检张贴，我受理后当日即转办');
  await dialog.getByRole('button', { name: '申诉', exact: true }).click();
  await page.getByText('申诉中').waitFor();
  await good(page, 'star-02-appealed');
  await colleague.open('stars');
  await colleague.page.getByRole('button', { name: '恢复星级' }).click();
  const decision = colleague.page.getByRole('dialog');
  await decision.getByLabel('裁定说明').fill('转办及时，责任不在首问负责人，恢复');
  await decision.getByRole('button', { name: '恢复星级' }).click();
  await colleague.page.getByText('已恢复').waitFor();

  await propose(second, '让客户等候两小时没有解释');
  clock.pass(9 * day);
  await hall.app.runJob('settle-star-deductions');
  await clerk.open('stars');
  await page.getByText('已恢复').waitFor();
  await page.getByText('已扣星').waitFor();
  await good(page, 'star-03-one-back-one-lost');

  clock.pass(31 * day);
  await hall.app.runJob('score-stars');
  await phone.page.goto(`${hall.url}/#/packages/service/stars/index`);
  await text('4星').waitFor();
  await good(phone.page, 'star-04-hall');
  const { rows } = await hall.owner.query(
    `SELECT stars, facts -> 'deductions' AS deductions FROM star_scores WHERE staff = 'clerk1' ORDER BY id LIMIT 1`,
  );
  expect(rows).toEqual([{ stars: 4, deductions: 1 }]);
  expect([...phone.complaints, ...clerk.complaints, ...colleague.complaints]).toEqual([]);
}, 240_000);
