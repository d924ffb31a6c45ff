/** What people wish is what the providers are asked for: consents given in the hall, the language, and a call until it is answered. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type Database, openDatabase } from '../../../server/src/infra/database.ts';
import { signed } from '../../../server/src/modules/messages/channels/signed-json.ts';
import { type NewNotice, queueNotice } from '../../../server/src/modules/messages/index.ts';
import { type RunningHall, startHall } from '../../support/hall.ts';
import { movingClock } from '../../support/moving-clock.ts';
import type { Resident } from '../../support/world.ts';
import { freshKey } from '../payments/story.ts';
import { startWeixin } from './wallet-provider.ts';

const clock = movingClock();
const miniApp = 'wx0123456789abcdef';
let weixin: Awaited<ReturnType<typeof startWeixin>>;
let calls: Awaited<ReturnType<typeof startCalls>>;
let hall: RunningHall;
let db: Database;
let person: Resident;
let number = 0;

/** A platform that takes every call; what became of it is said by the story. */
async function startCalls() {
  const server = createServer((request, response) => {
    request.resume();
    request.on('end', () => response.end(JSON.stringify({ code: 'OK', callId: 'CALL-1' })));
  });
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => new Promise(done => server.close(done)),
  };
}

beforeAll(async () => {
  // Ten in the morning in Beijing, whenever the story is told.
  clock.pass((Date.parse('2026-11-30T02:00:00Z') - clock.now().getTime()) / 1000);
  [weixin, calls] = await Promise.all([startWeixin(), startCalls()]);
  hall = await startHall({
    clock,
    environment: {
      WECHAT_API_BASE_URL: weixin.url,
      WECHAT_PAY_APP_ID: miniApp,
      WECHAT_APP_SECRET: 'secret-of-the-mini-program',
      WECHAT_SUBSCRIBE_TEMPLATES:
        'low-balance=TPL1:amount1.number2.date3,bill-issued=TPL2:thing1.amount2.date3',
      VOICE_BASE_URL: calls.url,
    },
  });
  db = openDatabase({ url: hall.settings.DATABASE_URL });
});
afterAll(async () => {
  await db?.close();
  await hall?.close();
  await Promise.all([weixin?.close(), calls?.close()]);
});
beforeEach(async () => {
  number += 1;
  person = await hall.world.resident({ provider: 'wechat', appId: miniApp, subject: `o-${number}` });
});

const mine = (method: string, path: string, body: object, key?: string) =>
  hall.call(method, path, { token: person.token, body, key });
const agree = async (key = freshKey()) => {
  const body = { channel: 'wechat-subscribe', accepted: ['low-balance', 'bill-issued'] };
  const answer = await mine('POST', '/message-consents', body, key);
  expect(answer.status).toBe(201);
  return consentsOf(answer.body);
};
const consentsOf = ({ events }: { events: { event: string; consents: { left: number }[] }[] }) =>
  events.find(({ event }) => event === 'low-balance')!.consents.map(({ left }) => left);
const lowBalance = {
  event: 'low-balance',
  params: { balanceFen: 2_350, daysLeft: 4, asOfOn: '2026-11-28' },
} as const;
const billIssued = {
  event: 'bill-issued',
  params: { month: '2026-10', amountFen: 12_345, dueOn: '2026-12-20' },
} as const;

async function tell(notice: Pick<NewNotice, 'event' | 'params'>): Promise<string> {
  const dedupeKey = `wishes:${number}:${notice.event}`;
  await db.inSqlTransaction(tx => queueNotice(tx, { ...notice, personId: person.personId, dedupeKey }));
  await hall.app.runJob('deliver-outbox');
  await hall.app.runJob('deliver-notices');
  await hall.app.idle();
  return dedupeKey;
}
const cards = () => weixin.calls.filter(({ body }) => body.touser === `o-${number}`);
const texts = () => hall.sandbox.get<object[]>(`/control/sms?phone=${person.phone}`);

describe('a consent given in the wallet’s window', () => {
  it('counts as one more message each time, and is used by the next one', async () => {
    expect(await agree()).toEqual([1]);
    expect(await agree()).toEqual([2]);
    await tell(lowBalance);
    expect(cards()).toMatchObject([{ body: { template_id: 'TPL1' } }]);
    expect(await texts()).toEqual([]);
    const { body } = await hall.call('GET', '/message-preferences', { token: person.token });
    expect(consentsOf(body)).toEqual([1]);
  });

  it('is one consent however often the request is sent whose answer was lost', async () => {
    const key = freshKey();
    expect(await agree(key)).toEqual([1]);
    expect(await agree(key)).toEqual([1]);
    const { body } = await hall.call('GET', '/message-preferences', { token: person.token });
    expect(consentsOf(body)).toEqual([1]);
  });
});

describe('whoever reads English', () => {
  beforeEach(async () => {
    expect((await mine('PUT', '/message-preferences', { language: 'en' })).body.language).toBe('en');
  });

  it('gets text messages in English, days written as English has them', async () => {
    await tell(lowBalance);
    expect(await texts()).toEqual([
      expect.objectContaining({
        template: 'low-balance.en',
        params: { asOfOn: '28 Nov', balance: '¥23.50', daysLeft: '4' },
      }),
    ]);
  });

  it('gets the wallet’s card in English', async () => {
    await agree();
    await tell(billIssued);
    expect(cards()).toMatchObject([
      {
        body: {
          template_id: 'TPL2',
          lang: 'en_US',
          data: { thing1: { value: 'Oct 2026' }, amount2: { value: '¥123.45' } },
        },
      },
    ]);
  });
});

describe('a call', () => {
  const pair = () => ({
    accessKey: hall.sandbox.credentials['VOICE_ACCESS_KEY']!,
    secret: hall.sandbox.credentials['VOICE_SECRET']!,
  });
  const row = async (key: string) =>
    (
      await hall.owner.query(
        `SELECT d.request_id AS "requestId", d.state, d.call_state AS "callState" FROM message_deliveries d JOIN notices n ON n.id = d.notice_id
          WHERE n.dedupe_key = $1 AND d.channel = 'voice'`,
        [key],
      )
    ).rows[0];
  /** At any hour: what is a danger waits for no morning. */
  const rung = async (): Promise<string> => {
    await mine('PUT', '/message-preferences', { channels: ['voice'] });
    return tell({
      event: 'outage-fault',
      params: {
        outageNo: 'TD20261129001',
        fromAt: '2026-11-30T01:00:00Z',
        untilAt: '2026-11-30T04:00:00Z',
        area: '昆嵛路12号楼',
        reason: '电缆故障',
      },
    });
  };
  /** What the platform reports one after the other; how the hall's own row stands after each. */
  async function reported(key: string, steps: { state: string; attempt: number; reason?: string }[]) {
    const { requestId } = await row(key);
    const began = clock.now().getTime();
    const seen = [];
    for (const [index, step] of steps.entries()) {
      const at = new Date(began + index * 1000).toISOString();
      const eventId = `call-${number}-${index}`;
      const body = JSON.stringify({ eventId, callId: `CALL-${number}`, requestId, at, ...step });
      const headers = { authorization: signed(pair(), body, new Date()) };
      const answer = await hall.call('POST', `${hall.url}/notify/messages/voice`, { body, headers });
      expect(answer.status).toBe(200);
      const { state, callState } = await row(key);
      seen.push([callState, state]);
    }
    return seen;
  }

  it('that nobody takes at first is not made yet, on its way, then to be repeated, then done: the hall’s own row says so', async () => {
    const key = await rung();
    expect(await row(key)).toMatchObject({ state: 'handed' });
    const seen = await reported(key, [
      { state: 'idle', attempt: 0 },
      { state: 'calling', attempt: 1 },
      { state: 'again', attempt: 1, reason: 'NO_ANSWER' },
      { state: 'calling', attempt: 2 },
      { state: 'done', attempt: 2 },
    ]);
    expect(seen).toEqual([
      ['idle', 'handed'],
      ['calling', 'handed'],
      ['again', 'handed'],
      ['calling', 'handed'],
      ['done', 'delivered'],
    ]);
  });

  it('that failed for good stands as failed, and the news goes another way', async () => {
    const key = await rung();
    const seen = await reported(key, [
      { state: 'calling', attempt: 1 },
      { state: 'failed', attempt: 1, reason: 'NO_SUCH_NUMBER' },
    ]);
    expect(seen).toEqual([
      ['calling', 'handed'],
      ['failed', 'failed'],
    ]);
    await hall.app.runJob('deliver-outbox');
    await hall.app.idle();
    expect(await texts()).toHaveLength(1);
    const { rows } = await hall.owner.query(
      `SELECT d.channel, d.state FROM message_deliveries d JOIN notices n ON n.id = d.notice_id WHERE n.dedupe_key = $1 ORDER BY d.id`,
      [key],
    );
    expect(rows).toEqual([
      { channel: 'voice', state: 'failed' },
      { channel: 'sms', state: 'handed' },
    ]);
  });
});
