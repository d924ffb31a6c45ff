import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { seed } from '../../../prisma/seed/seed.ts';
import { addDays, businessDate } from '../../../server/src/shared/dates.ts';
import { eventually, type RunningHall, startHall } from '../../support/hall.ts';
import { ensureBuilt } from '../../support/miniapp/built.ts';
import type { Platform } from '../../support/miniapp/dialects.ts';
import { type BillOfTest, type Household, testCipher, testFieldKey } from '../../support/world.ts';
import { openPhone, type Phone, words } from './phone.ts';

let hall: RunningHall;
let home: Household;
let bill: BillOfTest;
const phones: Phone[] = [];

beforeAll(async () => {
  await ensureBuilt('weapp');
  await ensureBuilt('alipay');
  hall = await startHall();
  await seed({
    ownerUrl: hall.owner.options.connectionString!,
    fieldKey: testFieldKey,
    accounts: 40,
    until: addDays(businessDate(new Date()), -1),
  });
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

/** One of the demo's people becomes the phone's: three years of bills, payments, an outage ahead, an application. */
async function becomeDemo(platform: Platform, phone: string) {
  const { rows } = await hall.owner.query(
    `SELECT p.id, (SELECT person_id FROM identities WHERE provider = $2 ORDER BY created_at LIMIT 1) AS mine, a.account_no AS "accountNo",
            (SELECT bill_no FROM bills WHERE holder_period_id = b.holder_period_id ORDER BY month DESC LIMIT 1) AS "billNo",
            (SELECT y.payment_no FROM payments y JOIN collections c ON c.payment_id = y.id JOIN receipts r ON r.collection_id = c.id
              WHERE y.person_id = p.id ORDER BY y.created_at DESC LIMIT 1) AS "paymentNo",
            (SELECT case_no FROM applications WHERE person_id = p.id ORDER BY id LIMIT 1) AS "caseNo",
            (SELECT outage_no FROM outages WHERE status = 'published' ORDER BY id LIMIT 1) AS "outageNo"
       FROM people p JOIN bindings b ON b.person_id = p.id AND b.is_default
       JOIN holder_periods h ON h.id = b.holder_period_id JOIN supply_accounts a ON a.id = h.account_id WHERE p.phone_hash = $1`,
    [testCipher.hash('phone', phone), platform === 'weapp' ? 'wechat' : 'alipay'],
  );
  const { id, mine, ...shown } = rows[0];
  await hall.owner.query('UPDATE bindings SET person_id = $1, is_default = false WHERE person_id = $2', [
    mine,
    id,
  ]);
  for (const table of ['payments', 'applications', 'notices'])
    await hall.owner.query(`UPDATE ${table} SET person_id = $1 WHERE person_id = $2`, [mine, id]);
  return shown as Record<'accountNo' | 'billNo' | 'paymentNo' | 'caseNo' | 'outageNo', string>;
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
  'packages/usage/large/index': '这里是大客户的报表',
  'packages/alert/settings/index': '账单已出',
  'packages/tariff/book/index': '山东',
  'packages/message/list/index': '还没有消息',
  'packages/message/settings/index': '免打扰时段',
  'packages/outage/list/index': '近期没有停电安排',
  'packages/outage/detail/index': '近期没有停电安排',
  'packages/outage/proposals/index': '没有需要答复的停电时间',
  'packages/disclosure/list/index': '供电服务承诺',
  'packages/disclosure/detail/index': '没有符合的公告或政策',
  'packages/service/cases/index': '这里会列出您反映的问题',
  'packages/service/case/index': '这里会列出您反映的问题',
  'packages/service/say/index': '想反映什么',
  'packages/service/chat/index': '人工',
  'packages/service/asked/index': '现在没有要您回答的',
  'packages/service/survey/index': '没有找到这份调查',
  'packages/service/stars/index': '还没有评定',
  'packages/service/suggestions/index': '还没有公开的建议',
  'packages/service/reports/index': '还没有公布的报告',
  'packages/apply/list/index': '这里会列出您办理的业务',
  'packages/apply/kinds/index': '居民新装',
  'packages/apply/kind/index': '没有这项业务',
  'packages/apply/form/index': '这里会列出您办理的业务',
  'packages/apply/case/index': '这里会列出您办理的业务',
  'packages/apply/follow/index': '同意并关注',
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
  'packages/service/rate/index': '请求编号',
  'packages/service/web/index': '不用登录',
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

  test('a scan of the bar code on the meter finds its household; the name stays masked', async () => {
    const { rows } = await hall.owner.query<{ asset: string }>(
      `SELECT m.asset_no AS asset FROM supply_accounts a JOIN meter_installations i ON i.metering_point_id = a.metering_point_id
         JOIN meters m ON m.id = i.meter_id WHERE a.account_no = $1`,
      [home.accountNo],
    );
    const read = rows[0]!.asset;
    const answers = { scanCode: () => ({ result: read }), scan: () => ({ code: read }) };
    const phone = await openPhone(hall, platform, `${platform}-scanner`, undefined, answers);
    phones.push(phone);
    await phone.app.launch();
    await phone.app.tap(words[platform].signIn);
    await phone.app.open('/packages/household/bind/index');
    await phone.app.see('扫码');
    await phone.app.tap('扫码');
    await phone.app.see('请核对户名和地址');
    expect(phone.app.text()).toContain('***国');
    expect(phone.app.text()).not.toContain('欧阳建国');
  });

  test('a household’s energy leaves as each wallet can pass it on', async () => {
    const { app, disk } = await boundPhone(platform);
    await app.open(`/packages/usage/history/index?accountNo=${home.accountNo}`);
    const [csv, xml] = ['csv', 'xml'].map(ending => `usage-${home.accountNo}.${ending}`) as [string, string];
    for (const [name, file] of [
      ['CSV', csv],
      ['Green Button XML', xml],
    ] as const) {
      const press = platform === 'weapp' ? `发送 ${name} 到聊天` : `保存 ${name} 到手机`;
      await app.see(press);
      await app.tap(press);
      if (platform === 'alipay') await app.see(`已保存到手机：${file}`);
      await eventually(
        async () => disk.has(file),
        there => there,
      );
    }
    expect(disk.get(csv)).toMatch(/period[\s\S]+2026-10,225\.00/);
    expect(disk.get(xml)).toMatch(/^<\?xml[\s\S]+Green Button/);
    expect(app.text()).not.toContain('文件没有取到');
  });

  test('what is stored about a person leaves the same way', async () => {
    const { app, disk } = await boundPhone(platform);
    await app.open('/packages/account/privacy/index');
    const press = platform === 'weapp' ? '发送我的数据到聊天' : '保存我的数据到手机';
    await app.see(press);
    await app.tap(press);
    const text = await eventually(
      async () => disk.get('dianting-my-data.json'),
      file => file !== undefined,
    );
    expect(JSON.parse(text!).bindings).toContainEqual(expect.objectContaining({ accountNo: home.accountNo }));
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
    expect([...storage.keys()].filter(key => !/language|appearance|answers/.test(key))).toEqual([]);
    // What the first page shows to anybody may be kept again.
    const answers = Object.keys((storage.get('hall:answers') ?? {}) as object);
    expect(answers.filter(key => !/^zh:(disclosures:|config$)/.test(key))).toEqual([]);
  });

  test('a home with three years behind it comes up on every page of its own, and sends less than 64 KB at a time, too', async () => {
    const { app } = await boundPhone(platform);
    const timed = platform === 'alipay';
    const shown = await becomeDemo(platform, timed ? '13800000002' : '13800000001');
    const pages = [
      ['packages/bill/list/index', `${Number(businessDate(new Date()).slice(0, 4)) - 2}年`],
      ['packages/bill/detail/index', '费用怎么算的'],
      ['packages/usage/history/index', '近 36 个月用电'],
      ['packages/usage/plans/index', timed ? '逐月对比' : '您的电表不分时段计量'],
      ['packages/pay/history/index', '已到账'],
      ['packages/pay/result/index', '已到账'],
      ['packages/pay/receipt/index', '收据编号'],
      ['packages/outage/detail/index', '更换老旧变压器'],
      ['packages/apply/case/index', '办理进度'],
      ['packages/household/list/index', '管理'],
      ['pages/home/index', '立即缴费'],
    ] as const;
    for (const [page, landmark] of pages) {
      await app.open(`/${page}?${new URLSearchParams(shown)}`);
      await app.see(landmark);
    }
    expect(Math.max(...app.largestData.values())).toBeLessThan(64 * 1024);
    expect(app.complaints).toEqual([]);
  });
});
