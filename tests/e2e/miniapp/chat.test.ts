/** The compiled mini-programs talk to a person: by taps, over the wallet's own socket, and without one. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { addMember, type DeskMember } from '../../integration/access/scene.ts';
import { serveHours, storyOf } from '../../integration/chat/chat-story.ts';
import { eventually, type RunningHall, startHall } from '../../support/hall.ts';
import { ensureBuilt } from '../../support/miniapp/built.ts';
import { openPhone, type Phone, words } from './phone.ts';

let hall: RunningHall;
let clerk: DeskMember;
let story: ReturnType<typeof storyOf>;
const phones: Phone[] = [];

beforeAll(async () => {
  await ensureBuilt('weapp');
  await ensureBuilt('alipay');
  hall = await startHall();
  story = storyOf(hall);
  await serveHours(hall, 0, 1440);
  clerk = await addMember(hall, 'clerk');
  await hall.owner.query(`UPDATE staff_members SET display_name = '王芳' WHERE username = $1`, [
    clerk.username,
  ]);
}, 400_000);
afterAll(async () => {
  for (const { app } of phones) app.stop();
  await hall?.close();
});

const waitingChat = async (): Promise<string> =>
  (await story.asStaff(clerk, 'GET', '/staff/chats')).body.waiting[0]?.chatNo;
const textsAtDesk = async (chatNo: string): Promise<string[]> =>
  (await story.asStaff(clerk, 'GET', `/staff/chats/${chatNo}`)).body.messages
    .filter(({ kind }: { kind: string }) => kind === 'text')
    .map(({ text }: { text: string }) => text);

test.each(['weapp', 'alipay'] as const)('%s: a resident is taken, answered, and rates', async platform => {
  const phone = await openPhone(hall, platform, `${platform}-talker`);
  phones.push(phone);
  const { app } = phone;
  await app.launch();
  await app.tap(words[platform].signIn);
  await app.open('/packages/account/help/index');
  await app.tap('在线咨询人工客服');
  await app.see('和人工客服说');
  await app.type('想问什么', '电费怎么比上月多');
  await app.tap('开始咨询');
  await app.see('您是下一位');
  await app.see('已连接');
  const chatNo = await waitingChat();
  await story.act(clerk, chatNo, 'take');
  await app.see('客服 王芳 为您服务');
  await story.answer(clerk, chatNo, '您好，我为您查一下');
  await app.see('您好，我为您查一下');
  await app.type('消息', '好的，谢谢');
  await app.tap('发送');
  await eventually(
    () => textsAtDesk(chatNo),
    texts => texts.includes('好的，谢谢'),
  );
  expect(await textsAtDesk(chatNo)).toEqual(['电费怎么比上月多', '您好，我为您查一下', '好的，谢谢']);
  await story.act(clerk, chatNo, 'close');
  await app.see('您对这次服务满意吗');
  await app.tap('满意');
  await app.see('谢谢，您评了 5 星');
  expect(app.complaints).toEqual([]);
});

test('without a socket it asks by itself, and nothing is lost', async () => {
  const phone = await openPhone(hall, 'weapp', 'weapp-behind-a-wall');
  phones.push(phone);
  phone.network.sockets = false;
  const { app } = phone;
  await app.launch();
  await app.tap(words.weapp.signIn);
  await app.open('/packages/service/chat/index');
  await app.see('和人工客服说');
  await app.type('想问什么', '没有长连接也能说吗');
  await app.tap('开始咨询');
  await app.see('每几秒更新一次');
  const chatNo = await waitingChat();
  await story.act(clerk, chatNo, 'take');
  await story.answer(clerk, chatNo, '可以的');
  await app.see('可以的');
  await app.type('消息', '收到了');
  await app.tap('发送');
  await eventually(
    () => textsAtDesk(chatNo),
    texts => texts.at(-1) === '收到了',
  );
  await app.see('收到了');
});
