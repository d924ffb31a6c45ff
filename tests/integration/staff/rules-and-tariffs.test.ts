/** What the utility's people change themselves: rules, tariffs and plans, each dated, and by two persons where prices move. */
import { randomUUID } from 'node:crypto';
import { afterAll, expect, test } from '@jest/globals';
import type { StaffRole } from '../../../server/src/http/access.ts';
import { startHall } from '../../support/hall.ts';
import { openDesk } from '../access/scene.ts';

const hall = await startHall();
const desk = await openDesk(hall);
afterAll(() => hall.close());

const rules = {
  tierYearStartMonth: 1,
  flatYuan: '0.5469',
  tiers: { limitsKwhPerYear: [2_520, 4_800], addYuan: ['0.0000', '0.0500', '0.3000'] },
  timeOfUse: null,
  largeHousehold: { minPeople: 5, limitsKwhPerYear: [3_720, 6_000], renewYears: null },
  lowIncome: null,
};

const ask = (role: StaffRole, method: string, path: string, body?: unknown) =>
  hall.call(method, `/staff/${path}`, {
    cookie: desk[role].cookie,
    body,
    key: body === undefined ? undefined : randomUUID(),
  });

/** A town of its own with one tariff, so that the tariffs every hall begins with do not matter. */
const town = 'testtown';
await hall.owner.query(
  `INSERT INTO regions (code, name_zh, name_en, account_no_pattern, account_no_hint_zh, account_no_hint_en)
   VALUES ($1, '试点', 'Trial', '^37\\d{11}$', '13 位', '13 digits')`,
  [town],
);
await hall.owner.query(
  `WITH t AS (INSERT INTO tariffs (region_code, category, name_zh, name_en) VALUES ($1, 'residential', '电价', 'Tariff') RETURNING id)
   INSERT INTO tariff_versions (tariff_id, effective_from, source, rules) SELECT id, '2020-01-01', '起始', $2 FROM t`,
  [town, JSON.stringify(rules)],
);

test('a refund limit holds from the moment it is set, and the old one stays in the history', async () => {
  const set = { name: 'refundApprovalAboveFen', value: 12_300, reason: '内控要求' };
  expect((await ask('administrator', 'POST', 'settings', set)).status).toBe(201);
  const { body } = await ask('auditor', 'GET', 'settings');
  expect(body.settings).toContainEqual(expect.objectContaining({ name: set.name, value: 12_300 }));
  expect(body.history[0]).toMatchObject({ name: set.name, state: 'in-force', reason: '内控要求' });
  await expect(hall.owner.query('UPDATE utility_settings SET value = $1', ['1'])).rejects.toThrow();
});

test('a rule may begin later but never in the past, and no day comes on which two rules contradict', async () => {
  const change = (validFrom: string, value: number) =>
    ask('administrator', 'POST', 'settings', {
      name: 'prepaymentMinFen',
      value,
      validFrom,
      reason: '调整下限',
    });
  expect((await change('2020-01-01', 2_000)).body.error).toBe('setting-in-the-past');
  expect((await change('2099-01-01', 99_999_999)).body.error).toBe('prepayment-bounds');
  expect((await change('2099-01-01', 2_000)).status).toBe(201);
  const { body } = await ask('auditor', 'GET', 'settings');
  expect(body.settings).toContainEqual({ name: 'prepaymentMinFen', value: 1_000, since: null });
  expect(body.history[0]).toMatchObject({ state: 'scheduled', value: 2_000 });
});

test('new prices are drafted by one person, tried, and put in force by another from a day ahead', async () => {
  const later = { ...rules, flatYuan: '0.6000' };
  const content = { effectiveFrom: '2099-01-01', source: '鲁发改价格〔2098〕1号', rules: later };
  const drafted = await ask('finance', 'POST', `tariffs/${town}/residential/drafts`, content);
  expect(drafted.status).toBe(201);
  const path = `tariff-drafts/${drafted.body.id}`;
  const own = await ask('finance', 'POST', `${path}/approval`, {});
  expect(own.body.error).toBe('second-person-needed');
  const tried = await ask('supervisor', 'POST', 'tariff-trials', {
    regionCode: town,
    category: 'residential',
    rules: later,
  });
  // 100 kWh at 0.5469 and at 0.6000 yuan.
  expect(tried.body.examples[0]).toMatchObject({ kwh: 100, flatBeforeFen: 5_469, flatAfterFen: 6_000 });
  expect((await ask('supervisor', 'POST', `${path}/approval`, {})).body).toMatchObject({
    status: 'approved',
  });
  const { rows } = await hall.owner.query(
    `SELECT effective_from::text AS from, effective_to::text AS to FROM tariff_versions v JOIN tariffs t ON t.id = v.tariff_id
      WHERE t.region_code = $1 ORDER BY 1`,
    [town],
  );
  expect(rows).toEqual([
    { from: '2020-01-01', to: '2099-01-01' },
    { from: '2099-01-01', to: null },
  ]);
  expect((await ask('supervisor', 'POST', `${path}/discard`, { reason: '文号有误' })).body.error).toBe(
    'tariff-draft-decided',
  );
});

test('prices cannot change days that have gone by', async () => {
  const content = { effectiveFrom: '2021-01-01', source: '补发文件', rules };
  const late = await ask('finance', 'POST', `tariffs/${town}/residential/drafts`, content);
  expect(late.body.error).toBe('tariff-too-early');
});

test('a plan changes on a day that is not billed yet, ends what it replaces, and is logged with its reason', async () => {
  const home = await hall.world.household({ region: town });
  await hall.world.bill(home, { month: '2026-10' });
  const change = (body: object) =>
    ask('clerk', 'POST', `accounts/${home.accountNo}/plan`, { reason: '客户申请', ...body });
  expect((await change({ kind: 'flat', from: '2026-10-15' })).body.error).toBe('plan-billed-already');
  expect((await change({ kind: 'time-of-use', from: '2026-12-01' })).body.error).toBe('plan-not-offered');
  const people = (count: number) => ({ kind: 'large-household', people: count, from: '2026-12-01' });
  expect((await change(people(3))).body.error).toBe('too-few-people');
  expect((await change(people(6))).status).toBe(204);
  expect((await change({ ...people(6), people: null, from: '2027-02-01' })).status).toBe(204);
  const { rows } = await hall.owner.query(
    `SELECT kind, from_date::text AS from, to_date::text AS to, people FROM tariff_options WHERE holder_period_id = $1`,
    [home.holderPeriodId],
  );
  expect(rows).toEqual([{ kind: 'large-household', from: '2026-12-01', to: '2027-02-01', people: 6 }]);
  const { body } = await ask('auditor', 'GET', 'audit?action=plan.change');
  expect(body.entries).toHaveLength(2);
  expect(body.entries[0].detail).toMatchObject({ reason: '客户申请' });
});

test('customers who moved out or will move in are found, and the row says by which time', async () => {
  const first = await hall.world.household({ name: '钱先生' });
  await hall.world.moveIn(first, '2099-01-01');
  const found = async (text: string) =>
    (await ask('clerk', 'GET', `accounts?query=${encodeURIComponent(text)}`)).body.accounts;
  expect(await found(first.phone)).toMatchObject([
    { accountNo: first.accountNo, holding: 'present', foundBy: null },
  ]);
  expect(await found('李新住')).toContainEqual(
    expect.objectContaining({ accountNo: first.accountNo, nameMasked: '**生', foundBy: 'future' }),
  );
});

test('a list taken as CSV keeps a spreadsheet from reading text as a formula', async () => {
  const { username } = desk.auditor;
  await hall.owner.query(`UPDATE staff_members SET display_name = '林晓梅' WHERE username = $1`, [username]);
  await hall.owner.query(
    `INSERT INTO audit_entries (actor, action, subject) VALUES ($1, 'test.cell', '=1+1'), ('system', 'test.cell', '')`,
    [`staff:${username}`],
  );
  const reply = await fetch(`${hall.url}/api/v1/staff/exports/audit?format=csv&action=test.cell`, {
    headers: { cookie: desk.auditor.cookie, 'accept-language': 'zh' },
  });
  const [heading, bySystem, line] = (await reply.text()).split('\r\n');
  expect(heading).toContain('时间,操作人,操作,对象');
  expect(line).toContain(",'=1+1,");
  // People go by their names, and by what they sign in as where the log is searched.
  expect(bySystem).toContain(',系统,test.cell,');
  expect(line).toContain(',林晓梅,test.cell,');
  expect(line).toContain(`,staff:${username}`);
});
