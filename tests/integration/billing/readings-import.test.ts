/** Files of readings: taken in once, with what is wrong in them told row by row. */
import { describe, expect, it } from '@jest/globals';
import { eventually } from '../../support/hall.ts';
import { home, setTheScene, town, upload } from './import-story.ts';
import { rulesOf } from './town.ts';

setTheScene();

describe('readings', () => {
  const heading = 'meter_asset_no,read_on,total_kwh,peak_kwh,valley_kwh';
  const good = () => [
    heading,
    `${home.meterAssetNo},2026-10-30,100.00,60.00,40.00`,
    `${home.meterAssetNo},2026-10-31,110.5,66.3,44.2`,
  ];

  it('a file is taken in, and the same file again changes nothing', async () => {
    expect((await upload('readings', good())).body).toMatchObject({ accepted: 2, unchanged: 0, rejected: 0 });
    expect((await upload('readings', good())).body).toMatchObject({ accepted: 0, unchanged: 2, rejected: 0 });
    const { rows } = await town.owner.query(
      'SELECT read_on::text, total::int, valley::int, source FROM readings WHERE meter_id = $1 ORDER BY read_on',
      [home.meterId],
    );
    expect(rows).toEqual([
      { read_on: '2026-10-30', total: 10_000, valley: 4000, source: 'file' },
      { read_on: '2026-10-31', total: 11_050, valley: 4420, source: 'file' },
    ]);
  });

  it('ten deliveries of one new file at once count its rows once', async () => {
    const file = [heading, `${home.meterAssetNo},2026-11-01,120,,`];
    // Whoever is told that two are on their way already brings it again.
    const bringUntilTaken = () =>
      eventually(
        () => upload('readings', file),
        ({ status }) => status !== 409,
      );
    const answers = await Promise.all(Array.from({ length: 10 }, bringUntilTaken));
    expect(answers.reduce((sum, { body }) => sum + body.accepted, 0)).toBe(1);
    expect(answers.reduce((sum, { body }) => sum + body.unchanged, 0)).toBe(9);
  });

  it('is taken in with its line in the audit log or not at all', async () => {
    const file = [heading, `${home.meterAssetNo},2026-10-28,99,,`];
    const count = async () =>
      (
        await town.owner.query(
          `SELECT (SELECT count(*)::int FROM data_imports) AS imports, (SELECT count(*)::int FROM readings WHERE read_on = '2026-10-28') AS readings`,
        )
      ).rows[0];
    const before = await count();
    await town.owner.query(
      `ALTER TABLE audit_entries ADD CONSTRAINT no_import_lines CHECK (action <> 'import.take') NOT VALID`,
    );
    expect((await upload('readings', file)).status).toBe(500);
    await town.owner.query('ALTER TABLE audit_entries DROP CONSTRAINT no_import_lines');
    expect(await count()).toEqual(before);
    expect((await upload('readings', file)).body).toMatchObject({ accepted: 1 });
  });

  it('bad rows are reported with line, field and rule, and the good ones are taken', async () => {
    const asset = home.meterAssetNo;
    const answer = await upload('readings', [
      heading,
      `${asset},2026-11-02,121,,`,
      'M-unknown,2026-11-02,1,,',
      `${asset},2026-11-31,130,,`,
      `${asset},2026-11-03,12x,,`,
      `${asset},2026-12-24,130,,`,
      `${asset},2026-10-31,111,,`,
      `${asset},2026-11-04,90,,`,
      `${asset},2026-11-05,99999,,`,
      `${asset},2026-11-06,130,60,10`,
      `${asset},2026-11-07,1000000,,`,
      `${asset},2022-01-01,5,,`,
      `${asset},2026-11-08,,,`,
      `${asset},2026-11-09,140,,`,
      `${asset},2026-11-09,141,,`,
      `${asset},2026-10-29,105,,`,
    ]);
    expect(answer.body).toMatchObject({ accepted: 2, unchanged: 0, rejected: 13 });
    expect(rulesOf(answer)).toEqual([
      [3, 'meter_asset_no', 'unknown-meter'],
      [4, 'read_on', 'format-date'],
      [5, 'total_kwh', 'format-number'],
      [6, 'read_on', 'future'],
      [7, 'total_kwh', 'changed'],
      [8, 'total_kwh', 'backwards'],
      [9, 'total_kwh', 'implausible'],
      [10, 'total_kwh', 'registers-disagree'],
      [11, 'total_kwh', 'beyond-register'],
      [12, 'read_on', 'not-installed'],
      [13, 'total_kwh', 'required'],
      [15, 'total_kwh', 'repeated'],
      [16, 'total_kwh', 'after-next'],
    ]);
    expect(answer.body.errors[0]).toMatchObject({
      messageZh: '没有这块电表',
      messageEn: 'There is no such meter',
    });
    const kept = await town.staff(town.auditor, 'GET', `/staff/imports/${answer.body.id}`);
    expect(kept.body).toEqual(answer.body);
  });

  it('a register that passes its end is believed', async () => {
    const old = await town.world.household();
    await town.read(old, [['2026-10-30', 999_990]]);
    const answer = await upload('readings', [heading, `${old.meterAssetNo},2026-10-31,3.20,,`]);
    expect(answer.body).toMatchObject({ accepted: 1, rejected: 0 });
  });

  it('a real reading takes the place of an estimate', async () => {
    const quiet = await town.world.household();
    await town.owner.query(
      `INSERT INTO readings (meter_id, read_on, total, quality, source) VALUES ($1, '2026-10-31', 5000, 'estimated', 'estimate')`,
      [quiet.meterId],
    );
    expect((await upload('readings', [heading, `${quiet.meterAssetNo},2026-10-31,48,,`])).body).toMatchObject(
      { accepted: 1 },
    );
    const { rows } = await town.owner.query('SELECT total::int, quality FROM readings WHERE meter_id = $1', [
      quiet.meterId,
    ]);
    expect(rows).toEqual([{ total: 4800, quality: 'actual' }]);
  });

  it('a file that cannot be read is refused as a whole', async () => {
    expect(await upload('readings', [])).toMatchObject({ status: 400 });
    expect((await upload('readings', ['a,b', '1,2'])).body).toMatchObject({ error: 'columns-missing' });
    expect((await upload('readings', [heading, '"unclosed'])).body).toMatchObject({
      error: 'file-unreadable',
    });
    expect((await upload('readings', [heading, 'A\0B,2026-10-30,1,,'])).body).toMatchObject({
      error: 'file-unreadable',
    });
    const gbk = Buffer.from([...Buffer.from(`${heading}\n`), 0xb5, 0xe7, 0xb1, 0xed]);
    const answer = await fetch(`${town.url}/api/v1/staff/imports?kind=readings`, {
      method: 'POST',
      headers: { cookie: town.clerk.cookie },
      body: gbk,
    });
    expect(await answer.json()).toMatchObject({ error: 'file-unreadable' });
  });
});
