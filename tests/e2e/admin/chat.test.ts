/** A conversation with both sides open: begun on a telephone, taken and answered at the desk, rated by the resident. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Browser, devices, type Page } from 'playwright-core';
import { serveHours } from '../../integration/chat/chat-story.ts';
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
let desk: StaffDesk;

beforeAll(async () => {
  hall = await startHall({ web: true });
  await hireStaff(hall);
  await serveHours(hall, 0, 1440);
  home = await hall.world.household();
  await hall.world.bill(home);
  browser = await openBrowser();
  phone = await openPhone(browser, hall, { ...devices['Pixel 7'], viewport: { width: 375, height: 812 } });
  await phone.signIn(home.phone);
  await phone.bind(home);
  desk = await openDesk(browser, hall, 'clerk1', { width: 1440 });
}, 180_000);
afterAll(async () => {
  await browser?.close();
  await hall?.close();
});

/** Where CHAT_PICTURES names a folder, for a person's eyes. */
const picture = async (page: Page, name: string) => {
  const folder = process.env['CHAT_PICTURES'];
  if (folder) await page.screenshot({ path: `${folder}/${name}.png` });
};
const text = (words: string) => phone.page.getByText(words).filter({ visible: true }).first();
const fine = async (page: Page, name: string) => {
  await picture(page, name);
  expect(await allAccessibilityProblems(page)).toEqual([]);
};

test('a resident and a clerk talk, a case comes of it, and the resident rates', async () => {
  const { page } = phone;
  await page.goto(`${hall.url}/#/packages/account/help/index`);
  await phone.button('在线咨询人工客服').click();
  await text('和人工客服说').waitFor();
  await page.getByLabel('想问什么').filter({ visible: true }).fill('变压器晚上声音很大，能来看看吗');
  await fine(page, 'hall-chat-begin');
  await phone.button('开始咨询').click();
  await text('您是下一位').waitFor();
  await text('已连接').waitFor();
  await fine(page, 'hall-chat-waiting');

  await desk.open('chat');
  await desk.page.getByText('实时连接').waitFor();
  await desk.page.getByRole('button', { name: /变压器晚上声音很大/ }).click();
  await desk.page.getByText('接待后才能回复').waitFor();
  await fine(desk.page, 'desk-chat-waiting');
  await desk.page.getByRole('button', { name: '接待', exact: true }).click();
  const field = desk.page.getByLabel('给客户的消息');
  await field.waitFor();
  await text('为您服务').waitFor();
  // By the keyboard alone: a quick reply, a line of one's own, and Enter.
  await field.press('Alt+1');
  await field.press('Enter');
  await text('您好，我是客服').waitFor();
  await field.fill('请问是从哪天开始的？');
  await field.press('Enter');
  await text('请问是从哪天开始的').waitFor();
  await page.getByLabel('消息').filter({ visible: true }).fill('上周五开始，夜里特别响');
  await phone.button('发送').click();
  await desk.page.getByText('上周五开始').first().waitFor();
  await fine(page, 'hall-chat-talk');
  expect(await phone.fits()).toBe(true);
  await fine(desk.page, 'desk-chat-talk');

  await desk.page.getByRole('button', { name: '转为诉求' }).click();
  const dialog = desk.page.getByRole('dialog');
  await dialog.getByLabel('客户的诉求').fill('客户反映变压器夜间噪声大，请现场检查');
  await fine(desk.page, 'desk-chat-case');
  await dialog.getByRole('button', { name: '转为诉求' }).click();
  await dialog.waitFor({ state: 'detached' });
  await text('已登记为诉求').waitFor();
  await desk.page.getByRole('link', { name: /^诉求 GD/ }).waitFor();
  await desk.page.getByRole('link', { name: new RegExp(`客户档案 ${home.accountNo}`) }).waitFor();
  await desk.page.getByRole('button', { name: '结束', exact: true }).click();
  await text('您对这次服务满意吗').waitFor();
  await fine(page, 'hall-chat-ended');
  await phone.button('满意').first().click();
  await text('谢谢，您评了 5 星').waitFor();
  await phone.button('重新咨询').click();
  await text('以前的会话').waitFor();
  await fine(page, 'hall-chat-earlier');
  expect([...phone.complaints, ...desk.complaints]).toEqual([]);
}, 180_000);

test('where a network lets no socket through, questions do, and what was said is there once', async () => {
  const { page } = phone;
  await page.evaluate('window.WebSocket = function () { setTimeout(() => this.onerror(), 0); }');
  await page.getByLabel('想问什么').filter({ visible: true }).fill('网络不好的时候呢');
  await phone.button('开始咨询').click();
  await text('每几秒更新一次').waitFor();
  await fine(page, 'hall-chat-polling');
  await desk.page.getByRole('button', { name: /网络不好的时候呢/ }).click();
  await desk.page.getByRole('button', { name: '接待', exact: true }).click();
  await text('为您服务').waitFor();
  const field = desk.page.getByLabel('给客户的消息');
  await field.fill('也能收到');
  await field.press('Enter');
  await text('也能收到').waitFor();
  await page.getByLabel('消息').filter({ visible: true }).fill('我也能发');
  await phone.button('发送').click();
  await desk.page.getByText('我也能发').first().waitFor();
  for (const words of ['也能收到', '我也能发']) expect(await page.getByText(words).count()).toBe(1);
  // What is typed here is still here after a look at another conversation.
  await field.fill('稍等，我查一下');
  await desk.page.getByText('已结束', { exact: true }).click();
  await desk.page
    .getByRole('button', { name: /上周五开始|变压器/ })
    .first()
    .click();
  await desk.page.getByText('会话已结束。').waitFor();
  await desk.page.getByText('我的会话', { exact: true }).click();
  await desk.page.getByRole('button', { name: /我也能发/ }).click();
  await field.waitFor();
  expect(await field.inputValue()).toBe('稍等，我查一下');
}, 120_000);

test('outside the hours a message is left, and becomes a case', async () => {
  await serveHours(hall, 0, 0);
  const stranger = await openPhone(browser, hall, {
    ...devices['Pixel 7'],
    viewport: { width: 375, height: 812 },
  });
  const other = await hall.world.household();
  await hall.world.bill(other);
  await stranger.signIn(other.phone);
  await stranger.page.goto(`${hall.url}/#/packages/service/chat/index`);
  await stranger.page.getByText('现在不是人工服务时间').filter({ visible: true }).first().waitFor();
  await fine(stranger.page, 'hall-chat-away');
  await stranger.page.getByLabel('留言').filter({ visible: true }).fill('请明天上午给我回电话');
  await stranger.button('提交留言').click();
  await stranger.page.getByText('等待受理').filter({ visible: true }).first().waitFor();
  await stranger.close();
}, 120_000);
