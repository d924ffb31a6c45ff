/** A process that dies in the middle of sending or of being told, as in a power cut: the next one loses nothing, and nothing is done twice. */
import { createHash, createHmac } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type pg from 'pg';
import { freePort } from '../../../server/src/infra/free-port.ts';
import { createTestDatabase, ownerPool, type TestDatabase } from '../../support/cluster.ts';
import { eventually } from '../../support/hall.ts';
import { type Program, startProgram } from '../../support/program.ts';
import { type Sandbox, startSandbox } from '../../support/sandbox.ts';
import { createWorld, type Resident, testFieldKey } from '../../support/world.ts';
import { startWeixin } from './wallet-provider.ts';

const miniApp = 'wx0123456789abcdef';
const people: Resident[] = [];
let database: TestDatabase;
let sandbox: Sandbox;
let weixin: Awaited<ReturnType<typeof startWeixin>>;
let owner: pg.Pool;
const programs: Program[] = [];

beforeAll(async () => {
  [database, sandbox, weixin] = await Promise.all([createTestDatabase(), startSandbox(), startWeixin()]);
  owner = ownerPool(database);
}, 60_000);
afterAll(async () => {
  await Promise.all(programs.map(program => program.stop()));
  await owner.end();
  await Promise.all([sandbox.close(), weixin.close(), database.drop()]);
});

function start(name: 'worker' | 'server', more: Record<string, string> = {}): Program {
  const program = startProgram(name, {
    ...sandbox.credentials,
    HALL_MODE: 'demo',
    PUBLIC_BASE_URL: 'http://127.0.0.1:3000',
    DATABASE_URL: database.url,
    FIELD_KEY: testFieldKey,
    SANDBOX_URL: sandbox.url,
    LOG_LEVEL: 'error',
    WECHAT_API_BASE_URL: weixin.url,
    WECHAT_PAY_APP_ID: miniApp,
    WECHAT_APP_SECRET: 'secret-of-the-mini-program',
    WECHAT_SUBSCRIBE_TEMPLATES: 'low-balance=TPL1:amount1.number2.date3',
    ...more,
  });
  programs.push(program);
  return program;
}

/** Thirty people in WeChat with a consent each, thirty with a phone alone, and something to tell each of them. */
async function queueAlerts(): Promise<void> {
  const world = createWorld(owner);
  for (let index = 0; index < 60; index += 1)
    people.push(
      await world.resident(index % 2 ? {} : { provider: 'wechat', appId: miniApp, subject: `o-${index}` }),
    );
  const ids = people.map(({ personId }) => personId);
  await owner.query(
    `INSERT INTO message_preferences (person_id, quiet_from, quiet_until) SELECT id, 0, 0 FROM unnest($1::uuid[]) AS id`,
    [ids],
  );
  await owner.query(
    `INSERT INTO message_consents (person_id, channel, event, given) SELECT id, 'wechat-subscribe', 'low-balance', 1 FROM unnest($1::uuid[]) AS id`,
    [ids],
  );
  await owner.query(
    `INSERT INTO notices (dedupe_key, event, person_id, params)
     SELECT 'killed:' || id, 'low-balance', id, '{"balanceFen":2350,"daysLeft":4,"asOfOn":"2026-11-28"}' FROM unnest($1::uuid[]) AS id`,
    [ids],
  );
}

const handed = async () =>
  (
    await owner.query<{ count: number }>(
      `SELECT count(*)::int AS count FROM notices WHERE status IN ('sent', 'delivered')`,
    )
  ).rows[0]!.count;

/** Leases and patience are minutes long: for the test they are over now. */
async function timePasses(): Promise<void> {
  await owner.query(`UPDATE notices SET next_at = now() WHERE status IN ('waiting', 'working')`);
  await owner.query(`UPDATE message_deliveries SET tried_at = tried_at - interval '10 minutes'`);
}

test('killed after twenty-five of sixty messages; the next worker tells the rest, and nobody hears twice from one provider', async () => {
  await queueAlerts();
  const first = start('worker', { HALL_CRASH_POINT: 'message-sent:25' });
  await first.ended;
  expect(await handed()).toBeLessThan(60);

  await timePasses();
  start('worker');
  await eventually(handed, count => count === 60, 90_000);
  for (const [index, { phone }] of people.entries()) {
    const cards = weixin.calls.filter(({ body }) => body.touser === `o-${index}`).length;
    const texts = (await sandbox.get<unknown[]>(`/control/sms?phone=${phone}`)).length;
    // By text message besides only where nobody knows whether WeChat has sent it.
    expect([cards <= 1, texts <= 1, cards + texts >= 1, index % 2 ? cards : 0]).toEqual([
      true,
      true,
      true,
      0,
    ]);
  }
}, 240_000);

/** What the provider of text messages reports, signed as it signs. */
function report(port: number, requestId: string): Promise<Response> {
  const times = { send_time: '2026-11-28 10:00:00', report_time: '2026-11-28 10:00:05' };
  const body = JSON.stringify([
    {
      phone_number: '13300000001',
      success: false,
      out_id: requestId,
      biz_id: 'x',
      err_code: 'UNDELIV',
      ...times,
    },
  ]);
  const timestamp = String(Math.floor(Date.now() / 1000));
  const nonce = '000102030405060708090a0b0c0d0e0f';
  const digest = createHash('sha256').update(body).digest('hex');
  const { SMS_ACCESS_KEY, SMS_SECRET } = sandbox.credentials;
  const signature = createHmac('sha256', SMS_SECRET!)
    .update(`${timestamp}\n${nonce}\n${digest}`)
    .digest('hex');
  const authorization = `HMAC-SHA256 AccessKey=${SMS_ACCESS_KEY}, Timestamp=${timestamp}, Nonce=${nonce}, Signature=${signature}`;
  const url = `http://127.0.0.1:${port}/notify/messages/sms`;
  return fetch(url, { method: 'POST', body, headers: { authorization, 'content-type': 'application/json' } });
}

test('killed with a report of the provider stored and not acted upon; the next process acts upon it once, though it is told again', async () => {
  await Promise.all(programs.map(program => program.stop()));
  const rowsOf = async (text: string, values: unknown[] = []) => (await owner.query(text, values)).rows;
  const [{ id, notice }] = await rowsOf(
    `SELECT request_id AS id, notice_id AS notice FROM message_deliveries WHERE channel = 'sms' AND state = 'handed' ORDER BY id LIMIT 1`,
  );
  const ways = () =>
    rowsOf('SELECT channel, state FROM message_deliveries WHERE notice_id = $1 ORDER BY id', [notice]);
  const inbox = () =>
    rowsOf(
      `SELECT handled_at IS NOT NULL AS handled, repeats FROM message_receipts WHERE reports -> 0 ->> 'requestId' = $1`,
      [id],
    );
  const port = await freePort();
  const dying = start('server', { PORT: String(port), HALL_CRASH_POINT: 'report-stored:1' });
  await dying.says(/hall listening/);
  await expect(report(port, id)).rejects.toThrow();
  const { code, output } = await dying.ended;
  expect([code, output]).toEqual([null, expect.stringContaining('died at report-stored')]);
  expect(await inbox()).toEqual([{ handled: false, repeats: 0 }]);
  expect(await ways()).toEqual([{ channel: 'sms', state: 'handed' }]);

  const next = start('server', { PORT: String(port), JOBS_IN_SERVER: 'true' });
  await next.says(/hall listening/);
  await eventually(ways, all => all.length > 1 && all.at(-1).state === 'delivered', 60_000);
  expect((await report(port, id)).status).toBe(200);
  expect(await inbox()).toEqual([{ handled: true, repeats: 1 }]);
  expect(await ways()).toEqual([
    { channel: 'sms', state: 'failed' },
    { channel: 'in-app', state: 'delivered' },
  ]);
}, 240_000);
