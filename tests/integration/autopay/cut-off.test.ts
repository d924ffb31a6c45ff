/** The hall is cut off between any two steps of a debit: the next run completes it, and money moves once. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type RunningHall, startHall } from '../../support/hall.ts';
import { type SharedClock, sharedClock } from '../../support/shared-clock.ts';
import { type AutopayStory, autopayStory, type Wallet } from './story.ts';

let hall: RunningHall;
let clock: SharedClock;
let story: AutopayStory;
let cutAt: string | undefined;
beforeAll(async () => {
  clock = sharedClock();
  const crashPoints = {
    reach(name: string) {
      if (name !== cutAt) return;
      cutAt = undefined;
      throw new Error(`cut off at ${name}`);
    },
  };
  hall = await startHall({ clock, timeFile: clock.timeFile, crashPoints });
  story = autopayStory(hall, clock);
  await hall.sandbox.post('/control/settings', { papayDelayMs: 20, retryScale: 0.001 });
});
afterAll(async () => {
  await hall.close();
  clock.close();
});

const steps: [Wallet, string][] = [
  ['wechat-pay', 'debit-told'],
  ['wechat-pay', 'debit-written'],
  ['wechat-pay', 'debit-answered'],
  ['alipay', 'debit-written'],
  ['alipay', 'debit-answered'],
];

test('found only after its order had lapsed, it is closed there first and tried anew', async () => {
  const signer = await story.signer('alipay');
  const bill = await story.bill(signer);
  clock.untilBeijing('08:00');
  cutAt = 'debit-written';
  await story.run();
  clock.pass(2 * 86_400);
  const lapsed = await story.ends(signer, 'noticed');
  expect(lapsed!.failure!.zh).toBe('钱包没有在期限内答复');
  clock.pass(26 * 3_600);
  const debit = await story.ends(signer, 'succeeded');
  expect(debit!.attempts).toBe(2);
  expect([await story.owed(bill), await story.collected(signer.household)]).toEqual([0, [12_345]]);
});

describe.each(steps)('%s, cut off at %s', (wallet, step) => {
  test('the debit is completed by the next run, and collected once', async () => {
    const signer = await story.signer(wallet);
    const bill = await story.bill(signer);
    cutAt = step;
    if (wallet === 'wechat-pay') await story.announced();
    else clock.untilBeijing('08:00');
    await story.run();
    expect(cutAt).toBeUndefined();
    // Told again after its pause, so the days count from there.
    if (step === 'debit-told') {
      clock.untilBeijing('12:00');
      await story.run();
      clock.pass(2 * 86_400);
    }
    clock.pass(130);
    const debit = await story.ends(signer, 'succeeded');
    expect(debit!.attempts).toBe(1);
    expect([await story.owed(bill), await story.collected(signer.household)]).toEqual([0, [12_345]]);
    expect(await story.differences()).toEqual([]);
  });
});
