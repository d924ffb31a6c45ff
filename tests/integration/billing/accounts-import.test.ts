/** Files of accounts and meters: what is new, what is known, what contradicts what is on file, and who may bring them. */
import { describe, expect, it } from '@jest/globals';
import { eventually } from '../../support/hall.ts';
import { testCipher } from '../../support/world.ts';
import { home, setTheScene, town, upload } from './import-story.ts';
import { rulesOf } from './town.ts';

setTheScene();

describe('accounts and meters', () => {
  const heading =
    'account_no,region,category,district,street,building,unit,room,transformer_area,holder_name,holder_phone,identity_no,contract_no,held_from,plan,people,low_income';
  const row = (
    no: string,
    contract: string,
    change: { name?: string; phone?: string; from?: string; building?: string; identity?: string } = {},
  ) =>
    `${no},weihai,residential,文登区,文山路,${change.building ?? '3号楼'},1单元,201室,TQ-1,${change.name ?? '王小红'},${change.phone ?? '15400001111'},${change.identity ?? ''},${contract},${change.from ?? '2026-01-01'},time-of-use,5,no`;

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

  it('what a file says otherwise of a known contract is told, not passed over; a cell left empty says nothing', async () => {
    const again = async (cells: Partial<Record<string, string>>) => {
      const [names, values] = [
        heading.split(','),
        row('3710000000001', 'C-1', { phone: '15400002222' }).split(','),
      ];
      const line = names.map((name, index) => cells[name] ?? values[index]).join(',');
      return upload('accounts', [heading, line]);
    };
    for (const [column, value] of Object.entries({
      plan: 'flat',
      people: '6',
      low_income: 'yes',
      transformer_area: 'TQ-2',
    }))
      expect(rulesOf(await again({ [column]: value }))).toEqual([[2, column, 'kept']]);
    const empty = { plan: '', people: '', low_income: '', transformer_area: '' };
    expect((await again(empty)).body).toMatchObject({ accepted: 0, unchanged: 1, rejected: 0 });
  });

  it('another identity number under a known contract is told, and the one on hand stays', async () => {
    const bringWith = (identity: string) =>
      upload('accounts', [heading, row('3710000000011', 'C-11', { identity })]);
    const onHand = '11010519491231002X';
    expect((await bringWith(onHand)).body).toMatchObject({ accepted: 1, rejected: 0 });
    expect(rulesOf(await bringWith('440524188001010014'))).toEqual([[2, 'identity_no', 'kept']]);
    for (const same of [onHand, ''])
      expect((await bringWith(same)).body).toMatchObject({ accepted: 0, unchanged: 1, rejected: 0 });
    const { rows } = await town.owner.query(
      `SELECT identity_no_enc FROM customers c JOIN holder_periods h ON h.customer_id = c.id WHERE contract_no = 'C-11'`,
    );
    expect(testCipher.decrypt(rows[0].identity_no_enc)).toBe(onHand);
  });

  it('an identity number is known however it is written, also where it was kept as it was told', async () => {
    const bringWith = (identity: string) =>
      upload('accounts', [heading, row('3710000000012', 'C-12', { identity })]);
    const tidy = '11010519491231002X';
    const told = '110105 19491231 002x';
    expect((await bringWith(told)).body).toMatchObject({ accepted: 1, rejected: 0 });
    const { rows } = await town.owner.query(
      `SELECT c.id, identity_hash FROM customers c JOIN holder_periods h ON h.customer_id = c.id WHERE contract_no = 'C-12'`,
    );
    expect(rows[0].identity_hash).toEqual(testCipher.hash('identity-no', tidy));
    for (const same of [told, tidy])
      expect((await bringWith(same)).body).toMatchObject({ accepted: 0, unchanged: 1, rejected: 0 });
    await town.owner.query('UPDATE customers SET identity_hash = $2 WHERE id = $1', [
      rows[0].id,
      testCipher.hash('identity-no', told),
    ]);
    expect((await bringWith(told)).body).toMatchObject({ accepted: 0, unchanged: 1, rejected: 0 });
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

  it('a phone that comes later makes its owner the holder, and takes that from whoever had the one before', async () => {
    const accountNo = '3710000000021';
    const bring = (phone: string) => upload('accounts', [heading, row(accountNo, 'C-21', { phone })]);
    expect((await bring('')).body).toMatchObject({ accepted: 1 });
    const { rows } = await town.owner.query(`SELECT h.id FROM holder_periods h WHERE contract_no = 'C-21'`);
    const place = { ...home, accountNo, holderPeriodId: rows[0].id };
    const [mother, daughter, neighbour, gone] = [
      await town.world.resident(),
      await town.world.resident(),
      await town.world.resident(),
      await town.world.resident(),
    ];
    await town.world.bind(mother, place);
    await town.world.bind(daughter, place);
    await town.world.bind(neighbour, place, { level: 'pay-only' });
    const ended = await town.world.bind(gone, place);
    await town.owner.query(`UPDATE bindings SET removed_at = now(), removed_by = 'holder' WHERE id = $1`, [
      ended,
    ]);
    const holders = async () => {
      const told = [];
      for (const [name, { token }] of Object.entries({ mother, daughter, neighbour, gone })) {
        const { households } = (await town.call('GET', '/households', { token })).body;
        const seen = households.find((one: { accountNo: string }) => one.accountNo === accountNo);
        if (seen?.isHolder) told.push(name);
        // Who is bound to the household is the holder's to see.
        const people = await town.call('GET', `/households/${accountNo}/people`, { token });
        expect(people.status === 200).toBe(seen?.isHolder ?? false);
      }
      return told;
    };
    expect(await holders()).toEqual([]);
    expect((await bring(mother.phone)).body).toMatchObject({ accepted: 1 });
    expect(await holders()).toEqual(['mother']);
    expect((await bring(daughter.phone)).body).toMatchObject({ accepted: 1 });
    expect(await holders()).toEqual(['daughter']);
    for (const { phone } of [neighbour, gone]) {
      expect((await bring(phone)).body).toMatchObject({ accepted: 1 });
      expect(await holders()).toEqual([]);
    }
  });

  it('a move into days that are billed is refused with the bills to reverse first, also while they are being made', async () => {
    const accountNo = '3710000000031';
    await upload('accounts', [heading, row(accountNo, 'C-31')]);
    const { rows } = await town.owner.query(
      `SELECT id AS "holderPeriodId", account_id AS "accountId" FROM holder_periods WHERE contract_no = 'C-31'`,
    );
    const place = { ...home, accountNo, ...rows[0] };
    const tier = (used: number) => ({
      yearFrom: '2026-01',
      allowanceMonths: 12,
      limits: [3_720_00, 6_000_00],
      byTier: [used, 0, 0],
      used,
    });
    const september = await town.world.bill(place, { month: '2026-09', tier: tier(2_790_00) });
    const move = (from: string) =>
      upload('accounts', [heading, row(accountNo, 'C-32', { name: '李新户', from })]);

    // A run that is just making October's bill has the account; the move waits for it.
    const issuing = await town.owner.connect();
    await issuing.query('BEGIN');
    await issuing.query('SELECT FROM supply_accounts WHERE id = $1 FOR KEY SHARE', [place.accountId]);
    const told = move('2026-10-15');
    await eventually(
      async () =>
        (
          await town.owner.query(
            `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
          )
        ).rowCount,
      waiting => waiting === 1,
    );
    const october = await town.world.bill(place, { month: '2026-10', tier: tier(3_200_00) });
    await issuing.query('COMMIT');
    issuing.release();
    const refused = await told;
    expect(rulesOf(refused)).toEqual([[2, 'held_from', 'billed']]);
    expect(refused.body.errors[0].messageEn).toContain(`reverse ${october.billNo} first`);
    const further = await move('2026-09-30');
    expect(further.body.errors[0]).toMatchObject({
      rule: 'billed',
      messageZh: expect.stringContaining(`${october.billNo} ${september.billNo}`),
    });

    // To a household of five ten months grant 3100 of the year's 3720 kWh: 100 more were used by October's end, which its bill took for the 1st tier.
    const unsettled = await move('2026-11-01');
    expect(rulesOf(unsettled)).toEqual([[2, 'held_from', 'year-unsettled']]);
    expect(unsettled.body.errors[0].messageEn).toContain(october.billNo);
    const reversal = await town.staff(town.finance, 'POST', `/staff/bills/${october.billNo}/reversal`, {
      reason: '原用户已搬走',
    });
    expect(reversal.status).toBe(201);
    expect((await move('2026-10-01')).body).toMatchObject({ accepted: 1, rejected: 0 });
    // Nor before the one has left who is to leave, nor into what the system before has billed.
    await town.owner.query(`UPDATE holder_periods SET to_date = '2026-11-20' WHERE contract_no = 'C-32'`);
    const next = (from: string) => upload('accounts', [heading, row(accountNo, 'C-33', { from })]);
    expect(rulesOf(await next('2026-11-19'))).toEqual([[2, 'held_from', 'before-holder']]);
    await town.owner.query(
      `INSERT INTO opening_energies (holder_period_id, year_from, used_to, energy, parts)
       SELECT id, '2026-01', '2026-11-30', 1, '{1}' FROM holder_periods WHERE contract_no = 'C-32'`,
    );
    expect(rulesOf(await next('2026-11-20'))).toEqual([[2, 'held_from', 'billed-elsewhere']]);
    expect((await next('2026-12-01')).body).toMatchObject({ accepted: 1 });
  });

  it('nobody moves in while the supply is paused: what the leaver drew has not been read', async () => {
    const no = '3710000000077';
    const move = () => upload('accounts', [heading, row(no, 'C-78', { from: '2026-07-16' })]);
    expect((await upload('accounts', [heading, row(no, 'C-77')])).body).toMatchObject({ accepted: 1 });
    // As an application would have written it, which no test needs to fill in for that.
    await town.owner.query('BEGIN');
    await town.owner.query(`SET LOCAL session_replication_role = 'replica'`);
    await town.owner.query(
      `INSERT INTO supply_pauses (account_id, holder_period_id, case_id, from_on)
         SELECT account_id, id, 0, '2026-06-20' FROM holder_periods WHERE contract_no = 'C-77'`,
    );
    await town.owner.query('COMMIT');
    expect(rulesOf(await move())).toEqual([[2, 'held_from', 'supply-paused']]);
    await town.owner.query(
      `UPDATE supply_pauses SET to_on = '2026-07-10' WHERE holder_period_id = (SELECT id FROM holder_periods WHERE contract_no = 'C-77')`,
    );
    expect((await move()).body).toMatchObject({ accepted: 1 });
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
    // Another opening reading than was brought, or another last one of the old meter than was read, is not passed over.
    expect(rulesOf(await change('A-2,3710000000001,6,2026-09-10,2,803,yes'))).toEqual([
      [2, 'opening_total_kwh', 'changed'],
    ]);
    await town.owner.query(
      `INSERT INTO readings (meter_id, read_on, total, source) SELECT id, '2026-10-31', 90000, 'remote' FROM meters WHERE asset_no = 'A-2'`,
    );
    expect(rulesOf(await change('A-3,3710000000001,6,2026-11-01,1,901,yes'))).toEqual([
      [2, 'previous_total_kwh', 'changed'],
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
      { asset_no: 'A-2', installed_on: '2026-09-10', removed_on: null, read_on: '2026-10-31', total: 90_000 },
    ]);
  });
});

it('only those who bring data may, and what they did is on the record', async () => {
  const refused = await town.call('POST', '/staff/imports?kind=readings', {
    cookie: town.finance.cookie,
    headers: { 'content-type': 'text/csv' },
    body: 'meter_asset_no,read_on,total_kwh\nx,2026-11-20,1\n',
  });
  expect(refused.status).toBe(403);
  const { rows } = await town.owner.query(
    `SELECT count(*)::int AS n FROM audit_entries WHERE action = 'import.take' AND actor = $1`,
    [`staff:${town.clerk.username}`],
  );
  expect(rows[0].n).toBeGreaterThan(10);
});
