/** A meter that goes up, and the one before it that comes down: nothing of either is assumed, and nothing goes unbilled. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type Office, openOffice, today, yesterday } from './office.ts';

let hall: Office['hall'];
let heldHome: Office['heldHome'];
let inHand: Office['inHand'];
let toSign: Office['toSign'];

beforeAll(async () => {
  ({ hall, heldHome, inHand, toSign } = await openOffice());
});
afterAll(() => hall.close());

let serial = 0;
const newMeter = () => {
  serial += 1;
  return {
    assetNo: `HV${Date.now()}${serial}`,
    digits: 6,
    multiplier: 40,
    on: today,
    total: 0,
    peak: 0,
    valley: 0,
  };
};
const fieldsOf = (body: { details: { field: string }[] }) => body.details.map(({ field }) => field);

describe('a meter that goes up', () => {
  it('is told with its digits and its ratio, and is on file with them', async () => {
    const { caseNo, office, me } = await toSign();
    await me.sign(caseNo);
    const { multiplier: _, digits: __, ...unsaid } = newMeter();
    const refused = await office.ask('POST', `/${caseNo}/meter`, unsaid);
    expect([refused.status, fieldsOf(refused.body).sort()]).toEqual([400, ['digits', 'multiplier']]);
    await office.must(`/${caseNo}/take`).catch(() => undefined);
    const unread = await office.ask('POST', `/${caseNo}/meter`, { ...newMeter(), peak: null });
    expect([unread.status, fieldsOf(unread.body)]).toEqual([422, ['peak']]);
    const { facts } = await office.must(`/${caseNo}/meter`, newMeter());
    expect(facts.meter).toMatchObject({ multiplier: 40, digits: 6 });
  });

  it('and is known already is said as it stands on file, or not at all', async () => {
    const { caseNo, office, me } = await toSign();
    await me.sign(caseNo);
    const meter = newMeter();
    await hall.owner.query('INSERT INTO meters (asset_no, digits, multiplier) VALUES ($1, 6, 60)', [
      meter.assetNo,
    ]);
    const refused = await office.ask('POST', `/${caseNo}/meter`, meter);
    expect([refused.status, refused.body.error]).toEqual([409, 'application-meter-known']);
    expect(refused.body.message).toContain('倍率60');
    await office.must(`/${caseNo}/meter`, { ...meter, multiplier: 60 });
  });
});

describe('a meter that comes down', () => {
  const last = { total: 103_000, peak: 61_800, valley: 41_200 };
  let home: Awaited<ReturnType<typeof heldHome>>;
  let story: Awaited<ReturnType<typeof inHand>>;

  beforeEach(async () => {
    home = await heldHome();
    story = await inHand('meter-test', home.household.accountNo, home.resident);
    const { office, caseNo } = story;
    await office.must(`/${caseNo}/moves`, { move: 'accept' });
    const items = ['accuracy', 'seals'].map(code => ({ code, passed: false }));
    await office.must(`/${caseNo}/inspections`, { items });
    await office.must(`/${caseNo}/moves`, { move: 'failed' });
  });

  const assign = (body: object) =>
    story.office.ask('POST', `/${story.caseNo}/meter`, { ...newMeter(), ...body });

  it.each([
    ['without its last reading', {}, ['previous.total']],
    [
      'without what it counts apart',
      { previous: { ...last, peak: null, valley: null } },
      ['previous.peak', 'previous.valley'],
    ],
  ])('does not do so %s', async (_, body, fields) => {
    const refused = await assign(body);
    expect([refused.status, refused.body.error]).toEqual([422, 'application-meter-incomplete']);
    expect(fieldsOf(refused.body)).toEqual(fields);
  });

  it('has not shown less than before, in any register', async () => {
    const refused = await assign({ previous: { total: 103_000, peak: 59_000, valley: 44_000 } });
    expect([refused.status, fieldsOf(refused.body)]).toEqual([409, ['previous.peak']]);
  });

  it('has one reading of that eve: another one does not stand silently', async () => {
    const read = (total: number) =>
      hall.owner.query(
        `INSERT INTO readings (meter_id, read_on, total, peak, valley, source) VALUES ($1, $2, $3, 61800, 41200, 'remote')`,
        [home.household.meterId, yesterday, total],
      );
    // Said before the remote reading of that day came in.
    expect((await assign({ previous: { ...last, total: 103_500 } })).status).toBe(200);
    await read(103_000);
    const hung = await story.office.ask('POST', `/${story.caseNo}/moves`, { move: 'exchanged' });
    expect([hung.status, hung.body.error]).toEqual([409, 'application-reading-stands']);
    const again = await assign({ previous: { ...last, total: 103_500 } });
    expect([again.status, again.body.error]).toEqual([409, 'application-reading-stands']);
    expect((await assign({ previous: last })).status).toBe(200);
    await story.office.must(`/${story.caseNo}/moves`, { move: 'exchanged' });
  });

  it('did not come down on a day that is billed, nor with other registers than the bill of the day before ended with', async () => {
    const { accountId, holderPeriodId, meterId } = home.household;
    const { rows } = await hall.owner.query(
      `INSERT INTO bills (bill_no, holder_period_id, account_id, month, from_date, to_date, issued_at, due_on, energy, energy_fen, total_fen, content)
       SELECT 'B' || $1::text, $1::bigint, $2, to_char($3::date, 'YYYY-MM'), date_trunc('month', $3::date), $3::date, now(), current_date + 20, 100, 100, 100,
              jsonb_build_object('lines', '[]'::jsonb, 'tier', NULL, 'tariff', NULL, 'readings', jsonb_build_array(jsonb_build_object(
                'assetNo', asset_no, 'register', 'total', 'quality', 'estimated', 'to', jsonb_build_object('on', $3::date, 'value', 103000))))
         FROM meters WHERE id = $4 RETURNING id`,
      [holderPeriodId, accountId, yesterday, meterId],
    );
    await hall.owner.query('SELECT post_bills(ARRAY[$1]::bigint[])', [rows[0].id]);
    const refused = await assign({ on: yesterday, previous: last });
    expect([refused.status, refused.body.error]).toEqual([422, 'application-reading-impossible']);
    const other = await assign({ on: today, previous: { ...last, total: 103_500 } });
    expect([other.status, other.body.error]).toEqual([409, 'application-reading-billed']);
    expect((await assign({ on: today, previous: last })).status).toBe(200);
  });
});
