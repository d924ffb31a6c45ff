/** Alerts found just after midnight, money that comes before they leave at seven, and what is really sent then. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newPaymentNo } from '../../../server/src/shared/ids.ts';
import type { Household, Resident } from '../../support/world.ts';
import { nextDay, openStreet, type Street } from './street.ts';

const today = '2026-11-24';
const tomorrow = nextDay(today);
let street: Street;
beforeAll(async () => {
  street = await openStreet(today);
}, 120_000);
afterAll(() => street.close());

const deliver = async () => {
  await street.app.runJob('deliver-outbox');
  await street.app.runJob('deliver-notices');
  await street.app.idle();
};
const texts = async ({ phone }: { phone: string }) =>
  (await street.sandbox.get<{ template: string }[]>(`/control/sms?phone=${phone}`))
    .map(({ template }) => template.split('.')[0])
    .sort();

/** Somebody who may only pay, of a home with one bill overdue since midnight and another due in three days. */
async function owing(phone: string) {
  const home = await street.world.household();
  const payer = await street.world.resident({ phone });
  await street.world.bind(payer, home, { level: 'pay-only' });
  const issuedAt = '2026-11-01T01:00:00Z';
  await street.bill(home, { month: '2026-09', amountFen: 5_000, dueOn: today, issuedAt });
  await street.bill(home, { month: '2026-10', amountFen: 7_000, dueOn: nextDay(tomorrow, 3), issuedAt });
  return { home, phone, payer };
}

async function pays({ home }: { home: Household; payer: Resident }, month: string, trade: string) {
  const paidAt = new Date(`${tomorrow}T06:00:00+08:00`);
  await street.owner.query(
    `SELECT receive_payment($1, 'bank-debit', 'debit-bank:story', $3, 'debit', NULL, '电费', ARRAY[p.id], ARRAY[p.amount_fen], '{}', '{}', $4, shanghai_date($4), 'file', false, '{}')
       FROM payables p JOIN bills b ON b.payable_id = p.id WHERE p.holder_period_id = $2 AND b.month = $5`,
    [newPaymentNo(paidAt), home.holderPeriodId, trade, paidAt, month],
  );
}

it('a bill paid before seven is not asked for at seven, and one that was not is', async () => {
  const [both, one, none] = [
    await owing('13700000001'),
    await owing('13700000002'),
    await owing('13700000003'),
  ];
  street.at(tomorrow, '00:10');
  await street.sweep();
  await deliver();
  for (const household of [both, one, none]) {
    expect((await street.notices(household.home)).map(({ event }) => event).sort()).toEqual([
      'due-soon',
      'overdue',
    ]);
    expect(await texts(household)).toEqual([]);
  }
  street.at(tomorrow, '06:00');
  await pays(both, '2026-09', 'T-seven-1');
  await pays(both, '2026-10', 'T-seven-2');
  await pays(one, '2026-09', 'T-seven-3');
  street.at(tomorrow, '07:00');
  await deliver();
  expect(await texts(both)).toEqual([]);
  expect(await texts(one)).toEqual(['due-soon']);
  expect(await texts(none)).toEqual(['due-soon', 'overdue']);
});

it('who tops up before seven is not told of a low balance; what an earlier version queued holds nobody up', async () => {
  const homes = [
    await street.world.household(),
    await street.world.household(),
    await street.world.household(),
  ] as const;
  for (const home of homes) {
    await street.holder(home);
    const issuedAt = '2026-10-01T01:00:00Z';
    await street.bill(home, { month: '2026-09', amountFen: 0, dueOn: '2026-10-20', issuedAt });
    await street.read(home, '2026-10-01', tomorrow, () => 1);
    await street.prepaid(home, 0);
  }
  const day = nextDay(tomorrow);
  street.at(day, '00:10');
  await street.sweep();
  await deliver();
  const [toppedUp, low, queuedBefore] = homes;
  for (const home of homes)
    expect((await street.notices(home)).map(({ event }) => event)).toEqual(['low-balance']);
  // As it was written until its month went out of the key.
  const { rowCount } = await street.owner.query(
    `UPDATE notices SET dedupe_key = regexp_replace(dedupe_key, '^((?:[^:]*:){4})(\\d+)', '\\12026-11.\\2') WHERE holder_period_id = $1 AND event = 'low-balance'`,
    [queuedBefore.holderPeriodId],
  );
  expect(rowCount).toBe(1);
  street.at(day, '06:00');
  await street.owner.query(
    `WITH money AS (
       INSERT INTO collections (source, trade_no, order_no, amount_fen, paid_at, clearing_on, origin)
       SELECT 'story', 'seven-topup', 'seven-topup', 40000, $2::timestamptz, shanghai_date($2), 'file' RETURNING id)
     SELECT allocate_to_balance(id, $1, 40000) FROM money`,
    [toppedUp.holderPeriodId, `${day}T06:00:00+08:00`],
  );
  street.at(day, '07:00');
  await deliver();
  expect([await texts(toppedUp), await texts(low), await texts(queuedBefore)]).toEqual([
    [],
    ['low-balance'],
    ['low-balance'],
  ]);
});

describe('a low balance', () => {
  const runsLow = async () => {
    const home = await street.world.household();
    const holder = await street.holder(home);
    const [day, issuedAt] = [street.today(), '2026-10-01T01:00:00Z'];
    await street.bill(home, { month: '2026-09', amountFen: 0, dueOn: '2026-10-20', issuedAt });
    await street.read(home, '2026-10-01', nextDay(day, -1), () => 10);
    const used = await street.owner.query('SELECT $1::date - $2::date AS days', [day, '2026-10-01']);
    // ¥95 are left of what was used at ¥5.469 a day.
    await street.prepaid(home, Math.round(used.rows[0].days * 546.9) + 9_500);
    const set = async (amountFen: number) => {
      const path = `/households/${home.accountNo}/alerts/low-balance`;
      const body = { enabled: true, amountFen };
      const answer = await street.call('PATCH', path, { token: holder.token, body });
      expect(answer.status).toBe(200);
      await street.sweep();
      await street.sweep();
      await deliver();
    };
    return { home, holder, set };
  };

  it('is told by a limit that was set anew, once by each', async () => {
    street.morningOf(nextDay(street.today()));
    const { home, set } = await runsLow();
    await set(10_000);
    expect(await texts(home)).toEqual(['low-balance']);
    await set(3_000);
    expect(await texts(home)).toEqual(['low-balance']);
    await set(20_000);
    expect(await texts(home)).toEqual(['low-balance', 'low-balance']);
    await set(20_000);
    expect(await texts(home)).toHaveLength(2);
  });

  it('is told after all to who had switched the message off and switches it on again', async () => {
    const { home, holder, set } = await runsLow();
    const stopped = (events: string[]) =>
      street.owner.query(
        `INSERT INTO message_preferences (person_id, channels, stopped) VALUES ($1, '{}', $2)
         ON CONFLICT (person_id) DO UPDATE SET stopped = excluded.stopped`,
        [holder.personId, events],
      );
    await stopped(['low-balance']);
    await set(10_000);
    expect([await street.notices(home), await texts(home)]).toEqual([[], []]);
    await stopped([]);
    await set(10_000);
    expect(await texts(home)).toEqual(['low-balance']);
  });

  it('that came to nobody is told on another day, and once', async () => {
    const { home, set } = await runsLow();
    // Queued, and no provider was to be reached until it was of no use any more.
    street.at(nextDay(street.today()), '00:10');
    await set(10_000);
    expect(await texts(home)).toEqual([]);
    street.morningOf(nextDay(street.today(), 4));
    await deliver();
    expect(await texts(home)).toEqual([]);
    await street.read(home, nextDay(street.today(), -5), nextDay(street.today(), -1), () => 10);
    await set(10_000);
    await set(10_000);
    expect(await texts(home)).toEqual(['low-balance']);
    expect(await street.notices(home, 'low-balance')).toHaveLength(2);
  });
});
