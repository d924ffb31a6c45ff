/** A utility's own billing and metering systems, which bring their data with a key. */
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { eventually } from '../../support/hall.ts';
import { addMember, type DeskMember } from '../access/scene.ts';
import { openTown, rulesOf, type Town } from './town.ts';

let town: Town;
let administrator: DeskMember;
const path = (code: string) => `/staff/connected-systems/${code}`;
const bring = (key: string, kind: string, rows: object[]) =>
  town.call('POST', `/data/${kind}`, { token: key, body: { rows } });
const makeKey = async (code: string, keyId: string) =>
  town.staff(administrator, 'POST', `${path(code)}/keys`, { keyId });
const logOf = async (code: string) =>
  (
    await town.owner.query(
      `SELECT action, detail FROM audit_entries WHERE actor = $1 OR subject = $2 ORDER BY id`,
      [`system:${code}`, `connected-system:${code}`],
    )
  ).rows;

async function connect(code: string, scopes: string[], addresses: string[] = []) {
  const body = { code, name: '营销系统', scopes, addresses };
  expect((await town.staff(administrator, 'POST', '/staff/connected-systems', body)).status).toBe(201);
  return (await makeKey(code, 'first')).body.key as string;
}

beforeAll(async () => {
  town = await openTown('2026-11-22T02:00:00Z');
  administrator = await addMember(town, 'administrator');
});
afterAll(() => town.close());

const account = (accountNo: string, contractNo: string) => ({
  accountNo,
  region: 'weihai',
  category: 'residential',
  district: '文登区',
  street: '文山路',
  building: '5号楼',
  room: '301室',
  holderName: '赵一',
  holderPhone: '15400003333',
  contractNo,
  heldFrom: '2026-01-01',
  people: 5,
  lowIncome: false,
});

it('brings accounts, meters and readings as JSON: good rows are taken, bad ones named, a repeat changes nothing', async () => {
  const key = await connect('billing', ['accounts', 'meters', 'readings']);
  const accounts = [
    account('3710000000101', 'J-1'),
    { ...account('3710000000102', 'J-2'), holderPhone: '12345' },
    { ...account('3710000000103', 'J-3'), contractNo: undefined },
    account('123', 'J-4'),
  ];
  const first = await bring(key, 'accounts', accounts);
  expect(first).toMatchObject({
    status: 201,
    body: { accepted: 1, unchanged: 0, rejected: 3, importedBy: 'system:billing' },
  });
  expect(rulesOf(first)).toEqual([
    [2, 'holderPhone', 'format-phone'],
    [3, 'contractNo', 'required'],
    [4, 'accountNo', 'account-no'],
  ]);
  expect((await bring(key, 'accounts', accounts)).body).toMatchObject({
    accepted: 0,
    unchanged: 1,
    rejected: 3,
  });
  // The same account by file is the same account.
  const file = [
    'account_no,region,category,district,street,building,room,holder_name,holder_phone,contract_no,held_from,people',
    '3710000000101,weihai,residential,文登区,文山路,5号楼,301室,赵一,15400003333,J-1,2026-01-01,5',
  ].join('\n');
  const byFile = await town.call('POST', '/data/files/accounts?name=night.csv', {
    token: key,
    headers: { 'content-type': 'text/csv' },
    body: file,
  });
  expect(byFile.body).toMatchObject({ accepted: 0, unchanged: 1, rejected: 0, sourceName: 'night.csv' });

  const meter = {
    assetNo: 'J-M1',
    accountNo: '3710000000101',
    installedOn: '2026-01-01',
    openingTotalKwh: '3.5',
    timeOfUse: true,
  };
  const meters = [meter, { ...meter, assetNo: 'J-M2', accountNo: '3710000000999' }];
  const hung = await bring(key, 'meters', meters);
  expect(hung.body).toMatchObject({ accepted: 1, rejected: 1 });
  expect(rulesOf(hung)).toEqual([[2, 'accountNo', 'unknown-account']]);
  expect((await bring(key, 'meters', [meter])).body).toMatchObject({ accepted: 0, unchanged: 1 });

  const readings = [
    { meterAssetNo: 'J-M1', readOn: '2026-11-20', totalKwh: '12.5' },
    { meterAssetNo: 'J-M1', readOn: '2026-11-21', totalKwh: '2' },
  ];
  const read = await bring(key, 'readings', readings);
  expect(rulesOf(read)).toEqual([[2, 'totalKwh', 'backwards']]);
  const { rows } = await town.owner.query(
    `SELECT read_on::text, total::int, source FROM readings r JOIN meters m ON m.id = r.meter_id WHERE asset_no = 'J-M1' ORDER BY 1`,
  );
  expect(rows).toEqual([
    { read_on: '2025-12-31', total: 350, source: 'api' },
    { read_on: '2026-11-20', total: 1250, source: 'api' },
  ]);
  const log = (await logOf('billing')).map(({ action }) => action);
  expect(log.filter(action => action === 'import.take')).toHaveLength(6);
  // In a file as on screen, it is not taken for the hall itself.
  const logFile = await town.call('GET', '/staff/exports/audit?format=csv&actor=system:billing', {
    cookie: town.auditor.cookie,
  });
  expect(logFile.body.toString()).toContain(',接入系统 billing,导入数据,');
  expect(logFile.body.toString()).not.toContain(',系统,');
});

it('that brings twenty batches at once leaves the rest of the hall its connections, and loses nothing', async () => {
  const key = await connect('hasty', ['readings']);
  const quiet = await town.world.household();
  const batches = Array.from({ length: 20 }, (_, index) => [
    {
      meterAssetNo: quiet.meterAssetNo,
      readOn: `2026-10-${String(index + 1).padStart(2, '0')}`,
      totalKwh: `${100 + index}`,
    },
  ]);
  // Another server takes in readings all the while.
  const other = await town.owner.connect();
  await other.query(`SELECT pg_advisory_lock(hashtext('import:readings'))`);
  const statuses: number[] = [];
  const all = Promise.all(
    batches.map(async batch => {
      const answer = await bring(key, 'readings', batch);
      statuses.push(answer.status);
      return { batch, answer };
    }),
  );
  await eventually(
    async () => statuses.length,
    answered => answered >= 18,
  );
  expect(statuses).toEqual(Array.from({ length: 18 }, () => 409));
  expect((await town.staff(town.auditor, 'GET', '/staff/imports')).status).toBe(200);
  await other.query(`SELECT pg_advisory_unlock(hashtext('import:readings'))`);
  other.release();
  const refused = (await all).filter(({ answer }) => answer.status !== 201);
  expect(new Set(refused.map(({ answer }) => answer.body.error))).toEqual(new Set(['import-running']));
  for (const { batch } of refused)
    expect((await bring(key, 'readings', batch)).body).toMatchObject({ rejected: 0 });
  const { rows } = await town.owner.query(
    'SELECT count(*)::int AS n FROM readings WHERE meter_id = $1 AND read_on <= $2',
    [quiet.meterId, '2026-10-20'],
  );
  expect(rows[0].n).toBe(20);
});

it('may bring what it was let in for, from where it may call, and each refusal is on the record', async () => {
  const meters = await connect('meters-only', ['meters']);
  const refused = await bring(meters, 'accounts', [account('3710000000201', 'J-5')]);
  expect(refused).toMatchObject({ status: 403, body: { error: 'scope-not-granted' } });
  // A job that goes on and on is refused each time, and told of once a minute.
  for (let again = 0; again < 3; again += 1)
    expect((await bring(meters, 'accounts', [account('3710000000201', 'J-5')])).status).toBe(403);
  const told = (await logOf('meters-only')).filter(({ action }) => action === 'connected-system.refuse');
  expect(told).toMatchObject([{ detail: { reason: 'scope-not-granted', keyId: 'first' } }]);
  const elsewhere = await connect('elsewhere', ['readings'], ['203.0.113.0/24']);
  const home = await town.world.household();
  const reading = [{ meterAssetNo: home.meterAssetNo, readOn: '2026-11-20', totalKwh: '200' }];
  expect(await bring(elsewhere, 'readings', reading)).toMatchObject({
    status: 403,
    body: { error: 'address-not-allowed' },
  });
  await town.staff(administrator, 'PATCH', path('elsewhere'), {
    addresses: ['127.0.0.0/8', '::1'],
    reason: '机房搬迁',
  });
  expect((await bring(elsewhere, 'readings', reading)).status).toBe(201);
  expect(await logOf('elsewhere')).toMatchObject([
    { action: 'connected-system.add', detail: { scopes: ['readings'] } },
    { action: 'connected-system.key-add', detail: { keyId: 'first' } },
    { action: 'connected-system.refuse', detail: { reason: 'address-not-allowed', keyId: 'first' } },
    { action: 'connected-system.change', detail: { reason: '机房搬迁' } },
    { action: 'import.take', detail: { keyId: 'first', accepted: 1 } },
  ]);
});

it('changes its key without a gap: two are in use, a third is not made, and an ended one is good for nothing', async () => {
  const old = await connect('rotating', ['readings']);
  const next = (await makeKey('rotating', 'second')).body.key;
  expect(await makeKey('rotating', 'third')).toMatchObject({
    status: 409,
    body: { error: 'two-keys-live' },
  });
  const statusWith = async (key: string) =>
    (await bring(key, 'readings', [{ meterAssetNo: 'nobody', readOn: '2026-11-20', totalKwh: '1' }])).status;
  expect([await statusWith(old), await statusWith(next)]).toEqual([201, 201]);
  await town.staff(administrator, 'POST', `${path('rotating')}/keys/first/end`, { reason: '轮换' });
  expect([await statusWith(old), await statusWith(next)]).toEqual([401, 201]);
  // An ended name stays taken, so that the log never means two keys by one.
  expect(await makeKey('rotating', 'first')).toMatchObject({ body: { error: 'system-key-taken' } });
  await town.staff(administrator, 'PATCH', path('rotating'), { active: false, reason: '停用' });
  expect(await statusWith(next)).toBe(401);
  // What is kept of a key opens nothing, and nobody is shown more of it than its name.
  const { rows } = await town.owner.query('SELECT row_to_json(k)::text AS kept FROM system_keys k');
  const shown = (await town.staff(administrator, 'GET', '/staff/connected-systems')).body;
  for (const key of [old, next]) expect(JSON.stringify([rows, shown])).not.toContain(key.slice(3));
});

it('never has more than two keys, also when ten are asked for at once', async () => {
  await town.staff(administrator, 'POST', '/staff/connected-systems', {
    code: 'crowded',
    name: '营销系统',
    scopes: ['readings'],
    addresses: [],
  });
  const answers = await Promise.all(
    Array.from({ length: 10 }, (_, index) => makeKey('crowded', `key-${index}`)),
  );
  expect(answers.filter(({ status }) => status === 201).length).toBeLessThanOrEqual(2);
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201, 409]));
});
