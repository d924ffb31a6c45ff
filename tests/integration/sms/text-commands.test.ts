import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { openRaw } from '../../../server/src/infra/sealed-raw.ts';
import { serialOf } from '../../../server/src/modules/payments/channels/recharge-card/card-numbers.ts';
import { eventually, type RunningHall, startHall } from '../../support/hall.ts';
import { testCipher } from '../../support/world.ts';
import { type Payer, paymentStory } from '../payments/story.ts';

const callbackToken = 'a-secret-of-the-callback-of-32-characters';

interface Message {
  template: string;
  params: Record<string, string>;
}

describe('what a customer writes to the hall', () => {
  let hall: RunningHall;
  /** The process is cut off the next time it reaches this point. */
  let cut: string | undefined;
  const crashPoints = {
    reach(name: string) {
      if (name !== cut) return;
      cut = undefined;
      throw new Error(`cut off at ${name}`);
    },
  };
  let story: ReturnType<typeof paymentStory>;
  let seconds = Math.floor(Date.now() / 1000) - 600;

  beforeAll(async () => {
    hall = await startHall({ environment: { SMS_CALLBACK_TOKEN: callbackToken }, crashPoints });
    story = paymentStory(hall);
    await hall.sandbox.post('/control/settings', {
      smsCallbackUrl: `${hall.url}/notify/sms/tencent/${callbackToken}`,
    });
  }, 60_000);
  afterAll(() => hall?.close());

  const inboxOf = async (phone: string): Promise<Message[]> => {
    await hall.app.runJob('deliver-outbox');
    const reply = await hall.sandbox.get<Message[] | { messages: Message[] }>(`/control/sms?phone=${phone}`);
    return Array.isArray(reply) ? reply : reply.messages;
  };

  const written = new Map<string, number>();
  /** Written on the phone, carried by the operator; the newest answer, in the order of its placeholders. */
  async function write(phone: string, text: string): Promise<{ template: string; params: string[] }> {
    // News of payments come to the same phone.
    const answers = async () => (await inboxOf(phone)).filter(message => message.template.startsWith('sms-'));
    const before = (await answers()).length;
    // The operator names a message by phone, text and second: nobody writes the same twice within one.
    const since = Date.now() - (written.get(phone + text) ?? 0);
    if (since < 1_100) await new Promise(done => setTimeout(done, 1_100 - since));
    written.set(phone + text, Date.now());
    await hall.sandbox.post('/control/sms/inbound', { phone, text });
    const messages = await eventually(answers, inbox => inbox.length > before);
    const { template, params } = messages[0]!;
    return { template: template.replace('.zh', ''), params: Object.values(params) };
  }

  const post = (body: unknown, token = callbackToken) =>
    fetch(`${hall.url}/notify/sms/tencent/${token}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
  /** What is in the inbox from a phone, changed first where that is said. */
  const stored = async (phone: string, change = 'repeats = repeats') =>
    (
      await hall.owner.query<{ status: string; body: Buffer }>(
        `UPDATE sms_inbound SET ${change} WHERE phone_hash = $1 RETURNING status, body_enc AS body`,
        [testCipher.hash('phone', phone)],
      )
    ).rows;
  const callback = (phone: string, text: string, time = ++seconds) => ({
    extend: '',
    mobile: phone,
    nationcode: '86',
    sign: '电厅',
    text,
    time,
  });
  const tail = (payer: Payer) => payer.household.accountNo.slice(-4);

  test('a message that could not be handled ten times is tried again, an hour later', async () => {
    const { phone } = (await story.payer(12_345)).resident;
    await hall.sandbox.post('/control/sms/inbound', { phone, text: 'cx' });
    const last = () =>
      hall.owner
        .query('SELECT id, status, attempts FROM sms_inbound ORDER BY id DESC LIMIT 1')
        .then(({ rows }) => rows[0]);
    const { id } = await eventually(last, row => row?.status === 'handled');
    const stuck = (since: string) =>
      hall.owner.query(
        `UPDATE sms_inbound SET status = 'stored', handled_at = NULL, attempts = 10, received_at = now() - $2::interval, sent_at = now() - $2::interval WHERE id = $1`,
        [id, since],
      );
    await stuck('5 minutes');
    await hall.app.runJob('handle-sms');
    expect(await last()).toEqual({ id, status: 'stored', attempts: 10 });
    await stuck('2 hours');
    await hall.app.runJob('handle-sms');
    expect(await last()).toEqual({ id, status: 'handled', attempts: 11 });
  });

  test('looks up what is due, is quoted, confirms, and pays by the link: nothing of the household is told in full', async () => {
    const payer = await story.payer(12_345);
    const { phone } = payer.resident;
    const due = await write(phone, 'cx');
    expect(due.template).toBe('sms-due');
    expect(due.params).toEqual(expect.arrayContaining([tail(payer), '¥123.45', '10月']));
    const quoted = await write(phone, '缴费');
    expect(quoted.template).toBe('sms-confirm');
    const code = quoted.params.find(value => /^\d{6}$/.test(value))!;
    const paying = await write(phone, `确认 ${code}`);
    expect(paying.template).toBe('sms-pay-link');
    for (const { params } of [due, quoted, paying])
      for (const secret of [payer.household.accountNo, payer.household.name])
        expect(params.join()).not.toContain(secret);

    const token = /token=([\w-]+)$/.exec(paying.params.find(value => value.startsWith('http'))!)?.[1];
    const about = await hall.call('GET', `/pay-links/${token}`);
    expect(about.body).toMatchObject({
      totalFen: 12_345,
      owedFen: 12_345,
      accountNoMasked: `*********${tail(payer)}`,
    });
    // Who is bound is led to these bills; who is not learns nothing of whose they are.
    const bills = (caller: { token?: string }) => hall.call('GET', `/pay-links/${token}/bills`, caller);
    expect(await bills(payer.resident)).toMatchObject({
      status: 200,
      body: { accountNo: payer.household.accountNo, payableIds: [payer.bill.payableId] },
    });
    const stranger = await bills((await story.payer()).resident);
    expect(stranger).toMatchObject({ status: 409, body: { error: 'pay-link-not-bound' } });
    expect(JSON.stringify(stranger.body)).not.toContain(payer.household.accountNo);
    expect((await bills({})).status).toBe(401);
    for (const mistyped of [token!.slice(0, -1), `${token}x`, '-', '户号'])
      expect(await hall.call('GET', `/pay-links/${encodeURIComponent(mistyped)}`)).toMatchObject({
        status: 404,
        body: { error: 'pay-link-not-found', message: expect.stringContaining('核对短信中的链接') },
      });
    const paymentNo = await story.paid(payer, { channel: 'sms', product: 'native' });
    const { rows } = await hall.owner.query('SELECT channel FROM payments WHERE payment_no = $1', [
      paymentNo,
    ]);
    expect(rows[0].channel).toBe('sms');
    expect((await write(phone, 'CX')).template).toBe('sms-nothing-due');
    // A code serves once.
    expect((await write(phone, code)).template).toBe('sms-wrong-code');
    expect(await story.differences()).toEqual([]);
  });

  test('the operator posts a message twice, at once and later: it is handled once and answered once', async () => {
    const payer = await story.payer();
    const { phone } = payer.resident;
    const body = callback(phone, 'JF');
    const replies = await Promise.all([post(body), post(body), post(body)]);
    expect(await Promise.all(replies.map(reply => reply.json()))).toEqual(
      Array(3).fill({ result: 0, errmsg: 'OK' }),
    );
    await eventually(
      () => inboxOf(phone),
      inbox => inbox.length === 1,
    );
    await post(body);
    await hall.app.runJob('handle-sms');
    expect(await inboxOf(phone)).toHaveLength(1);
    const { rows } = await hall.owner.query(
      'SELECT count(*)::int AS orders, (SELECT repeats FROM sms_inbound WHERE phone_hash = $1) AS repeats FROM sms_orders WHERE phone_hash = $1',
      [testCipher.hash('phone', phone)],
    );
    expect(rows[0]).toEqual({ orders: 1, repeats: 3 });
  });

  test('a message that was stored when the process died is handled at the next start', async () => {
    const payer = await story.payer();
    const { phone } = payer.resident;
    const body = JSON.stringify(callback(phone, 'CX'));
    cut = 'sms-stored';
    expect((await post(body)).status).toBe(500);
    // The operator heard no answer.
    expect((await post(body)).status).toBe(200);
    expect(await inboxOf(phone)).toEqual([]);
    const [kept] = await stored(phone, `received_at = received_at - interval '1 minute'`);
    expect([kept!.status, openRaw(kept!.body, testCipher).toString()]).toEqual(['stored', body]);
    expect(kept!.body.includes(phone)).toBe(false);
    await hall.app.runJob('handle-sms');
    await hall.app.runJob('handle-sms');
    expect((await inboxOf(phone)).map(message => message.template)).toEqual(['sms-due.zh']);
  });

  test('how a message came is kept for thirty days; what it asked for stays in the list', async () => {
    const payer = await story.payer();
    const { phone } = payer.resident;
    await write(phone, 'CX');
    const keptAfter = async (days: number) => {
      await stored(phone, `handled_at = now() - interval '${days} days'`);
      await hall.app.runJob('forget-sms');
      return (await stored(phone)).map(({ status, body }) => [status, body !== null]);
    };
    expect(await keptAfter(29)).toEqual([['handled', true]]);
    expect(await keptAfter(31)).toEqual([['handled', false]]);
  });

  test('a phone that is bound to nothing gets one hint a day and no data', async () => {
    const stranger = '13955550001';
    const payer = await story.payer();
    expect((await write(stranger, `CX#${payer.household.accountNo}`)).template).toBe('sms-not-bound');
    await post(callback(stranger, 'CX'));
    await hall.app.runJob('handle-sms');
    await eventually(
      () =>
        hall.owner.query(`SELECT result FROM sms_inbound WHERE phone_hash = $1 ORDER BY id DESC LIMIT 1`, [
          testCipher.hash('phone', stranger),
        ]),
      ({ rows }) => rows[0].result === 'not-bound-silent',
    );
    expect(await inboxOf(stranger)).toHaveLength(1);
    // Somebody else's household is unknown, also to a person with one of their own.
    const other = await story.payer();
    expect((await write(other.resident.phone, `CX#${payer.household.accountNo}`)).template).toBe(
      'sms-unknown-account',
    );
  });

  test('whoever has moved out is told what they still owe, pays it by the link, and then is told nothing', async () => {
    const payer = await story.payer(8_600);
    const { phone } = payer.resident;
    const next = await hall.world.moveIn(payer.household, '2026-01-01');
    await hall.world.bill(next, { amountFen: 700, month: '2026-09' });
    expect(await write(phone, 'CX')).toMatchObject({
      template: 'sms-due',
      params: expect.arrayContaining(['¥86.00']),
    });
    // No card of theirs is for whoever lives there now.
    expect((await write(phone, `CZ#${serialOf('000099', 2)}#1234567890123456`)).template).toBe(
      'sms-not-bound',
    );
    const quoted = await write(phone, 'JF');
    const code = quoted.params.find(value => /^\d{6}$/.test(value))!;
    const link = (await write(phone, code)).params.find(value => value.startsWith('http'))!;
    const bills = await hall.call(
      'GET',
      `/pay-links/${/token=([\w-]+)$/.exec(link)![1]}/bills`,
      payer.resident,
    );
    expect(bills.body).toEqual({ accountNo: null, payableIds: [payer.bill.payableId] });
    await story.paid(payer);
    expect(await story.owed(payer.bill)).toBe(0);
    await hall.owner.query(`DELETE FROM sms_inbound WHERE phone_hash = $1`, [
      testCipher.hash('phone', phone),
    ]);
    expect((await write(phone, 'CX')).template).toBe('sms-not-bound');
  });

  test('what was quoted is what is paid: a bill paid meanwhile, or out at a bank, is told and not paid', async () => {
    const payer = await story.payer(5_000);
    const { phone } = payer.resident;
    const code = (await write(phone, 'JF')).params.find(value => /^\d{6}$/.test(value))!;
    await hall.world.bill(payer.household, { amountFen: 700, month: '2026-09' });
    await hall.owner.query('UPDATE payables SET paid_fen = 0 WHERE id = $1', [payer.bill.payableId]);
    await story.paid(payer);
    expect(await write(phone, code)).toMatchObject({ template: 'sms-changed' });
    await hall.owner.query(
      `UPDATE payables SET locked_until = now() + interval '1 day', locked_for = 'debit-batch:X-1' WHERE holder_period_id = $1`,
      [payer.household.holderPeriodId],
    );
    expect((await write(phone, 'JF')).template).toBe('sms-locked');
  });

  test('six-digit codes cannot be tried out: after five wrong ones the right one is refused as well', async () => {
    const payer = await story.payer();
    const { phone } = payer.resident;
    const code = (await write(phone, 'JF')).params.find(value => /^\d{6}$/.test(value))!;
    for (const wrong of [1, 2, 3, 4, 5]) {
      const guess = String((Number(code) + wrong) % 1_000_000).padStart(6, '0');
      expect((await write(phone, guess)).template).toBe('sms-wrong-code');
    }
    expect((await write(phone, code)).template).toBe('sms-wrong-code');
  });

  test('who has unsubscribed gets no news, and still answers to commands', async () => {
    const payer = await story.payer();
    const { phone } = payer.resident;
    expect((await write(phone, '退订')).template).toBe('sms-opted-out');
    await story.paid(payer);
    await hall.app.runJob('deliver-outbox');
    expect((await inboxOf(phone)).map(message => message.template)).toEqual(['sms-opted-out.zh']);
    expect((await write(phone, 'cx')).template).toBe('sms-nothing-due');
    expect((await write(phone, 'DY')).template).toBe('sms-opted-in');
  });

  test('a recharge card by text: redeemed for the household, its PIN not kept', async () => {
    const payer = await story.payer(8_000);
    const { phone } = payer.resident;
    const [serial, pin] = [serialOf('000099', 1), '1234567890123456'];
    await hall.owner.query(
      `WITH batch AS (INSERT INTO card_batches (batch_no, face_fen, count, expires_on, printer_key, printer_key_sha256, status, requested_by, decided_by, exported_at)
          VALUES ('000099', 5000, 1, '2100-01-01', 'k', 'k', 'generated', 'a', 'b', now()) RETURNING id)
       INSERT INTO cards (serial, batch_id, face_fen, pin_hash, expires_on) SELECT $1, id, 5000, $2, '2100-01-01' FROM batch`,
      [serial, testCipher.hash('card-pin', `${serial}:${pin}`)],
    );
    await hall.owner.query(`SELECT sell_cards($1, $1, '便利店', 'a', current_date)`, [serial]);
    expect((await write(phone, `CZ#${serial}#0000000000000000`)).template).toBe('sms-card-refused');
    expect((await write(phone, `CZ#${serial}#${pin}#${tail(payer)}`)).template).toBe('sms-card-redeemed');
    expect(await story.owed(payer.bill)).toBe(3_000);
    const { rows } = await hall.owner.query(
      'SELECT text_enc, secret_enc, body_enc FROM sms_inbound ORDER BY id DESC LIMIT 2',
    );
    for (const { text_enc, secret_enc, body_enc } of rows)
      expect([testCipher.decrypt(text_enc), secret_enc, body_enc]).toEqual(['CZ#…', null, null]);
  });

  test('whoever does not know the address’s secret is told nothing, and what is no message is refused', async () => {
    const payer = await story.payer();
    expect((await post(callback(payer.resident.phone, 'CX'), 'x'.repeat(41))).status).toBe(404);
    const bad = await post('{"mobile":');
    expect([bad.status, await bad.json()]).toEqual([400, expect.objectContaining({ result: 1 })]);
    const old = callback(payer.resident.phone, 'JF', Math.floor(Date.now() / 1000) - 3 * 86_400);
    expect((await post(old)).status).toBe(200);
    await eventually(
      () =>
        hall.owner.query(`SELECT result FROM sms_inbound WHERE phone_hash = $1`, [
          testCipher.hash('phone', payer.resident.phone),
        ]),
      ({ rows }) => rows[0]?.result === 'too-old',
    );
    expect(await inboxOf(payer.resident.phone)).toEqual([]);
    const metrics = await (await fetch(`${hall.url}/metrics`)).text();
    for (const result of ['stranger', 'unreadable'])
      expect(metrics).toMatch(
        new RegExp(`hall_notifications_total\\{source="sms",result="${result}"\\} [1-9]`),
      );
  });

  test('what was used, how long the balance lasts and the month’s forecast are told as the app has them, to who may see them', async () => {
    const payer = await story.payer();
    const { household, resident } = payer;
    const payOnly = await hall.world.resident();
    await hall.world.bind(payOnly, household, { level: 'pay-only' });
    await hall.owner.query(
      `INSERT INTO readings (meter_id, read_on, total, source)
       SELECT $1, shanghai_date(now()) - 1 - n, 100000 - n * 1000, 'remote' FROM generate_series(0, 20) n`,
      [household.meterId],
    );
    await hall.owner.query(
      `INSERT INTO customer_balances (holder_period_id, prepaid_fen) VALUES ($1, 500000)
       ON CONFLICT (holder_period_id) DO UPDATE SET prepaid_fen = 500000`,
      [household.holderPeriodId],
    );
    const path = `/households/${household.accountNo}/forecast`;
    const { body: view } = await hall.call('GET', path, { token: resident.token });
    expect([view.energySince > 0, view.daysLeft.days > 0, view.month.fen > 0]).toEqual([true, true, true]);
    const told = async (phone: string) => {
      await write(phone, 'CX');
      return eventually(
        () => inboxOf(phone),
        inbox => inbox.some(({ template }) => template === 'sms-due.zh'),
      );
    };
    const use = (await told(resident.phone)).find(({ template }) => template === 'sms-use-days.zh')!;
    const day = `${Number(view.asOf.slice(5, 7))}月${Number(view.asOf.slice(8))}日`;
    const forecast = `¥${(view.month.fen / 100).toFixed(2)}`;
    expect(Object.values(use.params)).toEqual(
      expect.arrayContaining([tail(payer), day, view.energySince, String(view.daysLeft.days), forecast]),
    );
    expect((await told(payOnly.phone)).map(({ template }) => template)).toEqual(['sms-due.zh']);
  });

  test('staff see commands and what came of them, not what was written nor to whom the phone belongs', async () => {
    const list = await hall.call('GET', '/staff/sms-messages', { cookie: await story.staff('clerk') });
    expect(list.body.messages[0].phoneMasked).toMatch(/^\d{3}\*{4}\d{4}$/);
    expect(list.body.today.length).toBeGreaterThan(3);
  });
});
