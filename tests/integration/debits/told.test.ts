/** What a bank's file has taken is told to who gave the mandate: once, by the alert they can switch off, and by day. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type SharedClock, sharedClock } from '../../support/shared-clock.ts';
import type { Payer } from '../payments/story.ts';
import { type Debits, day, openDebits } from './debit-story.ts';

let it: Debits;
let clock: SharedClock;
beforeAll(async () => {
  clock = sharedClock();
  it = await openDebits({ clock });
}, 60_000);
afterAll(async () => {
  await it?.close();
  clock.close();
});

const queued = async ({ resident }: Payer) =>
  (
    await it.hall.owner.query('SELECT event, params, next_at AS "nextAt" FROM notices WHERE person_id = $1', [
      resident.personId,
    ])
  ).rows;

async function sweep(): Promise<void> {
  await it.hall.app.runJob('deliver-outbox');
  for (let times = 0; times < 2; times += 1) await it.hall.app.runJob('sweep-alerts');
  await it.hall.app.runJob('deliver-notices');
  await it.hall.app.idle();
}

test('booked at night, it waits for the morning; with the alert switched off nobody is told', async () => {
  const [told, silent] = [await it.debtor(), await it.debtor()];
  const off = await it.hall.call(
    'PATCH',
    `/households/${silent.household.accountNo}/alerts/autopay-debited`,
    {
      token: silent.resident.token,
      body: { enabled: false },
    },
  );
  expect(off.status).toBe(200);
  const { file } = await it.sent(told);
  clock.untilBeijing('23:00');
  const result = it.bank.answer(file, day(0));
  expect((await it.upload(result.name, result.bytes)).status).toBe(201);
  for (const payer of [told, silent]) expect(await it.story.owed(payer.bill)).toBe(0);
  await sweep();
  const morning = clock.now();
  morning.setUTCHours(23, 0, 0, 0);
  expect(await queued(told)).toMatchObject([
    { event: 'autopay-debited', params: { amountFen: 12_840 }, nextAt: morning },
  ]);
  expect(await queued(silent)).toEqual([]);
});
