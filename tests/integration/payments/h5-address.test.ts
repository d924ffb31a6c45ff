/** WeChat's cashier for phones has an address of five minutes, and the order behind it lives longer. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type RunningHall, startHall } from '../../support/hall.ts';
import { movingClock } from '../../support/moving-clock.ts';
import { paymentStory } from './story.ts';

const clock = movingClock();
let hall: RunningHall;
let story: ReturnType<typeof paymentStory>;
beforeAll(async () => {
  hall = await startHall({ clock });
  story = paymentStory(hall);
});
afterAll(() => hall.close());

test('who goes on after some minutes gets a new address of the same order, which is paid once', async () => {
  const payer = await story.payer();
  const { token } = payer.resident;
  const { status, body } = await story.start(payer, { product: 'h5' });
  expect([status, body.action.kind]).toEqual([201, 'redirect']);
  const { paymentNo } = body;
  const check = async () => (await hall.call('POST', `/payments/${paymentNo}/check`, { token })).body;

  clock.pass(3 * 60);
  expect((await check()).action.url).toBe(body.action.url);

  clock.pass(90);
  const renewed = await check();
  expect(renewed).toMatchObject({ paymentNo, stage: 'waiting', action: { kind: 'redirect' } });
  expect(renewed.action.url).not.toBe(body.action.url);
  expect(Date.parse(renewed.action.goodUntil)).toBeGreaterThan(clock.now().getTime() + 3 * 60_000);
  expect((await fetch(renewed.action.url)).status).toBe(200);

  await story.pay(paymentNo);
  await story.reaches(payer, paymentNo, 'credited');
  expect(await story.owed(payer.bill)).toBe(0);
  const { rows } = await hall.owner.query('SELECT count(*)::int AS payments FROM payments');
  expect(rows[0].payments).toBe(1);
});
