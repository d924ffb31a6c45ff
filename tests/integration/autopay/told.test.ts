/** Who has signed is told of a debit once: by the alert they can switch off, and not in the middle of the night. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { eventually, type RunningHall, startHall } from '../../support/hall.ts';
import { type SharedClock, sharedClock } from '../../support/shared-clock.ts';
import { type AutopayStory, autopayStory, type Signer } from './story.ts';

let hall: RunningHall;
let clock: SharedClock;
let story: AutopayStory;
beforeAll(async () => {
  clock = sharedClock();
  hall = await startHall({ clock, timeFile: clock.timeFile });
  story = autopayStory(hall, clock);
  await hall.sandbox.post('/control/settings', { papayDelayMs: 20 });
});
afterAll(async () => {
  await hall.close();
  clock.close();
});

/** Somebody with the hall's own quiet hours. */
async function sleeper(): Promise<Signer> {
  const signer = await story.signer('alipay');
  await hall.owner.query(
    'UPDATE message_preferences SET quiet_from = NULL, quiet_until = NULL WHERE person_id = $1',
    [signer.resident.personId],
  );
  return signer;
}

async function debitedAtNight(signer: Signer): Promise<void> {
  clock.untilBeijing('23:00');
  await story.bill(signer);
  await story.ends(signer, 'succeeded');
  await sent();
}

/** What the hall's jobs send by now. */
async function sent(): Promise<void> {
  await hall.app.runJob('deliver-outbox');
  for (let times = 0; times < 2; times += 1) await hall.app.runJob('sweep-alerts');
  await hall.app.runJob('deliver-notices');
  await hall.app.idle();
}

const messages = async ({ resident }: Signer): Promise<{ event: string; body: string }[]> =>
  (await hall.call('GET', '/messages', { token: resident.token })).body.messages;
const queued = async ({ resident }: Signer): Promise<string[]> =>
  (await hall.owner.query('SELECT event FROM notices WHERE person_id = $1', [resident.personId])).rows.map(
    ({ event }) => event,
  );

test('a debit at eleven at night is told once, after seven in the morning', async () => {
  const signer = await sleeper();
  await debitedAtNight(signer);
  expect([await queued(signer), await messages(signer)]).toEqual([['autopay-debited'], []]);
  clock.untilBeijing('06:59');
  await sent();
  expect(await messages(signer)).toEqual([]);
  clock.untilBeijing('07:01');
  const told = await eventually(
    async () => {
      await sent();
      return messages(signer);
    },
    found => found.length > 0,
  );
  expect(told).toMatchObject([
    { event: 'autopay-debited', body: expect.stringContaining('已自动缴费¥123.45') },
  ]);
  expect(await queued(signer)).toEqual(['autopay-debited']);
});

test('with the alert switched off it is not told at all', async () => {
  const signer = await sleeper();
  const { accountNo } = signer.household;
  const set = await hall.call('PATCH', `/households/${accountNo}/alerts/autopay-debited`, {
    token: signer.resident.token,
    body: { enabled: false },
  });
  expect(set.status).toBe(200);
  await debitedAtNight(signer);
  clock.untilBeijing('07:01');
  await sent();
  expect(await queued(signer)).toEqual([]);
});
