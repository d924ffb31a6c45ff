/** What residents see, on the demo data: its households are special on purpose. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { seed } from '../../../prisma/seed/seed.ts';
import { tokenHash } from '../../../server/src/infra/crypto.ts';
import { randomToken } from '../../../server/src/shared/ids.ts';
import { testCipher, testFieldKey } from '../../support/world.ts';
import { openTown, type Town } from './town.ts';

let town: Town;

/** Signs one of the demo's people in. */
async function enter(number: number) {
  const phone = `1380000${String(number).padStart(4, '0')}`;
  const { rows } = await town.owner.query(
    `SELECT p.id AS person_id, i.id AS identity_id, a.account_no FROM people p JOIN identities i ON i.person_id = p.id
       JOIN bindings b ON b.person_id = p.id AND b.is_holder JOIN holder_periods h ON h.id = b.holder_period_id
       JOIN supply_accounts a ON a.id = h.account_id WHERE p.phone_hash = $1`,
    [testCipher.hash('phone', phone)],
  );
  const { person_id, identity_id, account_no } = rows[0];
  const token = randomToken();
  await town.owner.query(
    `INSERT INTO sessions (token_hash, person_id, identity_id, expires_at) VALUES ($1, $2, $3, now() + interval '30 days')`,
    [tokenHash(token), person_id, identity_id],
  );
  const call = (path: string, headers = {}) =>
    town.call('GET', `/households/${account_no}${path}`, { token, headers });
  return {
    call,
    get: async (path: string) => (await call(path)).body,
    token,
    accountNo: account_no as string,
  };
}

beforeAll(async () => {
  town = await openTown('2026-11-22T02:00:00Z');
  const ownerUrl = town.owner.options.connectionString!;
  await seed({ ownerUrl, fieldKey: testFieldKey, accounts: 40, until: '2026-11-21' });
});
afterAll(() => town.close());

describe('an ordinary home with an open bill', () => {
  it('sees what is owed, balance and prepayment apart, and this month beside last month and last year', async () => {
    const { get } = await enter(1);
    const summary = await get('/summary');
    expect(summary).toMatchObject({
      asOf: '2026-11-21',
      overdueFen: 0,
      dueOn: '2026-11-25',
      balanceFen: 0,
      prepaidFen: 0,
      latestBill: { month: '2026-10', status: 'unpaid' },
      openPayables: [{ kind: 'bill', title: '2026年10月电费', paidFen: 0, dueOn: '2026-11-25' }],
      thisMonth: { month: '2026-11' },
    });
    expect(summary.owedFen).toBe(summary.latestBill.totalFen);
    expect(summary.openPayables[0].outstandingFen).toBe(summary.owedFen);
    expect(summary.openPayables[0].locked).toBe(false);
    for (const energy of [
      summary.thisMonth.energy,
      summary.thisMonth.lastMonthEnergy,
      summary.thisMonth.lastYearEnergy,
    ])
      expect(energy).toMatch(/^\d+\.\d\d$/);
  });

  it('sees 36 bills, and one of them explains itself line by line', async () => {
    const { get } = await enter(1);
    const { bills } = await get('/bills');
    expect(bills).toHaveLength(36);
    const bill = await get(`/bills/${bills[1].billNo}`);
    expect(bill).toMatchObject({
      month: '2026-09',
      status: 'paid',
      tariff: { source: '鲁发改价格〔2019〕509号', effectiveFrom: '2024-07-01' },
    });
    expect(bill.lines.reduce((sum: number, line: { amountFen: number }) => sum + line.amountFen, 0)).toBe(
      bill.totalFen,
    );
    expect(bill.lines[0].explainZh).toMatch(/^第[一二三]档：\d+\.\d\d 度 × 0\.\d{4} 元 = ¥/);
    expect(bill.lines[0].explainEn).toMatch(/^Tier \d: /);
    expect(bill.readings).toMatchObject([
      { register: 'total', from: { on: '2026-08-31' }, to: { on: '2026-09-30' }, quality: 'actual' },
    ]);
    const [{ from, to }] = bill.readings;
    expect(Number(to.value) - Number(from.value)).toBeCloseTo(Number(bill.energy), 2);
    expect(bill.payments).toMatchObject([{ amountFen: bill.totalFen }]);
    expect(bill.fromBalanceFen).toBe(0);
  });

  it('reads the note on sums in the language asked for', async () => {
    const { call, get } = await enter(1);
    const { bills } = await get('/bills?from=2026-10&to=2026-10');
    expect(bills).toHaveLength(1);
    const english = await call(`/bills/${bills[0].billNo}`, { 'accept-language': 'en' });
    expect(english.body.sumsNote).toMatch(/^Each line is rounded/);
  });

  it('sees 36 months of bars that agree with the bills, and days that agree with the month', async () => {
    const { get } = await enter(1);
    const { months } = await get('/usage');
    expect(months).toHaveLength(36);
    expect([months[0].month, months[35].month]).toEqual(['2023-11', '2026-10']);
    const { bills } = await get('/bills');
    expect(months[35].energy).toBe(bills[0].energy);
    const { asOf, days } = await get('/usage/daily?days=62');
    expect(asOf).toBe('2026-11-21');
    const october = days.filter((day: { on: string }) => day.on.startsWith('2026-10'));
    expect(october).toHaveLength(31);
    expect(october.reduce((sum: number, day: { energy: string }) => sum + Number(day.energy), 0)).toBeCloseTo(
      Number(bills[0].energy),
      2,
    );
    expect((await get('/usage/daily?days=7')).days).toHaveLength(7);
  });

  it('sees how far the year has gone through the tiers', async () => {
    const { get } = await enter(1);
    const tier = await get('/usage/tier');
    expect(tier).toMatchObject({ year: '2026', limits: ['2520.00', '4800.00'], months: 12 });
    const { months } = await get('/usage?months=10');
    const billed = months.reduce((sum: number, month: { energy: string }) => sum + Number(month.energy), 0);
    expect(Number(tier.used)).toBeGreaterThan(billed);
    expect(tier.tier).toBe(Number(tier.used) > 2520 ? 2 : 1);
    expect(Number(tier.toNextTier)).toBeCloseTo((tier.tier === 1 ? 2520 : 4800) - Number(tier.used), 2);
  });
});

describe('special homes', () => {
  it('time of use: peak and valley in bill, months and days, cheaper valleys in the heating season', async () => {
    const { get } = await enter(2);
    const { bills } = await get('/bills?from=2026-01&to=2026-01');
    const bill = await get(`/bills/${bills[0].billNo}`);
    expect(
      bill.lines.map((line: { period: string; priceYuan: string }) => [line.period, line.priceYuan]),
    ).toEqual(
      expect.arrayContaining([
        ['peak', '0.5769'],
        ['valley', '0.3469'],
      ]),
    );
    const [january] = (await get('/usage')).months.filter(
      (month: { month: string }) => month.month === '2026-01',
    );
    expect(Number(january.peak) + Number(january.valley)).toBeCloseTo(Number(january.energy), 2);
    expect((await get('/usage/daily?days=7')).days[0].valley).toMatch(/^\d/);
  });

  it('a large household has the higher first tier', async () => {
    expect((await (await enter(3)).get('/usage/tier')).limits).toEqual(['3720.00', '4800.00']);
  });

  it('a shop has one price and no tiers', async () => {
    const { get } = await enter(4);
    expect(await get('/usage/tier')).toMatchObject({ limits: [], tier: null, toNextTier: null });
    const { bills } = await get('/bills?from=2026-10');
    expect((await get(`/bills/${bills[0].billNo}`)).lines).toMatchObject([
      { tier: null, priceYuan: '0.7000' },
    ]);
  });

  it('a low-income home sees its free energy as a line', async () => {
    const { get } = await enter(5);
    const { bills } = await get('/bills?from=2026-10');
    expect((await get(`/bills/${bills[0].billNo}`)).lines).toMatchObject([
      { kind: 'energy' },
      { kind: 'free-allowance', energy: '-15.00', explainEn: expect.stringContaining('Free energy') },
    ]);
  });

  it('a changed meter stands on the bill with both its readings', async () => {
    const { get } = await enter(6);
    const { bills } = await get('/bills?from=2026-05&to=2026-05');
    const { readings } = await get(`/bills/${bills[0].billNo}`);
    expect(readings).toMatchObject([
      { to: { on: '2026-05-13' } },
      { from: { on: '2026-05-13' }, to: { on: '2026-05-31' } },
    ]);
    expect(readings[0].meterAssetNo).not.toBe(readings[1].meterAssetNo);
  });

  it('missing readings are missing, not zero, and the bill that had to estimate says so', async () => {
    const { get } = await enter(7);
    const { days } = await get('/usage/daily?days=30');
    const energyOn = new Map(days.map((day: { on: string; energy: string | null }) => [day.on, day.energy]));
    expect(['2026-10-29', '2026-10-30', '2026-11-01', '2026-11-03'].map(on => energyOn.get(on))).toEqual([
      null,
      null,
      null,
      null,
    ]);
    expect(energyOn.get('2026-11-04')).toMatch(/^\d/);
    expect((await get('/summary')).latestBill).toMatchObject({ month: '2026-10', estimated: true });
    expect((await get('/usage?months=1')).months).toMatchObject([{ estimated: true }]);
  });

  it('a day up to an estimate or from it is told as estimated, on the page and in the file', async () => {
    const { get, accountNo } = await enter(1);
    const { rows } = await town.owner.query(
      `UPDATE readings r SET quality = 'estimated', source = 'estimate' FROM meter_installations i, supply_accounts a
        WHERE a.account_no = $1 AND i.metering_point_id = a.metering_point_id AND i.removed_on IS NULL AND r.meter_id = i.meter_id AND r.read_on = '2026-11-10'
        RETURNING r.meter_id`,
      [accountNo],
    );
    const { days } = await get('/usage/daily?days=30');
    const estimated = days.filter((day: { estimated: boolean }) => day.estimated);
    expect(estimated.map(({ on }: { on: string }) => on)).toEqual(['2026-11-10', '2026-11-11']);
    const csv = (await get('/usage/export?format=csv')).toString();
    expect(csv).toMatch(/^2026-11-10,[\d.]+,[\d.]*,[\d.]*,,1\r$/m);
    expect(csv).toMatch(/^2026-11-09,[\d.]+,[\d.]*,[\d.]*,,\r$/m);
    await town.owner.query(
      `UPDATE readings SET quality = 'actual', source = 'remote' WHERE meter_id = $1 AND read_on = '2026-11-10'`,
      [rows[0].meter_id],
    );
  });

  it('a new holder sees nothing of the one before', async () => {
    const { get, token, accountNo } = await enter(8);
    const { bills } = await get('/bills');
    expect(bills.map((bill: { month: string }) => bill.month).at(-1)).toBe('2026-03');
    expect(bills.at(-1)).toMatchObject({ from: '2026-03-16', to: '2026-03-31' });
    const { months } = await get('/usage');
    expect(months.filter((month: { energy: string | null }) => month.energy !== null)).toHaveLength(8);
    expect(await get('/usage/tier')).toMatchObject({ months: 10, limits: ['2100.00', '4000.00'] });
    const { rows } = await town.owner.query(
      `SELECT b.bill_no FROM bills b JOIN supply_accounts a ON a.id = b.account_id WHERE a.account_no = $1 AND month = '2026-02'`,
      [accountNo],
    );
    const old = await town.call('GET', `/households/${accountNo}/bills/${rows[0].bill_no}`, { token });
    expect(old).toMatchObject({ status: 404, body: { error: 'bill-not-found' } });
  });

  it('an empty flat has bills of zero that are paid', async () => {
    const { get } = await enter(9);
    const { bills } = await get('/bills');
    expect(bills.every((bill: { status: string }) => bill.status === 'paid')).toBe(true);
    expect(
      bills.some(
        (bill: { energy: string; totalFen: number }) => bill.energy === '0.00' && bill.totalFen === 0,
      ),
    ).toBe(true);
  });

  it('surplus and prepayment are shown apart', async () => {
    expect(await (await enter(10)).get('/summary')).toMatchObject({
      balanceFen: expect.any(Number),
      prepaidFen: 0,
      owedFen: 0,
    });
    const { balanceFen } = await (await enter(10)).get('/summary');
    expect(balanceFen).toBeGreaterThan(0);
    const prepaying = await (await enter(11)).get('/summary');
    expect(prepaying.prepaidFen).toBeGreaterThan(0);
    expect(prepaying.balanceFen).toBe(0);
  });

  it('a bill that a bank is being asked for says so, until the bank’s time is over', async () => {
    const { get } = await enter(12);
    const [bill] = (await get('/summary')).openPayables;
    const lockedWhile = async (until: string | null) => {
      await town.owner.query('UPDATE payables SET locked_until = $2, locked_for = $3 WHERE id = $1', [
        bill.payableId,
        until,
        until && 'debit-batch:X-1',
      ]);
      return (await get('/summary')).openPayables.map((one: { locked: boolean }) => one.locked);
    };
    expect(await lockedWhile('2026-11-23T00:00:00Z')).toEqual([true, false, false]);
    expect(await lockedWhile('2026-11-22T01:00:00Z')).toEqual([false, false, false]);
    await lockedWhile(null);
  });

  it('a bill past its date is overdue with its late fee, and a register that passed its end was billed right', async () => {
    const { get } = await enter(12);
    const summary = await get('/summary');
    expect(summary.openPayables).toMatchObject([
      { kind: 'bill', month: '2026-09' },
      { kind: 'late-fee', month: '2026-09' },
      { kind: 'bill', month: '2026-10' },
    ]);
    const [bill, lateFee] = summary.openPayables;
    // 1‰ a day (《供电营业规则》1996年版第九十八条) of the 27 days from the 26th of October to the day of the data.
    expect(lateFee.amountFen).toBe(Math.round(bill.amountFen * 0.027));
    expect(summary.overdueFen).toBe(bill.outstandingFen + lateFee.outstandingFen);
    const { bills } = await get('/bills');
    const details = await Promise.all(bills.map(({ billNo }: { billNo: string }) => get(`/bills/${billNo}`)));
    const passed = details.find(
      bill => Number(bill.readings[0].to.value) < Number(bill.readings[0].from.value),
    );
    expect(Number(passed.energy)).toBeCloseTo(
      100_000 + Number(passed.readings[0].to.value) - Number(passed.readings[0].from.value),
      2,
    );
  });
});

it('who may only pay sees the sums of a household, and no energy', async () => {
  const { token } = await enter(1);
  const { accountNo } = await enter(5);
  const answer = await town.call('GET', `/households/${accountNo}/summary`, { token });
  expect(answer.body).toEqual({
    accountNo,
    asOf: null,
    owedFen: expect.any(Number),
    overdueFen: 0,
    dueOn: '2026-11-25',
    balanceFen: null,
    prepaidFen: null,
    latestBill: null,
    thisMonth: null,
    openPayables: [expect.objectContaining({ title: '2026年10月电费' })],
  });
  expect((await town.call('GET', `/households/${accountNo}/bills`, { token })).status).toBe(403);
});

it('anybody may read the tariffs, with their sources', async () => {
  const { body } = await town.call('GET', '/tariffs');
  expect(body.tariffs).toHaveLength(8);
  expect(body.tariffs[0]).toMatchObject({
    regionCode: 'weihai',
    versions: [
      {
        effectiveFrom: '2020-01-01',
        effectiveTo: '2024-06-30',
        flatYuan: '0.5469',
        seasons: [{ peakYuan: '0.5769' }, { valleyYuan: '0.3469' }],
      },
      { effectiveFrom: '2024-07-01', effectiveTo: null, note: expect.stringContaining('沿用') },
    ],
  });
});

it('a month and a day that do not exist are refused by name', async () => {
  const { call } = await enter(1);
  expect(await call('/bills?from=2026-13')).toMatchObject({
    status: 400,
    body: { details: [{ field: 'from' }] },
  });
  expect(await call('/usage/daily?days=8')).toMatchObject({
    status: 400,
    body: { details: [{ field: 'days' }] },
  });
  expect(await call('/usage?months=37')).toMatchObject({
    status: 400,
    body: { details: [{ field: 'months' }] },
  });
});

describe('flat price or time of use, on one’s own energy', () => {
  it('rates the same months both ways, and the plan in force comes to what was billed', async () => {
    const { get } = await enter(2);
    const plans = await get('/usage/plans');
    const { bills } = await get('/bills');
    expect(plans).toMatchObject({ current: 'time-of-use', unavailable: null, leftOut: [] });
    expect(plans.months).toHaveLength(12);
    const billed = new Map(
      bills.map((bill: { month: string; totalFen: number }) => [bill.month, bill.totalFen]),
    );
    for (const month of plans.months) expect(month.timeOfUseFen).toBe(billed.get(month.month));
    expect(plans.flatFen).not.toBe(plans.timeOfUseFen);
  });

  it('misses no reading of the months before the holder moved in', async () => {
    const { get, accountNo } = await enter(2);
    const movedIn = (on: string) =>
      town.owner.query(
        `UPDATE holder_periods SET from_date = $2 WHERE to_date IS NULL AND account_id = (SELECT id FROM supply_accounts WHERE account_no = $1)`,
        [accountNo, on],
      );
    const { rows } = await town.owner.query(
      `SELECT h.from_date::text AS "from" FROM holder_periods h JOIN supply_accounts a ON a.id = h.account_id
        WHERE a.account_no = $1 AND h.to_date IS NULL`,
      [accountNo],
    );
    await movedIn('2026-03-15');
    const { months, leftOut } = await get('/usage/plans');
    await movedIn(rows[0].from);
    expect([...months.map(({ month }: { month: string }) => month), ...leftOut].sort()[0]).toBe('2026-03');
  });

  it('says so where the meter does not measure by time', async () => {
    const { get } = await enter(1);
    expect(await get('/usage/plans')).toMatchObject({ unavailable: 'not-measured', months: [] });
  });
});

describe('energy as a file', () => {
  it('comes as CSV with 36 months and two months of days', async () => {
    const { call } = await enter(1);
    const { headers, body } = await call('/usage/export?format=csv');
    expect(headers.get('content-type')).toBe('text/csv; charset=utf-8');
    const lines = body.toString('utf8').trim().split('\r\n');
    expect(lines).toHaveLength(1 + 36 + 62);
    expect(lines.some((line: string) => line.startsWith('2026-10,'))).toBe(true);
  });

  it('comes as Green Button XML, whose month agrees with the bill', async () => {
    const { call, get } = await enter(1);
    const xml = (await call('/usage/export?format=green-button')).body.toString('utf8');
    const [{ energy, totalFen }] = (await get('/bills')).bills;
    expect(xml).toContain(`<cost>${totalFen * 1_000}</cost>`);
    expect(xml).toContain(`<value>${Math.round(Number(energy) * 1_000)}</value>`);
  });
});
