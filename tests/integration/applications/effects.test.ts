/** What the kinds that change a supply leave behind: plan, details, meter, pause. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { kindOf, type Office, openOffice, today, yesterday } from './office.ts';
import { customer, desk, papersOf, walkThrough } from './walker.ts';

let hall: Office['hall'];
let clerk: Office['clerk'];
let heldHome: Office['heldHome'];
let inHand: Office['inHand'];

beforeAll(async () => {
  ({ hall, clerk, heldHome, inHand } = await openOffice());
});
afterAll(() => hall.close());

type Home = Awaited<ReturnType<typeof heldHome>>;
const done = ({ household, resident }: Home, code: string) =>
  walkThrough(
    { hall, resident, clerk },
    {
      kind: kindOf(code),
      about: { accountNo: household.accountNo },
      today,
      yesterday,
      lastReading: { total: 101_000, peak: 60_500, valley: 40_500 },
    },
  );
const rowsOf = async (text: string, values: unknown[]) => (await hall.owner.query(text, values)).rows;

describe('what came of it', () => {
  it.each([
    ['time-of-use', { kind: 'time-of-use', from: today, people: null }],
    ['large-household', { kind: 'large-household', from: today, people: 6 }],
  ])('%s: the plan begins on the day that was asked for', async (code, option) => {
    const home = await heldHome();
    await done(home, code);
    const options = await rowsOf(
      `SELECT kind, from_date::text AS "from", people FROM tariff_options WHERE holder_period_id = $1 AND to_date IS NULL AND kind = $2`,
      [home.household.holderPeriodId, option.kind],
    );
    expect(options).toEqual([option]);
  });

  it('a plan that the tariff has not, and no bill would go by, is refused as the papers are looked at', async () => {
    const home = await heldHome();
    const refused = async (code: string, form: object) => {
      const walk = { hall, resident: home.resident, clerk };
      const me = customer(walk);
      const caseNo = await me.begin(kindOf(code), { accountNo: home.household.accountNo }, today);
      expect((await me.ask('PATCH', `/${caseNo}`, { form })).status).toBe(200);
      for (const paper of papersOf(kindOf(code))) await me.hand(caseNo, paper);
      await me.ask('POST', `/${caseNo}/submission`);
      await desk(walk).must(`/${caseNo}/take`);
      const { status, body } = await desk(walk).ask('POST', `/${caseNo}/moves`, { move: 'accept' });
      return [status, body.error];
    };
    expect(await refused('large-household', { people: 3 })).toEqual([409, 'too-few-people']);
    await hall.owner.query(`UPDATE supply_accounts SET category = 'commercial' WHERE id = $1`, [
      home.household.accountId,
    ]);
    expect(await refused('large-household', { people: 6 })).toEqual([409, 'plan-not-offered']);
  });

  it('details: the household has the new name, and who is bound to it stays', async () => {
    const home = await heldHome();
    await done(home, 'details-change');
    const { body } = await hall.call('GET', '/households', { token: home.resident.token });
    expect(body.households).toEqual([
      expect.objectContaining({ accountNo: home.household.accountNo, name: '王新户', level: 'full' }),
    ]);
  });

  it('capacity: the contract of a new home, and of one that needs more, stands on the account and the case', async () => {
    const resident = await hall.world.resident();
    const opened = await walkThrough(
      { hall, resident, clerk },
      { kind: kindOf('new-residential'), about: { regionCode: 'weihai' }, today, yesterday },
    );
    const fileOf = async (accountNo: string) =>
      (await hall.call('GET', `/staff/accounts/${accountNo}`, { cookie: clerk.cookie })).body.account;
    const caseOf = async (caseNo: string) =>
      (await hall.call('GET', `/staff/applications/${caseNo}`, { cookie: clerk.cookie })).body;
    const { accountNo } = (await caseOf(opened)).result;
    expect([(await fileOf(accountNo)).contractedKw, (await caseOf(opened)).contractedKw]).toEqual([8, 8]);
    const home = await heldHome();
    expect((await fileOf(home.household.accountNo)).contractedKw).toBeNull();
    await done(home, 'capacity-increase');
    expect((await fileOf(home.household.accountNo)).contractedKw).toBe(8);
  });

  it('a pause: the supply is off until it is resumed, and neither is done twice', async () => {
    const home = await heldHome();
    const { accountNo, accountId } = home.household;
    const status = async () =>
      (await rowsOf('SELECT status FROM supply_accounts WHERE id = $1', [accountId]))[0].status;
    await done(home, 'supply-suspension');
    expect(await status()).toBe('suspended');
    const twice = await inHand('supply-suspension', accountNo, home.resident);
    await twice.office.must(`/${twice.caseNo}/moves`, { move: 'accept' });
    await hall.app.runJob('await-days-of-applications');
    const reading = { on: today, total: 101_000, peak: 60_500, valley: 40_500 };
    await twice.office.must(`/${twice.caseNo}/reading`, reading);
    const refused = await twice.office.ask('POST', `/${twice.caseNo}/moves`, { move: 'switched-off' });
    expect([refused.status, refused.body.message]).toEqual([409, '无法办理：该户号已经暂停']);
    await done(home, 'supply-reinstatement');
    expect(await status()).toBe('active');
  });

  it('a meter that failed its test comes down with its last reading, and the new one goes on from its first', async () => {
    const { household, resident } = await heldHome();
    const { caseNo, office } = await inHand('meter-test', household.accountNo, resident);
    await office.must(`/${caseNo}/moves`, { move: 'accept' });
    const items = ['accuracy', 'seals'].map(code => ({ code, passed: false }));
    await office.must(`/${caseNo}/inspections`, { items });
    await office.must(`/${caseNo}/moves`, { move: 'failed' });
    const meter = { assetNo: 'WDNEW0001', digits: 6, multiplier: 1, on: today, total: 0, peak: 0, valley: 0 };
    const elsewhere = await hall.world.household();
    const [other] = await rowsOf('SELECT asset_no AS no FROM meters WHERE id = $1', [elsewhere.meterId]);
    const previous = { total: 103_000, peak: 61_800, valley: 41_200 };
    await office.must(`/${caseNo}/meter`, { ...meter, assetNo: other.no, previous });
    const hung = await office.ask('POST', `/${caseNo}/moves`, { move: 'exchanged' });
    expect([hung.status, hung.body.error]).toEqual([409, 'application-meter-in-use']);
    await office.must(`/${caseNo}/meter`, { ...meter, previous });
    await office.must(`/${caseNo}/moves`, { move: 'exchanged' });
    await office.must(`/${caseNo}/moves`, { move: 'reported' });
    const installed = await rowsOf(
      `SELECT m.asset_no = $2 AS new, i.installed_on::text AS "from", i.removed_on::text AS "to", r.total::int FROM meter_installations i
         JOIN supply_accounts a ON a.metering_point_id = i.metering_point_id JOIN meters m ON m.id = i.meter_id
         JOIN readings r ON r.meter_id = m.id AND r.read_on = $3 WHERE a.id = $1 ORDER BY i.installed_on`,
      [household.accountId, meter.assetNo, yesterday],
    );
    expect(installed).toEqual([
      { new: false, from: expect.any(String), to: today, total: previous.total },
      { new: true, from: today, to: null, total: 0 },
    ]);
  });
});
