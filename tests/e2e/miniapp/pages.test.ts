import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { eventually, type RunningHall, startHall } from '../../support/hall.ts';
import { ensureBuilt } from '../../support/miniapp/built.ts';
import type { Platform } from '../../support/miniapp/dialects.ts';
import type { BillOfTest, Household } from '../../support/world.ts';
import { openPhone, type Phone, words } from './phone.ts';

let hall: RunningHall;
let home: Household;
let bill: BillOfTest;
const phones: Phone[] = [];

beforeAll(async () => {
  await ensureBuilt('weapp');
  await ensureBuilt('alipay');
  hall = await startHall();
  home = await hall.world.household({ name: '欧阳建国' });
  bill = await hall.world.bill(home, { amountFen: 12_345, month: '2026-10' });
}, 400_000);

afterAll(async () => {
  for (const { app } of phones) app.stop();
  await hall?.close();
});

/** Signs in on the phone, then the household is bound behind its back: this is not a test of binding. */
async function boundPhone(platform: Platform, storage?: Map<string, unknown>): Promise<Phone> {
  const phone = await openPhone(hall, platform, `${platform}-reader`, storage);
  phones.push(phone);
  await phone.app.launch();
  await phone.app.tap(words[platform].signIn);
  await hall.owner.query(
    `INSERT INTO bindings (person_id, holder_period_id, level, is_holder, is_default)
     SELECT person_id, $1, 'full', true, true FROM identities WHERE provider = $2
     ON CONFLICT DO NOTHING`,
    [home.holderPeriodId, platform === 'weapp' ? 'wechat' : 'alipay'],
  );
  await phone.app.open('/pages/home/index');
  await phone.app.see('¥123.45');
  return phone;
}

/** One thing that stands on each page when it has come up. */
const landmarks: Record<string, string> = {
  'pages/home/index': '立即缴费',
  'packages/account/sign-in/index': '短信验证码',
  'packages/account/me/index': '登录方式',
  'packages/account/privacy/index': '关于我存了什么',
  'packages/account/help/index': '拨打 95598',
  'packages/household/list/index': '管理',
  'packages/household/bind/index': '户号在哪里',
  'packages/household/prove/index': '验证码将发送到登记手机',
  'packages/household/people/index': '我',
  'packages/bill/list/index': '2026年10月',
  'packages/bill/detail/index': '费用怎么算的',
  'packages/usage/history/index': '近 36 个月用电',
  'packages/usage/plans/index': '您的电表不分时段计量',
  'packages/alert/settings/index': '账单已出',
  'packages/tariff/book/index': '山东',
  'packages/message/list/index': '还没有消息',
  'packages/message/settings/index': '免打扰时段',
  'packages/outage/list/index': '近期没有停电安排',
  'packages/outage/detail/index': '近期没有停电安排',
  'packages/outage/proposals/index': '没有需要答复的停电时间',
  'packages/pay/checkout/index': '确认支付 ¥123.45',
  'packages/pay/result/index': '没有找到这笔缴费',
  'packages/pay/history/index': '这里会列出您的每一笔缴费',
  'packages/pay/receipt/index': '请求编号',
  'packages/pay/invoices/index': '添加抬头',
  'packages/pay/claims/index': '我付错户了',
  'packages/pay/auto-pay/index': '欧阳建国',
  'packages/pay/mandate/index': '欧阳建国',
  'packages/pay/card/index': '充值',
  'packages/pay/link/index': '请求编号',
};

describe.each(['weapp', 'alipay'] as const)('on %s', platform => {
  test('every page comes up with the household’s data and sends the view less than 64 KB at a time', async () => {
    const { app } = await boundPhone(platform);
    expect(Object.keys(landmarks).sort()).toEqual([...app.pages].sort());
    for (const page of app.pages) {
      await app.open(
        `/${page}?accountNo=${home.accountNo}&billNo=${bill.billNo}&paymentNo=P0000000000000000000000&token=unknown`,
      );
      await app.see(landmarks[page]!);
    }
    expect(Math.max(...app.largestData.values())).toBeLessThan(64 * 1024);
    expect(app.complaints).toEqual([]);
  });

  test('a household gets a name of one’s own, though the wallets let no PATCH through', async () => {
    const { app } = await boundPhone(platform);
    await app.open('/packages/household/list/index');
    await app.see('管理');
    await app.tap('管理');
    await app.type('备注名', '海边的家');
    await app.tap('保存');
    await app.see('海边的家');
    const { rows } = await hall.owner.query<{ nickname: string }>(
      'SELECT nickname FROM bindings WHERE nickname IS NOT NULL',
    );
    expect(rows).toContainEqual({ nickname: '海边的家' });
    await app.type('备注名', '');
    await app.tap('保存');
    await app.see('欧阳建国');
  });

  test('a household’s energy leaves as each wallet can pass it on', async () => {
    const { app } = await boundPhone(platform);
    await app.open(`/packages/usage/history/index?accountNo=${home.accountNo}`);
    const button = platform === 'weapp' ? '发送 CSV 到聊天' : '复制 CSV 内容';
    await app.see(button);
    await app.tap(button);
    const call = platform === 'weapp' ? 'shareFileMessage' : 'setClipboard';
    const made = await eventually(
      async () => app.lastCall(call),
      options => options !== undefined,
    );
    if (platform === 'weapp') expect(made).toMatchObject({ fileName: `usage-${home.accountNo}.csv` });
    else expect(made!['text']).toMatch(/period[\s\S]+2026-10,225\.00/);
    expect(app.text()).not.toContain('文件没有取到');
  });

  test('the next visit shows the last bill at once, before any answer has come', async () => {
    const storage = new Map<string, unknown>();
    const { app } = await boundPhone(platform, storage);
    app.stop();
    let answer: () => void = () => {};
    const slowNetwork = new Promise<void>(resolve => {
      answer = resolve;
    });
    const again = await openPhone(hall, platform, `${platform}-reader`, storage, {
      request: async () => {
        await slowNetwork;
        throw new Error('timeout');
      },
    });
    phones.push(again);
    const launching = again.app.launch();
    const first = await eventually(
      async () => again.app.text(),
      text => text !== '',
    );
    expect(first).toContain('¥123.45');
    expect(first).toContain('正在更新，先为您显示上次的内容');
    answer();
    await launching;
    await again.app.see('暂时无法更新，以下是上次的内容');
    expect(again.app.text()).toContain('您的钱没有变动。');
  });

  test('signing out leaves nothing of the person on the phone', async () => {
    const storage = new Map<string, unknown>();
    const { app } = await boundPhone(platform, storage);
    await app.open('/packages/account/me/index');
    await app.see('退出登录');
    await app.tap('退出登录');
    await app.see('查电费，交电费');
    expect([...storage.keys()].filter(key => !/language|appearance/.test(key))).toEqual([]);
  });
});
