/** A mandate, a recharge card and a text message's link on a telephone, in a real browser. */
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { tokenHash } from '../../../server/src/infra/crypto.ts';
import { serialOf } from '../../../server/src/modules/payments/channels/recharge-card/card-numbers.ts';
import { randomToken } from '../../../server/src/shared/ids.ts';
import { paymentStory } from '../../integration/payments/story.ts';
import { openBrowser } from '../../support/browser.ts';
import { eventually, type RunningHall, startHall } from '../../support/hall.ts';
import { testCipher } from '../../support/world.ts';
import { allAccessibilityProblems } from '../page-checks.ts';
import { openPhone } from './resident-phone.ts';

let hall: RunningHall;
let browser: Browser;
let context: BrowserContext | undefined;
let story: ReturnType<typeof paymentStory>;

beforeAll(async () => {
  [hall, browser] = await Promise.all([startHall({ web: true }), openBrowser()]);
  story = paymentStory(hall);
}, 150_000);
afterAll(async () => {
  await browser?.close();
  await hall?.close();
});

/** Where PICTURES names a folder, for a person's eyes. */
const picture = async (page: Page, name: string) => {
  const folder = process.env['PICTURES'];
  if (folder) await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true });
};

async function phone(token: string): Promise<Page> {
  await context?.close();
  context = await browser.newContext({
    viewport: { width: 375, height: 812 },
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
  });
  context.setDefaultTimeout(30_000);
  const session = JSON.stringify({ data: { token, expiresAt: '2999-01-01T00:00:00.000Z' } });
  await context.addInitScript(
    `if (location.protocol !== 'about:') localStorage.setItem('hall:session', ${JSON.stringify(session)});`,
  );
  return context.newPage();
}

const visible = (page: Page, name: string | RegExp) =>
  page.getByRole('button', { name }).filter({ visible: true });
const text = (page: Page, words: string | RegExp) => page.getByText(words).filter({ visible: true }).first();

test('a customer signs a mandate, sees it masked, and cancels it', async () => {
  await hall.owner.query(
    `INSERT INTO debit_banks (code, name_zh, name_en, utility_code, key_id, key_enc) VALUES ('DTNS', '电亭农商银行', 'Rural Bank', 'DIANTING', 'K1', $1)`,
    [testCipher.encrypt('2b7e151628aed2a6abf7158809cf4f3c')],
  );
  const payer = await story.payer();
  const page = await phone(payer.resident.token);
  await page.goto(`${hall.url}/#/packages/pay/mandate/index?accountNo=${payer.household.accountNo}`);
  await page
    .getByLabel('银行账号（借记卡）')
    .or(page.getByLabel('银行账号（借记卡）'))
    .fill('6230 5800 0001 2345 675');
  await page.getByLabel('账户户名').fill('欧阳娜娜');
  await picture(page, 'mandate-sign');
  expect(await allAccessibilityProblems(page)).toEqual([]);
  await visible(page, '同意并签约').click();
  await text(page, '已生效').waitFor();
  await text(page, /尾号 5675/).waitFor();
  expect(await page.content()).not.toContain('欧阳');
  await picture(page, 'mandate-active');
  expect(await allAccessibilityProblems(page)).toEqual([]);
  await visible(page, '解除代扣协议').click();
  await visible(page, '解除代扣协议').click();
  await text(page, '已终止').waitFor();
}, 150_000);

test('a card pays what is owed; one past its date is exchanged for a new one and redeemed', async () => {
  const payer = await story.payer(8_000);
  const card = async (seq: number, expiresOn: string) => {
    const [serial, pin] = [serialOf('000077', seq), String(seq).padStart(16, '4')];
    await hall.owner.query(
      `INSERT INTO card_batches (batch_no, face_fen, count, expires_on, printer_key, printer_key_sha256, status, requested_by, decided_by, exported_at)
        VALUES ('000077', 10000, 2, '2100-01-01', 'k', 'k', 'generated', 'a', 'b', now()) ON CONFLICT DO NOTHING`,
    );
    await hall.owner.query(
      `INSERT INTO cards (serial, batch_id, face_fen, pin_hash, expires_on) SELECT $1, id, 10000, $2, '2100-01-01' FROM card_batches WHERE batch_no = '000077'`,
      [serial, testCipher.hash('card-pin', `${serial}:${pin}`)],
    );
    await hall.owner.query(`SELECT sell_cards($1, $1, '便利店', 'a', current_date)`, [serial]);
    await hall.owner.query('UPDATE cards SET expires_on = $2 WHERE serial = $1', [serial, expiresOn]);
    return { serial, pin };
  };
  const page = await phone(payer.resident.token);
  const redeem = async ({ serial, pin }: { serial: string; pin: string }) => {
    await page.getByLabel('卡号', { exact: true }).filter({ visible: true }).fill(serial);
    await page.getByLabel('密码', { exact: true }).filter({ visible: true }).fill(pin);
    await visible(page, /^充值$/).click();
  };
  await page.goto(`${hall.url}/#/packages/pay/card/index?accountNo=${payer.household.accountNo}`);
  await redeem(await card(1, '2100-01-01'));
  await text(page, '充值成功').waitFor();
  await picture(page, 'card-done');
  expect(await allAccessibilityProblems(page)).toEqual([]);
  expect(await story.owed(payer.bill)).toBe(0);
  await visible(page, '再充一张').click();
  await redeem(await card(2, '2020-01-01'));
  await visible(page, '换成新卡').click();
  await text(page, /新卡已生成/).waitFor();
  await picture(page, 'card-exchanged');
  expect(await allAccessibilityProblems(page)).toEqual([]);
  await visible(page, /^充值$/).click();
  await text(page, '充值成功').waitFor();
  expect(await story.differences()).toEqual([]);
}, 150_000);

test("a text message's link shows the sum and a masked number, and leads to the cashier", async () => {
  const payer = await story.payer(12_345);
  const token = randomToken();
  await hall.owner.query(
    `INSERT INTO pay_links (token_hash, account_no, holder_period_id, items, total_fen, reason, expires_at) VALUES ($1, $2, $3, $4, 12345, 'debit-failed', now() + interval '1 hour')`,
    [
      tokenHash(token),
      payer.household.accountNo,
      payer.household.holderPeriodId,
      JSON.stringify([{ payableId: payer.bill.payableId, amountFen: 12_345 }]),
    ],
  );
  const page = await phone(payer.resident.token);
  await page.goto(`${hall.url}/#/packages/pay/link/index?token=${token}`);
  await text(page, '¥123.45').waitFor();
  expect(await page.content()).not.toContain(payer.household.accountNo);
  await picture(page, 'pay-link');
  expect(await allAccessibilityProblems(page)).toEqual([]);
  await visible(page, '去缴费').click();
  await visible(page, '确认支付 ¥123.45').waitFor();
  for (const [name, mistyped] of [
    ['pay-link-mistyped', token.slice(1)],
    ['pay-link-cut-off', ''],
  ] as const) {
    await page.goto('about:blank');
    await page.goto(`${hall.url}/#/packages/pay/link/index?token=${mistyped}`);
    await text(page, /核对短信中的链接/).waitFor();
    await visible(page, '回到首页').waitFor();
    await picture(page, name);
  }
}, 150_000);

test('the link of a message, signed out: sign in, and that household’s bill is chosen', async () => {
  const payer = await story.payer(12_345);
  const mobile = payer.resident.phone;
  const { page, button, close } = await openPhone(browser, hall);
  await page.goto(`${hall.url}/?pay=${payer.household.accountNo}`);
  await text(page, '请先登录').waitFor();
  await button(/^登录$/).click();
  await page.getByLabel('手机号').filter({ visible: true }).fill(mobile);
  await button('发送验证码').click();
  const code = await eventually(
    async () => (await hall.sandbox.lastSms(mobile))?.params['code'],
    found => found !== undefined,
  );
  await page.getByLabel('短信验证码').filter({ visible: true }).fill(code!);
  await button(/^登录$/).click();
  await button('确认支付 ¥123.45').waitFor();
  await close();
}, 150_000);
