/** A changed meter as a file tells of it, with the last registers of the one that came down. */
import { describe, expect, it } from '@jest/globals';
import { setTheScene, town, upload } from './import-story.ts';
import { type Household, rulesOf } from './town.ts';

setTheScene();

describe('a changed meter', () => {
  const columns =
    'asset_no,account_no,installed_on,opening_total_kwh,opening_peak_kwh,opening_valley_kwh,previous_total_kwh,previous_peak_kwh,previous_valley_kwh';
  const change = (home: Household, asset: string, opening: string, previous: string) =>
    upload('meters', [columns, `${asset},${home.accountNo},2026-11-11,${opening},${previous}`]);
  const lastOf = async (home: Household) =>
    (
      await town.owner.query(
        `SELECT read_on::text AS "on", total::int, peak::int, valley::int FROM readings WHERE meter_id = $1 ORDER BY read_on DESC LIMIT 1`,
        [home.meterId],
      )
    ).rows[0];

  it('brings last registers that are believed as any reading is, or is refused with the reason', async () => {
    const changed = await town.world.household();
    // Ten days before: at most 5,000 kWh more can have passed a residential fuse.
    await town.read(changed, [['2026-10-31', 1_200, 400]]);
    const asset = `N-${changed.accountNo}`;
    const refusals = [
      ['0,,', '13000,,', 'previous_total_kwh', 'implausible'],
      ['0,,', '1199.99,,', 'previous_total_kwh', 'backwards'],
      ['0,,', '1300,,399', 'previous_valley_kwh', 'backwards'],
      ['0,,', '1300,900,500', 'previous_total_kwh', 'registers-disagree'],
      ['0,,', '1000000,,', 'previous_total_kwh', 'beyond-register'],
      ['5,1,1', '1300,860,440', 'opening_total_kwh', 'registers-disagree'],
    ] as const;
    for (const [opening, previous, field, rule] of refusals)
      expect(rulesOf(await change(changed, asset, opening, previous))).toEqual([[2, field, rule]]);
    expect(await lastOf(changed)).toMatchObject({ on: '2026-10-31' });
    const { rows } = await town.owner.query('SELECT count(*)::int AS n FROM meters WHERE asset_no = $1', [
      asset,
    ]);
    expect(rows[0].n).toBe(0);
    expect((await change(changed, asset, '0,0,0', '1300,860,440')).body).toMatchObject({ accepted: 1 });
    expect(await lastOf(changed)).toEqual({ on: '2026-11-10', total: 130_000, peak: 86_000, valley: 44_000 });
  });

  it('is not believed to have shown more than what was read of it afterwards', async () => {
    const changed = await town.world.household();
    await town.read(changed, [
      ['2026-10-31', 100],
      ['2026-11-15', 140],
    ]);
    expect(rulesOf(await change(changed, `N-${changed.accountNo}`, '0,,', '150,,'))).toEqual([
      [2, 'previous_total_kwh', 'after-next'],
    ]);
  });

  it('is not told of days that are billed, nor against the reading that the bill before ended with', async () => {
    const changed = await town.world.household();
    await town.read(changed, [['2026-10-31', 100]]);
    const bill = await town.world.bill(changed, { month: '2026-11' });
    const refused = await change(changed, `N-${changed.accountNo}`, '0,,', '120,,');
    expect(rulesOf(refused)).toEqual([[2, 'installed_on', 'billed']]);
    expect(refused.body.errors[0].messageZh).toContain(bill.billNo);

    const other = await town.world.household();
    // The first ten days were billed to an estimate of 150.
    await town.owner.query(
      `WITH bill AS (INSERT INTO bills (bill_no, holder_period_id, account_id, month, from_date, to_date, issued_at, due_on, energy, energy_fen, total_fen, estimated, content)
         VALUES ('B-estimate', $1, $2, '2026-11', '2026-11-01', '2026-11-10', now(), '2026-12-01', 5000, 2735, 2735, true, $3) RETURNING id)
       SELECT post_bills(ARRAY[id]) FROM bill`,
      [
        other.holderPeriodId,
        other.accountId,
        JSON.stringify({
          readings: [
            {
              assetNo: other.meterAssetNo,
              register: 'total',
              from: { on: '2026-10-31', value: 100_00 },
              to: { on: '2026-11-10', value: 150_00 },
            },
          ],
        }),
      ],
    );
    expect(rulesOf(await change(other, `N-${other.accountNo}`, '0,,', '160,,'))).toEqual([
      [2, 'previous_total_kwh', 'billed-otherwise'],
    ]);
    expect((await change(other, `N-${other.accountNo}`, '0,,', '150,,')).body).toMatchObject({ accepted: 1 });
  });

  it('may have passed the end of its register', async () => {
    const changed = await town.world.household();
    await town.read(changed, [['2026-10-31', 999_990]]);
    expect((await change(changed, `N-${changed.accountNo}`, '0,,', '3.2,,')).body).toMatchObject({
      accepted: 1,
    });
  });

  it('told again is unchanged; told with any other register it is a conflict, and what was brought stays', async () => {
    const changed = await town.world.household();
    await town.read(changed, [['2026-10-31', 1_200, 400]]);
    const asset = `N-${changed.accountNo}`;
    const again = (opening: string, previous: string) => change(changed, asset, opening, previous);
    expect((await again('3,2,1', '1300,860,440')).body).toMatchObject({ accepted: 1 });
    for (const same of ['1300,860,440', ',,', '1300,,'])
      expect((await again('3,2,1', same)).body).toMatchObject({ accepted: 0, unchanged: 1, rejected: 0 });
    for (const other of ['1301,860,440', '1300,859,440', '1300,860,441', '1300,,441'])
      expect(rulesOf(await again('3,2,1', other))).toEqual([[2, 'previous_total_kwh', 'changed']]);
    for (const other of ['3.01,2,1', '3,1.99,1', '3,2,1.01'])
      expect(rulesOf(await again(other, '1300,860,440'))).toEqual([[2, 'opening_total_kwh', 'changed']]);
    expect(await lastOf(changed)).toEqual({ on: '2026-11-10', total: 130_000, peak: 86_000, valley: 44_000 });
    // Twice in one file is once.
    const row = `${asset},${changed.accountNo},2026-11-11,3,2,1,1300,860,440`;
    expect((await upload('meters', [columns, row, row])).body).toMatchObject({ unchanged: 2, rejected: 0 });
  });
});
