/** The SMS operator lays its day file down; it is fetched from there, over a real SSH server, and matched. A person may still bring it. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { businessDate } from '../../../server/src/shared/dates.ts';
import { eventually, type RunningHall, startHall } from '../../support/hall.ts';
import { sharedClock } from '../../support/shared-clock.ts';
import { paymentStory } from '../payments/story.ts';

const operator = 'sms-operator:TENCENT';
const token = 'a-secret-of-the-callback-of-32-characters';
const clock = sharedClock();
let hall: RunningHall;
beforeAll(async () => {
  const environment = { SMS_CALLBACK_TOKEN: token };
  hall = await startHall({ environment, clock, timeFile: clock.timeFile });
  const smsCallbackUrl = `${hall.url}/notify/sms/tencent/${token}`;
  await hall.sandbox.post('/control/settings', { smsCallbackUrl });
});
afterAll(async () => {
  await hall.close();
  clock.close();
});

/** Somebody writes; the day that it was is over. */
async function written() {
  const day = businessDate(clock.now());
  const stored = async () =>
    (await hall.owner.query('SELECT count(*)::int AS n FROM sms_inbound')).rows[0].n as number;
  const before = await stored();
  await hall.sandbox.post('/control/sms/inbound', { phone: '13911112222', text: 'CX' });
  await eventually(stored, count => count === before + 1);
  clock.pass(2 * 86_400);
  const date = day.replaceAll('-', '');
  return { day, date, lay: () => hall.sandbox.post('/control/sms/day-file', { date }) };
}
async function run(day: ReturnType<typeof businessDate>) {
  const source = (await hall.app.reconciliation.sources()).find(each => each.source === operator)!;
  return hall.app.reconciliation.run(source, day);
}
const filesOf = async (day: string) =>
  (
    await hall.owner.query(
      `SELECT status, row_count::int AS lines, fetched_by LIKE 'staff:%' AS "byHand" FROM statement_files WHERE source = $1 AND day = $2 ORDER BY id`,
      [operator, day],
    )
  ).rows;

test('a day is fetched once its file lies there, and matched; again changes nothing', async () => {
  const { day, lay } = await written();
  expect(await run(day)).toMatchObject({ status: 'no-file' });
  await lay();
  for (let round = 0; round < 2; round++)
    expect(await run(day)).toMatchObject({ status: 'matched', matched: 1, open: 0 });
  expect(await filesOf(day)).toEqual([{ status: 'accepted', lines: 1, byHand: false }]);
});

test('where the line breaks the day says so, and what a person brings counts', async () => {
  const { day, date, lay } = await written();
  await lay();
  await hall.sandbox.post('/control/faults', {
    rules: [{ gateway: 'debit-bank', on: 'transfer', fault: 'reset', count: 9 }],
  });
  expect(await run(day)).toMatchObject({
    status: 'failed',
    problem: { reason: 'unreachable', detail: 'SFTP' },
  });
  const file = await fetch(`${hall.sandbox.url}/control/sms/day-file?date=${date}`);
  const query = new URLSearchParams({ source: operator, day, part: 'day' });
  const cookie = await paymentStory(hall).staff('finance');
  const brought = await fetch(`${hall.url}/api/v1/staff/reconciliation/files?${query}`, {
    method: 'POST',
    headers: { cookie, 'content-type': 'application/octet-stream' },
    body: await file.arrayBuffer(),
  });
  expect(brought.status).toBe(202);
  expect(await run(day)).toMatchObject({ status: 'matched', matched: 1, open: 0 });
  expect(await filesOf(day)).toEqual([{ status: 'accepted', lines: 1, byHand: true }]);
});
