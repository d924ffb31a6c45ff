/** A wrong actual reading: corrected by a supervisor once no bill rests on it, with what it said before kept. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '../../support/hall.ts';
import { billedAtOnce, billMonths } from './bill-months.ts';
import { type Household, openTown, type Reading, type Town } from './town.ts';

let town: Town;
let desk: ReturnType<typeof billMonths>;

beforeAll(async () => {
  town = await openTown();
  desk = billMonths(town);
});
afterAll(() => town.close());

const pathOf = ({ meterAssetNo }: Household, on: string) => `/staff/readings/${meterAssetNo}/${on}`;
const correct = (home: Household, on: string, registers: object, member = town.supervisor) =>
  town.staff(member, 'POST', `${pathOf(home, on)}/correction`, { ...registers, reason: '抄表员看错一位' });
const look = async (home: Household, on: string) =>
  (await town.staff(town.auditor, 'GET', pathOf(home, on))).body;

async function home(readings: Reading[]): Promise<Household> {
  const household = await town.world.household();
  await town.read(household, readings);
  return household;
}

describe('July was read 500 kWh too high, and July and August are billed by it', () => {
  let household: Household;
  let july: string;
  let august: string;

  it('the correction is refused and names both bills, the one to reverse first before the other', async () => {
    household = await home([
      ['2026-06-30', 0],
      ['2026-07-31', 2000],
      ['2026-08-31', 2700],
    ]);
    for (const month of ['2026-07', '2026-08']) await desk.bill(month, household);
    july = await desk.billNoOf('2026-07', household);
    august = await desk.billNoOf('2026-08', household);
    const refused = await correct(household, '2026-07-31', { totalKwh: '1500' });
    expect(refused).toMatchObject({ status: 409, body: { error: 'reading-billed' } });
    expect(refused.body.message).toContain(`${august}、${july}`);
    expect(await look(household, '2026-07-31')).toMatchObject({
      registers: { totalKwh: '2000.00' },
      corrected: false,
      restsOn: [august, july],
      corrections: [],
    });
  });

  it('with one of them reversed it is still refused for the other', async () => {
    expect((await desk.reverse(august)).status).toBe(201);
    const refused = await correct(household, '2026-07-31', { totalKwh: '1500' });
    expect(refused).toMatchObject({ status: 409, body: { error: 'reading-billed' } });
    expect(refused.body.message).toContain(july);
    expect(refused.body.message).not.toContain(august);
    expect((await desk.reverse(july)).status).toBe(201);
  });

  it('then it is corrected by a supervisor only, with before and after kept and logged, and forecasts made anew', async () => {
    await town.owner.query(
      `INSERT INTO account_estimates (holder_period_id, account_id, meter_id, payment_mode, refreshed_on, refreshed_at)
       SELECT h.id, h.account_id, $2, 'postpaid', '2026-11-05', now() FROM holder_periods h WHERE h.id = $1`,
      [household.holderPeriodId, household.meterId],
    );
    expect(await correct(household, '2026-07-31', { totalKwh: '1500' }, town.finance)).toMatchObject({
      status: 403,
    });
    expect(await correct(household, '2026-07-31', { totalKwh: '1500' })).toMatchObject({
      status: 201,
      body: {
        before: { totalKwh: '2000.00' },
        after: { totalKwh: '1500.00', peakKwh: null, valleyKwh: null },
      },
    });
    expect(await look(household, '2026-07-31')).toMatchObject({
      registers: { totalKwh: '1500.00' },
      corrected: true,
      restsOn: [],
      corrections: [
        {
          before: { totalKwh: '2000.00' },
          after: { totalKwh: '1500.00' },
          reason: '抄表员看错一位',
          correctedBy: `staff:${town.supervisor.username}`,
        },
      ],
    });
    const { rows: log } = await town.owner.query(
      `SELECT actor, detail FROM audit_entries WHERE action = 'reading.correct' AND subject = $1`,
      [`reading:${household.meterAssetNo}/2026-07-31`],
    );
    expect(log).toEqual([
      {
        actor: `staff:${town.supervisor.username}`,
        detail: {
          reason: '抄表员看错一位',
          before: { totalKwh: '2000.00', peakKwh: null, valleyKwh: null },
          after: { totalKwh: '1500.00', peakKwh: null, valleyKwh: null },
        },
      },
    ]);
    const { rows } = await town.owner.query(
      'SELECT stale FROM account_estimates WHERE holder_period_id = $1',
      [household.holderPeriodId],
    );
    expect(rows).toEqual([{ stale: true }]);
    const { body } = await town.staff(
      town.auditor,
      'GET',
      `/staff/accounts/${household.accountNo}/usage?months=6`,
    );
    const used = new Map(
      body.months.map((month: { month: string; energy: string }) => [month.month, month.energy]),
    );
    expect([used.get('2026-07'), used.get('2026-08')]).toEqual(['1500.00', '1200.00']);
  });

  it('both months are billed anew in their order, the year adds up and the books balance', async () => {
    expect(await desk.bill('2026-08', household)).toMatchObject({
      exception: 'earlier-month',
      waitsFor: '2026-07',
    });
    for (const month of ['2026-07', '2026-08'])
      expect(await desk.bill(month, household)).toMatchObject({ exception: null });
    const bills = await desk.standing(household);
    const whole = billedAtOnce([
      { month: '2026-07', kwh: 1500 },
      { month: '2026-08', kwh: 1200 },
    ]);
    expect(bills.map(bill => bill.energy)).toEqual([150_000, 120_000]);
    expect(bills[1]!.byTier).toEqual(whole.tier!.byTier);
    const sum = bills[0]!.totalFen + bills[1]!.totalFen;
    expect(Math.abs(sum - whole.totalFen)).toBeLessThanOrEqual(2);
    expect(await desk.owed(household)).toBe(sum);
    expect(await desk.differences()).toEqual([]);
    const { body } = await town.staff(town.auditor, 'GET', `/staff/bills/${bills[0]!.billNo}`);
    expect(body.readings).toMatchObject([{ to: { on: '2026-07-31', value: '1500.00' }, corrected: true }]);
  });

  it('what was there before can be changed or taken away by nobody', async () => {
    const { rows } = await town.owner.query(
      `SELECT has_table_privilege('dianting_app', 'reading_corrections', 'UPDATE') AS change, has_table_privilege('dianting_app', 'reading_corrections', 'DELETE') AS remove`,
    );
    expect(rows).toEqual([{ change: false, remove: false }]);
  });
});

describe('a correction that cannot be believed is refused with field and rule, and changes nothing', () => {
  const refusals: [string, object, string, string][] = [
    [
      'less than the reading before',
      { totalKwh: '50', peakKwh: '30', valleyKwh: '20' },
      'totalKwh',
      'backwards',
    ],
    [
      'more than the reading after it',
      { totalKwh: '450', peakKwh: '300', valleyKwh: '150' },
      'totalKwh',
      'after-next',
    ],
    [
      'peak and valley that do not add up',
      { totalKwh: '250', peakKwh: '100', valleyKwh: '100' },
      'totalKwh',
      'registers-disagree',
    ],
    [
      'a register that the reading has and nobody told',
      { totalKwh: '250', peakKwh: '150' },
      'valleyKwh',
      'required',
    ],
    ['the same as it was', { totalKwh: '300', peakKwh: '200', valleyKwh: '100' }, 'totalKwh', 'unchanged'],
    [
      'more than the register can show',
      { totalKwh: '1000000', peakKwh: '200', valleyKwh: '100' },
      'totalKwh',
      'beyond-register',
    ],
  ];
  let household: Household;

  beforeAll(async () => {
    household = await home([
      ['2026-03-31', 100, 50],
      ['2026-04-30', 300, 100],
      ['2026-05-31', 400, 150],
    ]);
  });

  it.each(refusals)('%s', async (_, registers, field, rule) => {
    const refused = await correct(household, '2026-04-30', registers);
    expect(refused).toMatchObject({
      status: 400,
      body: {
        error: 'reading-correction-refused',
        details: [{ field, rule }],
      },
    });
    expect(await look(household, '2026-04-30')).toMatchObject({
      registers: { totalKwh: '300.00' },
      corrections: [],
    });
  });

  it('a register that the meter does not have', async () => {
    const plain = await home([
      ['2026-03-31', 100],
      ['2026-04-30', 300],
    ]);
    await town.owner.query('UPDATE meters SET time_of_use = false WHERE id = $1', [plain.meterId]);
    expect(
      await correct(plain, '2026-04-30', { totalKwh: '250', peakKwh: '150', valleyKwh: '100' }),
    ).toMatchObject({
      status: 400,
      body: { details: [{ field: 'peakKwh', rule: 'not-measured' }] },
    });
  });

  it('no reading of the day, an estimate, a number with three decimals, no reason', async () => {
    expect(await correct(household, '2026-04-29', { totalKwh: '250' })).toMatchObject({
      status: 404,
      body: { error: 'reading-not-found' },
    });
    await town.owner.query(
      `INSERT INTO readings (meter_id, read_on, total, quality, source) VALUES ($1, '2026-04-20', 20000, 'estimated', 'estimate')`,
      [household.meterId],
    );
    expect(await correct(household, '2026-04-20', { totalKwh: '250' })).toMatchObject({
      status: 409,
      body: { error: 'reading-estimated' },
    });
    expect(await correct(household, '2026-04-30', { totalKwh: '250.123' })).toMatchObject({
      status: 400,
      body: { details: [{ field: 'totalKwh' }] },
    });
    expect(
      await town.staff(town.supervisor, 'POST', `${pathOf(household, '2026-04-30')}/correction`, {
        totalKwh: '250',
        reason: ' ',
      }),
    ).toMatchObject({ status: 400, body: { details: [{ field: 'reason' }] } });
  });

  it('peak and valley are corrected with the total, and corrected again, each step kept', async () => {
    expect(
      (await correct(household, '2026-04-30', { totalKwh: '250', peakKwh: '170', valleyKwh: '80' })).status,
    ).toBe(201);
    expect(
      (await correct(household, '2026-04-30', { totalKwh: '260', peakKwh: '175', valleyKwh: '85' })).status,
    ).toBe(201);
    expect((await look(household, '2026-04-30')).corrections).toMatchObject([
      {
        before: { totalKwh: '250.00', valleyKwh: '80.00' },
        after: { totalKwh: '260.00', valleyKwh: '85.00' },
      },
      {
        before: { totalKwh: '300.00', valleyKwh: '100.00' },
        after: { totalKwh: '250.00', valleyKwh: '80.00' },
      },
    ]);
  });
});

it('a draft that stands on the reading is set aside as it is issued, and drafted anew with the right one', async () => {
  const household = await home([
    ['2026-06-30', 0],
    ['2026-07-31', 300],
  ]);
  const run = await desk.draft('2026-07');
  expect(await desk.found(run, household)).toMatchObject({ exception: null, energy: '300.00' });
  expect((await correct(household, '2026-07-31', { totalKwh: '200' })).status).toBe(201);
  await desk.approve(run);
  expect(await desk.found(run, household)).toMatchObject({ exception: 'basis-changed' });
  expect(await desk.bill('2026-07', household)).toMatchObject({ exception: null });
  expect((await desk.standing(household)).map(bill => bill.energy)).toEqual([20_000]);
});

it('a correction that is written, and not committed, while the month is drafted sets the draft aside as well', async () => {
  const household = await home([
    ['2026-06-30', 0],
    ['2026-07-31', 300],
  ]);
  await town.owner.query(
    `INSERT INTO readings (meter_id, read_on, total, quality, source) VALUES ($1, '2026-07-15', 15000, 'estimated', 'estimate')`,
    [household.meterId],
  );
  // The correction has written what it says and waits for this row, which it forgets last.
  const other = await town.owner.connect();
  await other.query('BEGIN');
  await other.query('SELECT FROM readings WHERE meter_id = $1 AND read_on = $2 FOR UPDATE', [
    household.meterId,
    '2026-07-15',
  ]);
  const correcting = correct(household, '2026-07-31', { totalKwh: '200' });
  await eventually(
    () =>
      town.owner.query(
        `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE '%DELETE FROM readings%'`,
      ),
    ({ rowCount }) => (rowCount ?? 0) > 0,
  );
  const run = await desk.draft('2026-07');
  expect(await desk.found(run, household)).toMatchObject({ exception: null, energy: '300.00' });
  await other.query('COMMIT');
  other.release();
  expect((await correcting).status).toBe(201);
  await desk.approve(run);
  expect(await desk.found(run, household)).toMatchObject({ exception: 'basis-changed' });
  expect(await desk.bill('2026-07', household)).toMatchObject({ exception: null });
  expect((await desk.standing(household)).map(bill => bill.energy)).toEqual([20_000]);
});

it('a draft that estimated its end is drafted anew where the reading came before it was issued', async () => {
  const household = await home([
    ['2026-06-30', 0],
    ['2026-07-20', 200],
    ['2026-08-09', 400],
  ]);
  const run = await desk.draft('2026-07');
  expect(await desk.found(run, household)).toMatchObject({ exception: null, energy: '310.00' });
  await town.read(household, [['2026-07-31', 250]]);
  await desk.approve(run);
  expect(await desk.found(run, household)).toMatchObject({ exception: 'basis-changed' });
  expect(await desk.bill('2026-07', household)).toMatchObject({ exception: null });
  expect((await desk.standing(household)).map(bill => bill.energy)).toEqual([25_000]);
});

it('what was estimated from the wrong reading is estimated anew once no bill ends at it', async () => {
  const household = await home([
    ['2026-06-30', 0],
    ['2026-07-20', 1000],
    ['2026-08-10', 1210],
  ]);
  await desk.bill('2026-07', household);
  // Eleven of twenty-one days of 210 kWh.
  expect((await desk.standing(household)).map(bill => bill.energy)).toEqual([111_000]);
  await desk.reverse(await desk.billNoOf('2026-07', household));
  expect((await correct(household, '2026-07-20', { totalKwh: '580' })).status).toBe(201);
  expect(await desk.bill('2026-07', household)).toMatchObject({ exception: null });
  // Eleven of twenty-one days of 630 kWh.
  expect((await desk.standing(household)).map(bill => bill.energy)).toEqual([91_000]);
});

it('an estimate carried on from the wrong reading is forgotten with its bill, so that the next month is billed as well', async () => {
  const household = await home([
    ['2026-06-30', 0],
    ['2026-07-21', 1000],
  ]);
  await desk.bill('2026-07', household);
  // Ten days more at 1,000 kWh in twenty-one.
  expect((await desk.standing(household)).map(bill => bill.energy)).toEqual([147_619]);
  await town.read(household, [['2026-08-31', 1200]]);
  expect(await desk.bill('2026-08', household)).toMatchObject({ exception: 'negative' });

  // No bill begins or ends at the 21st. What July ended at stays for as long as its bill does: August begins there.
  expect((await correct(household, '2026-07-21', { totalKwh: '500' })).status).toBe(201);
  expect(await look(household, '2026-07-31')).toMatchObject({
    quality: 'estimated',
    registers: { totalKwh: '1476.19' },
  });
  expect(await desk.bill('2026-08', household)).toMatchObject({ exception: 'negative' });

  expect((await desk.reverse(await desk.billNoOf('2026-07', household))).status).toBe(201);
  expect(await look(household, '2026-07-31')).toMatchObject({ error: 'reading-not-found' });
  const { body } = await town.staff(
    town.auditor,
    'GET',
    `/staff/accounts/${household.accountNo}/usage?months=6`,
  );
  expect(body.months.filter(({ month }: { month: string }) => /-0[78]$/.test(month))).toMatchObject([
    { energy: null },
    { energy: null },
  ]);

  for (const month of ['2026-07', '2026-08'])
    expect(await desk.bill(month, household)).toMatchObject({ exception: null });
  const bills = await desk.standing(household);
  // Ten of forty-one days of 700 kWh after the 500; the rest of the 1,200 in August.
  expect(bills.map(bill => bill.energy)).toEqual([67_073, 52_927]);
  expect(await desk.owed(household)).toBe(bills[0]!.totalFen + bills[1]!.totalFen);
  expect(await desk.differences()).toEqual([]);
});

it('an estimate that a bill ends at stays when the next bill is reversed', async () => {
  const household = await home([
    ['2026-06-30', 0],
    ['2026-07-20', 1000],
    ['2026-08-10', 1210],
    ['2026-08-31', 1420],
  ]);
  for (const month of ['2026-07', '2026-08']) await desk.bill(month, household);
  const before = await desk.standing(household);
  expect((await desk.reverse(before[1]!.billNo)).status).toBe(201);
  expect(await look(household, '2026-07-31')).toMatchObject({
    quality: 'estimated',
    restsOn: [before[0]!.billNo],
  });
  expect(await desk.bill('2026-08', household)).toMatchObject({ exception: null });
  expect((await desk.standing(household)).map(bill => bill.energy)).toEqual(before.map(bill => bill.energy));
});
