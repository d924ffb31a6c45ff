/** What households are told by themselves, day by day, with the clock moved. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newPaymentNo } from '../../../server/src/shared/ids.ts';
import type { Household } from '../../support/world.ts';
import { addMember, type DeskMember } from '../access/scene.ts';
import { nextDay, openStreet, type Street } from './street.ts';

let street: Street;
beforeAll(async () => {
  street = await openStreet('2026-10-21');
}, 120_000);
afterAll(() => street.close());

const even = () => 10;

describe('a prepaid household runs low', () => {
  it('is told once below ¥30, once below zero, and anew after a top-up', async () => {
    const home = await street.world.household();
    const holder = await street.holder(home);
    await street.read(home, '2026-09-01', '2026-09-30', even);
    await street.bill(home, {
      month: '2026-09',
      amountFen: 0,
      dueOn: '2026-10-20',
      issuedAt: '2026-10-01T01:00:00Z',
    });
    await street.read(home, '2026-10-01', '2026-10-20', even);
    // 20 days of 10 kWh at 0.5469 cost ¥109.38.
    await street.prepaid(home, 16_000);
    await street.sweep();
    expect(await street.notices(home)).toEqual([]);

    street.morningOf('2026-10-26');
    await street.read(home, '2026-10-21', '2026-10-25', even);
    await street.sweep();
    await street.sweep();
    const low = await street.notices(home);
    expect(low).toMatchObject([
      {
        event: 'low-balance',
        personId: holder.personId,
        params: { balanceFen: 16_000 - 13_673, daysLeft: 4, asOfOn: '2026-10-25' },
      },
    ]);
    // Days later, still low: the same alert, not another.
    street.morningOf('2026-10-28');
    await street.read(home, '2026-10-26', '2026-10-27', even);
    await street.sweep();
    expect(await street.notices(home)).toHaveLength(1);

    street.morningOf('2026-10-31');
    await street.read(home, '2026-10-28', '2026-10-30', even);
    await street.sweep();
    expect(await street.notices(home)).toMatchObject([
      { event: 'low-balance' },
      { event: 'low-balance', params: { balanceFen: 16_000 - 16_407, daysLeft: 0 } },
    ]);

    // Paid a minute before the sweep: nobody is told of a balance that is no longer so.
    await street.keep(home, 36_000);
    await street.sweep();
    expect(await street.notices(home)).toHaveLength(2);
  });

  it('and falls below again in the same month: told once more for each time money came in, by whatever way', async () => {
    const home = await street.world.household();
    const holder = await street.holder(home);
    const day = street.today();
    await street.bill(home, {
      month: '2026-09',
      amountFen: 0,
      dueOn: '2026-10-20',
      issuedAt: '2026-10-01T01:00:00Z',
    });
    await street.read(home, '2026-10-01', nextDay(day, -1), even);
    await street.prepaid(home, 0);
    const collected = (fen: number, trade: string) =>
      street.owner.query(
        `WITH money AS (
           INSERT INTO collections (source, trade_no, order_no, amount_fen, paid_at, clearing_on, origin)
           SELECT 'story', $2, $2, $3, $4::timestamptz, shanghai_date($4), 'file' RETURNING id)
         SELECT allocate_to_balance(id, $1, $3) FROM money`,
        [home.holderPeriodId, trade, fen, `${street.today()}T08:00:00+08:00`],
      );
    const told = async () => (await street.notices(home, 'low-balance')).length;
    await street.sweep();
    expect(await told()).toBe(1);
    // Above the limit: silence.
    await collected(40_000, 'low-1');
    await street.sweep();
    expect(await told()).toBe(1);
    // Below again, as use goes on: told once, and not at every sweep.
    await street.owner.query('UPDATE customer_balances SET balance_fen = 2_000 WHERE holder_period_id = $1', [
      home.holderPeriodId,
    ]);
    await street.owner.query('UPDATE account_estimates SET stale = true WHERE holder_period_id = $1', [
      home.holderPeriodId,
    ]);
    await street.sweep();
    await street.sweep();
    expect(await told()).toBe(2);
    // Too little to be above the limit: told that it is low still, once.
    await collected(100, 'low-2');
    await street.sweep();
    await street.sweep();
    expect(await told()).toBe(3);
    expect(
      (await street.notices(home, 'low-balance')).every(({ personId }) => personId === holder.personId),
    ).toBe(true);
  });

  it('a postpaid household with the same use is not told of a balance', async () => {
    const home = await street.world.household();
    await street.holder(home);
    await street.read(home, '2026-10-01', '2026-10-30', even);
    await street.sweep();
    expect(await street.notices(home, 'low-balance')).toEqual([]);
  });

  it('a day nobody measured counts as used: silence of the meter does not hide an empty balance', async () => {
    const home = await street.world.household();
    await street.holder(home);
    await street.bill(home, {
      month: '2026-09',
      amountFen: 0,
      dueOn: '2026-10-20',
      issuedAt: '2026-10-01T01:00:00Z',
    });
    await street.read(home, '2026-10-01', '2026-10-20', even);
    await street.read(home, '2026-10-21', '2026-10-30', () => null);
    // As of the 20th ¥41 were left; ten days have passed since.
    await street.prepaid(home, 10_938 + 4_100);
    await street.sweep();
    expect(await street.notices(home, 'low-balance')).toMatchObject([
      { params: { balanceFen: 4_100, daysLeft: 0, asOfOn: '2026-10-20' } },
    ]);
  });
});

it('a balance that stays low is one alert over the end of the month as well, until money comes in', async () => {
  const home = await street.world.household();
  await street.holder(home);
  await street.bill(home, {
    month: '2026-09',
    amountFen: 0,
    dueOn: '2026-10-20',
    issuedAt: '2026-10-01T01:00:00Z',
  });
  await street.read(home, '2026-10-01', '2026-10-30', even);
  // 30 days of 10 kWh have cost ¥164.07; ¥20 are left, and ¥14.53 a day later.
  await street.prepaid(home, 16_407 + 2_000);
  const told = async () =>
    (await street.notices(home, 'low-balance')).map(({ params }) => params['balanceFen']);
  expect(street.today()).toBe('2026-10-31');
  await street.sweep();
  expect(await told()).toEqual([2_000]);
  street.morningOf('2026-11-01');
  await street.read(home, '2026-10-31', '2026-10-31', even);
  await street.sweep();
  expect(await told()).toEqual([2_000]);
  await street.owner.query(
    `WITH money AS (
       INSERT INTO collections (source, trade_no, order_no, amount_fen, paid_at, clearing_on, origin)
       SELECT 'story', 'low-month', 'low-month', 100, '2026-11-01T08:00:00+08:00'::timestamptz, '2026-11-01', 'file' RETURNING id)
     SELECT allocate_to_balance(id, $1, 100) FROM money`,
    [home.holderPeriodId],
  );
  await street.sweep();
  expect(await told()).toEqual([2_000, 2_000 - 547 + 100]);
});

describe('bills', () => {
  it('issued, due soon, overdue: each once; who was bound later is not told of the old bill', async () => {
    const home = await street.world.household();
    const holder = await street.holder(home);
    street.morningOf('2026-11-02');
    await street.bill(home, { month: '2026-10', amountFen: 16_407, dueOn: '2026-11-22' });
    await street.sweep();
    const late = await street.world.resident();
    await street.world.bind(late, home, { level: 'pay-only' });
    await street.owner.query(`UPDATE bindings SET created_at = '2026-11-02T04:00:00Z' WHERE person_id = $1`, [
      late.personId,
    ]);
    street.morningOf('2026-11-03');
    await street.sweep();
    expect(await street.notices(home)).toMatchObject([
      {
        event: 'bill-issued',
        personId: holder.personId,
        params: { month: '2026-10', amountFen: 16_407, dueOn: '2026-11-22' },
      },
    ]);
    street.morningOf('2026-11-18');
    await street.sweep();
    expect(await street.notices(home, 'due-soon')).toEqual([]);
    for (const day of ['2026-11-19', '2026-11-20', '2026-11-22']) {
      street.morningOf(day);
      await street.sweep();
    }
    expect(await street.notices(home, 'due-soon')).toHaveLength(2);
    expect(await street.notices(home, 'overdue')).toEqual([]);
    for (const day of ['2026-11-23', '2026-11-25']) {
      street.morningOf(day);
      await street.sweep();
    }
    // Whom dunning writes to, it tells of the debt itself.
    expect(await street.notices(home, 'overdue')).toMatchObject([
      { personId: late.personId, params: { amountFen: 16_407, daysOverdue: 1 } },
    ]);
  });

  it('a pay-only person hears of sums owed and of nothing else', async () => {
    const home = await street.world.household();
    const payOnly = await street.world.resident();
    await street.world.bind(payOnly, home, { level: 'pay-only' });
    const day = street.today();
    await street.read(home, nextDay(day, -20), nextDay(day, -1), on => (on === nextDay(day, -1) ? 60 : 10));
    await street.prepaid(home, 100);
    await street.bill(home, { month: '2026-09', amountFen: 5_000, dueOn: nextDay(day, -2) });
    await street.sweep();
    const told = await street.notices(home);
    expect(told.map(({ event }) => event).sort()).toEqual(['bill-issued', 'overdue']);
    const { body } = await street.call('GET', `/households/${home.accountNo}/alerts`, {
      token: payOnly.token,
    });
    expect(body.rules.map(({ rule }: { rule: string }) => rule)).toEqual([
      'bill-issued',
      'due-soon',
      'overdue',
    ]);
    const refused = await street.call('PATCH', `/households/${home.accountNo}/alerts/low-balance`, {
      token: payOnly.token,
      body: { enabled: true },
    });
    expect(refused).toMatchObject({ status: 403, body: { error: 'alert-needs-full-binding' } });
  });
});

describe('use', () => {
  it('an unusual day is told once in its week; a quiet day says nothing', async () => {
    const home = await street.world.household();
    await street.holder(home);
    const day = street.today();
    await street.read(home, nextDay(day, -20), nextDay(day, -1), even);
    await street.sweep();
    expect(await street.notices(home)).toEqual([]);
    street.morningOf(nextDay(day));
    await street.read(home, day, day, () => 42);
    await street.sweep();
    street.morningOf(nextDay(day, 2));
    await street.read(home, nextDay(day), nextDay(day), () => 44);
    await street.sweep();
    expect(await street.notices(home)).toMatchObject([
      { event: 'unusual-use', params: { usedKwh: 42, usualKwh: 10, onOn: day } },
    ]);
  });

  it('a step into the second tier is told once a year', async () => {
    const home = await street.world.household();
    await street.holder(home);
    const day = street.today();
    // A bill of 310 kWh stands; the days since reach 2,520 kWh together with it.
    await street.bill(home, {
      month: '2026-10',
      amountFen: 0,
      dueOn: '2026-11-20',
      issuedAt: '2026-11-01T01:00:00Z',
    });
    await street.read(home, '2026-11-01', nextDay(day, -1), () => 90);
    await street.sweep();
    await street.sweep();
    expect(await street.notices(home, 'tier-step')).toMatchObject([{ params: { tier: 2, year: 2026 } }]);
  });

  it('a forecast above one’s own limit, after the first week of the month', async () => {
    const home = await street.world.household();
    const holder = await street.holder(home);
    const day = street.today();
    await street.read(home, '2026-11-01', nextDay(day, -1), even);
    await street.sweep();
    expect(await street.notices(home, 'forecast-above')).toEqual([]);
    const set = await street.call('PATCH', `/households/${home.accountNo}/alerts/forecast-above`, {
      token: holder.token,
      body: { enabled: true, amountFen: 12_000 },
    });
    expect(set.status).toBe(200);
    await street.sweep();
    expect(await street.notices(home, 'forecast-above')).toMatchObject([
      { params: { limitFen: 12_000, month: '2026-11', forecastFen: 16_407 } },
    ]);
  });
});

describe('money', () => {
  /** This morning, on the street's clock. */
  const now = () => new Date(`${street.today()}T08:00:00+08:00`);

  it('somebody else’s payment is told to who asked for it, once, with what came; the payer’s own is not', async () => {
    const home = await street.world.household();
    const holder = await street.holder(home);
    const relative = await street.world.resident();
    await street.world.bind(relative, home);
    for (const { token } of [holder, relative])
      await street.call('PATCH', `/households/${home.accountNo}/alerts/payment-credited`, {
        token,
        body: { enabled: true },
      });
    await street.bill(home, { month: '2026-10', amountFen: 8_800, dueOn: '2026-11-30' });
    const { rows } = await street.owner.query(
      `SELECT y.id, y.holder_period_id FROM payables y WHERE y.holder_period_id = $1 AND y.status = 'open'`,
      [home.holderPeriodId],
    );
    const paymentNo = newPaymentNo(now());
    await street.owner.query(
      `SELECT receive_payment($1, 'bank-debit', 'debit-bank:story', 'T-alerts-1', 'debit', NULL, '电费', ARRAY[$2::bigint], ARRAY[8800::bigint], '{}', '{}', $3, shanghai_date($3), 'file', false, '{}')`,
      [paymentNo, rows[0].id, now()],
    );
    await street.owner.query('UPDATE payments SET person_id = $2 WHERE payment_no = $1', [
      paymentNo,
      relative.personId,
    ]);
    await street.sweep();
    await street.sweep();
    expect(await street.notices(home, 'household-paid')).toMatchObject([
      { personId: holder.personId, params: { amountFen: 8_800, paymentNo } },
    ]);
  });
});

describe('one’s own rules', () => {
  it('one request stops an alert and one starts it again, with the limit that was set before', async () => {
    const home = await street.world.household();
    const holder = await street.holder(home);
    const day = street.today();
    await street.read(home, nextDay(day, -20), nextDay(day, -1), even);
    await street.prepaid(home, 10_938 + 9_000);
    const set = (body: object) =>
      street.call('PATCH', `/households/${home.accountNo}/alerts/low-balance`, { token: holder.token, body });
    await set({ enabled: false, amountFen: 20_000 });
    await street.sweep();
    expect(await street.notices(home)).toEqual([]);
    const { body } = await set({ enabled: true });
    expect(body.rules[0]).toMatchObject({
      rule: 'low-balance',
      enabled: true,
      amountFen: 20_000,
      days: 3,
      own: true,
    });
    await street.sweep();
    expect(await street.notices(home)).toHaveLength(1);
  });

  it('a limit that the alert does not have is refused, and so is one out of bounds', async () => {
    const home = await street.world.household();
    const holder = await street.holder(home);
    const put = (rule: string, body: object) =>
      street.call('PATCH', `/households/${home.accountNo}/alerts/${rule}`, { token: holder.token, body });
    expect(await put('overdue', { enabled: true, days: 3 })).toMatchObject({
      status: 400,
      body: { error: 'alert-threshold-unknown' },
    });
    expect(await put('due-soon', { enabled: true, days: 99 })).toMatchObject({ status: 400 });
    expect(await put('supply-suspended', { enabled: false })).toMatchObject({ status: 400 });
  });

  it('a new holder never gets the old one’s alerts, and the old one none of the new', async () => {
    const home = await street.world.household();
    const before = await street.holder(home);
    const day = street.today();
    await street.bill(home, { month: '2026-10', amountFen: 4_000, dueOn: nextDay(day, -1) });
    const next = await street.world.moveIn(home, day);
    const after = await street.holder(next);
    await street.read(home, nextDay(day, -20), nextDay(day, -1), even);
    await street.sweep();
    const { rows } = await street.owner.query('SELECT event FROM notices WHERE person_id = ANY ($1)', [
      [before.personId, after.personId],
    ]);
    expect(rows).toEqual([]);
  });
});

it('a large customer’s contacts are told by their role, and kept sealed', async () => {
  const works = await street.world.household({ category: 'commercial', name: '海滨机械厂' });
  const clerk = await addMember(street, 'clerk');
  const add = (body: object, key: string) =>
    street.call('POST', `/staff/accounts/${works.accountNo}/contacts`, { cookie: clerk.cookie, key, body });
  expect((await add({ role: 'finance', name: '王会计', phone: '13912345678' }, 'contact-1')).status).toBe(
    201,
  );
  const second = await add({ role: 'operations', name: '赵班长', email: 'zhao@works.example' }, 'contact-2');
  expect(second.body.contacts).toMatchObject([
    { role: 'finance', phoneMasked: '139****5678', emailMasked: null },
    { role: 'operations', phoneMasked: null, emailMasked: 'z***@works.example' },
  ]);
  expect((await add({ role: 'manager', name: '李厂长' }, 'contact-3')).body.details).toMatchObject([
    { field: 'phone', rule: 'phone-or-email' },
  ]);
  const day = street.today();
  await street.owner.query(`UPDATE account_contacts SET added_at = $1::date - 1`, [day]);
  await street.bill(works, { month: '2026-10', amountFen: 990_000, dueOn: nextDay(day, 20) });
  await street.sweep();
  const told = await street.notices(works);
  expect(told).toMatchObject([{ event: 'bill-issued', personId: null, params: { amountFen: 990_000 } }]);
  const { body } = await street.call('GET', `/staff/accounts/${works.accountNo}/alerts`, {
    cookie: clerk.cookie,
  });
  expect(body).toMatchObject({ mayHaveContacts: true, alerts: [{ rule: 'bill-issued', to: 'contact' }] });
  const stored = await street.owner.query('SELECT * FROM account_contacts');
  expect(JSON.stringify(stored.rows)).not.toMatch(/13912345678|zhao@works/);
  const home = await street.world.household();
  const refused = await street.call('POST', `/staff/accounts/${home.accountNo}/contacts`, {
    cookie: clerk.cookie,
    key: 'contact-4',
    body: { role: 'finance', name: '张三', phone: '13912345678' },
  });
  expect(refused).toMatchObject({ status: 409, body: { error: 'contacts-for-large-customers' } });
});

it('a contact is told what is on by default, and nothing that the utility has switched off', async () => {
  const works = await street.world.household({ category: 'commercial' });
  const clerk = await addMember(street, 'clerk');
  const supervisor = await addMember(street, 'supervisor');
  await street.owner.query(`UPDATE staff_sessions SET expires_at = '2100-01-01'`);
  await street.call('POST', `/staff/accounts/${works.accountNo}/contacts`, {
    cookie: clerk.cookie,
    key: 'contact-default',
    body: { role: 'finance', name: '周会计', phone: '13912345679' },
  });
  const day = street.today();
  await street.owner.query('UPDATE account_contacts SET added_at = $1::date - 1', [day]);
  let turns = 0;
  const byDefault = async (rule: string, enabled: boolean) => {
    const answer = await street.call('POST', '/staff/alert-defaults', {
      cookie: supervisor.cookie,
      key: `alert-default-${++turns}`,
      body: {
        rule,
        paymentMode: 'postpaid',
        enabled,
        amountFen: null,
        days: null,
        percent: null,
        source: '测试默认值',
      },
    });
    expect(answer.status).toBe(201);
  };
  const told = async () => (await street.notices(works)).map(({ event }) => event);
  await byDefault('bill-issued', false);
  await street.bill(works, { month: '2026-10', amountFen: 70_000, dueOn: nextDay(day, 20) });
  await street.sweep();
  expect(await told()).toEqual([]);
  await byDefault('bill-issued', true);
  await street.sweep();
  expect(await told()).toEqual(['bill-issued']);

  const paidAt = new Date(`${day}T08:00:00+08:00`);
  await street.owner.query(
    `SELECT receive_payment($1, 'bank-debit', 'debit-bank:story', 'T-alerts-contact', 'debit', NULL, '电费',
       ARRAY(SELECT id FROM payables WHERE holder_period_id = $2 AND status = 'open'), ARRAY[70000::bigint], '{}', '{}', $3, shanghai_date($3), 'file', false, '{}')`,
    [newPaymentNo(paidAt), works.holderPeriodId, paidAt],
  );
  await street.sweep();
  expect(await told()).toEqual(['bill-issued']);
  await byDefault('payment-credited', true);
  await street.sweep();
  expect(await told()).toEqual(['bill-issued', 'household-paid']);
  await byDefault('payment-credited', false);
});

it('one household that cannot be reckoned with holds up no estimate of the others', async () => {
  const homes = [
    await street.world.household(),
    await street.world.household(),
    await street.world.household(),
  ];
  await street.owner.query(
    `CREATE FUNCTION refuse_estimate() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'out of range'; END $$`,
  );
  await street.owner.query(
    `CREATE TRIGGER refuse_one BEFORE INSERT ON account_estimates FOR EACH ROW WHEN (NEW.holder_period_id = ${homes[1]!.holderPeriodId}) EXECUTE FUNCTION refuse_estimate()`,
  );
  await street.sweep();
  const { rows } = await street.owner.query(
    'SELECT holder_period_id::int AS id FROM account_estimates WHERE holder_period_id = ANY ($1) ORDER BY 1',
    [homes.map(({ holderPeriodId }) => holderPeriodId)],
  );
  expect(rows.map(({ id }) => id)).toEqual([homes[0]!.holderPeriodId, homes[2]!.holderPeriodId]);
});

it('a payment is told also when the sweep was away for days', async () => {
  const home = await street.world.household();
  const holder = await street.holder(home);
  await street.call('PATCH', `/households/${home.accountNo}/alerts/payment-credited`, {
    token: holder.token,
    body: { enabled: true },
  });
  await street.bill(home, { month: '2026-10', amountFen: 5_500, dueOn: '2026-11-30' });
  const { rows } = await street.owner.query(
    `SELECT id FROM payables WHERE holder_period_id = $1 AND status = 'open'`,
    [home.holderPeriodId],
  );
  await street.sweep();
  const paidAt = new Date(`${street.today()}T08:00:00+08:00`);
  await street.owner.query(
    `SELECT receive_payment($1, 'bank-debit', 'debit-bank:story', 'T-alerts-2', 'debit', NULL, '电费', ARRAY[$2::bigint], ARRAY[5500::bigint], '{}', '{}', $3, shanghai_date($3), 'file', false, '{}')`,
    [newPaymentNo(paidAt), rows[0].id, paidAt],
  );
  await street.owner.query(`UPDATE collections SET created_at = $1 WHERE trade_no = 'T-alerts-2'`, [paidAt]);
  street.morningOf(nextDay(street.today(), 5));
  await street.sweep();
  expect(await street.notices(home, 'household-paid')).toMatchObject([{ params: { amountFen: 5_500 } }]);
});

describe('several bills of one household', () => {
  const told = async (home: Household, event: string) =>
    (await street.notices(home, event)).map(({ dedupeKey, params }) => [dedupeKey.split(':').at(-1), params]);

  it('that come between two sweeps are told each, and one of an older month as well', async () => {
    const home = await street.world.household();
    await street.holder(home);
    const dueOn = nextDay(street.today(), 25);
    const first = await street.bill(home, { month: '2026-09', amountFen: 3_000, dueOn });
    const second = await street.bill(home, { month: '2026-10', amountFen: 0, dueOn });
    await street.sweep();
    expect(await told(home, 'bill-issued')).toEqual([
      [first, expect.objectContaining({ month: '2026-09', amountFen: 3_000, dueOn })],
    ]);
    expect(second).not.toBe(first);
    street.morningOf(nextDay(street.today(), 5));
    const older = await street.bill(home, { month: '2026-08', amountFen: 4_000, dueOn });
    await street.sweep();
    await street.sweep();
    expect((await told(home, 'bill-issued')).map(([billNo]) => billNo)).toEqual([first, older]);
    // Put right for a month of two years ago.
    street.morningOf(nextDay(street.today(), 5));
    const oldest = await street.bill(home, { month: '2024-08', amountFen: 5_000, dueOn });
    await street.sweep();
    await street.sweep();
    expect((await told(home, 'bill-issued')).map(([billNo]) => billNo)).toEqual([first, older, oldest]);
  });

  it('are each told three days before they are due, whatever else is overdue or due later', async () => {
    const home = await street.world.household();
    await street.holder(home);
    const day = street.today();
    const [overdue, soon, later, latest] = [-2, 3, 5, 25].map(days => nextDay(day, days)) as [
      string,
      string,
      string,
      string,
    ];
    const bills = { '2026-06': overdue, '2026-07': soon, '2026-08': later, '2026-09': latest };
    for (const [month, dueOn] of Object.entries(bills))
      await street.bill(home, { month, amountFen: 1_000, dueOn });
    await street.sweep();
    expect(await told(home, 'due-soon')).toEqual([
      [soon, expect.objectContaining({ month: '2026-07', amountFen: 1_000, dueOn: soon })],
    ]);
    street.morningOf(nextDay(day, 2));
    await street.sweep();
    await street.sweep();
    expect((await told(home, 'due-soon')).map(([on]) => on)).toEqual([soon, later]);
  });

  it('are told as overdue anew when another has passed its day, with what all of them come to', async () => {
    const home = await street.world.household();
    const holder = await street.holder(home);
    const payer = await street.world.resident();
    await street.world.bind(payer, home, { level: 'pay-only' });
    const toldTo = async ({ personId }: { personId: string }) =>
      (await street.notices(home, 'overdue'))
        .filter(notice => notice.personId === personId)
        .map(({ dedupeKey, params }) => [dedupeKey.split(':').at(-1), params]);
    const day = street.today();
    const [first, second] = [nextDay(day, -1), nextDay(day, 1)];
    await street.bill(home, { month: '2026-08', amountFen: 1_000, dueOn: first });
    await street.bill(home, { month: '2026-09', amountFen: 2_000, dueOn: second });
    await street.sweep();
    const once = [first, expect.objectContaining({ amountFen: 1_000, daysOverdue: 1 })];
    expect(await toldTo(payer)).toEqual([once]);
    // The first word of a debt is dunning's to whoever it writes to.
    expect(await toldTo(holder)).toEqual([]);
    street.morningOf(nextDay(day, 2));
    await street.sweep();
    await street.sweep();
    const anew = [second, expect.objectContaining({ amountFen: 3_000, daysOverdue: 3 })];
    expect(await toldTo(payer)).toEqual([once, anew]);
    expect(await toldTo(holder)).toEqual([anew]);
  });
});

describe('what staff see', () => {
  let clerk: DeskMember;
  let homes: [Household, Household];
  beforeAll(async () => {
    clerk = await addMember(street, 'clerk');
    await street.owner.query(`UPDATE staff_sessions SET expires_at = '2100-01-01'`);
    homes = [await street.world.household(), await street.world.household()];
    for (const home of homes) {
      await street.world.bind(await street.world.resident(), home, { level: 'pay-only' });
      await street.bill(home, { month: '2026-09', amountFen: 1_000, dueOn: nextDay(street.today(), -1) });
    }
    await street.sweep();
  });
  const list = async (query: Record<string, string>) => {
    const asked = new URLSearchParams(query);
    const { status, body } = await street.call('GET', `/staff/alerts?${asked}`, { cookie: clerk.cookie });
    expect(status).toBe(200);
    return body as {
      alerts: { id: number; accountNo: string; rule: string; status: string }[];
      more: boolean;
      sweeps: object[];
    };
  };

  it('of all alerts is found by account, rule and state, page by page', async () => {
    const [one, other] = homes;
    const { alerts, sweeps } = await list({ query: one.accountNo });
    expect(alerts.map(({ accountNo, rule }) => [accountNo, rule]).sort()).toEqual([
      [one.accountNo, 'bill-issued'],
      [one.accountNo, 'overdue'],
    ]);
    expect(sweeps.length).toBeGreaterThan(0);
    expect((await list({ query: other.accountNo.slice(-6), rule: 'overdue' })).alerts).toMatchObject([
      { accountNo: other.accountNo, rule: 'overdue' },
    ]);
    const [newest, oldest] = alerts;
    expect((await list({ query: one.accountNo, before: String(newest!.id) })).alerts).toMatchObject([
      { id: oldest!.id },
    ]);
    await street.owner.query(`UPDATE notices SET status = 'dead', why = 'no-way' WHERE id = $1`, [
      oldest!.id,
    ]);
    expect((await list({ query: one.accountNo, status: 'dead' })).alerts).toMatchObject([
      { id: oldest!.id, status: 'dead' },
    ]);
    expect((await list({ status: 'dead', rule: 'tier-step', query: one.accountNo })).alerts).toEqual([]);
  });

  it('in the file of an account are its alerts and the notices of its ladder, and nothing else it was told', async () => {
    const [home] = homes;
    await street.owner.query(
      `INSERT INTO notices (dedupe_key, event, holder_period_id, params, source_table, source_id) VALUES
         ('dunning:DN-file:remind:1', 'dunning-reminder', $1, '{}', 'dunning_cases', 'DN-file'),
         ('case:GD-file:answered', 'case-answered', $1, '{}', 'service_cases', 'GD-file'),
         ('outage:TD-file:1:h1', 'outage-planned', $1, '{}', 'outages', 'TD-file')`,
      [home.holderPeriodId],
    );
    const { body } = await street.call('GET', `/staff/accounts/${home.accountNo}/alerts`, {
      cookie: clerk.cookie,
    });
    expect(body.alerts.map(({ event }: { event: string }) => event).sort()).toEqual([
      'bill-issued',
      'dunning-reminder',
      'overdue',
    ]);
  });
});
