import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { testCipher } from '../../support/world.ts';
import { type Household, openTown, type Town } from './town.ts';

let town: Town;
let home: Household;

beforeAll(async () => {
  town = await openTown('2026-11-22T02:00:00Z');
  home = await town.world.household();
});
afterAll(() => town.close());

function upload(kind: string, lines: string[] | Buffer) {
  return town.call('POST', `/staff/imports?kind=${kind}&name=test.csv`, {
    cookie: town.clerk.cookie,
    headers: { 'content-type': 'text/csv' },
    body: Buffer.isBuffer(lines) ? lines.toString('latin1') : `${lines.join('\n')}\n`,
  });
}

const rulesOf = (answer: { body: { errors: { line: number; field: string; rule: string }[] } }) =>
  answer.body.errors.map(({ line, field, rule }) => [line, field, rule]);

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
    const answers = await Promise.all(Array.from({ length: 10 }, () => upload('readings', file)));
    expect(answers.reduce((sum, { body }) => sum + body.accepted, 0)).toBe(1);
    expect(answers.reduce((sum, { body }) => sum + body.unchanged, 0)).toBe(9);
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

  it('come in over the API as well', async () => {
    const meter = await town.world.household();
    const readings = [
      { meterAssetNo: meter.meterAssetNo, on: '2026-11-20', total: '12.5' },
      { meterAssetNo: 'nobody', on: '2026-11-20', total: '1' },
    ];
    const answer = await town.staff(town.clerk, 'POST', '/staff/readings', { readings });
    expect(answer).toMatchObject({
      status: 201,
      body: { accepted: 1, rejected: 1, errors: [{ line: 2, rule: 'unknown-meter' }] },
    });
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

describe('accounts and meters', () => {
  const heading =
    'account_no,region,category,district,street,building,unit,room,transformer_area,holder_name,holder_phone,identity_no,contract_no,held_from,plan,people,low_income';
  const row = (
    no: string,
    contract: string,
    change: { name?: string; phone?: string; from?: string; building?: string } = {},
  ) =>
    `${no},weihai,residential,文登区,文山路,${change.building ?? '3号楼'},1单元,201室,TQ-1,${change.name ?? '王小红'},${change.phone ?? '15400001111'},,${contract},${change.from ?? '2026-01-01'},time-of-use,5,no`;

  it('a new account comes with place, holder, contract and tariff options', async () => {
    expect((await upload('accounts', [heading, row('3710000000001', 'C-1')])).body).toMatchObject({
      accepted: 1,
      rejected: 0,
    });
    expect((await upload('accounts', [heading, row('3710000000001', 'C-1')])).body).toMatchObject({
      accepted: 0,
      unchanged: 1,
      rejected: 0,
    });
    const { rows } = await town.owner.query(
      `SELECT c.name_enc, c.phone_hash, array_agg(o.kind ORDER BY o.kind) AS kinds FROM supply_accounts a JOIN holder_periods h ON h.account_id = a.id
         JOIN customers c ON c.id = h.customer_id JOIN tariff_options o ON o.holder_period_id = h.id WHERE a.account_no = '3710000000001' GROUP BY 1, 2`,
    );
    expect(rows).toHaveLength(1);
    expect(testCipher.decrypt(rows[0].name_enc)).toBe('王小红');
    expect(rows[0].phone_hash).toEqual(testCipher.hash('phone', '15400001111'));
    expect(rows[0].kinds).toEqual(['large-household', 'time-of-use']);
  });

  it('a new phone is taken over; another name or place under the same contract is not', async () => {
    const again = (change: Parameters<typeof row>[2]) =>
      upload('accounts', [heading, row('3710000000001', 'C-1', change)]);
    expect((await again({ phone: '15400002222' })).body).toMatchObject({ accepted: 1 });
    expect(rulesOf(await again({ name: '别人', phone: '15400002222' }))).toEqual([
      [2, 'holder_name', 'holder-changed'],
    ]);
    expect(rulesOf(await again({ building: '4号楼', phone: '15400002222' }))).toEqual([
      [2, 'building', 'place-changed'],
    ]);
  });

  it('a move is a new contract: the old holder ends, and the old file repeated is harmless', async () => {
    const move = await upload('accounts', [
      heading,
      row('3710000000001', 'C-2', { name: '李新户', from: '2026-06-15' }),
    ]);
    expect(move.body).toMatchObject({ accepted: 1 });
    const { rows } = await town.owner.query(
      `SELECT contract_no, from_date::text, to_date::text FROM holder_periods h JOIN supply_accounts a ON a.id = h.account_id WHERE account_no = '3710000000001' ORDER BY 2`,
    );
    expect(rows).toEqual([
      { contract_no: 'C-1', from_date: '2026-01-01', to_date: '2026-06-15' },
      { contract_no: 'C-2', from_date: '2026-06-15', to_date: null },
    ]);
    expect((await upload('accounts', [heading, row('3710000000001', 'C-1')])).body).toMatchObject({
      unchanged: 1,
      rejected: 0,
    });
  });

  it('bad accounts are reported', async () => {
    const answer = await upload('accounts', [
      heading,
      row('123', 'C-9'),
      row('3710000000002', 'C-2'),
      row('3710000000003', 'C-3', { phone: '12345' }),
      row('3710000000004', 'C-4').replace('weihai', 'mars'),
      row('3710000000005', 'C-5').replace('2026-01-01', 'yesterday'),
      row('3710000000001', 'C-8', { from: '2026-02-01' }),
    ]);
    expect(rulesOf(answer)).toEqual([
      [2, 'account_no', 'account-no'],
      [3, 'contract_no', 'contract-taken'],
      [4, 'holder_phone', 'format-phone'],
      [5, 'region', 'unknown-region'],
      [6, 'held_from', 'format-date'],
      [7, 'held_from', 'before-holder'],
    ]);
  });

  it('meters are hung up and changed, with readings on the eve', async () => {
    const columns =
      'asset_no,account_no,digits,installed_on,opening_total_kwh,previous_total_kwh,time_of_use';
    const first = [columns, 'A-1,3710000000001,6,2026-01-01,3,,yes'];
    expect((await upload('meters', first)).body).toMatchObject({ accepted: 1, rejected: 0 });
    expect((await upload('meters', first)).body).toMatchObject({ unchanged: 1 });
    const change = (cells: string) => upload('meters', [columns, cells]);
    expect(rulesOf(await change('A-2,3710000000001,6,2026-09-10,1,,yes'))).toEqual([
      [2, 'previous_total_kwh', 'required'],
    ]);
    expect(rulesOf(await change('A-2,3710000000001,6,2026-09-10,1,2,yes'))).toEqual([
      [2, 'previous_total_kwh', 'backwards'],
    ]);
    expect(rulesOf(await change('A-1,3710000000009,6,2026-09-10,1,,yes'))).toEqual([
      [2, 'account_no', 'unknown-account'],
    ]);
    expect((await change('A-2,3710000000001,6,2026-09-10,1,803,yes')).body).toMatchObject({ accepted: 1 });
    expect(rulesOf(await change('A-1,3710000000001,6,2026-01-01,3,,no'))).toEqual([
      [2, 'asset_no', 'meter-changed'],
    ]);
    const { rows } = await town.owner.query(
      `SELECT asset_no, installed_on::text, removed_on::text, read_on::text, total::int FROM meters m JOIN meter_installations i ON i.meter_id = m.id
         JOIN readings r ON r.meter_id = m.id WHERE asset_no IN ('A-1', 'A-2') ORDER BY asset_no, read_on`,
    );
    expect(rows).toEqual([
      {
        asset_no: 'A-1',
        installed_on: '2026-01-01',
        removed_on: '2026-09-10',
        read_on: '2025-12-31',
        total: 300,
      },
      {
        asset_no: 'A-1',
        installed_on: '2026-01-01',
        removed_on: '2026-09-10',
        read_on: '2026-09-09',
        total: 80_300,
      },
      { asset_no: 'A-2', installed_on: '2026-09-10', removed_on: null, read_on: '2026-09-09', total: 100 },
    ]);
  });
});

it('only those who bring data may, and what they did is on the record', async () => {
  const refused = await town.staff(town.finance, 'POST', '/staff/readings', {
    readings: [{ meterAssetNo: 'x', on: '2026-11-20', total: '1' }],
  });
  expect(refused.status).toBe(403);
  const { rows } = await town.owner.query(
    `SELECT count(*)::int AS n FROM audit_entries WHERE action = 'import.take' AND actor = $1`,
    [`staff:${town.clerk.username}`],
  );
  expect(rows[0].n).toBeGreaterThan(10);
});
