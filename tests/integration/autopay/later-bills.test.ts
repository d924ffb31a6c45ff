/** A bill that comes after another debit of the month: what the wallet allows is debited, and nothing is left to be overdue for that. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { businessDate } from '../../../server/src/shared/dates.ts';
import { eventually, type RunningHall, startHall } from '../../support/hall.ts';
import { type SharedClock, sharedClock } from '../../support/shared-clock.ts';
import { type AutopayStory, autopayStory, type Signer, type Wallet } from './story.ts';

let hall: RunningHall;
let clock: SharedClock;
let story: AutopayStory;
beforeAll(async () => {
  clock = sharedClock();
  hall = await startHall({ clock, timeFile: clock.timeFile });
  story = autopayStory(hall, clock);
  await hall.sandbox.post('/control/settings', { papayDelayMs: 20, retryScale: 0.001 });
});
afterAll(async () => {
  await hall.close();
  clock.close();
});

const later = (signer: Signer) => hall.world.bill(signer.household, { amountFen: 7_000, month: '2026-09' });
const debitsOf = async (signer: Signer) =>
  (await story.agreement(signer)).debits.map(({ status, amountFen }) => [status, amountFen]);
/** Three tries, a day each: the month's debit is given up. */
async function failed(signer: Signer, wallet: Wallet) {
  await story.behave(signer, 'poor');
  if (wallet === 'wechat-pay') await story.announced();
  for (const attempt of [1, 2, 3]) {
    clock.untilBeijing('09:30');
    await eventually(
      async () => {
        clock.pass(20);
        await story.run();
        await hall.app.runJob('query-back');
        return story.debit(signer);
      },
      debit => debit!.attempts === attempt && debit!.failure !== null,
    );
  }
  expect((await story.debit(signer))!.status).toBe('failed');
  await story.behave(signer, 'pays');
}

test('Alipay: what is open on the first is debited, and so is the bill of the third', async () => {
  story.inOneMonth(3);
  const signer = await story.signer('alipay');
  const first = await story.bill(signer, 5_000);
  await story.ends(signer, 'succeeded');
  clock.pass(2 * 86_400);
  const second = await later(signer);
  await story.run();
  await eventually(
    async () => {
      clock.pass(60);
      await hall.app.runJob('query-back');
      await story.run();
      return debitsOf(signer);
    },
    debits => debits.length === 2 && debits.every(([status]) => status === 'succeeded'),
  );
  expect([await story.owed(first), await story.owed(second)]).toEqual([0, 0]);
  expect(await story.collected(signer.household)).toEqual([5_000, 7_000]);
  expect(await story.differences()).toEqual([]);
});

test('WeChat: what comes after the success of the month is told and debited in the next', async () => {
  story.inOneMonth(6);
  const signer = await story.signer('wechat-pay');
  const first = await story.bill(signer, 5_000);
  await story.announced();
  await story.ends(signer, 'succeeded');
  const second = await later(signer);
  await story.run();
  expect(await debitsOf(signer)).toEqual([['succeeded', 5_000]]);
  const month = businessDate(clock.now()).slice(0, 7);
  while (businessDate(clock.now()).slice(0, 7) === month) clock.pass(86_400);
  await story.announced();
  await story.ends(signer, 'succeeded');
  expect([await story.owed(first), await story.owed(second)]).toEqual([0, 0]);
  expect(await debitsOf(signer)).toEqual([
    ['succeeded', 7_000],
    ['succeeded', 5_000],
  ]);
});

test.each<Wallet>(['wechat-pay', 'alipay'])(
  '%s: a debit that has failed takes no turn: the later bill has its own, and what has failed waits for the next month',
  async wallet => {
    story.inOneMonth(14);
    const signer = await story.signer(wallet);
    const first = await story.bill(signer, 5_000);
    await failed(signer, wallet);
    await story.run();
    expect(await debitsOf(signer)).toEqual([['failed', 5_000]]);
    const second = await later(signer);
    await story.announced();
    await story.ends(signer, 'succeeded');
    expect([await story.owed(first), await story.owed(second)]).toEqual([5_000, 0]);
    await story.run();
    expect(await debitsOf(signer)).toEqual([
      ['succeeded', 7_000],
      ['failed', 5_000],
    ]);
  },
);

test('WeChat: what was paid by hand takes no turn either', async () => {
  story.inOneMonth(8);
  const signer = await story.signer('wechat-pay');
  const bill = await story.bill(signer, 5_000);
  clock.untilBeijing('08:00');
  await story.run();
  await story.paid({ ...signer, bill }, { channel: 'wechat', product: 'mini' });
  clock.pass(2 * 86_400 + 5_400);
  await story.run();
  expect(await debitsOf(signer)).toEqual([['skipped', 5_000]]);
  const second = await later(signer);
  await story.announced();
  await story.ends(signer, 'succeeded');
  expect(await story.owed(second)).toBe(0);
});
