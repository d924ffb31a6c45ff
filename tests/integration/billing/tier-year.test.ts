/** Whatever is reversed, left over or billed late: the bills of a tier year add up to what one bill of the year would be. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { option } from '../../support/rating.ts';
import { billedAtOnce, billMonths, type StandingBill } from './bill-months.ts';
import { type Household, openTown, type Town } from './town.ts';

let town: Town;
let desk: ReturnType<typeof billMonths>;

beforeAll(async () => {
  town = await openTown();
  desk = billMonths(town);
});
afterAll(() => town.close());

// The first tier of the year ends at 2,520 kWh: in August, and in September where August is not counted.
const year = [
  { month: '2026-07', kwh: 1500 },
  { month: '2026-08', kwh: 900 },
  { month: '2026-09', kwh: 700 },
];
const ends = ['2026-07-31', '2026-08-31', '2026-09-30'];

const sumOf = (bills: StandingBill[]) => bills.reduce((sum, bill) => sum + bill.totalFen, 0);

async function home(readings: [string, number, number?][], timeOfUse = false): Promise<Household> {
  const household = await town.world.household();
  if (timeOfUse) await town.grant(household, 'time-of-use', '2026-01-01');
  await town.read(household, readings);
  return household;
}

const wholeYear = (valley?: number): [string, number, number?][] => {
  let total = 0;
  const at = (on: string): [string, number, number?] =>
    valley === undefined ? [on, total] : [on, total, total * valley];
  return [
    at('2026-06-30'),
    ...year.map(({ kwh }, index) => {
      total += kwh;
      return at(ends[index]!);
    }),
  ];
};

describe.each([
  ['a household at one price', false],
  ['a household with time of use', true],
])('%s', (_, timeOfUse) => {
  let household: Household;
  const options = timeOfUse ? [option('time-of-use')] : [];
  const whole = billedAtOnce(
    year.map(each => (timeOfUse ? { ...each, valleyKwh: each.kwh * 0.4 } : each)),
    options,
  );

  it('is billed month by month what one bill of the year would be', async () => {
    household = await home(wholeYear(timeOfUse ? 0.4 : undefined), timeOfUse);
    for (const { month } of year) await desk.bill(month, household);
    const bills = await desk.standing(household);
    expect(bills.map(bill => bill.energy)).toEqual([150_000, 90_000, 70_000]);
    expect(bills.at(-1)!.byTier).toEqual(whole.tier!.byTier);
    expect(Math.abs(sumOf(bills) - whole.totalFen)).toBeLessThanOrEqual(2);
  });

  it('waits with September for a reversed August, which is named, and adds up again', async () => {
    const before = await desk.standing(household);
    for (const month of ['2026-09', '2026-08'])
      expect((await desk.reverse(await desk.billNoOf(month, household))).status).toBe(201);
    expect(await desk.bill('2026-09', household)).toMatchObject({
      exception: 'earlier-month',
      waitsFor: '2026-08',
      energy: null,
    });
    expect(await desk.bill('2026-08', household)).toMatchObject({ exception: null });
    expect(await desk.bill('2026-09', household)).toMatchObject({ exception: null });
    const after = await desk.standing(household);
    expect(after.map(({ billNo: _no, ...bill }) => bill)).toEqual(
      before.map(({ billNo: _no, ...bill }) => bill),
    );
    expect(await desk.owed(household)).toBe(sumOf(after));
    expect(await desk.differences()).toEqual([]);
  });
});

it('a month billed anew as it was changes nothing for those after it', async () => {
  const household = await home(wholeYear());
  for (const { month } of year) await desk.bill(month, household);
  await desk.reverse(await desk.billNoOf('2026-08', household));
  expect(await desk.bill('2026-08', household)).toMatchObject({ exception: null });
  const bills = await desk.standing(household);
  expect(bills.at(-1)!.byTier).toEqual(billedAtOnce(year).tier!.byTier);
  expect(Math.abs(sumOf(bills) - billedAtOnce(year).totalFen)).toBeLessThanOrEqual(2);
});

it('a month that would come out otherwise than the next bill counted it asks for that bill to be reversed, and then all adds up', async () => {
  const household = await home(wholeYear());
  for (const { month } of year) await desk.bill(month, household);
  // Reversed before the run, so that its bill is not there; August's end is now 300 kWh lower, as September's beginning still is not.
  await desk.reverse(await desk.billNoOf('2026-08', household));
  await town.owner.query(
    `UPDATE readings SET total = total - 30000 WHERE meter_id = $1 AND read_on = '2026-08-31'`,
    [household.meterId],
  );
  const september = await desk.billNoOf('2026-09', household);
  expect(await desk.bill('2026-08', household)).toMatchObject({
    exception: 'later-month',
    waitsFor: september,
    energy: null,
  });
  expect((await desk.reverse(september)).status).toBe(201);
  await desk.bill('2026-08', household);
  await desk.bill('2026-09', household);
  const bills = await desk.standing(household);
  const whole = billedAtOnce([year[0]!, { month: '2026-08', kwh: 600 }, { month: '2026-09', kwh: 1000 }]);
  expect(bills.map(bill => bill.energy)).toEqual([150_000, 60_000, 100_000]);
  expect(bills.at(-1)!.byTier).toEqual(whole.tier!.byTier);
  expect(Math.abs(sumOf(bills) - whole.totalFen)).toBeLessThanOrEqual(2);
  expect(await desk.differences()).toEqual([]);
});

it('a month left without readings holds up the later ones until it is billed', async () => {
  // Nothing is known of the end of July for more than 62 days about it.
  const household = await home([
    ['2026-05-31', 0],
    ['2026-08-31', 2400],
    ['2026-09-30', 3100],
  ]);
  for (const month of ['2026-07', '2026-08'])
    expect(await desk.bill(month, household)).toMatchObject({
      exception: expect.stringMatching(/missing|earlier/),
    });
  expect(await desk.bill('2026-09', household)).toMatchObject({
    exception: 'earlier-month',
    waitsFor: '2026-07',
  });
  await town.read(household, [
    ['2026-06-30', 0],
    ['2026-07-31', 1500],
  ]);
  expect(await desk.bill('2026-08', household)).toMatchObject({
    exception: 'earlier-month',
    waitsFor: '2026-07',
  });
  for (const { month } of year) expect(await desk.bill(month, household)).toMatchObject({ exception: null });
  const bills = await desk.standing(household);
  expect(bills.at(-1)!.byTier).toEqual(billedAtOnce(year).tier!.byTier);
});

it('two months in preview at once are issued in their order only, and a draft falls with the bill that it stood upon', async () => {
  const household = await home(wholeYear());
  await desk.bill('2026-07', household);
  const august = await desk.draft('2026-08');
  const september = await desk.draft('2026-09');
  expect(await desk.found(september, household)).toMatchObject({
    exception: 'earlier-month',
    waitsFor: '2026-08',
  });
  await town.staff(town.clerk, 'POST', `/staff/billing-runs/${september}/discard`, { reason: '试算' });

  await desk.reverse(await desk.billNoOf('2026-07', household));
  await desk.approve(august);
  expect(await desk.found(august, household)).toMatchObject({
    exception: 'earlier-month',
    waitsFor: '2026-07',
  });

  await desk.bill('2026-07', household);
  const again = await desk.draft('2026-08');
  expect(await desk.found(again, household)).toMatchObject({ exception: null });
  await desk.reverse(await desk.billNoOf('2026-07', household));
  await desk.bill('2026-07', household);
  await desk.approve(again);
  expect(await desk.found(again, household)).toMatchObject({ exception: 'basis-changed', waitsFor: null });
  for (const month of ['2026-08', '2026-09']) await desk.bill(month, household);
  expect((await desk.standing(household)).at(-1)!.byTier).toEqual(billedAtOnce(year).tier!.byTier);
});

it('a bill is not reversed while the next one begins at its estimate: first that one, then this', async () => {
  const household = await home([
    ['2026-06-30', 0],
    ['2026-07-20', 1000],
    ['2026-08-10', 2050],
    ['2026-08-31', 2400],
  ]);
  for (const month of ['2026-07', '2026-08']) await desk.bill(month, household);
  const [july, august] = await desk.standing(household);
  await town.owner.query(
    `UPDATE readings SET total = 140000, quality = 'actual', source = 'manual' WHERE meter_id = $1 AND read_on = '2026-07-31'`,
    [household.meterId],
  );
  const refused = await desk.reverse(july!.billNo);
  expect(refused).toMatchObject({ status: 409, body: { error: 'next-bill-first' } });
  expect(refused.body.message).toContain(august!.billNo);
  for (const { billNo } of [august!, july!]) expect((await desk.reverse(billNo)).status).toBe(201);
  for (const month of ['2026-07', '2026-08']) await desk.bill(month, household);
  expect((await desk.standing(household)).map(bill => bill.energy)).toEqual([140_000, 100_000]);
  expect(await desk.differences()).toEqual([]);
});

it('the first month of a tier year begins where the last one ends: it waits for a December left without a reading', async () => {
  const household = await home([
    ['2025-11-30', 0],
    ['2025-12-15', 150],
  ]);
  expect(await desk.bill('2025-12', household)).toMatchObject({ exception: 'missing-reading' });
  await town.read(household, [
    ['2026-01-20', 510],
    ['2026-01-31', 620],
  ]);
  expect(await desk.bill('2026-01', household)).toMatchObject({
    exception: 'earlier-month',
    waitsFor: '2025-12',
    energy: null,
  });
  const brought = await town.call('POST', '/staff/imports?kind=readings&name=late.csv', {
    cookie: town.clerk.cookie,
    headers: { 'content-type': 'text/csv' },
    body: `meter_asset_no,read_on,total_kwh,peak_kwh,valley_kwh\n${household.meterAssetNo},2025-12-31,260,,\n`,
  });
  expect(brought.body).toMatchObject({ accepted: 1, rejected: 0 });
  for (const month of ['2025-12', '2026-01'])
    expect(await desk.bill(month, household)).toMatchObject({ exception: null });
  const bills = await desk.standing(household);
  expect(bills.map(bill => bill.energy)).toEqual([26_000, 36_000]);
  // Each counts for its own year.
  expect(bills.map(bill => bill.byTier)).toEqual([
    billedAtOnce([{ month: '2025-12', kwh: 260 }]).tier!.byTier,
    billedAtOnce([{ month: '2026-01', kwh: 360 }]).tier!.byTier,
  ]);
  expect(await desk.owed(household)).toBe(sumOf(bills));
  expect(await desk.differences()).toEqual([]);
});

it('an edition to come that begins its tier year in another month changes nothing in the months before it', async () => {
  const { rows } = await town.owner.query(
    `SELECT rules FROM tariff_versions v JOIN tariffs t ON t.id = v.tariff_id WHERE t.region_code = 'jiaxing' AND t.category = 'residential'`,
  );
  const coming = await town.staff(town.finance, 'POST', '/staff/tariffs/jiaxing/residential/drafts', {
    effectiveFrom: '2027-05-01',
    source: '浙发改价格〔2026〕1号',
    rules: { ...rows[0].rules, tierYearStartMonth: 5 },
  });
  const approval = `/staff/tariff-drafts/${coming.body.id}/approval`;
  expect((await town.staff(town.supervisor, 'POST', approval, {})).body).toMatchObject({
    status: 'approved',
  });
  const household = await town.world.household({ region: 'jiaxing' });
  await town.read(household, [
    ['2026-03-31', 0],
    ['2026-04-30', 2600],
    ['2026-05-31', 3000],
  ]);
  for (const month of ['2026-04', '2026-05']) {
    const run = await town.staff(town.clerk, 'POST', '/staff/billing-runs', { regionCode: 'jiaxing', month });
    await desk.approve(run.body.id);
  }
  // The first tier ends at 2,760 kWh, and April's 2,600 count in May.
  expect((await desk.standing(household)).map(bill => bill.byTier)).toEqual([
    [260_000, 0, 0],
    [276_000, 24_000, 0],
  ]);
});

it('a month left out on purpose is billed late only where the next bill begins at what was read since, with tiers or without', async () => {
  const shop = await town.world.household({ category: 'commercial', from: '2026-02-01' });
  await town.read(shop, [
    ['2026-01-31', 0],
    ['2026-03-31', 590],
  ]);
  const march = await desk.draft('2026-03', { skipMonths: true });
  // 28 of 59 days of 590 kWh are February's.
  expect(await desk.found(march, shop)).toMatchObject({ exception: null, energy: '310.00' });
  await desk.approve(march);
  await town.owner.query(
    `UPDATE readings SET total = 24000, quality = 'actual', source = 'manual' WHERE meter_id = $1 AND read_on = '2026-02-28'`,
    [shop.meterId],
  );
  const billed = await desk.billNoOf('2026-03', shop);
  expect(await desk.bill('2026-02', shop)).toMatchObject({
    exception: 'later-month',
    waitsFor: billed,
    energy: null,
  });
  expect((await desk.reverse(billed)).status).toBe(201);
  for (const month of ['2026-02', '2026-03'])
    expect(await desk.bill(month, shop)).toMatchObject({ exception: null });
  expect((await desk.standing(shop)).map(bill => bill.energy)).toEqual([24_000, 35_000]);
  expect(await desk.differences()).toEqual([]);
});

it('a run that leaves out a month of the whole region says so, and begins only once somebody has confirmed it', async () => {
  const start = (body: object) =>
    town.staff(town.clerk, 'POST', '/staff/billing-runs', {
      regionCode: 'weihai',
      month: '2026-06',
      ...body,
    });
  const runs = async () =>
    (await town.owner.query(`SELECT id FROM billing_runs WHERE month = '2026-06' ORDER BY id`)).rows;
  const refused = await start({});
  expect(refused).toMatchObject({ status: 409, body: { error: 'months-skipped' } });
  expect(refused.body.message).toContain('2026-04、2026-05');
  expect(refused.body.message).not.toContain('2026-03');
  expect(await runs()).toEqual([]);

  const confirmed = await start({ skipMonths: true });
  expect(confirmed).toMatchObject({ status: 201, body: { status: 'preview' } });
  const { rows: log } = await town.owner.query(
    `SELECT detail -> 'skipped' AS skipped FROM audit_entries WHERE action = 'billing-run.create' AND subject = $1`,
    [`billing-run:${confirmed.body.id}`],
  );
  expect(log).toEqual([{ skipped: ['2026-04', '2026-05'] }]);
  await town.staff(town.clerk, 'POST', `/staff/billing-runs/${confirmed.body.id}/discard`, {
    reason: '试算',
  });

  // A month that is under way is not left out: whoever is in it waits for it by name.
  const april = await desk.draft('2026-04');
  const may = await desk.draft('2026-05');
  for (const id of [april, may])
    await town.staff(town.clerk, 'POST', `/staff/billing-runs/${id}/discard`, { reason: '试算' });
});

it('the last bill of whoever left, made late, ends where the first of whoever came begins', async () => {
  const household = await town.world.household({ from: '2026-03-01' });
  await town.read(household, [
    ['2026-02-28', 0],
    ['2026-04-30', 610],
  ]);
  const newcomer = { ...(await town.world.moveIn(household, '2026-04-01')), meterId: household.meterId };
  expect(await desk.bill('2026-04', newcomer)).toMatchObject({ exception: null });
  const [first] = (await desk.standing(newcomer)).slice(-1);
  expect(first).toMatchObject({ energy: 30_000 });
  // April began at an estimate of 31 March; now the meter has been read on that day after all.
  await town.owner.query(
    `UPDATE readings SET total = 40000, quality = 'actual', source = 'manual' WHERE meter_id = $1 AND read_on = '2026-03-31'`,
    [household.meterId],
  );
  const billed = await desk.billNoOf('2026-04', newcomer);
  expect(await desk.bill('2026-03', household)).toMatchObject({ exception: 'later-month', waitsFor: billed });
  expect((await desk.reverse(billed)).status).toBe(201);
  expect(await desk.bill('2026-03', household)).toMatchObject({ exception: null });
  expect(await desk.bill('2026-04', newcomer)).toMatchObject({ exception: null });
  expect(await desk.differences()).toEqual([]);
});
