/** Many notices at once, in short: they leave at the provider's pace, and a payment beside them is settled as ever. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { eventually, type RunningHall, startHall } from '../../support/hall.ts';
import { paymentStory } from '../payments/story.ts';

const perSecond = 25;
const count = 400;
let hall: RunningHall;

beforeAll(async () => {
  hall = await startHall({ jobs: true, environment: { SMS_PER_SECOND: String(perSecond) } });
}, 60_000);
afterAll(() => hall?.close());

async function queueForEverybody(): Promise<void> {
  const people = await Promise.all(Array.from({ length: count }, () => hall.world.resident()));
  const ids = people.map(({ personId }) => personId);
  await hall.owner.query(
    `INSERT INTO message_preferences (person_id, quiet_from, quiet_until) SELECT id, 0, 0 FROM unnest($1::uuid[]) AS id`,
    [ids],
  );
  await hall.owner.query(
    `INSERT INTO notices (dedupe_key, event, person_id, params)
     SELECT 'drain:' || id, 'bill-issued', id, '{"month":"2026-10","amountFen":12345,"dueOn":"2026-11-20"}' FROM unnest($1::uuid[]) AS id`,
    [ids],
  );
}

const sent = async () =>
  (
    await hall.owner.query(
      `SELECT count(*)::int AS count FROM notices WHERE dedupe_key LIKE 'drain:%' AND status = 'sent'`,
    )
  ).rows[0].count as number;

test('four hundred notices take sixteen seconds at twenty-five a second; who pays meanwhile does not wait for them', async () => {
  const story = paymentStory(hall);
  const payer = await story.payer(8_800);
  const { body } = await story.start(payer);
  await queueForEverybody();
  const began = Date.now();
  await eventually(sent, done => done > 0);

  await story.pay(body.paymentNo);
  await story.reaches(payer, body.paymentNo, 'credited');
  expect(await sent()).toBeLessThan(count);

  await eventually(sent, done => done === count, 60_000);
  expect(Date.now() - began).toBeGreaterThan((count / perSecond - 1) * 1_000);
  // Wherever one looks, a hundred take their four seconds. They are written down when the answer has come, and a busy
  // machine bunches answers: two seconds of that are forgiven.
  const { rows } = await hall.owner.query<{ seconds: number }>(
    `SELECT min(seconds)::float8 AS seconds FROM (
       SELECT extract(epoch FROM handed_at - lag(handed_at, ${4 * perSecond}) OVER (ORDER BY handed_at)) AS seconds
         FROM message_deliveries WHERE channel = 'sms' AND request_id LIKE 'n%') AS spans`,
  );
  expect(rows[0]!.seconds).toBeGreaterThan(2);
}, 120_000);
