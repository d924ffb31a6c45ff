/** What staff do about messages: change a text by two persons, send again what failed, see what it cost. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Database, openDatabase } from '../../../server/src/infra/database.ts';
import { queueNotice } from '../../../server/src/modules/messages/index.ts';
import { eventually, type RunningHall, startHall } from '../../support/hall.ts';
import type { Resident } from '../../support/world.ts';
import { addMember, openDesk } from '../access/scene.ts';

let hall: RunningHall;
let db: Database;
let person: Resident;
let supervisor: string;
let administrator: string;
let keys = 0;

beforeAll(async () => {
  hall = await startHall();
  db = openDatabase({ url: hall.owner.options.connectionString! });
  person = await hall.world.resident();
  await hall.owner.query(
    'INSERT INTO message_preferences (person_id, quiet_from, quiet_until) VALUES ($1, 0, 0)',
    [person.personId],
  );
  const desk = await openDesk(hall);
  supervisor = desk.supervisor.cookie;
  administrator = (await addMember(hall, 'administrator')).cookie;
});
afterAll(async () => {
  await db?.close();
  await hall?.close();
});

const staff = (method: string, path: string, body?: object, cookie = supervisor) =>
  hall.call(method, `/staff/${path}`, { cookie, body, key: `staff-test-${++keys}-${Date.now()}` });
const texts = () =>
  hall.sandbox.get<{ template: string; params: Record<string, string> }[]>(
    `/control/sms?phone=${person.phone}`,
  );
async function tell(): Promise<{ id: string; status: string }> {
  const dedupeKey = `staff-test:${++keys}`;
  const params = { step: 1, amountFen: 12_345, daysOverdue: 6, dueOn: '2026-11-20' };
  await db.inSqlTransaction(tx =>
    queueNotice(tx, { event: 'dunning-reminder', personId: person.personId, params, dedupeKey }),
  );
  await deliver();
  const { rows } = await hall.owner.query('SELECT id::text, status FROM notices WHERE dedupe_key = $1', [
    dedupeKey,
  ]);
  return rows[0];
}
async function deliver() {
  await hall.app.runJob('deliver-outbox');
  await hall.app.runJob('deliver-notices');
  await hall.app.idle();
}

test('a text is changed by two persons, names only what it has, and is sent from then on', async () => {
  const words = {
    title: '请缴电费',
    body: '电费{amount}已逾期{daysOverdue}天。',
    sms: '请缴电费{amount}。',
  };
  const draft = { event: 'dunning-reminder', language: 'zh', ...words };
  const wrong = await staff('POST', 'message-templates', { ...draft, sms: '您好{name}，账单已出。' });
  expect([wrong.status, wrong.body.error]).toEqual([422, 'unknown-placeholder']);
  const { status, body } = await staff('POST', 'message-templates', draft);
  expect(status).toBe(201);
  const decision = `message-templates/${body.id}/decision`;
  const own = await staff('POST', decision, { approve: true });
  expect([own.status, own.body.error]).toEqual([403, 'own-template']);
  const first = await tell();
  const wordsOf = async ({ id }: { id: string }) => (await staff('GET', `notices/${id}`)).body;
  expect((await staff('POST', decision, { approve: true }, administrator)).status).toBe(200);
  expect((await wordsOf(first)).templateVersion).toBe(0);
  // The texts in force are read anew every few seconds.
  const second = await eventually(
    async () => wordsOf(await tell()),
    ({ templateVersion }) => templateVersion > 0,
  );
  expect(second).toMatchObject({
    templateVersion: body.version,
    text: { title: '请缴电费', sms: '请缴电费¥123.45。' },
  });
});

test('a draft is shown with sample values before anybody gets it, in either language', async () => {
  const preview = async (language: string, body: string) =>
    (
      await staff('POST', 'message-templates/preview', {
        event: 'bill-issued',
        language,
        title: body,
        body,
        sms: body,
      })
    ).body;
  const chinese = '{month}电费{amount}';
  const shown = { title: '2026年10月电费¥123.45', sms: '2026年10月电费¥123.45', smsSegments: 1 };
  expect(await preview('zh', chinese)).toMatchObject(shown);
  expect(await preview('en', '{month}: {amount}')).toMatchObject({ body: 'Oct 2026: ¥123.45' });
});

test('what no way could deliver is dead, is sent again at one press, and once', async () => {
  const { rows } = await hall.owner.query(
    `INSERT INTO notices (dedupe_key, event, person_id, params, status, why)
     VALUES ('staff-test:dead', 'dunning-reminder', $1, '{"step":1,"amountFen":12345,"daysOverdue":6,"dueOn":"2026-11-20"}', 'dead', 'all-failed') RETURNING id::text`,
    [person.personId],
  );
  const before = (await texts()).length;
  expect((await staff('GET', 'notice-queue')).body.dead).toBe(1);
  expect((await staff('POST', `notices/${rows[0].id}/retry`, { reason: '通道恢复' })).status).toBe(200);
  await deliver();
  expect((await staff('GET', 'notice-queue')).body.dead).toBe(0);
  const again = await staff('POST', `notices/${rows[0].id}/retry`, { reason: '通道恢复' });
  expect(again.status).toBe(409);
  expect((await texts()).length).toBe(before + 1);
});

test('what is of no use any more is not sent again, and what still is keeps its end', async () => {
  const dead = async (key: string, end: string) => {
    const { rows } = await hall.owner.query(
      `INSERT INTO notices (dedupe_key, event, person_id, params, status, why, not_after)
       VALUES ($2, 'dunning-last-call', $1, '{"amountFen":12345,"disconnectAt":"2026-11-20T02:00:00Z"}', 'dead', 'all-failed', clock_timestamp() + $3::interval)
       RETURNING id::text, not_after AS end`,
      [person.personId, key, end],
    );
    return rows[0] as { id: string; end: Date };
  };
  const retry = ({ id }: { id: string }) => staff('POST', `notices/${id}/retry`, { reason: '通道恢复' });
  const past = await retry(await dead('staff-test:past', '-1 minute'));
  expect([past.status, past.body.error]).toEqual([409, 'notice-outdated']);
  const standing = await dead('staff-test:standing', '1 hour');
  const back = await retry(standing);
  expect([back.status, back.body.notAfter]).toEqual([200, standing.end.toISOString()]);
});

test('a long text is charged by its parts, also when it did not arrive after all', async () => {
  const costOf = async ({ id }: { id: string }) => {
    const text = 'SELECT cost_milli_fen::int AS cost FROM message_deliveries WHERE notice_id = $1';
    return (await hall.owner.query(text, [id])).rows[0].cost as number;
  };
  const one = await costOf(await tell());
  const long = { title: '长', body: '长', sms: `电费{amount}。${'请按时缴纳。'.repeat(15)}` };
  const { body } = await staff('POST', 'message-templates', {
    event: 'dunning-reminder',
    language: 'zh',
    ...long,
  });
  await staff('POST', `message-templates/${body.id}/decision`, { approve: true }, administrator);
  await eventually(
    async () => costOf(await tell()),
    cost => cost > one,
  );
  await hall.owner.query('DELETE FROM message_deliveries');
  const { id } = await tell();
  // Taken by the provider, and reported as failed later.
  await hall.owner.query(`UPDATE message_deliveries SET state = 'failed' WHERE notice_id = $1`, [id]);
  const month = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 7);
  const report = (await staff('GET', `message-costs?from=${month}&to=${month}`)).body;
  expect(report.totalFen).toBe(Math.round((2 * one) / 1000));
});

test('a code is charged like every text message, on a line of its own', async () => {
  const month = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 7);
  const codes = async () => {
    const { rows } = (await staff('GET', `message-costs?from=${month}&to=${month}`)).body;
    return rows.find(({ what }: { what: string }) => what === 'codes');
  };
  expect(await codes()).toBeUndefined();
  const body = { purpose: 'sign-in', phone: person.phone };
  expect((await hall.call('POST', '/sms-codes', { body })).status).toBe(200);
  await deliver();
  expect(await codes()).toMatchObject({ channel: 'sms', sent: 1, delivered: null, costFen: 5 });
});
