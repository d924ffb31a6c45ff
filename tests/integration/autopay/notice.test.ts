/** WeChat's rule: told between 07:00 and 22:00, debited on days 3 to 9 after that, never more than was told, once a month. */
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { type RunningHall, startHall } from '../../support/hall.ts';
import { type SharedClock, sharedClock } from '../../support/shared-clock.ts';
import { type AutopayStory, autopayStory, type Signer } from './story.ts';

let hall: RunningHall;
let clock: SharedClock;
let story: AutopayStory;
let signer: Signer;
beforeAll(async () => {
  clock = sharedClock();
  hall = await startHall({ clock, timeFile: clock.timeFile });
  story = autopayStory(hall, clock);
  await hall.sandbox.post('/control/settings', { papayDelayMs: 20 });
});
beforeEach(async () => {
  clock.untilBeijing('12:00');
  signer = await story.signer('wechat-pay');
});
afterAll(async () => {
  await hall.close();
  clock.close();
});

const today = () => new Date(clock.now().getTime() + 8 * 3_600_000).toISOString().slice(0, 10);

test('at night nobody is told; at seven in the morning it is', async () => {
  clock.untilBeijing('22:00');
  await story.bill(signer);
  await story.run();
  expect(await story.debit(signer)).toMatchObject({ status: 'planned', noticedOn: null });
  clock.untilBeijing('06:59');
  await story.run();
  expect((await story.debit(signer))!.status).toBe('planned');
  clock.untilBeijing('07:00');
  await story.run();
  expect(await story.debit(signer)).toMatchObject({ status: 'noticed', noticedOn: today() });
});

test('nothing is debited before the third day, whatever the job does', async () => {
  await story.bill(signer);
  await story.run();
  const { firstOn } = (await story.debit(signer))!;
  clock.untilBeijing('23:59');
  await story.run();
  clock.untilBeijing('23:58');
  await story.run();
  expect(await story.debit(signer)).toMatchObject({ status: 'noticed', attempts: 0 });
  clock.untilBeijing('09:01');
  expect(today()).toBe(firstOn);
  await story.ends(signer, 'succeeded');
});

test('after the ninth day nothing is debited: the customer is told instead', async () => {
  await story.bill(signer);
  await story.run();
  clock.pass(9 * 86_400);
  await story.run();
  expect(await story.debit(signer)).toMatchObject({
    status: 'failed',
    attempts: 0,
    failure: { zh: '本期可扣款的日子已过' },
  });
  expect(await story.collected(signer.household)).toEqual([]);
});

test('what is added after the notice waits: never more is debited than was told', async () => {
  story.inOneMonth(4);
  const first = await story.bill(signer, 5_000);
  await story.run();
  const second = await hall.world.bill(signer.household, { amountFen: 7_000, month: '2026-09' });
  clock.pass(2 * 86_400);
  await story.ends(signer, 'succeeded');
  expect([await story.owed(first), await story.owed(second)]).toEqual([0, 7_000]);
  expect(await story.collected(signer.household)).toEqual([5_000]);
  // Once a month: the rest is the next month's.
  await story.run();
  expect(await story.collected(signer.household)).toEqual([5_000]);
});

test('part of it paid by hand, only the rest is debited', async () => {
  const bill = await story.bill(signer, 10_000);
  await story.run();
  const part = {
    items: [{ payableId: bill.payableId, amountFen: 4_000 }],
    channel: 'wechat',
    product: 'mini',
  };
  await story.paid({ ...signer, bill }, part);
  clock.pass(2 * 86_400);
  await story.ends(signer, 'succeeded');
  expect(await story.collected(signer.household)).toEqual([4_000, 6_000]);
});

test('a notice whose answer is lost is sent again, and counts from then', async () => {
  await hall.sandbox.post('/control/faults', {
    rules: [{ gateway: 'wechat-pay', on: 'pre-notify', fault: 'error-after', status: 502, count: 1 }],
  });
  await story.bill(signer);
  await story.run();
  expect((await story.debit(signer))!.status).toBe('planned');
  clock.pass(900);
  await story.run();
  expect((await story.debit(signer))!.status).toBe('noticed');
  clock.pass(2 * 86_400);
  await story.ends(signer, 'succeeded');
});

test('told, and then the wallet ends the agreement: nothing is debited', async () => {
  await story.bill(signer);
  await story.run();
  await hall.sandbox.post('/control/agreements/terminate', { outCode: signer.agreementNo });
  clock.pass(2 * 86_400);
  await hall.app.runJob('agreements');
  await story.run();
  expect(await story.debit(signer)).toMatchObject({ status: 'cancelled' });
});
