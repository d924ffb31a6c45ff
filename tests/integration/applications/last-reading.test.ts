/** The last reading is judged when it is given, and once more when the final bill is made of it. */
import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { addDays, type BusinessDate } from '../../../server/src/shared/dates.ts';
import { addMember } from '../access/scene.ts';
import { type Office, openOffice, today, yesterday } from './office.ts';
import { desk } from './walker.ts';

const reading = { on: yesterday, total: 101_000, peak: 60_500, valley: 40_500 };

let hall: Office['hall'];
let colleague: Office['colleague'];
let heldHome: Office['heldHome'];
let inHand: Office['inHand'];
let household: Awaited<ReturnType<typeof heldHome>>['household'];
let story: Awaited<ReturnType<typeof inHand>>;

beforeAll(async () => {
  ({ hall, colleague, heldHome, inHand } = await openOffice());
});
afterAll(() => hall.close());

/** An account that is closed, read and about to be settled. */
beforeEach(async () => {
  const home = await heldHome();
  household = home.household;
  story = await inHand('account-closing', household.accountNo, home.resident);
  const { office, caseNo } = story;
  await office.must(`/${caseNo}/moves`, { move: 'accept' });
  await office.must(`/${caseNo}/reading`, reading);
  await office.must(`/${caseNo}/moves`, { move: 'read' });
});

const remote = (on: string, total: number) =>
  hall.owner.query(
    `INSERT INTO readings (meter_id, read_on, total, peak, valley, source) VALUES ($1, $2, $3, NULL, NULL, 'remote')`,
    [household.meterId, on, total],
  );
const settle = () => story.office.ask('POST', `/${story.caseNo}/moves`, { move: 'close' });

it.each([
  ['a later day shows less', today, 100_500, { total: 100_500, peak: 60_200, valley: 40_300 }],
  [
    'an earlier day shows more',
    addDays(yesterday, -1),
    101_500,
    { total: 101_500, peak: 60_900, valley: 40_600 },
  ],
])('does not settle where %s; given anew it does', async (_, on, total, anew) => {
  await remote(on, total);
  const refused = await settle();
  expect([refused.status, refused.body.error]).toEqual([409, 'application-no-effect']);
  expect(refused.body.message).toContain(on);
  const { office, caseNo } = story;
  expect((await office.ask('GET', `/${caseNo}`)).body.canRead).toBe(true);
  await office.must(`/${caseNo}/reading`, { on: today, ...anew });
  expect((await settle()).body.status).toBe('done');
});

it('settles a meter that has passed its last number since, and none that merely shows less', async () => {
  const home = await heldHome();
  const { meterId } = home.household;
  await hall.owner.query('UPDATE meters SET digits = 5 WHERE id = $1', [meterId]);
  await hall.owner.query(
    'UPDATE readings SET total = 9999000, peak = 5000000, valley = 4999000 WHERE meter_id = $1',
    [meterId],
  );
  const { office, caseNo } = await inHand('account-closing', home.household.accountNo, home.resident);
  await office.must(`/${caseNo}/moves`, { move: 'accept' });
  const read = (total: number) =>
    office.ask('POST', `/${caseNo}/reading`, { on: yesterday, total, peak: 5_002_500, valley: 5_001_000 });
  expect((await read(9_990_000)).body.error).toBe('application-reading-impossible');
  expect((await read(3_500)).status).toBe(200);
  await office.must(`/${caseNo}/moves`, { move: 'read' });
  await office.must(`/${caseNo}/moves`, { move: 'close' });
  const { rows } = await hall.owner.query(
    'SELECT sum(energy)::int AS energy FROM bills WHERE holder_period_id = $1 AND live',
    [home.household.holderPeriodId],
  );
  expect(rows).toEqual([{ energy: 4_500 }]);
});

it('does not settle by another meter than was read', async () => {
  await hall.owner.query('UPDATE meter_installations SET removed_on = $2 WHERE meter_id = $1', [
    household.meterId,
    today,
  ]);
  await hall.owner.query(
    `WITH m AS (INSERT INTO meters (asset_no, digits, multiplier, time_of_use) VALUES ('NEXT' || $1::bigint, 6, 1, true) RETURNING id)
     INSERT INTO meter_installations (meter_id, metering_point_id, installed_on) SELECT m.id, a.metering_point_id, $2 FROM m, supply_accounts a WHERE a.id = $1::bigint`,
    [household.accountId, today],
  );
  const refused = await settle();
  expect([refused.status, refused.body.message]).toEqual([
    409,
    '无法办理：录入表底后电能表已更换，请重新录入',
  ]);
});

it('is given anew after an appeal', async () => {
  const { me, office, caseNo, walk } = story;
  await office.must(`/${caseNo}/ending`, { reason: '资料有误' });
  await me.ask('POST', `/${caseNo}/appeal`, { reason: '资料无误' });
  const other = desk({ ...walk, clerk: colleague });
  await other.must(`/${caseNo}/take`);
  await other.must(`/${caseNo}/moves`, { move: 'accept' });
  const unread = await other.ask('POST', `/${caseNo}/moves`, { move: 'read' });
  expect([unread.status, unread.body.error]).toEqual([409, 'application-reading-missing']);
});

it('is what the last bill ended with, also where that was an estimate: said otherwise before or after the bill, it is refused', async () => {
  const lastDay = addDays(`${yesterday.slice(0, 7)}-01` as BusinessDate, -1);
  const month = lastDay.slice(0, 7);
  const home = await hall.world.household({ from: `${month}-01` });
  await hall.owner.query(
    `INSERT INTO readings (meter_id, read_on, total, peak, valley, source) VALUES ($1, $2::date - 1, 100000, 60000, 40000, 'remote')`,
    [home.meterId, `${month}-01`],
  );
  const resident = await hall.world.resident({ phone: home.phone });
  await hall.world.bind(resident, home, { isHolder: true });
  const { office, caseNo } = await inHand('account-closing', home.accountNo, resident);
  await office.must(`/${caseNo}/moves`, { move: 'accept' });
  const say = (total: number) =>
    office.ask('POST', `/${caseNo}/reading`, { on: lastDay, total, peak: 78_000, valley: 52_000 });
  expect((await say(129_000)).status).toBe(200);
  await office.must(`/${caseNo}/moves`, { move: 'read' });

  const { rows } = await hall.owner.query('SELECT asset_no AS "assetNo" FROM meters WHERE id = $1', [
    home.meterId,
  ]);
  const to = { on: lastDay, value: 130_000 };
  const estimate = { ...rows[0], register: 'total', quality: 'estimated', to };
  const { billNo } = await hall.world.bill(home, { month, amountFen: 0, readings: [estimate] });
  const settled = await office.ask('POST', `/${caseNo}/moves`, { move: 'close' });
  expect([settled.status, settled.body.error]).toEqual([409, 'application-reading-billed']);
  expect(settled.body.message).toContain(billNo);
  const again = await say(129_500);
  expect([again.status, again.body.error]).toEqual([409, 'application-reading-billed']);
  expect((await say(130_000)).status).toBe(200);
});

it('of the last billed day leaves the tier year unsettled, until that bill is reversed and made anew as the closing one', async () => {
  const lastDay = addDays(`${yesterday.slice(0, 7)}-01` as BusinessDate, -1);
  const month = lastDay.slice(0, 7);
  const home = await hall.world.household({ from: `${month}-01` });
  const { holderPeriodId, meterId, accountNo } = home;
  await hall.owner.query(
    `INSERT INTO readings (meter_id, read_on, total, peak, valley, source) VALUES ($1, $2::date - 1, 100000, 60000, 40000, 'remote')`,
    [meterId, `${month}-01`],
  );
  const resident = await hall.world.resident({ phone: home.phone });
  await hall.world.bind(resident, home, { isHolder: true });
  // 300 kWh in the tiers of a whole year; the one month that was held has 210 of them in the first.
  const tier = { yearFrom: month, byTier: [300_00, 0, 0], used: 300_00 };
  const { billNo } = await hall.world.bill(home, { month, amountFen: 0, tier });
  const { office, caseNo } = await inHand('account-closing', accountNo, resident);
  await office.must(`/${caseNo}/moves`, { move: 'accept' });
  await office.must(`/${caseNo}/reading`, { on: lastDay, total: 130_000, peak: 78_000, valley: 52_000 });
  await office.must(`/${caseNo}/moves`, { move: 'read' });
  const close = () => office.ask('POST', `/${caseNo}/moves`, { move: 'close' });
  const refused = await close();
  expect([refused.status, refused.body.error]).toEqual([409, 'final-bill-impossible']);
  expect(refused.body.message).toContain(billNo);

  const { cookie } = await addMember(hall, 'finance');
  const body = { reason: '离户清算阶梯' };
  const reversal = await hall.call('POST', `/staff/bills/${billNo}/reversal`, { cookie, key: billNo, body });
  expect(reversal.status).toBe(201);
  expect((await close()).body.status).toBe('done');
  const { rows } = await hall.owner.query(
    `SELECT to_date::text AS "to", content #> '{tier,byTier}' AS tiers FROM bills WHERE holder_period_id = $1 AND kind = 'bill' AND live`,
    [holderPeriodId],
  );
  expect(rows).toEqual([{ to: lastDay, tiers: [210_00, 90_00, 0] }]);
});
