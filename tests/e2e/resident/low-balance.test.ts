/** From the alert that a resident sets to the message that arrives: WeChat refuses, a text message comes, and both sides can see it. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { addDays, businessDate } from '../../../server/src/shared/dates.ts';
import { openBrowser } from '../../support/browser.ts';
import { type RunningHall, startHall } from '../../support/hall.ts';
import type { Household } from '../../support/world.ts';
import { hireStaff, openDesk } from '../admin/staff-desk.ts';
import { accessibilityProblems } from '../page-checks.ts';
import { openPhone } from './resident-phone.ts';

let hall: RunningHall;
let browser: Browser;
let home: Household;

beforeAll(async () => {
  hall = await startHall({
    web: true,
    environment: { WECHAT_SUBSCRIBE_TEMPLATES: 'low-balance=tpl-low:amount1.number2.date3' },
  });
  await hireStaff(hall);
  home = await hall.world.household({ from: addDays(businessDate(new Date()), -28) });
  await prepaidAndReadDaily();
  browser = await openBrowser();
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await hall?.close();
});

/** Ten kWh a day since four weeks ago, when the holding began, ¥230 in the account: some ¥77 are left, which is enough for two weeks. */
async function prepaidAndReadDaily(): Promise<void> {
  await hall.owner.query(
    `INSERT INTO prepaid_agreements (holder_period_id, agreement_no, signed_on, recorded_by) VALUES ($1, 'YF1', '2024-01-01', 'staff:test')`,
    [home.holderPeriodId],
  );
  await hall.owner.query('INSERT INTO customer_balances (holder_period_id, prepaid_fen) VALUES ($1, 23000)', [
    home.holderPeriodId,
  ]);
  await hall.owner.query(
    `INSERT INTO readings (meter_id, read_on, total, source)
     SELECT $1, (now() AT TIME ZONE 'Asia/Shanghai')::date - 1 - n, 1000000 - n * 1000, 'remote' FROM generate_series(0, 28) AS n`,
    [home.meterId],
  );
}

/** Where MESSAGE_PICTURES names a folder, for a person's eyes. */
const picture = async (page: Page, name: string) => {
  const folder = process.env['MESSAGE_PICTURES'];
  if (folder) await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true });
};

/** The resident uses WeChat as well, and the hall counts on a consent that WeChat does not know of. */
async function alsoInWechat(): Promise<void> {
  const { wechatOpenid } = await hall.sandbox.get<{ wechatOpenid: string }>('/control/people/low-balance');
  const appId = hall.sandbox.credentials['WECHAT_PAY_APP_ID'];
  const who = `SELECT person_id FROM identities WHERE provider = 'phone' AND person_id IN
    (SELECT person_id FROM bindings WHERE holder_period_id = $1)`;
  await hall.owner.query(
    `INSERT INTO identities (person_id, provider, app_id, subject) SELECT person_id, 'wechat', $2, $3 FROM (${who}) who`,
    [home.holderPeriodId, appId, wechatOpenid],
  );
  await hall.owner.query(
    `INSERT INTO message_consents (person_id, channel, event, given) SELECT person_id, 'wechat-subscribe', 'low-balance', 1 FROM (${who}) who`,
    [home.holderPeriodId],
  );
}

test('an alert set on the page, a balance under it, WeChat refuses: the text message arrives, and list and log say so', async () => {
  const phone = await openPhone(browser, hall);
  const { page } = phone;
  const shown = (text: string | RegExp) => page.getByText(text).filter({ visible: true }).first();
  await phone.signIn(home.phone);
  await phone.bind(home, '余额与预测');
  await picture(page, 'home');
  await alsoInWechat();

  await page.goto(`${hall.url}/#/packages/message/settings/index`);
  await page.getByRole('radio', { name: '不设' }).filter({ visible: true }).click();
  await picture(page, 'message-settings');
  expect(await accessibilityProblems(page)).toEqual([]);
  await page.goto(`${hall.url}/#/packages/alert/settings/index?accountNo=${home.accountNo}`);
  await shown('余额不足').waitFor();
  await page.getByRole('radio', { name: '¥100.00' }).filter({ visible: true }).first().click();
  await page
    .getByRole('radio', { name: '¥100.00', checked: true })
    .filter({ visible: true })
    .first()
    .waitFor();
  await picture(page, 'alert-settings');
  expect(await accessibilityProblems(page)).toEqual([]);

  for (const job of ['refresh-estimates', 'sweep-alerts', 'deliver-notices']) await hall.app.runJob(job);
  // The sweep has set the delivery going by itself; what it has in its hands is waited for, the rest is the next run's.
  await hall.app.idle();
  await hall.app.runJob('deliver-notices');
  const { rows: ways } = await hall.owner.query(
    `SELECT d.channel, d.state, d.reason FROM notices n LEFT JOIN message_deliveries d ON d.notice_id = n.id WHERE n.event = 'low-balance' ORDER BY d.id`,
  );
  expect(ways).toEqual([
    { channel: 'wechat-subscribe', state: 'failed', reason: 'WEIXIN_43101' },
    { channel: 'sms', state: 'handed', reason: null },
  ]);
  const texts = await hall.sandbox.get<{ template: string; params: Record<string, string> }[]>(
    `/control/sms?phone=${home.phone}`,
  );
  const [alert] = texts.filter(({ template }) => template === 'low-balance.zh');
  expect(alert?.params['balance']).toMatch(/^¥\d\d\.\d\d$/);

  await page.goto('about:blank');
  await page.goto(`${hall.url}/#/packages/message/list/index`);
  await shown('电费余额不足').waitFor();
  await shown(new RegExp(`估算余额${alert!.params['balance']}`)).waitFor();
  await picture(page, 'message-list');
  expect(await accessibilityProblems(page)).toEqual([]);
  expect(phone.complaints).toEqual([]);
  await phone.close();

  const desk = await openDesk(browser, hall, 'supervisor1');
  await desk.open('messages');
  await desk.page.getByLabel('户号').fill(home.accountNo);
  await desk.page
    .getByRole('main')
    .getByRole('button', { name: /^查\s*找$/ })
    .click();
  const line = desk.page.getByRole('row').filter({ hasText: '电费余额不足' });
  await line.getByText('微信订阅消息 · 失败').waitFor();
  await line.getByText('短信 · 已提交').waitFor();
  await picture(desk.page, 'staff-log');
  expect(await accessibilityProblems(desk.page)).toEqual([]);
  await desk.page.getByRole('link', { name: '电费余额不足' }).click();
  await desk.page.getByText('WEIXIN_43101').waitFor();
  await picture(desk.page, 'staff-story');
  expect(desk.complaints).toEqual([]);
  await desk.close();
});
