import { createHash, createHmac } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type Database, openDatabase } from '../../../server/src/infra/database.ts';
import { openRaw } from '../../../server/src/infra/sealed-raw.ts';
import {
  type Beginning,
  createOutcomeRepository,
} from '../../../server/src/modules/messages/delivery/outcome.repository.ts';
import { type NewNotice, queueNotice } from '../../../server/src/modules/messages/index.ts';
import { type RunningHall, startHall } from '../../support/hall.ts';
import { movingClock } from '../../support/moving-clock.ts';
import { type Resident, testCipher } from '../../support/world.ts';
import { pushToken, signedPush, startWeixin } from './wallet-provider.ts';

const clock = movingClock();
const at = (time: string) => clock.pass((new Date(time).getTime() - clock.now().getTime()) / 1000);
const miniApp = 'wx0123456789abcdef';
let weixin: Awaited<ReturnType<typeof startWeixin>>;
let hall: RunningHall;
let db: Database;
let phones = 0;
let keys = 0;
let person: Resident;

/** A report or a commit may have set the engine going already: what it holds is waited for. */
const run = async () => {
  await hall.app.runJob('deliver-outbox');
  await hall.app.runJob('deliver-notices');
  await hall.app.idle();
};
const low = { balanceFen: 2_350, daysLeft: 4, asOfOn: '2026-11-28' };

async function queue(notice: Partial<NewNotice> = {}): Promise<string> {
  const dedupeKey = notice.dedupeKey ?? `test:${++keys}`;
  await db.inSqlTransaction(tx =>
    queueNotice(tx, { event: 'low-balance', personId: person.personId, params: low, ...notice, dedupeKey }),
  );
  return dedupeKey;
}

async function state(dedupeKey: string) {
  const { rows } = await hall.owner.query(
    `SELECT n.status, n.why, coalesce(jsonb_object_agg(d.channel, d.state) FILTER (WHERE d.id IS NOT NULL), '{}') AS ways
       FROM notices n LEFT JOIN message_deliveries d ON d.notice_id = n.id WHERE n.dedupe_key = $1 GROUP BY n.id`,
    [dedupeKey],
  );
  return rows[0];
}

const delivery = async (dedupeKey: string, channel: string) =>
  (
    await hall.owner.query(
      `SELECT d.* FROM message_deliveries d JOIN notices n ON n.id = d.notice_id WHERE n.dedupe_key = $1 AND channel = $2`,
      [dedupeKey, channel],
    )
  ).rows[0];
const texts = (phone = person.phone) =>
  hall.sandbox.get<{ template: string; params: Record<string, string> }[]>(`/control/sms?phone=${phone}`);
const prefer = (changes: object) =>
  hall.owner.query(
    `INSERT INTO message_preferences (person_id, channels, stopped, quiet_from, quiet_until)
     SELECT $1, coalesce(channels, '{}'), coalesce(stopped, '{}'), quiet_from, quiet_until
       FROM jsonb_to_record($2::jsonb) AS p (channels text[], stopped text[], quiet_from int, quiet_until int)
     ON CONFLICT (person_id) DO UPDATE SET channels = excluded.channels, stopped = excluded.stopped,
       quiet_from = excluded.quiet_from, quiet_until = excluded.quiet_until`,
    [person.personId, JSON.stringify(changes)],
  );
const consent = (given = 1) =>
  hall.owner.query(
    `INSERT INTO message_consents (person_id, channel, event, given) VALUES ($1, 'wechat-subscribe', 'low-balance', $2)
     ON CONFLICT (person_id, channel, event) DO UPDATE SET given = message_consents.given + $2`,
    [person.personId, given],
  );
const inWechat = async () => {
  phones += 1;
  person = await hall.world.resident({
    phone: `133${String(10_000_000 + phones)}`,
    provider: 'wechat',
    appId: miniApp,
    subject: `o-${phones}`,
  });
};
const smsFault = (fault: string, count = 1) =>
  hall.sandbox.post('/control/faults', { gateway: 'sms', on: 'send', fault, count });

/** What the text-message provider reports, signed as it signs. */
function report(reports: object[], secret = hall.settings.SMS_SECRET!) {
  const body = JSON.stringify(reports);
  const timestamp = String(Math.floor(Date.now() / 1000));
  const nonce = '000102030405060708090a0b0c0d0e0f';
  const digest = createHash('sha256').update(body).digest('hex');
  const signature = createHmac('sha256', secret).update(`${timestamp}\n${nonce}\n${digest}`).digest('hex');
  const authorization = `HMAC-SHA256 AccessKey=${hall.settings.SMS_ACCESS_KEY}, Timestamp=${timestamp}, Nonce=${nonce}, Signature=${signature}`;
  return hall.call('POST', `${hall.url}/notify/messages/sms`, { body, headers: { authorization } });
}
const arrived = (requestId: string, success = true) => ({
  phone_number: person.phone,
  success,
  out_id: requestId,
  biz_id: 'x',
  send_time: '2026-11-30 10:00:00',
  report_time: '2026-11-30 10:00:05',
  err_code: success ? 'DELIVERED' : 'UNDELIV',
});

/** What is in the inbox about a message of ours. */
const stored = async (requestId: string) =>
  (
    await hall.owner.query<{ repeats: number; body: Buffer; reports: object[]; handled: boolean }>(
      `SELECT repeats, body_enc AS body, reports, handled_at IS NOT NULL AS handled FROM message_receipts WHERE reports->0->>'requestId' = $1 ORDER BY id`,
      [requestId],
    )
  ).rows;

beforeAll(async () => {
  // Ten in the morning in Beijing, whenever the story is told.
  at('2026-11-30T02:00:00Z');
  weixin = await startWeixin();
  hall = await startHall({
    clock,
    environment: {
      WECHAT_API_BASE_URL: weixin.url,
      WECHAT_PAY_APP_ID: miniApp,
      WECHAT_APP_SECRET: 'secret-of-the-mini-program',
      WECHAT_SUBSCRIBE_TEMPLATES: 'low-balance=TPL1:amount1.number2.date3',
      WECHAT_MESSAGE_TOKEN: pushToken,
      // In plain.
      WECHAT_MESSAGE_AES_KEY: '',
    },
  });
  db = openDatabase({ url: hall.settings.DATABASE_URL });
});
beforeEach(async () => {
  phones += 1;
  person = await hall.world.resident({ phone: `133${String(10_000_000 + phones)}` });
});
afterAll(async () => {
  await db.close();
  await hall.close();
  await weixin.close();
});

describe('a notice', () => {
  it('goes by WeChat while a consent is left, then by text message: one consent is one message', async () => {
    await inWechat();
    await consent(1);
    const [first, second] = [await queue(), await queue()];
    await run();
    const sent = weixin.calls.filter(call => call.body.touser === `o-${phones}`);
    expect(sent).toHaveLength(1);
    expect(sent[0]!.body).toMatchObject({
      template_id: 'TPL1',
      data: { amount1: { value: '¥23.50' }, number2: { value: '4' }, date3: { value: '2026-11-28' } },
    });
    expect(await state(first)).toMatchObject({ status: 'sent', ways: { 'wechat-subscribe': 'handed' } });
    expect(await state(second)).toMatchObject({ status: 'sent', ways: { sms: 'handed' } });
    expect(await texts()).toEqual([
      expect.objectContaining({
        template: 'low-balance.zh',
        params: { asOfOn: '11月28日', balance: '¥23.50', daysLeft: '4' },
      }),
    ]);
  });

  it('without a consent never asks WeChat', async () => {
    await inWechat();
    const before = weixin.calls.length;
    const key = await queue();
    await run();
    expect(weixin.calls).toHaveLength(before);
    expect(await state(key)).toMatchObject({ ways: { sms: 'handed' } });
  });

  it.each([
    ['says that nobody agreed to it, all that was counted is gone', 43101, 0],
    ['does not like our template, the others are kept', 47003, 2],
  ])('that WeChat refuses goes on by text message; where it %s', async (_, code, left) => {
    await inWechat();
    await consent(3);
    weixin.answers.push(code);
    const key = await queue();
    await run();
    expect(await state(key)).toMatchObject({ ways: { 'wechat-subscribe': 'failed', sms: 'handed' } });
    const { rows } = await hall.owner.query(
      `SELECT given - used AS left FROM message_consents WHERE person_id = $1`,
      [person.personId],
    );
    expect(rows).toEqual([{ left }]);
  });

  it('whose answer from WeChat was lost is never sent there again; after a minute it goes another way', async () => {
    await inWechat();
    await consent(3);
    weixin.answers.push('hang-up');
    const key = await queue();
    await run();
    expect(await state(key)).toMatchObject({ status: 'waiting', ways: { 'wechat-subscribe': 'unknown' } });
    await run();
    expect((await state(key)).ways).toEqual({ 'wechat-subscribe': 'unknown' });
    clock.pass(61);
    await run();
    expect(await state(key)).toMatchObject({ ways: { 'wechat-subscribe': 'unknown', sms: 'handed' } });
    expect(weixin.calls.filter(call => call.body.touser === `o-${phones}`)).toHaveLength(1);
  });

  it('with equal keys is one notice', async () => {
    const key = await queue();
    await queue({ dedupeKey: key });
    await run();
    expect(await texts()).toHaveLength(1);
  });

  it('keeps to the customer’s own order', async () => {
    await prefer({ channels: ['in-app'] });
    const key = await queue();
    await run();
    expect(await state(key)).toMatchObject({ status: 'delivered', ways: { 'in-app': 'delivered' } });
    expect(await texts()).toEqual([]);
  });

  it('that was switched off is not sent, but what is a danger is', async () => {
    await prefer({ stopped: ['low-balance', 'dunning-last-call'] });
    const off = await queue();
    const danger = await queue({ event: 'supply-suspended', params: { amountFen: 100 } });
    await run();
    expect(await state(off)).toMatchObject({ status: 'stopped', why: 'switched-off', ways: {} });
    expect(await state(danger)).toMatchObject({ status: 'sent', ways: { sms: 'handed' } });
  });

  it('of no use any more is not sent late', async () => {
    const key = await queue({ notAfter: new Date(clock.now().getTime() + 60_000) });
    clock.pass(61);
    await run();
    expect(await state(key)).toMatchObject({ status: 'stopped', why: 'lapsed' });
  });

  it('more than five on a day to one person wait for the next morning: a flood is read by nobody', async () => {
    const sent = [];
    for (let index = 0; index < 7; index++) sent.push(await queue());
    await run();
    const states = await Promise.all(sent.map(state));
    expect(states.filter(each => each.status === 'sent')).toHaveLength(5);
    expect(states.filter(each => each.status === 'waiting')).toHaveLength(2);
    const soon = await queue({ notAfter: new Date(clock.now().getTime() + 60_000) });
    await run();
    expect(await state(soon)).toMatchObject({ status: 'stopped', why: 'capped' });
    clock.pass(86_400);
    const tomorrow = await queue();
    await run();
    for (const key of [...sent, tomorrow]) expect((await state(key)).status).toBe('sent');
  });

  it('reaches the holder on file when nobody of the household uses the hall', async () => {
    const home = await hall.world.household();
    const key = await queue({ personId: null, holderPeriodId: home.holderPeriodId });
    await run();
    expect(await state(key)).toMatchObject({ status: 'sent' });
    expect(await texts(home.phone)).toHaveLength(1);
  });

  it('is a dead letter when no way is left, for staff to see', async () => {
    const home = await hall.world.household();
    await hall.owner.query('UPDATE customers SET phone_enc = NULL, phone_hash = NULL WHERE id = $1', [
      home.customerId,
    ]);
    const key = await queue({ personId: null, holderPeriodId: home.holderPeriodId });
    await run();
    expect(await state(key)).toMatchObject({ status: 'dead', why: 'no-way' });
  });
});

describe('quiet hours', () => {
  it('go over midnight: what is written at night arrives at seven, what is a danger at once', async () => {
    at('2027-01-10T15:30:00Z'); // half past eleven at night
    const alert = await queue();
    const duty = await queue({
      event: 'dunning-reminder',
      params: { step: 1, amountFen: 100, daysOverdue: 3, dueOn: '2027-01-01' },
    });
    const danger = await queue({ event: 'supply-restored', params: {} });
    await run();
    expect((await state(alert)).ways).toEqual({});
    expect((await state(duty)).ways).toEqual({});
    expect((await state(danger)).ways).toEqual({ sms: 'handed' });
    at('2027-01-10T22:59:00Z');
    await run();
    expect((await state(alert)).ways).toEqual({});
    at('2027-01-10T23:00:00Z'); // seven
    await run();
    expect((await state(alert)).ways).toEqual({ sms: 'handed' });
    expect((await state(duty)).ways).toEqual({ sms: 'handed' });
  });

  it('are the person’s own where they chose some, and hold over the spring festival as on any day', async () => {
    await prefer({ quiet_from: 20 * 60, quiet_until: 9 * 60 });
    at('2027-02-05T13:00:00Z'); // nine in the evening before the new year of 2027
    const key = await queue();
    for (const time of ['2027-02-05T23:30:00Z', '2027-02-06T00:59:00Z']) {
      at(time);
      await run();
      expect((await state(key)).ways).toEqual({});
    }
    at('2027-02-06T01:00:00Z');
    await run();
    expect((await state(key)).ways).toEqual({ sms: 'handed' });
    at('2027-02-06T04:00:00Z');
  });
});

describe('reports', () => {
  it('count once, whether they come twice or in the wrong order', async () => {
    const key = await queue();
    await run();
    const { request_id: id } = await delivery(key, 'sms');
    expect((await report([arrived(id)])).status).toBe(200);
    expect((await report([arrived(id)])).status).toBe(200);
    expect((await report([arrived(id, false)])).status).toBe(200);
    expect(await state(key)).toMatchObject({ status: 'delivered', ways: { sms: 'delivered' } });
    expect((await stored(id)).map(({ repeats }) => repeats)).toEqual([1, 0]);
  });

  it('are kept as they came, sealed, for thirty days; what was read of them stays', async () => {
    const key = await queue();
    await run();
    const { request_id: id } = await delivery(key, 'sms');
    await report([arrived(id)]);
    const [kept] = await stored(id);
    expect(openRaw(kept!.body, testCipher).toString()).toBe(JSON.stringify([arrived(id)]));
    expect(kept!.body.includes(person.phone)).toBe(false);
    const keptAfter = async (days: number) => {
      const text = `UPDATE message_receipts SET handled_at = now() - make_interval(days => $2) WHERE reports->0->>'requestId' = $1`;
      await hall.owner.query(text, [id, days]);
      await hall.app.runJob('forget-reports');
      return (await stored(id)).map(({ body, reports }) => [body !== null, reports.length]);
    };
    expect(await keptAfter(29)).toEqual([[true, 1]]);
    expect(await keptAfter(31)).toEqual([[false, 1]]);
  });

  it('of failure send the notice another way', async () => {
    const key = await queue();
    await run();
    await report([arrived((await delivery(key, 'sms')).request_id, false)]);
    await run();
    expect(await state(key)).toMatchObject({
      status: 'delivered',
      ways: { sms: 'failed', 'in-app': 'delivered' },
    });
  });

  it('that are not the provider’s change nothing', async () => {
    const key = await queue();
    await run();
    const { request_id: id } = await delivery(key, 'sms');
    expect((await report([arrived(id)], 'another secret')).status).toBe(403);
    expect((await state(key)).ways).toEqual({ sms: 'handed' });
  });

  it('by WeChat name its own number of the message', async () => {
    await inWechat();
    await consent(1);
    const key = await queue();
    await run();
    const { provider_id: id } = await delivery(key, 'wechat-subscribe');
    const body = {
      Event: 'subscribe_msg_sent_event',
      CreateTime: 1_790_000_000,
      List: { TemplateId: 'TPL1', MsgID: id, ErrorCode: '0', ErrorStatus: 'success' },
    };
    const push = signedPush(`${hall.url}/notify/messages/wechat-subscribe`);
    expect((await hall.call('POST', push, { body })).status).toBe(200);
    expect(await state(key)).toMatchObject({ status: 'delivered' });
    expect((await hall.call('POST', push.replace('signature=', 'signature=0'), { body })).status).toBe(403);
  });
});

describe('a report that is faster than the answer to our request', () => {
  it('is kept until the number it names is known', async () => {
    await inWechat();
    await consent(1);
    const key = await queue();
    await run();
    const { provider_id: id, request_id: ours } = await delivery(key, 'wechat-subscribe');
    const knows = (number: string | null) =>
      hall.owner.query('UPDATE message_deliveries SET provider_id = $2 WHERE request_id = $1', [
        ours,
        number,
      ]);
    await knows(null);
    const body = {
      Event: 'subscribe_msg_sent_event',
      CreateTime: 1_790_000_001,
      List: { TemplateId: 'TPL1', MsgID: id, ErrorCode: '0', ErrorStatus: 'success' },
    };
    const push = signedPush(`${hall.url}/notify/messages/wechat-subscribe`);
    expect((await hall.call('POST', push, { body })).status).toBe(200);
    expect((await state(key)).status).toBe('sent');
    await knows(id);
    await run();
    expect((await state(key)).status).toBe('delivered');
  });
});

describe('mail', () => {
  const address = () => `someone${phones}@mail.example`;
  const suspended = { event: 'supply-suspended', params: { amountFen: 100 } } as const;
  const mailed = async (channels: string[]) => {
    await hall.owner.query(`UPDATE sessions SET expires_at = '2100-01-01'`);
    const wish = { channels, email: address() };
    const set = await hall.call('PUT', '/message-preferences', { token: person.token, body: wish });
    expect(set.status).toBe(200);
  };
  /** Its server takes the mail, and finds later that nobody lives there. */
  const returns = () =>
    hall.sandbox.post('/control/faults', {
      ...{ gateway: 'mail', on: 'send', fault: 'bounce', count: 1 },
      outTradeNo: address(),
    });

  it('tells nobody whether it arrived: what must arrive goes on at once, an alert does not', async () => {
    await mailed(['email']);
    const [danger, alert] = [await queue(suspended), await queue()];
    await run();
    expect(await state(danger)).toMatchObject({ status: 'sent', ways: { email: 'handed', sms: 'handed' } });
    expect(await state(alert)).toMatchObject({ status: 'sent', ways: { email: 'handed' } });
  });

  it('that comes back has not arrived, and sends the notice another way; one that only waits does not', async () => {
    await mailed(['email', 'in-app']);
    await returns();
    const [back, stays] = [await queue(), await queue()];
    await run();
    await hall.app.runJob('read-mail');
    await run();
    const failed = await delivery(back, 'email');
    const other = failed.state === 'failed' ? stays : back;
    const [returned, kept] = other === stays ? [back, stays] : [stays, back];
    expect(await state(returned)).toMatchObject({ ways: { email: 'failed', 'in-app': 'delivered' } });
    expect(await delivery(returned, 'email')).toMatchObject({
      reason: expect.stringMatching(/^BOUNCED_5\./),
    });
    expect(await state(kept)).toMatchObject({ status: 'sent', ways: { email: 'handed' } });
    const { provider_id: number } = await delivery(kept, 'email');
    const report = (action: string, messageId: string) =>
      hall.sandbox.post('/control/mail/deliver', {
        raw: Buffer.from(
          [
            ...['Return-Path: <>', 'From: MAILER-DAEMON@far.example', 'Subject: report'],
            'Content-Type: multipart/report; report-type=delivery-status; boundary="b"',
            ...['', '--b', 'Content-Type: message/delivery-status', '', `Action: ${action}`, 'Status: 5.1.1'],
            ...['--b', 'Content-Type: text/rfc822-headers', '', `Message-ID: ${messageId}`, '--b--', ''],
          ].join('\r\n'),
        ).toString('base64'),
      });
    // It waits at another server; and somebody makes a report up for a notice that was not theirs.
    await report('delayed', number);
    // Somebody is away: what they answer automatically names the notice, which has arrived.
    await hall.sandbox.post('/control/mail/deliver', {
      raw: Buffer.from(
        [
          ...['Return-Path: <>', 'From: wang@far.example', 'Subject: away', 'Auto-Submitted: auto-replied'],
          ...[`In-Reply-To: ${number}`, 'Content-Type: text/plain', '', '休假中', ''],
        ].join('\r\n'),
      ).toString('base64'),
    });
    await report('failed', number.replace(/\.[0-9a-f]{16}@/, '.0123456789abcdef@'));
    await hall.app.runJob('read-mail');
    await run();
    expect((await state(kept)).ways).toEqual({ email: 'handed' });
    await report('failed', number);
    await hall.app.runJob('read-mail');
    await run();
    expect((await state(kept)).ways).toEqual({ email: 'failed', 'in-app': 'delivered' });
  });
});

describe('a contact of a business', () => {
  it('who has stopped text messages by TD gets no alerts by them, but what is a danger', async () => {
    const works = await hall.world.household({ category: 'commercial' });
    const { rows } = await hall.owner.query(
      `INSERT INTO account_contacts (holder_period_id, role, name_enc, phone_enc, added_by, added_at)
       SELECT $1, 'finance', phone_enc, phone_enc, 'staff:test', '2026-01-01' FROM people WHERE id = $2 RETURNING id::int`,
      [works.holderPeriodId, person.personId],
    );
    const to = { personId: null, contactId: rows[0].id, holderPeriodId: works.holderPeriodId };
    const before = await queue(to);
    await run();
    expect(await state(before)).toMatchObject({ ways: { sms: 'handed' } });
    await hall.owner.query(
      'INSERT INTO sms_opt_outs (phone_hash) SELECT phone_hash FROM people WHERE id = $1',
      [person.personId],
    );
    const alert = await queue(to);
    const danger = await queue({ ...to, event: 'supply-suspended', params: { amountFen: 100 } });
    await run();
    expect(await state(alert)).toMatchObject({ status: 'dead', why: 'no-way', ways: {} });
    expect(await state(danger)).toMatchObject({ ways: { sms: 'handed' } });
  });
});

describe('a provider in trouble', () => {
  it('that lost its answer is asked again under the same id: one message', async () => {
    await smsFault('reset-after');
    const key = await queue();
    await run();
    expect((await state(key)).ways).toEqual({ sms: 'unknown' });
    clock.pass(6);
    await run();
    expect(await state(key)).toMatchObject({ status: 'sent', ways: { sms: 'handed' } });
    expect(await texts()).toHaveLength(1);
  });

  it('that stays down is left for the next way after five tries', async () => {
    await smsFault('error-5xx', 5);
    const key = await queue();
    for (let attempt = 0; attempt < 6; attempt++) {
      await run();
      clock.pass(200);
    }
    await run();
    expect((await state(key)).ways).toMatchObject({ 'in-app': 'delivered' });
    expect((await delivery(key, 'sms')).attempts).toBe(5);
  });

  it('a process that died between sending and writing it down sends no second message', async () => {
    const key = await queue();
    await run();
    // As the dead process left it: taken, tried, no answer written down.
    await hall.owner.query(
      `UPDATE message_deliveries SET state = 'unknown', handed_at = NULL, provider_id = NULL WHERE request_id = $1`,
      [(await delivery(key, 'sms')).request_id],
    );
    await hall.owner.query(`UPDATE notices SET status = 'working', next_at = $2 WHERE dedupe_key = $1`, [
      key,
      new Date(clock.now().getTime() + 120_000),
    ]);
    await run();
    expect((await state(key)).status).toBe('working');
    clock.pass(121);
    await run();
    expect(await state(key)).toMatchObject({ status: 'sent', ways: { sms: 'handed' } });
    expect(await texts()).toHaveLength(1);
  });

  it('two processes that have claimed one notice, the first held up past its lease, begin it once', async () => {
    const key = await queue();
    const { rows } = await hall.owner.query(
      `UPDATE notices SET status = 'working', next_at = $2 WHERE dedupe_key = $1 RETURNING id::int`,
      [key, new Date(clock.now().getTime() + 120_000)],
    );
    const noticeId: number = rows[0].id;
    await inWechat();
    await consent(2);
    const way: Beginning = {
      noticeId,
      channel: 'wechat-subscribe',
      requestId: `n${noticeId}-wechat-subscribe`,
      recipient: '…1',
      phoneHash: null,
      costMilliFen: 0,
      language: 'zh',
      version: 0,
      event: 'low-balance',
      consentOf: person.personId,
      triedBefore: 0,
    };
    const outcomes = createOutcomeRepository(hall.owner);
    expect(await outcomes.begin([way], clock.now())).toMatchObject([{ attempts: 1 }]);
    // The other one decided before that, too: WeChat knows no id of ours and would send it twice.
    expect(await outcomes.begin([way], clock.now())).toEqual([]);
    const left = await hall.owner.query(
      'SELECT given - used AS left FROM message_consents WHERE person_id = $1',
      [person.personId],
    );
    expect(left.rows).toEqual([{ left: 1 }]);
  });
});

describe('what cannot be understood holds up nobody behind it', () => {
  it('neither a notice that cannot be written, which is a dead letter', async () => {
    const bad = await queue({
      event: 'dunning-last-call',
      params: { amountFen: 100, disconnectAt: 'never' },
    });
    const good = await queue({
      event: 'dunning-last-call',
      params: { amountFen: 100, disconnectAt: '2026-12-30T02:00:00Z' },
    });
    await run();
    expect(await state(bad)).toMatchObject({ status: 'dead', why: 'unwritable' });
    expect((await state(good)).ways).toMatchObject({ sms: 'handed' });
  });

  it('nor a report that cannot be applied', async () => {
    const key = await queue();
    await run();
    const reports = (at: string) => JSON.stringify([{ requestId: 'n0-sms', state: 'delivered', at }]);
    const { request_id: requestId } = await delivery(key, 'sms');
    const genuine = JSON.stringify([{ requestId, state: 'delivered', at: clock.now().toISOString() }]);
    await hall.owner.query(
      `INSERT INTO message_receipts (channel, event_id, reports) VALUES ('sms', 'odd', $1), ('sms', 'genuine', $2)`,
      [reports('never'), genuine],
    );
    await hall.app.runJob('deliver-notices');
    expect((await state(key)).status).toBe('delivered');
    await hall.owner.query('UPDATE message_receipts SET handled_at = now() WHERE handled_at IS NULL');
  });

  it('nor hundreds of reports about messages that nobody here knows', async () => {
    const key = await queue();
    await run();
    const at = clock.now().toISOString();
    const { request_id: requestId } = await delivery(key, 'sms');
    await hall.owner.query(
      `INSERT INTO message_receipts (channel, event_id, reports)
       SELECT 'sms', 'stranger-' || n, jsonb_build_array(jsonb_build_object('requestId', 'x' || n, 'state', 'delivered', 'at', $1::text))
         FROM generate_series(1, 250) n`,
      [at],
    );
    await hall.owner.query(
      `INSERT INTO message_receipts (channel, event_id, reports) VALUES ('sms', 'late', $1)`,
      [JSON.stringify([{ requestId, state: 'delivered', at }])],
    );
    for (let turn = 0; turn < 3; turn += 1) await hall.app.runJob('deliver-notices');
    expect((await state(key)).status).toBe('delivered');
    await hall.owner.query('UPDATE message_receipts SET handled_at = now() WHERE handled_at IS NULL');
  });
});
