/** The log of messages, as staff search it: whatever was told to a phone's owner, and whatever concerns a household. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Database, openDatabase } from '../../../server/src/infra/database.ts';
import { type NewNotice, queueNotice } from '../../../server/src/modules/messages/index.ts';
import { eventually, type RunningHall, startHall } from '../../support/hall.ts';
import { openDesk } from '../access/scene.ts';
import { paymentStory } from '../payments/story.ts';

let hall: RunningHall;
let db: Database;
let clerk: string;
let keys = 0;

beforeAll(async () => {
  hall = await startHall();
  db = openDatabase({ url: hall.owner.options.connectionString! });
  clerk = (await openDesk(hall)).clerk.cookie;
});
afterAll(async () => {
  await db?.close();
  await hall?.close();
});

const reminder = { step: 1, amountFen: 12_345, daysOverdue: 6, dueOn: '2026-11-20' };
/** It waits until tomorrow, so no way was tried: nothing but the notice itself says for whom it is. */
async function queue(to: Partial<NewNotice>): Promise<number> {
  const dedupeKey = `log-test:${++keys}`;
  const notBefore = new Date(Date.now() + 86_400_000);
  const notice = { event: 'dunning-reminder', params: reminder, dedupeKey, notBefore } as const;
  await db.inSqlTransaction(tx => queueNotice(tx, { ...notice, ...to }));
  const { rows } = await hall.owner.query('SELECT id::int FROM notices WHERE dedupe_key = $1', [dedupeKey]);
  return rows[0].id;
}
const search = async (body: object): Promise<{ id: number; event: string; accountNo: string | null }[]> =>
  (await hall.call('POST', '/staff/notices/search', { cookie: clerk, body })).body.notices;
const idsOf = async (body: object) => (await search(body)).map(({ id }) => id);

test('what waits is counted, and apart from it what is due now: for staff and for Prometheus alike', async () => {
  const { personId } = await hall.world.resident();
  await queue({ personId });
  for (const status of ['waiting', 'dead'])
    await hall.owner.query(
      `INSERT INTO notices (dedupe_key, event, person_id, params, status, why)
       VALUES ('log-test:' || $2::text, 'dunning-reminder', $1, '{}', $2::text, CASE $2::text WHEN 'dead' THEN 'all-failed' END)`,
      [personId, status],
    );
  const { body } = await hall.call('GET', '/staff/notice-queue', { cookie: clerk });
  expect(body).toMatchObject({
    waiting: 2,
    dead: 1,
    events: [{ event: 'dunning-reminder', waiting: 2, due: 1, dead: 1 }],
  });
  const metrics = await (await fetch(`${hall.url}/metrics`)).text();
  const figures = [...metrics.matchAll(/^hall_notices_waiting\{state="(\w+)"\} (\d+)$/gm)];
  expect(figures.map(([, state, count]) => [state, Number(count)])).toEqual([
    ['waiting', 2],
    ['due', 1],
    ['dead', 1],
  ]);
  await hall.owner.query('DELETE FROM notices WHERE person_id = $1', [personId]);
});

test('a search by phone finds what its owner is told, by whatever way, and what the holder with that number is', async () => {
  const [person, other] = [await hall.world.resident(), await hall.world.resident()];
  const home = await hall.world.household();
  const toPerson = await queue({ personId: person.personId });
  const toHolder = await queue({ holderPeriodId: home.holderPeriodId });
  // Somebody else of that household: it is not the holder who was told.
  const toOther = await queue({ personId: other.personId, holderPeriodId: home.holderPeriodId });
  expect(await idsOf({ phone: person.phone })).toEqual([toPerson]);
  expect(await idsOf({ phone: home.phone })).toEqual([toHolder]);
  expect(await idsOf({ phone: other.phone })).toEqual([toOther]);
  expect(await idsOf({ accountNo: home.accountNo })).toEqual([toOther, toHolder]);
  expect(await idsOf({ phone: other.phone, event: 'low-balance' })).toEqual([]);
});

test('news of a payment and of a case stand under the household they are about; a confidential case does not', async () => {
  const story = paymentStory(hall);
  const payer = await story.payer();
  await story.paid(payer);
  const { token } = payer.resident;
  const { accountNo } = payer.household;
  const report = async (confidential: boolean) => {
    const body = { kind: 'enquiry', words: '账单上的读数与表上不同', accountNo, confidential };
    const opened = await hall.call('POST', '/cases', { token, body, key: `log-case-${confidential}` });
    expect(opened.status).toBe(201);
  };
  await report(false);
  await report(true);
  const events = async () => {
    await hall.app.runJob('deliver-outbox');
    return (await search({ accountNo })).map(({ event }) => event).sort();
  };
  const told = ['case-received', 'payment-credited'];
  expect(await eventually(events, found => found.length >= told.length)).toEqual(told);
});

test('whoever pays for another household reads of it without its number', async () => {
  const [payer, home] = [await hall.world.resident(), await hall.world.household()];
  const own = await hall.world.household();
  await hall.world.bind(payer, own);
  for (const { holderPeriodId } of [home, own])
    await hall.owner.query(
      `INSERT INTO notices (dedupe_key, event, person_id, holder_period_id, params, status)
       VALUES ('log-test:paid-' || $2::bigint, 'payment-credited', $1, $2::bigint, '{"amountFen":100,"paymentNo":"P1"}', 'delivered')`,
      [payer.personId, holderPeriodId],
    );
  const { body } = await hall.call('GET', '/messages', { token: payer.token });
  expect(body.messages.map((message: { accountNo: string | null }) => message.accountNo)).toEqual([
    own.accountNo,
    null,
  ]);
});
