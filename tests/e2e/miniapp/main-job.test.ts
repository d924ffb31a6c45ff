import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { eventually, type RunningHall, startHall } from '../../support/hall.ts';
import { ensureBuilt } from '../../support/miniapp/built.ts';
import type { MiniApp } from '../../support/miniapp/mini-app.ts';
import { isSignedByMerchant, openPhone, type Phone, words } from './phone.ts';

let hall: RunningHall;
const phones: Phone[] = [];

beforeAll(async () => {
  await ensureBuilt('weapp');
  await ensureBuilt('alipay');
  hall = await startHall();
}, 400_000);

afterAll(async () => {
  for (const { app } of phones) app.stop();
  await hall?.close();
});

async function phoneOf(platform: 'weapp' | 'alipay', person: string): Promise<Phone> {
  const phone = await openPhone(hall, platform, person);
  phones.push(phone);
  await phone.app.launch();
  await phone.app.tap(words[platform].signIn);
  return phone;
}

/** By the account number, and a code to the phone on file unless that is the one a moment ago signed in with. */
async function bind(
  app: MiniApp,
  home: { accountNo: string; phone: string },
  proved?: 'own phone',
): Promise<void> {
  await app.see('绑定户号');
  await app.tap('绑定户号');
  await app.see('户号在哪里');
  await app.type('户号', home.accountNo);
  await app.see('请核对户名和地址');
  if (!proved) {
    await app.tap('发送验证码');
    await app.see('验证码已发送到');
    await app.type('短信验证码', await newestCode(home.phone));
  }
  await app.tap('验证并绑定');
}

/** Not by the wallet's own tap, but as one does on the web. */
async function signInByText(app: MiniApp, phone: string): Promise<void> {
  await app.launch();
  await app.tap('用手机号登录');
  await app.see('发送验证码');
  await app.type('手机号', phone);
  await app.tap('发送验证码');
  await app.see('验证码已发送到');
  await app.type('短信验证码', await newestCode(phone));
  await app.tap('登录');
}

async function newestCode(phone: string): Promise<string> {
  const sms = await eventually(
    () => hall.sandbox.lastSms(phone),
    message => message !== undefined,
  );
  return sms!.params['code']!;
}

const paymentsOf = async (accountNo: string) =>
  (
    await hall.owner.query<{ status: string; collections: number }>(
      `SELECT DISTINCT p.status, (SELECT count(*)::int FROM collections c WHERE c.payment_id = p.id) AS collections
       FROM payments p JOIN payment_items i ON i.payment_id = p.id
       JOIN payables b ON b.id = i.payable_id
       JOIN holder_periods h ON h.id = b.holder_period_id
       JOIN supply_accounts a ON a.id = h.account_id WHERE a.account_no = $1`,
      [accountNo],
    )
  ).rows;

describe.each(['weapp', 'alipay'] as const)('on %s', platform => {
  test('a resident signs in, binds a household, pays what is owed and sees it credited', async () => {
    const home = await hall.world.household({ name: '王建国' });
    await hall.world.bill(home, { amountFen: 12_345, month: '2026-10' });
    const { app } = await phoneOf(platform, `${platform}-resident`);
    await bind(app, home);
    await app.see('¥123.45');

    await app.tap('立即缴费');
    await app.see('确认支付 ¥123.45');
    expect(app.text()).toContain('王');
    expect(app.text()).not.toContain('支付方式');
    await app.tap('确认支付 ¥123.45');
    await app.see('已到账');

    expect(await paymentsOf(home.accountNo)).toEqual([{ status: 'settled', collections: 1 }]);
    expect(app.calls.filter(({ name }) => name === words[platform].payCall)).toHaveLength(1);
    const asked = app.lastCall(words[platform].payCall)!;
    if (platform === 'weapp') expect(isSignedByMerchant(hall, asked)).toBe(true);
    else expect(asked['tradeNO']).toBe((await tradeOf(home.accountNo)).tradeNo);
    expect(app.complaints).toEqual([]);

    await app.tap('查看收据');
    await app.see('收据编号');
    expect(app.text()).toContain('¥123.45');
    await app.tap('下载 PDF 收据');
    await eventually(
      async () => app.lastCall('openDocument'),
      opened => opened !== undefined,
    );
    expect(app.lastCall('openDocument')).toMatchObject({ filePath: 'tmp/receipt.pdf', fileType: 'pdf' });
  });

  test('who signed in by a text message pays with the wallet all the same', async () => {
    const home = await hall.world.household();
    await hall.world.bill(home, { amountFen: 6_600 });
    const phone = await openPhone(hall, platform, `${platform}-by-text`);
    phones.push(phone);
    await signInByText(phone.app, home.phone);
    await bind(phone.app, home, 'own phone');
    await phone.app.see('¥66.00');
    await phone.app.tap('立即缴费');
    await phone.app.see('确认支付 ¥66.00');
    await phone.app.tap('确认支付 ¥66.00');
    // Asked before the wallet is let into the account; no other code so soon after the first.
    await phone.app.see('不用验证码就能进入您的账号');
    expect(phone.app.lastCall(words[platform].payCall)).toBeUndefined();
    await phone.app.tap('添加并继续支付');
    await phone.app.see('已到账');
    expect(phone.app.calls.filter(({ name }) => name === words[platform].payCall)).toHaveLength(1);
    expect(await paymentsOf(home.accountNo)).toEqual([{ status: 'settled', collections: 1 }]);
  });

  test('where the wallet is an account of its own already, the two become one at a tap', async () => {
    const person = `${platform}-two-accounts`;
    const earlier = await phoneOf(platform, person);
    await earlier.app.see('绑定户号');
    const home = await hall.world.household();
    await hall.world.bill(home, { amountFen: 6_600 });
    const phone = await openPhone(hall, platform, person);
    phones.push(phone);
    await signInByText(phone.app, home.phone);
    await bind(phone.app, home, 'own phone');
    await phone.app.see('¥66.00');
    await phone.app.tap('立即缴费');
    await phone.app.see('确认支付 ¥66.00');
    await phone.app.tap('确认支付 ¥66.00');
    await phone.app.see('添加并继续支付');
    await phone.app.tap('添加并继续支付');
    await phone.app.see('合并两个账号');
    expect(phone.app.lastCall(words[platform].payCall)).toBeUndefined();
    await phone.app.tap('合并并继续支付');
    await phone.app.see('已到账');
    expect(await paymentsOf(home.accountNo)).toEqual([{ status: 'settled', collections: 1 }]);
  });

  test('money is put in ahead of the next bill', async () => {
    const home = await hall.world.household();
    const { app } = await phoneOf(platform, `${platform}-provident`);
    await bind(app, home);
    await app.see('已结清');
    await app.tap('预存电费');
    await app.see('确认支付 ¥100.00');
    await app.tap('¥200.00');
    await app.tap('确认支付 ¥200.00');
    await app.see('已到账');
    await app.tap('回到首页');
    await app.see('¥200.00');
    expect(await paymentsOf(home.accountNo)).toEqual([{ status: 'settled', collections: 1 }]);
  });

  test('who turns back in the wallet has paid nothing, and can go on with the same order', async () => {
    const home = await hall.world.household();
    await hall.world.bill(home, { amountFen: 5_000 });
    const { app, wallet } = await phoneOf(platform, `${platform}-hesitant`);
    await bind(app, home);
    await app.see('¥50.00');
    wallet.does = 'cancel';
    await app.tap('立即缴费');
    await app.see('确认支付 ¥50.00');
    await app.tap('确认支付 ¥50.00');
    await app.see('您还没有付款');
    wallet.does = 'confirm';
    await app.tap('继续支付');
    await app.see('已到账');
    expect(await paymentsOf(home.accountNo)).toEqual([{ status: 'settled', collections: 1 }]);
  });

  test('when the wallet cannot say what happened, the hall finds out and asks for no second payment', async () => {
    const home = await hall.world.household();
    await hall.world.bill(home, { amountFen: 7_700 });
    const { app, wallet } = await phoneOf(platform, `${platform}-unlucky`);
    await bind(app, home);
    await app.see('¥77.00');
    wallet.does = 'lose the answer';
    await app.tap('立即缴费');
    await app.see('确认支付 ¥77.00');
    await app.tap('确认支付 ¥77.00');
    expect(app.text()).not.toContain('继续支付');
    await app.see('已到账');
    expect(await paymentsOf(home.accountNo)).toEqual([{ status: 'settled', collections: 1 }]);
  });
});

async function tradeOf(accountNo: string): Promise<{ tradeNo: string }> {
  const { rows } = await hall.owner.query<{ tradeNo: string }>(
    `SELECT p.payer_action ->> 'tradeNo' AS "tradeNo" FROM payments p JOIN payment_items i ON i.payment_id = p.id
       JOIN payables b ON b.id = i.payable_id JOIN holder_periods h ON h.id = b.holder_period_id
       JOIN supply_accounts a ON a.id = h.account_id WHERE a.account_no = $1`,
    [accountNo],
  );
  return rows[0]!;
}
