/** How many taps and fields the two commonest errands take, counted on both builds, with numbers of the longest and of the shortest rule. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { digits } from '../../integration/access/scene.ts';
import { eventually, type RunningHall, startHall } from '../../support/hall.ts';
import { ensureBuilt } from '../../support/miniapp/built.ts';
import type { Platform } from '../../support/miniapp/dialects.ts';
import type { Household } from '../../support/world.ts';
import { openPhone, type Phone, words } from './phone.ts';

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

/** A hand that counts what it does. */
async function openCounted(platform: Platform, person: string, storage: Map<string, unknown>) {
  const phone = await openPhone(hall, platform, person, storage);
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
    count: () => count + app.calls.filter(({ name }) => name === words[platform].payCall).length,
  };
}

describe.each([
  ['weapp', 13],
  ['weapp', 10],
  ['alipay', 13],
  ['alipay', 10],
] as const)('%s, with a number of %i digits', (platform, length) => {
  const storage = new Map<string, unknown>();
  const person = `new-${platform}-${length}`;
  let home: Household;
  beforeAll(async () => {
    const wuhu = { region: 'wuhu', accountNo: `34${digits(8)}` };
    home = await hall.world.household(length === 10 ? wuhu : {});
    await hall.world.bill(home, { amountFen: 12_345, month: '2026-10' });
  });

  test('from a paper bill in hand to a bound household: six taps and fields at most, signing in included', async () => {
    const hand = await openCounted(platform, person, storage);
    await hand.tap(words[platform].signIn);
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
    const hand = await openCounted(platform, person, storage);
    await hand.see('立即缴费');
    await hand.tap('立即缴费');
    await hand.see('确认支付 ¥123.45');
    await hand.tap('确认支付 ¥123.45');
    await hand.see('已到账');
    expect(hand.count()).toBeLessThanOrEqual(5);
  });
});
