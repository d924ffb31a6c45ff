/** A machine with a key of its own: notes reported once whatever it repeats, QR codes, and the count of its cash box. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { figuresOf, grownSince } from '../../support/figures.ts';
import { eventually } from '../../support/hall.ts';
import { testCipher } from '../../support/world.ts';
import { freshKey } from '../payments/story.ts';
import { type Customer, type DeskStory, type Member, openDeskStory } from './desk-story.ts';
import { enrolled, Machine, newKey, spki } from './machine.ts';

let story: DeskStory;
let finance: Member;
let administrator: Member;
beforeAll(async () => {
  story = await openDeskStory();
  finance = await story.member('finance');
  administrator = await story.member('administrator');
});
afterAll(() => story.close());

const machine = () => enrolled(story);
const inBooks = async ({ household }: Customer) => {
  const { rows } = await story.hall.owner.query(
    `SELECT count(DISTINCT c.id)::int AS times, coalesce(sum(a.amount_fen), 0)::int AS fen FROM collections c
       JOIN allocations a ON a.collection_id = c.id LEFT JOIN payables y ON y.id = a.payable_id
      WHERE coalesce(a.holder_period_id, y.holder_period_id) = $1`,
    [household.holderPeriodId],
  );
  return rows[0];
};

// First: time passes in the stories below, and a gateway refuses a merchant whose clock is off.
describe('a QR code on its screen', () => {
  it.each(['wechat', 'alipay'])('of %s is paid with the phone, and the screen learns of it', async method => {
    const [device, customer] = [await machine(), await story.customer()];
    const started = await device.call('POST', '/kiosk/payments', { ...story.pays(customer), method });
    expect(started.status).toBe(201);
    expect(started.body).toMatchObject({ stage: 'waiting', amountFen: 12_300 });
    expect(started.body.qrText).toMatch(/./);
    const { paymentNo } = started.body;
    await story.hall.sandbox.post('/control/pay', { paymentNo });
    const paid = await eventually(
      async () => (await device.call('GET', `/kiosk/payments/${paymentNo}`)).body,
      view => view.stage === 'paid',
    );
    expect(paid.receiptNo).toMatch(/\d/);
    const { rows } = await story.hall.owner.query(
      'SELECT channel, person_id FROM payments WHERE payment_no = $1',
      [paymentNo],
    );
    expect(rows[0]).toEqual({ channel: 'kiosk', person_id: null });
    const stranger = await machine();
    expect((await stranger.call('GET', `/kiosk/payments/${paymentNo}`)).status).toBe(404);
  });
});

describe('cash at a kiosk', () => {
  it('pays the last bill of an account that is closed, and nobody else is told of', async () => {
    const [device, customer] = [await machine(), await story.customer(10_000)];
    const { accountNo, accountId, holderPeriodId } = customer.household;
    await story.hall.owner.query(
      `WITH ended AS (UPDATE holder_periods SET to_date = shanghai_date(now()) WHERE id = $2) UPDATE supply_accounts SET status = 'closed' WHERE id = $1`,
      [accountId, holderPeriodId],
    );
    const quote = await device.call('POST', '/kiosk/quotes', { accountNo });
    expect(quote.body).toMatchObject({ owedFen: 10_000 });
    expect(quote.body).not.toHaveProperty('others');
    expect((await device.report(device.notes(accountNo, [10_000]))).status).toBe(200);
    expect(await story.owed(customer)).toBe(0);
    expect((await device.call('POST', '/kiosk/quotes', { accountNo })).status).toBe(404);
  });

  it('pays the bill note by note; the surplus is balance, and the answer has the receipt', async () => {
    const [device, customer] = [await machine(), await story.customer(12_300)];
    const quote = await device.call('POST', '/kiosk/quotes', { accountNo: customer.household.accountNo });
    expect(quote.body).toMatchObject({ owedFen: 12_300, nameMasked: '**明' });
    expect(JSON.stringify(quote.body)).not.toContain('张晓');
    const { status, body } = await device.report(device.notes(customer.household.accountNo, [10_000, 5_000]));
    expect([status, body.next]).toEqual([200, 4]);
    expect(body.sessions).toMatchObject([{ session: 's1', fen: 15_000, surplusFen: 2_700 }]);
    expect(body.sessions[0].receiptNo).toMatch(/\d/);
    expect(await story.owed(customer)).toBe(0);
    expect(await story.balance(customer)).toBe(2_700);
    expect(await story.differences()).toEqual([]);
  });

  it('reported again and again after an outage counts once', async () => {
    const [device, customer] = [await machine(), await story.customer(12_300)];
    const events = device.notes(customer.household.accountNo, [10_000, 2_000, 500]);
    await device.report(events.slice(0, 2));
    const answers = await Promise.all([
      device.report(events),
      device.report(events),
      device.report(events.slice(1)),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(new Set(answers.map(({ body }) => body.sessions[0].paymentNo)).size).toBe(1);
    expect(await inBooks(customer)).toEqual({ times: 1, fen: 12_500 });
  });

  it('with an event missing or changed is refused as a whole, and told where to go on', async () => {
    const [device, customer] = [await machine(), await story.customer()];
    const events = device.notes(customer.household.accountNo, [10_000, 2_000]);
    const gap = await device.report(events.slice(1));
    expect([gap.status, gap.body.error, gap.body.details[0].message]).toEqual([409, 'event-missing', '1']);
    await device.report(events.slice(0, 1));
    const changed = await device.report([{ ...events[0], fen: 5_000 }]);
    expect(changed.body.error).toBe('event-differs');
    // What stands before it is known: sent again under another number it would be booked twice.
    const [kept, other] = [events[0], { ...events[1], fen: 500 }];
    await device.report(events.slice(0, 2));
    const mixed = await device.report([kept, other]);
    expect(mixed.body.details).toMatchObject([{ field: 'events.1.sequence', message: '3' }]);
    expect((await device.report(events)).status).toBe(200);
    expect(await inBooks(customer)).toEqual({ times: 1, fen: 12_000 });
  });

  it('that contradicts itself holds up nothing after it: what lies in the box is booked, and staff read what was wrong', async () => {
    const [device, customer, other, later] = [
      await machine(),
      await story.customer(),
      await story.customer(),
      await story.customer(),
    ];
    const note = ({ household: { accountNo } }: Customer, fen: number) =>
      device.event('note', { session: 'mixed', accountNo, fen });
    const events = [
      note(customer, 10_000),
      note(other, 500),
      device.event('finish', { session: 'mixed', notes: 3, fen: 99_900 }),
      device.event('finish', { session: 'never', notes: 1, fen: 100 }),
      ...device.notes(later.household.accountNo, [10_000, 2_000]),
    ];
    const { status, body } = await device.report(events);
    expect([status, body.next]).toEqual([200, device.sequence]);
    expect(await inBooks(customer)).toEqual({ times: 1, fen: 10_000 });
    expect(await inBooks(other)).toEqual({ times: 1, fen: 500 });
    expect(await inBooks(later)).toEqual({ times: 1, fen: 12_000 });
    // Said again after an outage it is the same.
    expect((await device.report(events)).status).toBe(200);
    expect(await inBooks(other)).toEqual({ times: 1, fen: 500 });
    const { problems } = (await story.get(finance, '/staff/desk/devices')).body;
    const own = problems.filter(({ deviceNo }: { deviceNo: string }) => deviceNo === device.deviceNo);
    expect(own).toMatchObject([
      { problem: 'no-session', session: 'never', accountNo: null, notes: 1, fen: 100 },
      { problem: 'other-sum', session: 'mixed', accountNo: null, notes: 3, fen: 99_900 },
      {
        problem: 'other-account',
        session: 'mixed',
        accountNo: other.household.accountNo,
        notes: null,
        fen: 500,
      },
    ]);
    expect(await story.differences()).toEqual([]);
  });

  it('of a customer who walked away is booked after five minutes; a note that is told later is booked too', async () => {
    const [device, customer] = [await machine(), await story.customer(30_000)];
    const [first, second, finish] = device.notes(customer.household.accountNo, [10_000, 5_000]);
    await device.report([first]);
    await story.hall.app.runJob('book-kiosk-sessions');
    expect(await story.owed(customer)).toBe(30_000);
    story.clock.pass(301);
    await story.hall.app.runJob('book-kiosk-sessions');
    expect(await story.owed(customer)).toBe(20_000);
    await device.report([second, finish]);
    expect(await story.owed(customer)).toBe(15_000);
    expect(await inBooks(customer)).toEqual({ times: 2, fen: 15_000 });
  });

  it('whose booking was cut off by a crash is booked by the next process, once', async () => {
    const [device, customer] = [await machine(), await story.customer()];
    const events = device.notes(customer.household.accountNo, [10_000, 2_000]);
    story.dieAt('kiosk-booking');
    expect((await device.report(events)).status).toBe(500);
    expect(await inBooks(customer)).toEqual({ times: 0, fen: 0 });
    await story.hall.app.runJob('book-kiosk-sessions');
    await device.report(events);
    expect(await inBooks(customer)).toEqual({ times: 1, fen: 12_000 });
  });

  it.each([
    ['three days ago, without a line', -3 * 86_400, true],
    ['in a year to come, by a wrong clock', 400 * 86_400, false],
    ['tomorrow, by a wrong clock', 86_400, false],
    ['in a year long past, by a wrong clock', -400 * 86_400, false],
  ])('told to have come %s, is booked on a day that can be true', async (_, seconds, isBelieved) => {
    const [device, customer] = [await machine(), await story.customer(12_000)];
    const heard = story.clock.now();
    const told = new Date(heard.getTime() + seconds * 1000);
    const events = device
      .notes(customer.household.accountNo, [10_000, 2_000])
      .map(event => ({ ...event, at: told.toISOString() }));
    const { status, body } = await device.report(events);
    expect(status).toBe(200);
    const { rows } = await story.hall.owner.query(
      `SELECT c.clearing_on = shanghai_date($2) AS "onDay", e.detail ->> 'toldAt' AS "toldAt",
              (SELECT min(at) FROM kiosk_events k WHERE k.device_no = $3) AS kept
         FROM payments p JOIN collections c ON c.payment_id = p.id JOIN payment_events e ON e.payment_id = p.id AND e.kind = 'received'
        WHERE p.payment_no = $1`,
      [body.sessions[0].paymentNo, isBelieved ? told : heard, device.deviceNo],
    );
    expect(rows).toEqual([{ onDay: true, toldAt: isBelieved ? null : told.toISOString(), kept: told }]);
    expect(await story.owed(customer)).toBe(0);
    // The same again after an outage is the same.
    expect((await device.report(events)).body.sessions[0].paymentNo).toBe(body.sessions[0].paymentNo);
  });

  it('for an account that nobody knows lies in suspense, before a person', async () => {
    const device = await machine();
    const { status, body } = await device.report(device.notes('3799999999999', [10_000]));
    expect([status, body.sessions[0].receiptNo]).toEqual([200, null]);
    const { rows } = await story.hall.owner.query(
      `SELECT kind FROM odd_payments o JOIN collections c ON c.id = o.collection_id WHERE c.trade_no = $1`,
      [body.sessions[0].paymentNo],
    );
    expect(rows).toEqual([{ kind: 'unknown-payment' }]);
    expect(await story.differences()).toEqual([]);
  });
});

describe('a cash box', () => {
  it('is changed, counted blind, and a missing note must be explained', async () => {
    const [device, customer] = [await machine(), await story.customer(12_000)];
    await device.report(device.notes(customer.household.accountNo, [10_000, 2_000]));
    const { boxNo } = (await device.call('GET', '/kiosk/state')).body;
    const path = `/staff/desk/cash-boxes/${boxNo}/count`;
    expect((await story.post(finance, path, { counted: {} })).body.error).toBe('cash-box-not-removed');
    await device.report([device.event('box', { removed: '1', inserted: '2' })]);
    expect((await device.call('GET', '/kiosk/state')).body.boxNo).toBe(`${device.deviceNo}-2`);
    const short = await story.post(finance, path, { counted: { '10000': 1 } });
    expect([short.body.error, short.body.details[0].message]).toEqual(['difference-unexplained', '-¥20.00']);
    const box = await story.account('cash-box');
    const count = { counted: { '10000': 1 }, explanation: '一张 20 元为假币' };
    const counted = await story.post(finance, path, count);
    expect(counted.body).toMatchObject({ status: 'unconfirmed', differenceFen: -2_000, expectedFen: 12_000 });
    const found = { by: finance.username, countedFen: 10_000, differenceFen: -2_000, papers: null };
    const counts = [
      { ...found, explanation: null },
      { ...found, explanation: count.explanation },
    ];
    expect(counted.body.counts).toMatchObject(counts);
    expect((await story.account('cash-box')) - box).toBe(0);
    const confirm = (by: Member, approve = true, note: object = { note: '请再数一遍' }) =>
      story.post(by, `/staff/desk/cash-boxes/${boxNo}/confirmation`, { approve, ...note });
    const own = await confirm(finance);
    expect([own.status, own.body.error]).toEqual([403, 'cash-box-four-eyes']);
    const supervisor = await story.member('supervisor');
    // Who turns it down says why, and that is kept.
    const unsaid = await confirm(supervisor, false, {});
    expect([unsaid.status, unsaid.body.details[0].field]).toEqual([400, 'note']);
    expect((await confirm(supervisor, false)).body).toMatchObject({
      status: 'removed',
      countedFen: null,
      counts: [],
    });
    const { rows: said } = await story.hall.owner.query(
      `SELECT detail ->> 'note' AS note FROM audit_entries WHERE action = 'cash-box.reject' AND subject = $1`,
      [`cash-box:${boxNo}`],
    );
    expect(said).toEqual([{ note: '请再数一遍' }]);
    expect((await confirm(supervisor)).body.error).toBe('cash-box-not-counted');
    await story.post(finance, path, count);
    const { boxes } = (await story.get(supervisor, '/staff/desk/devices')).body;
    const toConfirm = boxes.find((one: { boxNo: string }) => one.boxNo === boxNo);
    expect(toConfirm.counts).toMatchObject([...counts, counts[1]]);
    expect((await confirm(supervisor)).body).toMatchObject({ status: 'counted', differenceFen: -2_000 });
    expect((await story.account('cash-box')) - box).toBe(-12_000);
    expect(await story.differences()).toEqual([]);
  });

  it('is not counted by whoever has let its machine in, and by no one person in the database either', async () => {
    const device = await machine();
    const { boxNo } = (await device.call('GET', '/kiosk/state')).body;
    await device.report([device.event('box', { removed: '1', inserted: '2' })]);
    const both = await story.member('finance', 'administrator');
    await story.post(both, `/staff/desk/devices/${device.deviceNo}/enrolment`);
    const refused = await story.post(both, `/staff/desk/cash-boxes/${boxNo}/count`, { counted: {} });
    expect([refused.status, refused.body.error]).toEqual([403, 'cash-box-own-device']);
    const alone = story.hall.owner.query(
      `UPDATE cash_boxes SET status = 'counted', counted_by = 'one', confirmed_by = 'one', counted_fen = 0, expected_fen = 0 WHERE box_no = $1`,
      [boxNo],
    );
    await expect(alone).rejects.toThrow('cash_boxes_four_eyes_check');
  });

  it('is counted again when a machine that was offline brings notes for it after the count', async () => {
    const [device, customer, supervisor] = [
      await machine(),
      await story.customer(5_000),
      await story.member('supervisor'),
    ];
    const { boxNo } = (await device.call('GET', '/kiosk/state')).body;
    await device.report(device.notes(customer.household.accountNo, [10_000]));
    await device.report([device.event('box', { removed: '1', inserted: '2' })]);
    await story.post(finance, `/staff/desk/cash-boxes/${boxNo}/count`, { counted: { '10000': 1 } });
    await story.hall.owner.query(
      `INSERT INTO kiosk_sessions (device_no, session, account_no, box_no, notes, fen, last_at, heard_at) VALUES ($1, 'late', $2, $3, 1, 5000, now(), now())`,
      [device.deviceNo, customer.household.accountNo, boxNo],
    );
    const confirm = (approve: boolean) =>
      story.post(supervisor, `/staff/desk/cash-boxes/${boxNo}/confirmation`, {
        approve,
        note: '又有纸币入账',
      });
    expect((await confirm(true)).body.error).toBe('cash-box-changed');
    expect((await confirm(false)).body.status).toBe('removed');
    await story.hall.owner.query(`DELETE FROM kiosk_sessions WHERE session = 'late'`);
  });
});

describe("a device's key", () => {
  it('is the only one that speaks for it: forged, stale, foreign and revoked requests are refused', async () => {
    const [device, other] = [await machine(), await machine()];
    expect((await device.call('GET', '/kiosk/state')).status).toBe(200);
    const untrusted = () => figuresOf(story.hall.url, 'hall_untrusted_total');
    const before = await untrusted();
    const now = Math.floor(story.clock.now().getTime() / 1000);
    const refused = [
      await device.call('GET', '/kiosk/state', undefined, { key: other.key.privateKey }),
      await device.call('GET', '/kiosk/state', undefined, { time: now - 301 }),
      await device.call('GET', '/kiosk/state', undefined, { time: now + 360 }),
      await device.call(
        'POST',
        '/kiosk/quotes',
        { accountNo: '3700000000000' },
        { sign: '{"accountNo":"1"}' },
      ),
      await story.hall.call('GET', '/kiosk/state'),
    ];
    expect(refused.map(({ status, body }) => [status, body.error])).toEqual(
      refused.map(() => [401, 'bad-signature']),
    );
    await story.post(finance, `/staff/desk/devices/${device.deviceNo}/revocation`);
    expect((await device.call('GET', '/kiosk/state')).status).toBe(401);
    // Outside they are all alike; an operator sees what they were.
    expect(grownSince(before, await untrusted())).toEqual({
      'kiosk signature': 2,
      'kiosk time': 2,
      'kiosk form': 1,
      'kiosk device': 1,
    });
  });

  it('comes with a code that is good once, for fifteen minutes; the device changes it by itself', async () => {
    const made = await story.post(administrator, '/staff/desk/devices', { name: '二号机', place: '城西' });
    const late = await story.post(administrator, '/staff/desk/devices', { name: '三号机', place: '城西' });
    const device = new Machine(story);
    expect((await device.enrol(made.body.code)).status).toBe(201);
    expect((await new Machine(story).enrol(made.body.code)).body.error).toBe('enrolment-refused');
    const next = newKey();
    expect((await device.call('POST', '/kiosk/key', { publicKey: spki(next.publicKey) })).status).toBe(200);
    expect((await device.call('GET', '/kiosk/state')).status).toBe(401);
    device.key = next;
    expect((await device.call('GET', '/kiosk/state')).status).toBe(200);
    story.clock.pass(901);
    expect((await new Machine(story).enrol(late.body.code)).body.error).toBe('enrolment-refused');
  });

  it('is one device, under one code, however often the same request for it is sent', async () => {
    const key = freshKey();
    const add = () =>
      story.post(administrator, '/staff/desk/devices', { name: '四号机', place: '城西' }, key);
    const [first, again] = [await add(), await add()];
    expect(first.status).toBe(201);
    expect(again.body).toEqual(first.body);
    const { body } = await story.get(finance, '/staff/desk/devices');
    expect(body.devices.filter(({ name }: { name: string }) => name === '四号机')).toHaveLength(1);
    // Once it has been used it opens nothing, though the same request is still answered by it.
    expect((await new Machine(story).enrol(first.body.code)).status).toBe(201);
    expect((await add()).body.code).toBe(first.body.code);
    expect((await new Machine(story).enrol(first.body.code)).body.error).toBe('enrolment-refused');
    const anew = () =>
      story.post(
        administrator,
        `/staff/desk/devices/${first.body.device.deviceNo}/enrolment`,
        undefined,
        key,
      );
    const codes = [(await anew()).body.code, (await anew()).body.code];
    expect(codes).toEqual([codes[0], codes[0]]);
    expect(codes[0]).not.toBe(first.body.code);
    // That both were answered is kept, and not with what.
    const { rows } = await story.hall.owner.query('SELECT response FROM idempotency_keys WHERE key = $1', [
      key,
    ]);
    expect(rows.map(({ response }) => testCipher.decrypt(Buffer.from(response, 'base64')))).toEqual([
      'null',
      'null',
    ]);
  });

  it('does not let anybody try account numbers one after the other', async () => {
    const device = await machine();
    const answers = [];
    for (let tries = 0; tries < 31; tries++)
      answers.push(
        await device.call('POST', '/kiosk/quotes', {
          accountNo: `37000000${String(tries).padStart(5, '0')}`,
        }),
      );
    expect(answers.at(-1)!.status).toBe(429);
  });
});
