/** What the desk works with: templates and macros, who else has a case open, rules, large customers, mails set aside. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Browser, devices, type Page } from 'playwright-core';
import { sealRaw } from '../../../server/src/infra/sealed-raw.ts';
import { freshKey } from '../../integration/payments/story.ts';
import { openBrowser } from '../../support/browser.ts';
import { type RunningHall, startHall } from '../../support/hall.ts';
import { type Household, testCipher } from '../../support/world.ts';
import { allAccessibilityProblems } from '../page-checks.ts';
import { openPhone } from '../resident/resident-phone.ts';
import { hireStaff, openDesk, type StaffDesk } from './staff-desk.ts';

let hall: RunningHall;
let browser: Browser;
let clerk: StaffDesk;
let supervisor: StaffDesk;
let administrator: StaffDesk;
/** Whose load is entered at the desk and read in the hall. */
let large: Household;

beforeAll(async () => {
  [hall, browser] = await Promise.all([startHall({ web: true }), openBrowser()]);
  await hireStaff(hall);
  clerk = await openDesk(browser, hall, 'clerk1', { width: 1440 });
  supervisor = await openDesk(browser, hall, 'supervisor1', { width: 768 });
  administrator = await openDesk(browser, hall, 'admin1', { width: 1440, locale: 'en-GB' });
}, 180_000);
afterAll(async () => {
  await browser?.close();
  await hall?.close();
});

/** Where CASE_PICTURES names a folder, for a person's eyes. */
const good = async (page: Page, name: string) => {
  const folder = process.env['CASE_PICTURES'];
  if (folder) await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true });
  expect(await allAccessibilityProblems(page)).toEqual([]);
  expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
};
const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const choose = async (page: Page, label: string, option: string) => {
  const field = page.getByRole('dialog').getByLabel(label).last();
  await field.click();
  await page.locator('.ant-select-item-option:visible', { hasText: option }).last().click();
};

async function enquiry(words: string): Promise<string> {
  const { token } = await hall.world.resident();
  const body = { kind: 'enquiry', words };
  return (await hall.call('POST', '/cases', { token, key: freshKey(), body })).body.caseNo;
}

describe('templates and macros', () => {
  test('are written by a supervisor, shown to all, and retired', async () => {
    const { page, open } = supervisor;
    await open('reply-templates');
    await good(page, 'templates-768');
    await press(page, '写模板').click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('名称').fill('充电桩材料');
    await dialog.getByLabel('文字').fill('您好，装充电桩需要身份证和车位证明。');
    await good(page, 'template-write');
    await press(page, '写模板').last().click();
    await dialog.waitFor({ state: 'detached' });
    await page.getByText('您好，装充电桩需要身份证和车位证明。').waitFor();

    await press(page, '写宏').click();
    await dialog.getByLabel('名称').fill('受理并解答充电桩');
    await press(page, '再加一步').click();
    await choose(page, '做什么', '答复');
    await choose(page, '处理结果', '已解决');
    await dialog.getByLabel('文字').fill('需要的材料是____，可在电厅办理');
    await good(page, 'macro-write');
    await press(page, '写宏').last().click();
    await dialog.waitFor({ state: 'detached' });
    await page.getByText('受理并解答充电桩').waitFor();

    await page
      .getByRole('row', { name: /致歉与整改/ })
      .getByRole('button', { name: '停用' })
      .click();
    await good(page, 'template-retire');
    await page.getByRole('dialog').getByRole('button', { name: '停用' }).click();
    await page.getByRole('cell', { name: '致歉与整改' }).waitFor({ state: 'detached' });
    await clerk.open('reply-templates');
    await clerk.page.getByText('受理并解答充电桩').waitFor();
    expect(await clerk.page.getByRole('button', { name: /停用|写/ }).count()).toBe(0);
  }, 120_000);

  test('a macro is run with a key: blanks are asked for, and the case is taken and answered', async () => {
    const caseNo = await enquiry('装充电桩需要什么材料');
    const { page, open } = clerk;
    await open(`cases/${caseNo}`);
    await page.keyboard.press('x');
    const dialog = page.getByRole('dialog');
    await choose(page, '选一个宏', '受理并解答充电桩');
    await good(page, 'macro-run');
    await press(page, '运行').click();
    await dialog.getByText('还有空格（____）没有填写').waitFor();
    await dialog.getByLabel('答复 · 已解决').fill('需要的材料是身份证和车位证明，可在电厅办理');
    await press(page, '运行').click();
    await dialog.waitFor({ state: 'detached' });
    await page.getByText('已答复').first().waitFor();
    await page.getByText('需要的材料是身份证和车位证明，可在电厅办理').first().waitFor();
  }, 120_000);
});

test('two who have one case open see each other before they write, and the later one keeps the words', async () => {
  const caseNo = await enquiry('电表在哪里换');
  await clerk.open(`cases/${caseNo}`);
  await supervisor.open(`cases/${caseNo}`);
  const { page } = clerk;
  await page.getByText(/也打开了这个诉求/).waitFor();
  await press(supervisor.page, '受理').click();
  await page.getByText(/正在写。/).waitFor({ timeout: 15_000 });
  await good(page, 'case-others');
  await press(page, '内部备注').click();
  await page
    .getByRole('dialog')
    .getByText(/正在写。/)
    .waitFor();
  await page.keyboard.press('Escape');
  await press(page, '受理').click();
  await supervisor.page.getByRole('dialog').getByRole('button', { name: '受理', exact: true }).click();
  await supervisor.page.getByText('处理中').first().waitFor();
  await page.getByRole('dialog').getByRole('button', { name: '受理', exact: true }).click();
  await page.getByText(/这个工单已由supervisor1受理/).waitFor();
  await good(page, 'case-conflict');
  await page.keyboard.press('Escape');
  await supervisor.open('');
  await page
    .getByText(/正在写。|也打开了/)
    .first()
    .waitFor({ state: 'detached', timeout: 14_000 });
}, 120_000);

test('the rules of the desk are dated; hours of the chat are times of day', async () => {
  const { page, open } = administrator;
  await open('service-rules');
  await page.getByText('08:00').first().waitFor();
  await good(page, 'service-rules-en');
  await press(page, 'Set a new value').nth(2).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Value').fill('9 o’clock');
  await dialog.getByLabel('From').fill('2099-01-01');
  await dialog.getByLabel('Source').fill('Opening hours of 2099');
  await press(page, 'Set a new value').last().click();
  await dialog.getByText(/A time of day such as/).waitFor();
  await dialog.getByLabel('Value').fill('09:00');
  await good(page, 'service-rule-set');
  await press(page, 'Set a new value').last().click();
  await dialog.waitFor({ state: 'detached' });
  await page.getByRole('row', { name: /Opens 09:00 2099-01-01 ?To come/ }).waitFor();

  await press(page, 'Set a formula').click();
  await dialog.getByLabel('Volume', { exact: true }).fill('40');
  await dialog.getByLabel('From (first of a month)').fill('2099-02-01');
  await dialog.getByLabel('Source').fill('Agreed with the works council');
  await press(page, 'Set a formula').last().click();
  await dialog.getByText('The three weights are 100 together').waitFor();
  await dialog.getByLabel('Volume', { exact: true }).fill('30');
  await good(page, 'star-formula');
  await press(page, 'Set a formula').last().click();
  await dialog.waitFor({ state: 'detached' });
  await page.getByRole('row', { name: /2099-02-01/ }).waitFor();
  await supervisor.open('service-rules');
  await good(supervisor.page, 'service-rules-768');
  expect(await supervisor.page.getByRole('button', { name: '设置新值' }).count()).toBe(0);
}, 120_000);

test('a large customer’s load is entered month by month and becomes charts with advice', async () => {
  const home = await hall.world.household();
  large = home;
  await hall.owner.query(`UPDATE supply_accounts SET importance = 'large' WHERE id = $1`, [home.accountId]);
  await hall.world.bill(home, { month: '2026-09', amountFen: 1_234_500, dueOn: '2026-10-20' });
  const { page, open } = clerk;
  await open('large-customers');
  await page.getByText('待登记').waitFor();
  await good(page, 'large-customers');
  await page.getByRole('link', { name: home.accountNo }).click();
  await page.getByText('还没有登记负荷').waitFor();
  await good(page, 'large-customer-empty');
  const enter = async (month: string, figures: [string, string, string]) => {
    await press(page, '登记一个月').click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('月份').fill(month);
    for (const [place, label] of ['最大需量（kW）', '有功电量（kWh）', '无功电量（kvarh）'].entries())
      await dialog.getByLabel(label).fill(figures[place]!);
    if (month === '2026-09') await good(page, 'large-load');
    await press(page, '登记一个月').last().click();
    await dialog.waitFor({ state: 'detached' });
  };
  await enter('2026-05', ['100', '40000', '10000']);
  await enter('2026-08', ['125', '42000', '30000']);
  await enter('2026-09', ['130', '40000', '40000']);
  await page.getByText(/低于标准/).waitFor();
  await page.getByRole('img', { name: /最大需量（kW），截至 2026-09/ }).waitFor();
  await good(page, 'large-customer');
  const paper = await page
    .getByRole('link', { name: '2026-09 对账单 PDF' })
    .getAttribute('href')
    .then(href => page.request.get(`${hall.url}${href}`));
  expect([paper.status(), paper.headers()['content-type']]).toEqual([200, 'application/pdf']);
  await supervisor.open(`large-customers/${home.accountNo}`);
  await good(supervisor.page, 'large-customer-768');
  await open('large-customers?q=000');
  await page.getByText('没有以此开头的大客户户号').waitFor();
}, 120_000);

test('the same customer reads statements and the quarter in the hall; nobody else is told of them', async () => {
  const phone = await openPhone(browser, hall, {
    ...devices['Pixel 7'],
    viewport: { width: 375, height: 812 },
  });
  const { page } = phone;
  const text = (words: string | RegExp) => page.getByText(words).filter({ visible: true }).first();
  await phone.signIn(large.phone);
  await phone.bind(large);
  await page.goto(`${hall.url}/#/packages/usage/history/index?accountNo=${large.accountNo}`);
  await text('大客户报表').click();
  await text('2026年第3季度').waitFor();
  await text(/低于标准/).waitFor();
  await good(page, 'hall-large');
  await page.getByRole('radio', { name: '2026年第2季度' }).click();
  await text('100 千瓦（上季 —）').waitFor();
  const [paper] = await Promise.all([page.waitForEvent('download'), text('2026年9月对账单（PDF）').click()]);
  expect(paper.suggestedFilename()).toBe(`statement-${large.accountNo}-2026-09.pdf`);

  await hall.owner.query(`UPDATE supply_accounts SET importance = 'none' WHERE id = $1`, [large.accountId]);
  await page.goto(`${hall.url}/#/packages/usage/history/index?accountNo=${large.accountNo}`);
  await page.reload();
  await text('峰谷还是平价').waitFor();
  await page.waitForLoadState('networkidle');
  expect(await page.getByText('大客户报表').filter({ visible: true }).count()).toBe(0);
  await page.goto(`${hall.url}/#/packages/usage/large/index?accountNo=${large.accountNo}`);
  await text('这里是大客户的报表').waitFor();
  await good(page, 'hall-large-none');
  expect(phone.complaints).toEqual([]);
}, 120_000);

test('a mail set aside is read, made a case or dismissed by a supervisor', async () => {
  const put = async (uid: number, reason: string, subject: string) => {
    const raw = `From: =?utf-8?B?${Buffer.from('王写信').toString('base64')}?= <writer@flood.example>\r\nSubject: =?utf-8?B?${Buffer.from(subject).toString('base64')}?=\r\nMessage-ID: <${uid}@flood.example>\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n${subject}，请尽快处理`;
    await hall.owner.query(
      `INSERT INTO case_mails (uid_validity, uid, raw_enc, cut, stored_at, verdict, handled_at, sender_enc, subject_enc, verified) VALUES (78, $1, $2, false, now(), $3, now(), $4, $5, false)`,
      [
        uid,
        sealRaw(Buffer.from(raw), testCipher),
        reason,
        testCipher.encrypt('writer@flood.example'),
        testCipher.encrypt(subject),
      ],
    );
  };
  await supervisor.open('set-aside-mail');
  await supervisor.page.getByText('没有待决定的邮件').waitFor();
  await put(1, 'flood', '小区路灯不亮');
  await put(2, 'forged', '请把电费退到新账号');
  const { page, open } = supervisor;
  await open('set-aside-mail');
  await page.getByText('发件人可疑（冒用域名）').waitFor();
  await good(page, 'mails-768');
  await page
    .getByRole('row', { name: /小区路灯不亮/ })
    .getByRole('button', { name: /查\s?看/ })
    .click();
  await page.getByText('小区路灯不亮，请尽快处理').waitFor();
  await good(page, 'mail-letter');
  await press(page, '转为诉求').click();
  await page.getByText(/已转为诉求 GD/).waitFor();
  await page.getByRole('link', { name: '打开诉求' }).click();
  await page.getByText(/主题：小区路灯不亮/).waitFor();

  await open('set-aside-mail');
  await page.getByRole('button', { name: /查\s?看/ }).click();
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /忽\s?略/ })
    .click();
  await page.getByRole('dialog').getByRole('textbox').fill('冒用银行的域名');
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /忽\s?略/ })
    .click();
  await page.getByText('没有待决定的邮件').waitFor();
  await page.getByText('已忽略', { exact: true }).click();
  await page.getByText('冒用银行的域名').waitFor();
  await good(page, 'mails-dismissed');
  await clerk.open('set-aside-mail?show=dismissed');
  await clerk.page.getByText('只有主管看得到').waitFor();
}, 120_000);

test('nothing of it broke', () => {
  expect([...clerk.complaints, ...supervisor.complaints, ...administrator.complaints]).toEqual([]);
});
