/** The hall inside WeChat's own browser: signed in by the official account, paid by JSAPI through WeChat's bridge. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { openBrowser } from '../../support/browser.ts';
import { type RunningHall, startHall } from '../../support/hall.ts';
import type { Household } from '../../support/world.ts';
import { onBooks } from '../books.ts';
import { openPhone, type ResidentPhone } from './resident-phone.ts';
import { inWechat, type WechatBridge } from './wechat-bridge.ts';

let hall: RunningHall;
let browser: Browser;

beforeAll(async () => {
  [hall, browser] = await Promise.all([startHall({ web: true, jobs: true }), openBrowser()]);
});
afterAll(async () => {
  await browser?.close();
  await hall?.close();
});

describe('a resident who opens the hall inside WeChat', () => {
  let household: Household;
  let phone: ResidentPhone;
  let bridge: WechatBridge;

  beforeAll(async () => {
    household = await hall.world.household();
    await hall.world.bill(household, { amountFen: 6_789 });
    phone = await openPhone(browser, hall, inWechat);
    bridge = await phone.wechatBridge();
  });
  afterAll(() => phone?.close());

  test('is signed in by the official account with one tap', async () => {
    await phone.page.goto(`${hall.url}/`);
    await phone.button('微信登录').click();
    await phone.button('绑定户号').first().waitFor();
    expect(new URL(phone.page.url()).search).toBe('');
    const { rows } = await hall.owner.query(
      `SELECT app_id FROM identities WHERE provider = 'wechat' ORDER BY created_at DESC LIMIT 1`,
    );
    expect(rows[0].app_id).toBe(hall.sandbox.credentials['WECHAT_OA_APP_ID']);
  });

  test('is offered WeChat’s wallet and no other', async () => {
    await phone.bind(household);
    await phone.button('立即缴费').click();
    await phone.button('确认支付 ¥67.89').waitFor();
    expect(await phone.page.getByText('支付宝').count()).toBe(0);
    expect(await phone.page.getByText('支付方式').count()).toBe(0);
  });

  test('who turns back in WeChat has paid nothing and can go on with the same order', async () => {
    bridge.does = 'cancel';
    await phone.button('确认支付 ¥67.89').click();
    await phone.button('继续支付').waitFor();
    bridge.does = 'confirm';
    await phone.button('继续支付').click();
    await phone.page.getByText('已到账').filter({ visible: true }).first().waitFor();
  });

  test('paid with parameters the merchant signed for the official account, and was credited once', async () => {
    expect(bridge.asked).toHaveLength(2);
    expect(bridge.asked[0]).toEqual(bridge.asked[1]);
    expect(bridge.asked[0]).toMatchObject({
      appId: hall.sandbox.credentials['WECHAT_OA_APP_ID'],
      signType: 'RSA',
      package: expect.stringMatching(/^prepay_id=/),
    });
    const { rows } = await hall.owner.query('SELECT payment_no, product FROM payments');
    expect(rows).toHaveLength(1);
    expect(rows[0].product).toBe('jsapi');
    expect((await onBooks(hall.owner, rows[0].payment_no)).collections).toBe(1);
    expect(phone.complaints).toEqual([]);
  });
});

describe.each([
  ['an account of nobody yet', 'by-text', ['添加并继续支付']],
  ['an account of an earlier visit', 'resident', ['添加并继续支付', '合并并继续支付']],
])('who signed in by a text message there, in a WeChat that is %s', (_, person, onTheWay) => {
  test('pays by WeChat too: the page left for its sign-in is the one come back to, and the order goes on', async () => {
    const household = await hall.world.household();
    await hall.world.bill(household, { amountFen: 4_321 });
    const phone = await openPhone(browser, hall, inWechat);
    await phone.page.context().addCookies([{ name: 'sandbox_person', value: person, url: hall.sandbox.url }]);
    const bridge = await phone.wechatBridge();
    await phone.page.goto(`${hall.url}/`);
    await phone.button('用手机号登录').click();
    await phone.signInHere(household.phone);
    await phone.bind(household);
    await phone.button('立即缴费').click();
    await phone.button('确认支付 ¥43.21').click();
    for (const name of onTheWay) await phone.button(name).click();
    await phone.page.getByText('已到账').filter({ visible: true }).first().waitFor();
    expect(bridge.asked).toHaveLength(1);
    expect(bridge.asked[0]!['appId']).toBe(hall.sandbox.credentials['WECHAT_OA_APP_ID']);
    expect(new URL(phone.page.url()).search).toBe('');
    const { rows } = await hall.owner.query(
      `SELECT array_agg(provider ORDER BY provider) AS ways FROM identities
        WHERE person_id = (SELECT person_id FROM payments ORDER BY id DESC LIMIT 1)`,
    );
    expect(rows[0].ways).toEqual(['phone', 'wechat']);
    // What was refused on the way (sign-in-differs, identity-of-another) the browser notes by itself.
    expect(phone.complaints.filter(line => !/\b4(22|09)\b/.test(line))).toEqual([]);
    await phone.close();
  });
});

test('who reads of an application and signs in by WeChat is there again', async () => {
  const phone = await openPhone(browser, hall, inWechat);
  await phone.page
    .context()
    .addCookies([{ name: 'sandbox_person', value: 'who-applies', url: hall.sandbox.url }]);
  await phone.page.goto(`${hall.url}/#/packages/apply/kind/index?kind=holder-change`);
  await phone.button('微信登录').click();
  await phone.button('开始填写').waitFor();
  const { search, hash } = new URL(phone.page.url());
  expect([search, hash]).toEqual([
    '',
    expect.stringMatching(/^#\/packages\/apply\/kind\/index\?kind=holder-change\b/),
  ]);
  expect(phone.complaints).toEqual([]);
  await phone.close();
});

test('a sign-in code from somebody else’s link signs nobody in', async () => {
  const phone = await openPhone(browser, hall, inWechat);
  await phone.page.goto(`${hall.url}/?code=demo-somebody&state=not-ours-at-all`);
  await phone.button('微信登录').waitFor();
  expect(await phone.page.evaluate(`localStorage.getItem('hall:session')`)).toBeNull();
  await phone.close();
});
