/** Moving in: what was the old holder's ends with them, and the new one begins with a tier year of their own. */
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { addDays, type BusinessDate } from '../../../server/src/shared/dates.ts';
import { kindOf, type Office, openOffice, today, yesterday } from './office.ts';
import { pay, walkThrough } from './walker.ts';

const monthBegan = `${yesterday.slice(0, 7)}-01` as BusinessDate;
const eve = addDays(monthBegan, -1);
const before = `${eve.slice(0, 7)}-01` as BusinessDate;

let hall: Office['hall'];
let clerk: Office['clerk'];

beforeAll(async () => {
  ({ hall, clerk } = await openOffice());
});
afterAll(() => hall.close());

it('plan, prepaid agreement and alerts end with the old holder, and no tier they have used counts for the new one', async () => {
  const household = await hall.world.household({ from: before });
  await hall.owner.query(
    `INSERT INTO readings (meter_id, read_on, total, peak, valley, source) VALUES ($1, $2::date - 1, 100000, 60000, 40000, 'remote')`,
    [household.meterId, before],
  );
  const old = await hall.world.resident({ phone: household.phone });
  await hall.world.bind(old, household, { isHolder: true });
  const { holderPeriodId } = household;
  await hall.owner.query(
    `INSERT INTO alert_rules (person_id, holder_period_id, rule, enabled, amount_fen, changed_at) VALUES ($1, $2, 'low-balance', true, 3000, now())`,
    [old.personId, holderPeriodId],
  );
  await hall.owner.query(
    `INSERT INTO tariff_options (holder_period_id, kind, from_date, people) VALUES ($1, 'large-household', $2, 6)`,
    [holderPeriodId, before],
  );
  await hall.owner.query(
    `INSERT INTO prepaid_agreements (holder_period_id, agreement_no, signed_on, recorded_by) VALUES ($1, 'YF1', $2, 'test')`,
    [holderPeriodId, before],
  );
  const mover = await hall.world.resident();
  const about = { accountNo: household.accountNo };
  await walkThrough(
    { hall, resident: mover, clerk },
    {
      kind: kindOf('holder-change'),
      about,
      today,
      yesterday: eve,
      lastReading: { total: 1_300_000, peak: 780_000, valley: 520_000 },
    },
  );
  const { rows: left } = await hall.owner.query(
    `SELECT (SELECT count(*)::int FROM alert_rules WHERE holder_period_id = $1) AS alerts,
        (SELECT max(to_date)::text FROM tariff_options WHERE holder_period_id = $1) AS "planUntil",
        (SELECT ended_on::text FROM prepaid_agreements WHERE holder_period_id = $1) AS "prepaidUntil"`,
    [holderPeriodId],
  );
  expect(left).toEqual([{ alerts: 0, planUntil: monthBegan, prepaidUntil: monthBegan }]);
  await walkThrough(
    { hall, resident: mover, clerk },
    {
      kind: kindOf('account-closing'),
      about,
      today,
      yesterday,
      lastReading: { total: 1_310_000, peak: 786_000, valley: 524_000 },
    },
  );
  const { rows: bills } = await hall.owner.query(
    `SELECT b.holder_period_id = $1 AS old, b.energy::int, (b.energy_fen * 100.0 / b.energy)::float AS price FROM bills b
      WHERE b.account_id = $2 AND b.live ORDER BY b.id`,
    [holderPeriodId, household.accountId],
  );
  expect(bills.map(({ old: ofOld, energy }) => [ofOld, energy])).toEqual([
    [true, 1_200_000],
    [false, 10_000],
  ]);
  // 12,000 kWh end in the dearest tier; a hundred of one's own lie in the cheapest.
  expect(bills[1].price).toBeLessThan(bills[0].price - 10);
});

it('what is left of the old holder’s balance goes back to them by the way it came, and none of it to the new one', async () => {
  const household = await hall.world.household({ from: monthBegan });
  await hall.owner.query(
    `INSERT INTO readings (meter_id, read_on, total, peak, valley, source) VALUES ($1, $2::date - 1, 100000, 60000, 40000, 'remote')`,
    [household.meterId, monthBegan],
  );
  const old = await hall.world.resident({ phone: household.phone });
  await hall.world.bind(old, household, { isHolder: true });
  const started = await hall.call('POST', '/payments', {
    token: old.token,
    key: 'prepay-moving',
    body: {
      channel: 'web-hall',
      method: 'wechat',
      product: 'native',
      prepayments: [{ accountNo: household.accountNo, amountFen: 30_000 }],
    },
  });
  const { paymentNo } = started.body;
  await pay({ hall, resident: old, clerk }, paymentNo);
  const mover = await hall.world.resident();
  await walkThrough(
    { hall, resident: mover, clerk },
    {
      kind: kindOf('holder-change'),
      about: { accountNo: household.accountNo },
      today,
      yesterday,
      lastReading: { total: 101_000, peak: 60_500, valley: 40_500 },
    },
  );
  const { rows: bills } = await hall.owner.query(
    'SELECT sum(total_fen)::int AS fen FROM bills WHERE holder_period_id = $1 AND live',
    [household.holderPeriodId],
  );
  const { rows: refunds } = await hall.owner.query(
    `SELECT f.amount_fen::int AS fen FROM refunds f JOIN payments p ON p.id = f.payment_id WHERE p.payment_no = $1`,
    [paymentNo],
  );
  expect(bills[0].fen).toBeGreaterThan(0);
  expect(refunds).toEqual([{ fen: 30_000 - bills[0].fen }]);
  const { rows: balances } = await hall.owner.query(
    `SELECT coalesce(sum(b.balance_fen + b.prepaid_fen), 0)::int AS fen FROM customer_balances b JOIN holder_periods h ON h.id = b.holder_period_id WHERE h.account_id = $1`,
    [household.accountId],
  );
  expect(balances).toEqual([{ fen: 0 }]);
});
