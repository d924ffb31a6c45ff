/** A utility begins with the hall in July: tiers go on from what its former system had billed. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { addMember } from '../access/scene.ts';
import { type Household, openTown, type Town } from './town.ts';

let town: Town;
let homes: Record<'late' | 'fresh' | 'much' | 'moved', Household>;
let shop: Household;
let token: string;

const heading = 'account_no,used_to,energy_kwh';
const upload = (lines: string[]) =>
  town.call('POST', '/staff/imports?kind=opening-energy&name=opening.csv', {
    cookie: town.clerk.cookie,
    headers: { 'content-type': 'text/csv' },
    body: `${[heading, ...lines].join('\n')}\n`,
  });
const row = ({ accountNo }: Household, energy: string, to = '2026-06-30') => `${accountNo},${to},${energy}`;
const rulesOf = (answer: { body: { errors: { line: number; field: string; rule: string }[] } }) =>
  answer.body.errors.map(({ line, field, rule }) => [line, field, rule]);
const start = (month: string) =>
  town.staff(town.clerk, 'POST', '/staff/billing-runs', { regionCode: 'weihai', month });
const see = async ({ accountNo }: Household, path: string) =>
  (await town.call('GET', `/households/${accountNo}${path}`, { token })).body;
const billsOf = async (household: Household) =>
  (
    await town.owner.query(
      `SELECT bill_no, month, total_fen::int, content FROM bills WHERE holder_period_id = $1 AND kind = 'bill' AND live ORDER BY month`,
      [household.holderPeriodId],
    )
  ).rows;

beforeAll(async () => {
  town = await openTown('2026-08-05T02:00:00Z');
  const home = () => town.world.household();
  homes = { late: await home(), fresh: await home(), much: await home(), moved: await home() };
  shop = await town.world.household({ category: 'commercial' });
  const resident = await town.world.resident();
  token = resident.token;
  for (const household of [...Object.values(homes), shop]) {
    await town.world.bind(resident, household);
    await town.read(household, [
      ['2026-05-31', 9_900, 4_000],
      ['2026-06-30', 10_000, 4_050],
      ['2026-07-31', 10_200, 4_150],
      ['2026-08-04', 10_220, 4_160],
    ]);
  }
});
afterAll(() => town.close());

describe('energy used before the hall’s first bill', () => {
  it('is taken in once, put right while no bill rests on it, and split by the tiers of a whole year', async () => {
    const { late, much } = homes;
    expect((await upload([row(late, '2400'), row(much, '3000.5')])).body).toMatchObject({
      accepted: 2,
      rejected: 0,
    });
    expect(
      (await upload([row(late, '2500'), row(late, '2500.00'), row(much, '3000.50')])).body,
    ).toMatchObject({ accepted: 1, unchanged: 2, rejected: 0 });
    const { rows } = await town.owner.query(
      `SELECT year_from, used_to::text, energy::int, parts::int[] FROM opening_energies ORDER BY energy`,
    );
    expect(rows).toEqual([
      { year_from: '2026-01', used_to: '2026-06-30', energy: 250_000, parts: [250_000, 0, 0] },
      { year_from: '2026-01', used_to: '2026-06-30', energy: 300_050, parts: [252_000, 48_050, 0] },
    ]);
  });

  it('is refused with line and reason where it cannot be', async () => {
    const { fresh, moved } = homes;
    const answer = await upload([
      '3799999999999,2026-06-30,100',
      row(fresh, '100', '2026-06-29'),
      row(fresh, '100', '2026-08-31'),
      row(fresh, 'much'),
      row(fresh, '', '2026-06-30'),
      row(fresh, '100', '2025-12-31'),
      row(fresh, '100', '2022-06-30'),
      row(fresh, '90500.01'),
      row(shop, '100'),
      row(moved, '100'),
      row(moved, '101'),
    ]);
    expect(answer.body).toMatchObject({ accepted: 1, rejected: 10 });
    expect(rulesOf(answer)).toEqual([
      [2, 'account_no', 'unknown-account'],
      [3, 'used_to', 'month-end'],
      [4, 'used_to', 'future'],
      [5, 'energy_kwh', 'format-number'],
      [6, 'energy_kwh', 'required'],
      [7, 'used_to', 'year-over'],
      [8, 'used_to', 'no-holder'],
      [9, 'energy_kwh', 'too-much'],
      [10, 'account_no', 'no-tiers'],
      [12, 'account_no', 'repeated'],
    ]);
    expect(answer.body.errors[1].messageZh).toBe('应为某月的最后一天');
  });

  it('shows in the tier progress, the forecast and the comparison of plans before there is any bill', async () => {
    expect(await see(homes.late, '/usage/tier')).toMatchObject({
      year: '2026',
      asOf: '2026-08-04',
      used: '2720.00',
      usedBefore: '2500.00',
      tier: 2,
      toNextTier: '2080.00',
    });
    expect(await see(homes.fresh, '/usage/tier')).toMatchObject({
      used: '0.00',
      usedBefore: '0.00',
      tier: 1,
    });
    // July: 20 kWh at 0.5469 and 180 at 0.5969; August so far: 20 at 0.5969.
    expect(await see(homes.late, '/forecast')).toMatchObject({
      energySince: '220.00',
      costSinceFen: 1_094 + 10_744 + 1_194,
    });
    const { months } = await see(homes.late, '/usage/plans');
    expect(months).toMatchObject([
      { month: '2026-06', flatFen: 5_469 },
      { month: '2026-07', flatFen: 11_838 },
    ]);
  });

  it('leaves the months before it to the former system, and bills the first one in the tier it belongs to', async () => {
    const { late, fresh, much } = homes;
    const june = await start('2026-06');
    const { body } = await town.staff(
      town.clerk,
      'GET',
      `/staff/billing-runs/${june.body.id}/drafts?only=all`,
    );
    const drafted = body.drafts.map(({ accountNo }: { accountNo: string }) => accountNo);
    expect(drafted).toContain(fresh.accountNo);
    expect(drafted).not.toContain(late.accountNo);
    // What a run under way has drafted is not moved from under it.
    expect(rulesOf(await upload([row(late, '2499'), row(fresh, '10')]))).toEqual([
      [2, 'energy_kwh', 'run-open'],
      [3, 'energy_kwh', 'run-open'],
    ]);
    await town.staff(town.clerk, 'POST', `/staff/billing-runs/${june.body.id}/discard`, {
      reason: '试算',
    });

    const july = await start('2026-07');
    const approved = await town.staff(town.finance, 'POST', `/staff/billing-runs/${july.body.id}/approval`);
    expect(approved.body).toMatchObject({ status: 'issued' });
    const [bill] = await billsOf(late);
    // 20 kWh are left of the first tier's 2,520: 20 × 0.5469 = 10.938, 180 × 0.5969 = 107.442.
    expect(bill.content.lines).toMatchObject([
      { tier: 1, energy: 2_000, price: 5_469, amountFen: 1_094 },
      { tier: 2, energy: 18_000, price: 5_969, amountFen: 10_744 },
    ]);
    expect(bill).toMatchObject({ month: '2026-07', total_fen: 11_838 });
    // All of the second tier: 200 × 0.5969.
    expect(await billsOf(much)).toMatchObject([{ total_fen: 11_938 }]);
    expect(await billsOf(fresh)).toMatchObject([{ total_fen: 10_938 }]);
    expect(await see(late, `/bills/${bill.bill_no}`)).toMatchObject({
      tier: { used: '2700.00', usedBefore: '2500.00', current: 2 },
      lines: [
        { explainZh: expect.stringContaining('第一档') },
        { explainZh: expect.stringContaining('第二档') },
      ],
    });
    expect(await see(late, '/usage/tier')).toMatchObject({ used: '2720.00', usedBefore: '2500.00' });
    expect(await see(late, '/forecast')).toMatchObject({ energySince: '20.00', costSinceFen: 1_194 });
  });

  it('stays as it is once a bill rests on it: a repeat is harmless, another value is refused', async () => {
    const { late, fresh } = homes;
    const answer = await upload([row(late, '2500'), row(fresh, '10')]);
    expect(answer.body).toMatchObject({ accepted: 0, unchanged: 1, rejected: 1 });
    expect(rulesOf(answer)).toEqual([[3, 'energy_kwh', 'year-billed']]);
    for (const other of [row(late, '2501'), row(late, '2500', '2026-05-31')])
      expect(rulesOf(await upload([other]))).toEqual([[2, 'energy_kwh', 'year-billed']]);
    await expect(
      town.owner.query('UPDATE opening_energies SET energy = 1 WHERE holder_period_id = $1', [
        late.holderPeriodId,
      ]),
    ).rejects.toThrow('has been billed');
  });

  it('is put right by reversing the bill, and the month billed anew rests on the new value', async () => {
    const { late } = homes;
    const [bill] = await billsOf(late);
    const reversal = await town.staff(town.finance, 'POST', `/staff/bills/${bill.bill_no}/reversal`, {
      reason: '启用前用电量有误',
    });
    expect(reversal.status).toBe(201);
    expect((await upload([row(late, '2300')])).body).toMatchObject({ accepted: 1 });
    const again = await start('2026-07');
    await town.staff(town.finance, 'POST', `/staff/billing-runs/${again.body.id}/approval`);
    expect(await billsOf(late)).toMatchObject([{ total_fen: 10_938 }]);
  });

  it('comes from a connected system as well', async () => {
    const administrator = await addMember(town, 'administrator');
    const system = { code: 'former', name: '原营销系统', scopes: ['opening-energy'], addresses: [] };
    expect((await town.staff(administrator, 'POST', '/staff/connected-systems', system)).status).toBe(201);
    const { key } = (
      await town.staff(administrator, 'POST', '/staff/connected-systems/former/keys', { keyId: 'first' })
    ).body;
    const rows = [
      { accountNo: homes.moved.accountNo, usedTo: '2026-06-30', energyKwh: '100' },
      { accountNo: homes.moved.accountNo, usedTo: '2026-06', energyKwh: '100' },
    ];
    const answer = await town.call('POST', '/data/opening-energy', { token: key, body: { rows } });
    expect(answer.body).toMatchObject({ kind: 'opening-energy', unchanged: 1, rejected: 1 });
    expect(rulesOf(answer)).toEqual([[2, 'usedTo', 'format-date']]);
  });
});

it('a later tier year is not brought while bills of an earlier one stand, and no month of ours is hidden by it', async () => {
  const household = await town.world.household();
  await town.read(household, [
    ['2025-11-30', 5_000],
    ['2025-12-31', 5_200],
    ['2026-01-31', 5_500],
  ]);
  expect((await upload([row(household, '2000', '2025-11-30')])).body).toMatchObject({ accepted: 1 });
  const december = await start('2025-12');
  await town.staff(town.finance, 'POST', `/staff/billing-runs/${december.body.id}/approval`);
  expect(await billsOf(household)).toMatchObject([{ month: '2025-12', total_fen: 10_938 }]);

  const answer = await upload([row(household, '2000', '2025-11-30'), row(household, '100')]);
  expect(answer.body).toMatchObject({ accepted: 0, unchanged: 1, rejected: 1 });
  expect(rulesOf(answer)).toEqual([[3, 'energy_kwh', 'billed-here']]);
  expect(answer.body.errors[0].messageZh).toContain('本系统已给该户出账');
  await expect(
    town.owner.query(
      `INSERT INTO opening_energies (holder_period_id, year_from, used_to, energy, parts) VALUES ($1, '2026-01', '2026-06-30', 10000, '{10000}')`,
      [household.holderPeriodId],
    ),
  ).rejects.toThrow('has been billed');

  const january = await start('2026-01');
  const { body } = await town.staff(
    town.clerk,
    'GET',
    `/staff/billing-runs/${january.body.id}/drafts?only=all`,
  );
  const draft = body.drafts.find(({ accountNo }: Household) => accountNo === household.accountNo);
  expect(draft).toMatchObject({ exception: null, energy: '300.00' });
});
