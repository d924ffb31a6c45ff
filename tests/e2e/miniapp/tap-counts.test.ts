/** How many taps and fields the two commonest errands take, counted on the build for WeChat. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { eventually, type RunningHall, startHall } from '../../support/hall.ts';
import { ensureBuilt } from '../../support/miniapp/built.ts';
import type { Household } from '../../support/world.ts';
import { openPhone, type Phone, words } from './phone.ts';

let hall: RunningHall;
let home: Household;
const storage = new Map<string, unknown>();
const phones: Phone[] = [];

beforeAll(async () => {
  await ensureBuilt('weapp');
  hall = await startHall();
  home = await hall.world.household();
  await hall.world.bill(home, { amountFen: 12_345, month: '2026-10' });
}, 400_000);

afterAll(async () => {
  for (const { app } of phones) app.stop();
  await hall?.close();
});

/** A hand that counts what it does. */
async function openCounted() {
  const phone = await openPhone(hall, 'weapp', 'somebody-new', storage);
  phones.push(phone);
  const { app } = phone;
  let count = 0;
  await app.launch();
  return {
    app,
    see: (text: string) => app.see(text),
    tap(text: string) {
      count += 1;
      return app.tap(text);
    },
    type(label: string, text: string) {
      count += 1;
      return app.type(label, text);
    },
    /** The wallet asks for a finger or a password once for each payment. */
    count: () => count + app.calls.filter(({ name }) => name === words.weapp.payCall).length,
  };
}

test('from a paper bill in hand to a bound household: six taps and fields at most, signing in included', async () => {
  const hand = await openCounted();
  await hand.tap('微信登录');
  await hand.see('绑定户号');
  await hand.tap('绑定户号');
  await hand.see('户号在哪里');
  await hand.type('户号', home.accountNo);
  await hand.see('请核对户名和地址');
  await hand.tap('发送验证码');
  await hand.see('验证码已发送到');
  const sms = await eventually(
    () => hall.sandbox.lastSms(home.phone),
    message => message !== undefined,
  );
  await hand.type('短信验证码', sms!.params['code']!);
  await hand.tap('验证并绑定');
  await hand.see('¥123.45');
  expect(hand.count()).toBeLessThanOrEqual(6);
});

test('from opening the hall to a paid bill: five taps at most, the wallet’s own included', async () => {
  const hand = await openCounted();
  await hand.see('立即缴费');
  await hand.tap('立即缴费');
  await hand.see('确认支付 ¥123.45');
  await hand.tap('确认支付 ¥123.45');
  await hand.see('已到账');
  expect(hand.count()).toBeLessThanOrEqual(5);
});
