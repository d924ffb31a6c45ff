import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type Database, openDatabase } from '../../../server/src/infra/database.ts';
import { createHttpClient } from '../../../server/src/infra/http-client.ts';
import { createLogger } from '../../../server/src/infra/logging.ts';
import { createMetrics } from '../../../server/src/infra/metrics.ts';
import {
  createMessagesModule,
  type MessagesModule,
  Undeliverable,
} from '../../../server/src/modules/messages/index.ts';
import { eventually, type RunningHall, startHall } from '../../support/hall.ts';
import { movingClock } from '../../support/moving-clock.ts';
import { testCipher } from '../../support/world.ts';

const clock = movingClock();
const http = createHttpClient();
let hall: RunningHall;
let db: Database;
let messages: MessagesModule;
let other: MessagesModule;
let nextPhone = 13_400_000_000;
let phone: string;

/** A relay of its own, as another process would have. */
function newRelay(): MessagesModule {
  const sms = {
    baseUrl: hall.settings.SMS_BASE_URL!,
    accessKey: hall.settings.SMS_ACCESS_KEY!,
    secret: hall.settings.SMS_SECRET!,
    sign: '电厅',
  };
  return createMessagesModule({
    db,
    clock,
    cipher: testCipher,
    http,
    logger: createLogger('silent'),
    metrics: createMetrics(),
    audit: { record: async () => {}, names: async () => [] },
    sms,
    rules: async () => ({
      quietHours: '22:00-07:00',
      messagesPerDay: 5,
      messageTriesPerWay: 5,
      messageTries: 12,
    }),
    outdated: async () => new Set<number>(),
  });
}

const deliver = (relay: MessagesModule) => relay.jobs[0]!.run(new AbortController().signal);
const row = async () =>
  (await hall.owner.query('SELECT * FROM outbox_messages ORDER BY id DESC LIMIT 1')).rows[0];
const inbox = () =>
  hall.sandbox.get<{ params: Record<string, string>; template: string }[]>(`/control/sms?phone=${phone}`);
const due = () => hall.owner.query('UPDATE outbox_messages SET next_at = now()');
const fault = (rule: object) => hall.sandbox.post('/control/faults', { gateway: 'sms', on: 'send', ...rule });

async function queue(options: { dedupeKey?: string; notAfter?: Date } = {}): Promise<void> {
  const message = {
    phone,
    template: 'sign-in-code',
    language: 'en',
    params: { code: '004711', minutes: '5' },
  } as const;
  await db.inTransaction(tx =>
    messages.sms.queue(tx, { ...message, ...options, dedupeKey: `${phone}:${options.dedupeKey ?? 'one'}` }),
  );
}

beforeAll(async () => {
  hall = await startHall({ clock });
  db = openDatabase({ url: hall.settings.DATABASE_URL });
  messages = newRelay();
  other = newRelay();
});
beforeEach(() => {
  phone = String(nextPhone++);
});
afterAll(async () => {
  http.close();
  await db.close();
  await hall.close();
});

describe('a text message', () => {
  it('is sent in the language asked for, and then holds nothing personal', async () => {
    await queue();
    expect(JSON.stringify((await row()).payload)).not.toMatch(/004711|134000/);
    await deliver(messages);
    expect(await inbox()).toEqual([
      expect.objectContaining({ template: 'sign-in-code.en', params: { code: '004711', minutes: '5' } }),
    ]);
    expect(await row()).toMatchObject({
      status: 'sent',
      attempts: 1,
      payload: { template: 'sign-in-code', language: 'en' },
    });
  });

  it('is not sent when its cause is rolled back', async () => {
    const broken = db.inTransaction(async tx => {
      await messages.sms.queue(tx, {
        phone,
        template: 'sign-in-code',
        language: 'zh',
        params: { code: '1', minutes: '5' },
        dedupeKey: phone,
      });
      throw new Error('the cause fails');
    });
    await expect(broken).rejects.toThrow('the cause fails');
    await deliver(messages);
    expect(await inbox()).toEqual([]);
  });

  it('waits while the provider is down and arrives once it is back', async () => {
    await fault({ fault: 'error-5xx', count: 2 });
    await queue();
    await deliver(messages);
    expect(await row()).toMatchObject({
      status: 'waiting',
      attempts: 1,
      last_error: expect.stringContaining('503'),
    });
    await deliver(messages);
    expect((await row()).attempts).toBe(1);
    await due();
    await deliver(messages);
    await due();
    await deliver(messages);
    expect(await inbox()).toHaveLength(1);
    expect(await row()).toMatchObject({ status: 'sent', attempts: 3, last_error: null });
  });

  it('arrives once although the provider’s first answer was lost', async () => {
    await fault({ fault: 'reset-after', count: 1 });
    await queue();
    await deliver(messages);
    expect((await row()).status).toBe('waiting');
    await due();
    await deliver(messages);
    expect((await row()).status).toBe('sent');
    expect(await inbox()).toHaveLength(1);
  });

  it('is sent by one of two relays that look at the same moment', async () => {
    await Promise.all(Array.from({ length: 60 }, (_, index) => queue({ dedupeKey: String(index) })));
    await Promise.all([deliver(messages), deliver(other), deliver(messages), deliver(other)]);
    expect(await inbox()).toHaveLength(60);
    const { rows } = await hall.owner.query(
      `SELECT max(attempts) AS most FROM outbox_messages WHERE dedupe_key LIKE $1`,
      [`${phone}:%`],
    );
    expect(rows[0].most).toBe(1);
  });

  it('is queued once under one key', async () => {
    await queue();
    await queue();
    await deliver(messages);
    expect(await inbox()).toHaveLength(1);
  });

  it('is not sent after it has lapsed: a code that is no good confuses only', async () => {
    await queue({ notAfter: new Date(clock.now().getTime() + 300_000) });
    clock.pass(301);
    await deliver(messages);
    expect(await inbox()).toEqual([]);
    expect(await row()).toMatchObject({ status: 'dead', last_error: expect.stringContaining('lapsed') });
  });

  it('is given up at once when the number cannot exist, and after twelve tries otherwise', async () => {
    phone = '12345';
    await queue();
    await deliver(messages);
    expect(await row()).toMatchObject({
      status: 'dead',
      attempts: 1,
      last_error: expect.stringContaining('isv.MOBILE_NUMBER_ILLEGAL'),
    });
    phone = String(nextPhone++);
    await fault({ fault: 'error-5xx', count: 12 });
    await queue();
    for (let attempt = 0; attempt < 12; attempt++) {
      await due();
      await deliver(messages);
    }
    expect(await row()).toMatchObject({ status: 'dead', attempts: 12 });
    expect((await row()).payload).not.toHaveProperty('sealed');
  });

  it('taken by a relay that died is sent by another one a minute later', async () => {
    await queue();
    await hall.owner.query(
      `UPDATE outbox_messages SET attempts = 1, next_at = now() + interval '60 seconds' WHERE id = $1`,
      [(await row()).id],
    );
    await deliver(other);
    expect(await inbox()).toEqual([]);
    await due();
    await deliver(other);
    expect(await inbox()).toHaveLength(1);
  });
});

describe('other effects', () => {
  it('wait until somebody can deliver their kind', async () => {
    await hall.owner.query(
      `INSERT INTO outbox_messages (kind, dedupe_key, payload) VALUES ('fax', 'fax:1', '{"to": "42"}')`,
    );
    await deliver(messages);
    expect(await row()).toMatchObject({ kind: 'fax', status: 'waiting', attempts: 0 });
    const faxed: unknown[] = [];
    messages.outbox.handle('fax', async message => {
      faxed.push(message.payload);
    });
    messages.outbox.nudge();
    await eventually(row, found => found.status === 'sent');
    expect(faxed).toEqual([{ to: '42' }]);
    expect(() => messages.outbox.handle('fax', async () => {})).toThrow('two deliverers');
  });

  it('that can never be delivered do not hold up those behind them', async () => {
    messages.outbox.handle('telex', async () => {
      throw new Undeliverable('no such machine');
    });
    await hall.owner.query(
      `INSERT INTO outbox_messages (kind, dedupe_key, payload) VALUES ('telex', 'telex:1', '{}')`,
    );
    await queue();
    await deliver(messages);
    expect(await inbox()).toHaveLength(1);
    const { rows } = await hall.owner.query(
      `SELECT status, attempts FROM outbox_messages WHERE kind = 'telex'`,
    );
    expect(rows).toEqual([{ status: 'dead', attempts: 1 }]);
  });

  it('of a payment reach the payer as a text message, once', async () => {
    const payer = await hall.world.resident({ phone });
    await hall.owner.query(
      `INSERT INTO payments (payment_no, person_id, channel, gateway, product, amount_fen, description, expires_at)
       VALUES ('P2026112200000000004711', $1, 'wechat', 'wechat-pay', 'mini', 123456, '电费', now() + interval '1 hour')`,
      [payer.personId],
    );
    await hall.owner.query(
      `INSERT INTO outbox_messages (kind, dedupe_key, payload)
       VALUES ('payment-credited', 'payment-credited:x', '{"paymentNo": "P2026112200000000004711", "amountFen": 123456}')`,
    );
    await deliver(messages);
    await deliver(messages);
    expect(await inbox()).toEqual([
      expect.objectContaining({
        template: 'payment-credited.zh',
        params: { amount: '¥1,234.56', paymentTail: '4711' },
      }),
    ]);
  });
});
