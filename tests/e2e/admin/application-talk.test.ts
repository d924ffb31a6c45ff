/** What customer and clerk say to each other over an application, side by side: a list, an appointment, a family member who follows, an appeal. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { loadReferenceData } from '../../../prisma/seed/reference-data.ts';
import { businessDate } from '../../../server/src/shared/dates.ts';
import { about, home } from '../../integration/applications/office.ts';
import { customer, photo } from '../../integration/applications/walker.ts';
import { openBrowser } from '../../support/browser.ts';
import { type RunningHall, startHall } from '../../support/hall.ts';
import { keepOnDevice } from '../../support/kept-on-device.ts';
import { allAccessibilityProblems } from '../page-checks.ts';
import { openPhone, type ResidentPhone } from '../resident/resident-phone.ts';
import { hireStaff, openDesk, type StaffDesk } from './staff-desk.ts';

let hall: RunningHall;
let browser: Browser;
let phone: ResidentPhone;
let family: ResidentPhone;
let clerk: StaffDesk;
let caseNo: string;

/** A telephone whose owner has signed in before. */
async function telephone(): Promise<{ phone: ResidentPhone; token: string }> {
  const { token } = await hall.world.resident();
  const opened = await openPhone(browser, hall);
  await keepOnDevice(opened.page.context(), { token, language: 'zh' });
  return { phone: opened, token };
}

beforeAll(async () => {
  hall = await startHall({ web: true });
  const client = await hall.owner.connect();
  await loadReferenceData(client);
  client.release();
  await hireStaff(hall);
  browser = await openBrowser();
  const applicant = await telephone();
  phone = applicant.phone;
  family = (await telephone()).phone;
  const resident = { token: applicant.token } as Awaited<ReturnType<typeof hall.world.resident>>;
  const me = customer({ hall, resident, clerk: { username: 'clerk1', cookie: '' } as never });
  caseNo = await me.begin(home, about, businessDate(new Date()));
  await me.hand(caseNo, 'identity-card');
  await me.ask('POST', `/${caseNo}/submission`);
  clerk = await openDesk(browser, hall, 'clerk1', { width: 1440 });
}, 180_000);
afterAll(async () => {
  await browser?.close();
  await hall?.close();
});

const found: string[] = [];
const look = async (page: Page) => void found.push(...(await allAccessibilityProblems(page)));
const seen = ({ page }: ResidentPhone, words: string | RegExp) =>
  page.getByText(words).filter({ visible: true }).first();
const follow = (of: ResidentPhone) =>
  of.page.goto(`${hall.url}/#/packages/apply/case/index?caseNo=${caseNo}`).then(() => of.page.reload());

/** Presses a button at the desk, fills in its dialog and presses the same there. */
async function act(desk: StaffDesk, name: string, fill: () => Promise<void> = async () => {}): Promise<void> {
  const { page } = desk;
  await page.getByRole('button', { name, exact: true }).first().click();
  const dialog = page.getByRole('dialog');
  await dialog.waitFor();
  await fill();
  await dialog.getByRole('button', { name, exact: true }).click();
  await dialog.waitFor({ state: 'detached' });
}

test('one list tells all that is missing; the customer answers it on the telephone, and the clerk goes on', async () => {
  await clerk.open(`applications/${caseNo}`);
  await clerk.page.getByRole('button', { name: '接手', exact: true }).click();
  const dialog = clerk.page.getByRole('dialog');
  await clerk.page.getByRole('button', { name: '退回补件', exact: true }).waitFor();
  await act(clerk, '退回补件', async () => {
    await dialog.getByRole('checkbox', { name: '户主身份证' }).check();
    await dialog.getByLabel('户主身份证：哪里需要补').fill('请补拍身份证背面');
    await dialog.getByRole('checkbox', { name: '街道、小区' }).check();
    await dialog.getByLabel('街道、小区：哪里需要补').fill('请写明小区名称');
    await dialog.getByRole('textbox', { name: '说明', exact: true }).fill('两项一起补齐即可');
    await look(clerk.page);
  });
  await clerk.page.getByText('等客户').first().waitFor();

  await follow(phone);
  for (const words of ['请补拍身份证背面', '请写明小区名称', '两项一起补齐即可'])
    await seen(phone, words).waitFor();
  await look(phone.page);
  expect(await phone.fits()).toBe(true);
  await phone.page.getByLabel('街道、小区').filter({ visible: true }).fill('昆嵛路新苑小区');
  const choosing = phone.page.waitForEvent('filechooser');
  await phone.button(/：户主身份证/).click();
  await (await choosing).setFiles({ name: 'back.jpg', mimeType: 'image/jpeg', buffer: await photo() });
  const sent = phone.page.waitForResponse(reply => reply.url().includes('/papers/'));
  await phone.button('就用这张').click();
  expect((await sent).status()).toBe(201);
  await phone.button('已补齐，继续办理').click();
  await seen(phone, '办理中').waitFor();

  await clerk.page.reload();
  await clerk.page.getByText('昆嵛路新苑小区').first().waitFor();
  await clerk.page.getByText('客户补齐').first().waitFor();
  await act(clerk, '受理通过');
}, 120_000);

test('the customer takes a half day and moves it; the clerk sees the last one, and the first is free again', async () => {
  await follow(phone);
  const slots = phone.page.getByRole('radiogroup', { name: '预约上门' }).filter({ visible: true });
  await slots.getByRole('radio').first().waitFor();
  const first = (await slots.getByRole('radio').first().textContent())!;
  await slots.getByRole('radio').first().click();
  await seen(phone, `已约：${first.replace(' ', '')}`).waitFor();
  const third = (await slots.getByRole('radio').nth(2).textContent())!;
  await slots.getByRole('radio').nth(2).click();
  await seen(phone, `已约：${third.replace(' ', '')}`).waitFor();
  await look(phone.page);
  const { rows } = await hall.owner.query(
    `SELECT v.visit_on::text AS "on", v.part, v.status FROM site_visits v JOIN applications c ON c.id = v.case_id WHERE c.case_no = $1 ORDER BY v.id`,
    [caseNo],
  );
  expect(rows.map(({ status }) => status)).toEqual(['cancelled', 'booked']);
  await clerk.open('site-visits');
  const line = clerk.page.getByRole('row', { name: new RegExp(caseNo) }).filter({ hasText: '已约' });
  await line.waitFor();
  expect(await line.textContent()).toContain(rows[1].on);
  await look(clerk.page);
}, 90_000);

test('a family member follows by the link once they agree, sees where it stands and nothing else, and no more when it is taken back', async () => {
  await phone.button('生成关注链接').click();
  const link = seen(phone, /^http.*token=/);
  await link.waitFor();
  const url = (await link.textContent())!;
  await family.page.goto(url);
  await seen(family, '您同意后，双方都能看到您在关注').waitFor();
  await look(family.page);
  await family.button('同意并关注').click();
  await seen(family, '家人的申请').waitFor();
  await seen(family, '现场勘查').waitFor();
  // Papers, answers and what can be done are the applicant's alone.
  const shown = await family.page.getByText(/\S/).filter({ visible: true }).allTextContents();
  expect(shown).toContain('现场勘查');
  expect(shown.filter(words => /所需资料|撤回申请|预约上门|昆嵛路新苑小区/.test(words))).toEqual([]);
  await look(family.page);

  await follow(phone);
  await seen(phone, /开始关注/).waitFor();
  await phone.button('停止共享').click();
  await seen(phone, '对方将不能再看到进度').waitFor();
  await phone.button('停止共享').click();
  await seen(phone, /开始关注/).waitFor({ state: 'detached' });
  await follow(family);
  await seen(family, '没有找到这个申请').waitFor();
  // What the hall answers to who may not see it is no fault of the page.
  family.complaints.splice(0);
}, 90_000);

test('a refusal is appealed against, and somebody else than who refused it takes it up', async () => {
  await clerk.open(`applications/${caseNo}`);
  await act(clerk, '不具备供电条件', async () => {
    await clerk.page.getByRole('dialog').getByLabel('原因').fill('线路走廊不足');
  });
  await follow(phone);
  await seen(phone, '线路走廊不足').waitFor();
  await phone.page.getByLabel('申诉理由').filter({ visible: true }).fill('楼下已有配电箱');
  await look(phone.page);
  await phone.button('提交申诉').click();
  await seen(phone, '办理中').waitFor();

  await clerk.page.reload();
  await clerk.page.getByText('楼下已有配电箱').first().waitFor();
  await clerk.page.getByRole('button', { name: '接手', exact: true }).click();
  await clerk.page.getByText('申诉须由其他同事处理').first().waitFor();
  const other = await openDesk(browser, hall, 'supervisor1', { width: 1440 });
  await other.open(`applications/${caseNo}`);
  await other.page.getByRole('button', { name: '接手', exact: true }).click();
  await act(other, '受理通过');
  await follow(phone);
  await seen(phone, '请预约上门勘查时间').waitFor();
  expect([...found, ...phone.complaints, ...family.complaints, ...other.complaints]).toEqual([]);
}, 120_000);
