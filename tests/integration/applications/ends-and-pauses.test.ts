/** Days that a customer named are kept: a pause begins and ends on them, and a temporary supply is over after its own. */
import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { loadReferenceData } from '../../../prisma/seed/reference-data.ts';
import { openLedger } from '../../../server/src/modules/ledger/index.ts';
import { addDays, type BusinessDate } from '../../../server/src/shared/dates.ts';
import { type RunningHall, startHall } from '../../support/hall.ts';
import type { Resident } from '../../support/world.ts';
import { addMember, type DeskMember, openDesk } from '../access/scene.ts';
import { kindOf } from './office.ts';
import { customer, desk, papersOf, walkThrough } from './walker.ts';

const began = '2026-12-07' as BusinessDate;
let today: BusinessDate = began;
const clock = { now: () => new Date(`${today}T02:00:00Z`) };

let hall: RunningHall;
let clerk: DeskMember;
let finance: DeskMember;

beforeAll(async () => {
  hall = await startHall({ clock });
  const client = await hall.owner.connect();
  await loadReferenceData(client);
  client.release();
  ({ clerk } = await openDesk(hall));
  finance = await addMember(hall, 'finance');
});
afterAll(() => hall.close());
beforeEach(() => moveTo(began));

/** People stay signed in while the days go by. */
async function moveTo(day: string): Promise<void> {
  today = day as BusinessDate;
  const until = '2100-01-01';
  await hall.owner.query('UPDATE staff_sessions SET expires_at = $1', [until]);
  await hall.owner.query('UPDATE sessions SET expires_at = $1', [until]);
}

const rowsOf = async (text: string, values: unknown[]) => (await hall.owner.query(text, values)).rows;
const toldOf = async (event: string, holderPeriodId: number) =>
  rowsOf('SELECT params FROM notices WHERE event = $1 AND holder_period_id = $2 ORDER BY id', [
    event,
    holderPeriodId,
  ]);

async function heldHome() {
  const from = '2026-11-01';
  const household = await hall.world.household({ from });
  await hall.owner.query(
    `INSERT INTO readings (meter_id, read_on, total, peak, valley, source) VALUES ($1, '2026-10-31', 100000, 60000, 40000, 'remote'),
       ($1, '2026-11-30', 110000, 66000, 44000, 'remote')`,
    [household.meterId],
  );
  const resident = await hall.world.resident({ phone: household.phone });
  await hall.world.bind(resident, household, { isHolder: true });
  return { household, resident };
}

/** Handed in, taken and accepted: from then on it waits for its day. */
async function accepted(code: string, accountNo: string, resident: Resident, form: Record<string, string>) {
  const walk = { hall, resident, clerk };
  const me = customer(walk);
  const office = desk(walk);
  const caseNo = await me.begin(kindOf(code), { accountNo }, today);
  await me.ask('PATCH', `/${caseNo}`, { form });
  await me.hand(caseNo, 'identity-card');
  await me.ask('POST', `/${caseNo}/submission`);
  await office.must(`/${caseNo}/take`);
  await office.must(`/${caseNo}/moves`, { move: 'accept' });
  return { me, office, caseNo };
}

/** An earlier version of a kind, as it stood in the database before the hall was renewed. */
async function earlier(kind: ReturnType<typeof kindOf>, change: object): Promise<number> {
  const definition = JSON.stringify({ ...kind, version: 1, ...change });
  const text = `INSERT INTO service_kinds (code, version, definition, added_by) VALUES ($1, 1, $2, 'shipped') RETURNING id`;
  return (await rowsOf(text, [kind.code, definition]))[0].id;
}

/** A case never changes its kind: this one was begun under that version. */
async function wasBegunUnder(kindId: number, caseNo: string): Promise<void> {
  const client = await hall.owner.connect();
  await client.query('BEGIN');
  await client.query('ALTER TABLE applications DISABLE TRIGGER USER');
  await client.query('UPDATE applications SET kind_id = $1 WHERE case_no = $2', [kindId, caseNo]);
  await client.query('ALTER TABLE applications ENABLE TRIGGER USER');
  await client.query('COMMIT');
  client.release();
}

async function draft(month: string): Promise<number> {
  const made = await hall.call('POST', '/staff/billing-runs', {
    cookie: clerk.cookie,
    key: `bill-${month}-${Math.random()}`,
    body: { regionCode: 'weihai', month },
  });
  expect(made.status).toBe(201);
  return made.body.id;
}

async function decide(id: number, decision: 'discard' | 'approval') {
  const drafts = await rowsOf(
    `SELECT a.account_no AS "accountNo", (d.content #>> '{bill,energy}')::int AS energy, d.exception FROM bill_drafts d
       JOIN holder_periods h ON h.id = d.holder_period_id JOIN supply_accounts a ON a.id = h.account_id WHERE d.run_id = $1`,
    [id],
  );
  const decided = await hall.call('POST', `/staff/billing-runs/${id}/${decision}`, {
    cookie: finance.cookie,
    key: `decide-${id}`,
    ...(decision === 'discard' ? { body: { reason: '测试后作废' } } : {}),
  });
  expect(decided.status).toBe(200);
  return (accountNo: string) =>
    drafts.filter(one => one.accountNo === accountNo).map(({ energy, exception }) => ({ energy, exception }));
}

async function bill(month: string, decision: 'discard' | 'approval' = 'discard') {
  return decide(await draft(month), decision);
}

it('a pause waits for its day, is read on it, is not billed, and what was drawn all the same is billed as it ends', async () => {
  const { household, resident } = await heldHome();
  const { accountNo, accountId } = household;
  const status = async () =>
    (await rowsOf('SELECT status FROM supply_accounts WHERE id = $1', [accountId]))[0].status;
  const pause = await accepted('supply-suspension', accountNo, resident, { from: '2026-12-15' });
  const { me, office, caseNo } = pause;
  const go = async () => (await me.ask('GET', `/${caseNo}`)).body;
  expect(await go()).toMatchObject({ status: 'waiting', step: 'day', wanted: null });
  // Nobody is asked for anything, and nothing goes on, before that day.
  const early = await me.ask('POST', `/${caseNo}/confirmation`);
  expect([early.status, early.body.message]).toEqual([409, '申请的日期（2026-12-15）还没有到']);
  await moveTo('2026-12-14');
  await hall.app.runJob('remind-of-waiting-applications');
  await hall.app.runJob('await-days-of-applications');
  expect(await go()).toMatchObject({ status: 'waiting', step: 'day', daysUsed: 0 });
  const { rows: reminders } = await hall.owner.query(
    `SELECT FROM notices WHERE event IN ('application-reminder', 'application-wanted') AND params ->> 'caseNo' = $1`,
    [caseNo],
  );
  expect(reminders).toEqual([]);
  await moveTo('2026-12-15');
  await hall.app.runJob('await-days-of-applications');
  expect(await go()).toMatchObject({ status: 'open', step: 'switching' });
  // Read on the day itself, not before it.
  const eve = { on: '2026-12-14', total: 112_000, peak: 67_000, valley: 45_000 };
  await office.must(`/${caseNo}/reading`, eve);
  const before = await office.ask('POST', `/${caseNo}/moves`, { move: 'switched-off' });
  expect([before.status, before.body.message]).toEqual([
    409,
    '无法办理：停电日期不能早于申请的日期（2026-12-15）',
  ]);
  await office.must(`/${caseNo}/reading`, { ...eve, on: '2026-12-15' });
  await office.must(`/${caseNo}/moves`, { move: 'switched-off' });
  expect(await status()).toBe('suspended');
  expect((await go()).result).toEqual({ pausedFrom: '2026-12-15' });
  // Twenty kilowatt-hours of December were drawn, and from now on no day takes anything.
  await moveTo('2026-12-20');
  const ahead = await hall.call('GET', `/households/${accountNo}/forecast`, { token: resident.token });
  expect(ahead.body).toMatchObject({
    perDayFen: 0,
    daysLeft: null,
    month: { month: '2026-12', energy: '20.00' },
  });

  // December is billed to what the meter showed then, though nobody has read it since; January and February are not.
  await moveTo('2027-03-01');
  expect((await bill('2026-12'))(accountNo)).toEqual([{ energy: 2_000, exception: null }]);
  expect((await bill('2027-01'))(accountNo)).toEqual([]);
  expect((await bill('2027-02'))(accountNo)).toEqual([]);

  const again = await accepted('supply-reinstatement', accountNo, resident, { from: '2027-03-04' });
  await moveTo('2027-03-04');
  await hall.app.runJob('await-days-of-applications');
  const seen = { on: '2027-03-04', total: 112_500, peak: 67_300, valley: 45_200 };
  await again.office.must(`/${again.caseNo}/reading`, seen);
  await again.office.must(`/${again.caseNo}/moves`, { move: 'switched-on' });
  expect(await status()).toBe('active');
  await hall.owner.query(
    `INSERT INTO readings (meter_id, read_on, total, peak, valley, source) VALUES ($1, '2027-03-31', 115500, 69000, 46500, 'remote')`,
    [household.meterId],
  );
  await moveTo('2027-04-02');
  expect((await bill('2027-03'))(accountNo)).toEqual([{ energy: 3_500, exception: null }]);
});

it('a resume that is settled after its month was billed: that month is billed before the next, and nothing is lost', async () => {
  const { household, resident } = await heldHome();
  const { accountNo, meterId } = household;
  const reads = (on: string, total: number) =>
    hall.owner.query(
      `INSERT INTO readings (meter_id, read_on, total, peak, valley, source) VALUES ($1, $2, $3::bigint, $3::bigint - 40000, 40000, 'remote')`,
      [meterId, on, total],
    );
  await hall.owner.query('UPDATE readings SET peak = total - 40000, valley = 40000 WHERE meter_id = $1', [
    meterId,
  ]);
  const pause = await accepted('supply-suspension', accountNo, resident, { from: '2026-12-15' });
  await moveTo('2026-12-15');
  await hall.app.runJob('await-days-of-applications');
  await pause.office.must(`/${pause.caseNo}/reading`, {
    on: '2026-12-15',
    total: 112_000,
    peak: 72_000,
    valley: 40_000,
  });
  await pause.office.must(`/${pause.caseNo}/moves`, { move: 'switched-off' });
  await moveTo('2027-01-02');
  expect((await bill('2026-12', 'approval'))(accountNo)).toEqual([{ energy: 2_000, exception: null }]);

  await moveTo('2027-01-20');
  const again = await accepted('supply-reinstatement', accountNo, resident, { from: '2027-01-28' });
  await moveTo('2027-01-28');
  await hall.app.runJob('await-days-of-applications');
  await again.office.must(`/${again.caseNo}/reading`, {
    on: '2027-01-28',
    total: 112_500,
    peak: 72_500,
    valley: 40_000,
  });
  await reads('2027-01-31', 113_000);
  // Switched on and read, and not settled yet, as January is billed: it looks paused to its last day.
  await moveTo('2027-02-01');
  expect((await bill('2027-01', 'approval'))(accountNo)).toEqual([]);
  await moveTo('2027-02-02');
  await again.office.must(`/${again.caseNo}/moves`, { move: 'switched-on' });

  await reads('2027-02-28', 116_000);
  await moveTo('2027-03-01');
  expect((await bill('2027-02'))(accountNo)).toEqual([{ energy: null, exception: 'earlier-month' }]);
  // What was drawn during the pause, and from its last day to the end of January.
  expect((await bill('2027-01', 'approval'))(accountNo)).toEqual([{ energy: 1_000, exception: null }]);
  expect((await bill('2027-02', 'approval'))(accountNo)).toEqual([{ energy: 3_000, exception: null }]);
  const billed = await rowsOf(
    `SELECT sum(energy)::int AS energy FROM bills WHERE holder_period_id = $1 AND live`,
    [household.holderPeriodId],
  );
  expect(billed).toEqual([{ energy: 116_000 - 110_000 }]);
});

it('a draft made before a pause or its end was settled is not issued: the month is drafted anew, and no day is billed twice or never', async () => {
  const { household, resident } = await heldHome();
  const { accountNo, holderPeriodId, meterId } = household;
  const reads = (on: string, total: number) =>
    hall.owner.query(
      `INSERT INTO readings (meter_id, read_on, total, peak, valley, source) VALUES ($1, $2, $3::bigint, $3::bigint - 44000, 44000, 'remote')`,
      [meterId, on, total],
    );
  const shown = (on: string, total: number) => ({ on, total, peak: total - 44_000, valley: 44_000 });
  const asideIn = async (id: number) => {
    const run = await hall.call('GET', `/staff/billing-runs/${id}`, { cookie: finance.cookie });
    return run.body.summary.exceptions['pause-changed'];
  };
  const pause = await accepted('supply-suspension', accountNo, resident, { from: '2026-12-28' });
  await moveTo('2026-12-28');
  await hall.app.runJob('await-days-of-applications');
  await pause.office.must(`/${pause.caseNo}/reading`, shown('2026-12-28', 113_500));
  await reads('2026-12-31', 114_000);
  // Switched off and read on the 28th, and settled only after December had been drafted to its last day.
  await moveTo('2027-01-02');
  const early = await draft('2026-12');
  await pause.office.must(`/${pause.caseNo}/moves`, { move: 'switched-off' });
  expect((await decide(early, 'approval'))(accountNo)).toEqual([{ energy: 4_000, exception: null }]);
  expect(await asideIn(early)).toBe(1);
  const late = await draft('2026-12');
  expect((await decide(late, 'approval'))(accountNo)).toEqual([{ energy: 3_500, exception: null }]);
  expect(await asideIn(late)).toBeUndefined();

  // The other way round: on again and settled while its month was in draft as paused to the end.
  await moveTo('2027-02-01');
  const again = await accepted('supply-reinstatement', accountNo, resident, { from: '2027-02-10' });
  await moveTo('2027-02-10');
  await hall.app.runJob('await-days-of-applications');
  await again.office.must(`/${again.caseNo}/reading`, shown('2027-02-10', 114_000));
  await again.office.must(`/${again.caseNo}/moves`, { move: 'switched-on' });
  await reads('2027-02-28', 116_000);
  const off = await accepted('supply-suspension', accountNo, resident, { from: '2027-03-10' });
  await moveTo('2027-03-10');
  await hall.app.runJob('await-days-of-applications');
  await off.office.must(`/${off.caseNo}/reading`, shown('2027-03-10', 117_000));
  await off.office.must(`/${off.caseNo}/moves`, { move: 'switched-off' });
  const on = await accepted('supply-reinstatement', accountNo, resident, { from: '2027-03-20' });
  await moveTo('2027-03-20');
  await hall.app.runJob('await-days-of-applications');
  await on.office.must(`/${on.caseNo}/reading`, shown('2027-03-20', 117_100));
  await reads('2027-03-31', 118_500);
  await moveTo('2027-04-02');
  expect((await bill('2027-02', 'approval'))(accountNo)).toEqual([{ energy: 2_500, exception: null }]);
  const open = await draft('2027-03');
  await on.office.must(`/${on.caseNo}/moves`, { move: 'switched-on' });
  expect((await decide(open, 'approval'))(accountNo)).toEqual([{ energy: 1_000, exception: null }]);
  expect(await asideIn(open)).toBe(1);
  expect((await bill('2027-03', 'approval'))(accountNo)).toEqual([{ energy: 2_500, exception: null }]);
  const billed = await rowsOf(
    `SELECT sum(energy)::int AS energy FROM bills WHERE holder_period_id = $1 AND live`,
    [holderPeriodId],
  );
  expect(billed).toEqual([{ energy: 118_500 - 110_000 }]);
});

it('a pause that was begun without a reading cannot be bridged, so its months are billed as any are', async () => {
  const { household, resident } = await heldHome();
  const { accountNo, meterId } = household;
  const kind = kindOf('supply-suspension');
  const steps = kind.steps.map(step => (step.code === 'switching' ? { ...step, type: 'work' } : step));
  const { office, caseNo } = await accepted(kind.code, accountNo, resident, { from: '2026-12-15' });
  await moveTo('2026-12-15');
  await hall.app.runJob('await-days-of-applications');
  await wasBegunUnder(await earlier(kind, { steps }), caseNo);
  await office.must(`/${caseNo}/moves`, { move: 'switched-off' });
  await hall.owner.query(
    `INSERT INTO readings (meter_id, read_on, total, peak, valley, source) VALUES ($1, '2026-12-31', 112000, 67000, 45000, 'remote'),
       ($1, '2027-01-31', 112300, 67200, 45100, 'remote')`,
    [meterId],
  );
  await moveTo('2027-02-02');
  expect((await bill('2026-12'))(accountNo)).toEqual([{ energy: 2_000, exception: null }]);
  expect((await bill('2027-01'))(accountNo)).toEqual([{ energy: 300, exception: null }]);
});

it('a pause that was over before the hall’s first bill is the former system’s: the first month waits for none', async () => {
  const { household, resident } = await heldHome();
  const { accountNo, meterId } = household;
  const shown = (on: string, total: number) => ({ on, total, peak: total - 44_000, valley: 44_000 });
  const off = await accepted('supply-suspension', accountNo, resident, { from: '2026-12-15' });
  await moveTo('2026-12-15');
  await hall.app.runJob('await-days-of-applications');
  await off.office.must(`/${off.caseNo}/reading`, shown('2026-12-15', 112_000));
  await off.office.must(`/${off.caseNo}/moves`, { move: 'switched-off' });
  const on = await accepted('supply-reinstatement', accountNo, resident, { from: '2026-12-20' });
  await moveTo('2026-12-20');
  await hall.app.runJob('await-days-of-applications');
  await on.office.must(`/${on.caseNo}/reading`, shown('2026-12-20', 112_100));
  await on.office.must(`/${on.caseNo}/moves`, { move: 'switched-on' });

  await moveTo('2027-03-02');
  const opening = await hall.call('POST', '/staff/imports?kind=opening-energy&name=opening.csv', {
    cookie: clerk.cookie,
    headers: { 'content-type': 'text/csv' },
    body: `account_no,used_to,energy_kwh\n${accountNo},2027-01-31,30\n`,
  });
  expect(opening.body).toMatchObject({ accepted: 1, rejected: 0 });
  await hall.owner.query(
    `INSERT INTO readings (meter_id, read_on, total, peak, valley, source) VALUES ($1, '2027-01-31', 115000, 71000, 44000, 'remote'),
       ($1, '2027-02-28', 117500, 73500, 44000, 'remote')`,
    [meterId],
  );
  expect((await bill('2026-12'))(accountNo)).toEqual([]);
  expect((await bill('2027-02'))(accountNo)).toEqual([{ energy: 2_500, exception: null }]);
});

it('an account whose last bill cannot be made is not closed, and the clerk reads why', async () => {
  const { household, resident } = await heldHome();
  const { accountNo, holderPeriodId, meterId } = household;
  // Nothing says where the first month began.
  await hall.owner.query(`DELETE FROM readings WHERE meter_id = $1 AND read_on = '2026-10-31'`, [meterId]);
  const closing = walkThrough(
    { hall, resident, clerk },
    {
      kind: kindOf('account-closing'),
      about: { accountNo },
      today,
      yesterday: addDays(today, -1),
      lastReading: { total: 112_000, peak: 67_000, valley: 45_000 },
    },
  );
  await expect(closing).rejects.toThrow(
    /409 .*final-bill-impossible.*2026-11 的账单无法出具：缺少抄表示数，也无法估算，请先补抄/,
  );
  expect(await rowsOf('SELECT to_date AS until FROM holder_periods WHERE id = $1', [holderPeriodId])).toEqual(
    [{ until: null }],
  );
});

it('a case that cannot be read holds up none that waits for its day behind it', async () => {
  const [stuck, next] = [await heldHome(), await heldHome()];
  const from = '2026-12-15';
  const broken = await accepted('supply-suspension', stuck.household.accountNo, stuck.resident, { from });
  const behind = await accepted('supply-suspension', next.household.accountNo, next.resident, { from });
  const [{ form }] = await rowsOf('SELECT form_enc AS form FROM applications WHERE case_no = $1', [
    broken.caseNo,
  ]);
  const setForm = (bytes: Buffer) =>
    hall.owner.query('UPDATE applications SET form_enc = $2 WHERE case_no = $1', [broken.caseNo, bytes]);
  await setForm(Buffer.from('torn'));
  await moveTo(from);
  await hall.app.runJob('await-days-of-applications');
  await setForm(form);
  const status = async ({ me, caseNo }: typeof behind) => (await me.ask('GET', `/${caseNo}`)).body.status;
  expect([await status(broken), await status(behind)]).toEqual(['waiting', 'open']);
});

async function temporary(until: string) {
  const resident = await hall.world.resident();
  const kind = kindOf('temporary-supply');
  const caseNo = await walkThrough(
    { hall, resident, clerk },
    {
      kind,
      about: { regionCode: 'weihai' },
      today,
      yesterday: addDays(today, -1),
      form: { until },
    },
  );
  const [held] = await rowsOf(
    `SELECT a.account_no AS "accountNo", a.id AS "accountId", c.holder_period_id AS "holderPeriodId" FROM applications c JOIN supply_accounts a ON a.id = c.account_id WHERE case_no = $1`,
    [caseNo],
  );
  return { resident, caseNo, me: customer({ hall, resident, clerk }), ...held };
}
const watch = () => hall.app.runJob('watch-temporary-supplies');
const listed = async (accountNo: string) =>
  (await hall.call('GET', '/staff/temporary-supplies', { cookie: clerk.cookie })).body.supplies.find(
    (supply: { accountNo: string }) => supply.accountNo === accountNo,
  );

it('a temporary supply: customer and manager are told once before its end, and it is closed with a final bill after it', async () => {
  const { resident, me, accountNo, accountId, holderPeriodId, caseNo } = await temporary('2026-12-31');
  await moveTo('2026-12-15');
  await watch();
  expect(await toldOf('temporary-supply-ending', holderPeriodId)).toEqual([]);
  expect(await listed(accountNo)).toBeUndefined();
  await moveTo('2026-12-16');
  await watch();
  await watch();
  expect(await toldOf('temporary-supply-ending', holderPeriodId)).toEqual([
    { params: { accountTail: accountNo.slice(-4), untilOn: '2026-12-31', daysLeft: 15 } },
  ]);
  expect(await listed(accountNo)).toEqual({
    accountNo,
    untilOn: '2026-12-31',
    daysLeft: 15,
    manager: clerk.username,
    openedBy: caseNo,
    told: true,
    endingNo: null,
  });
  // On its last day it is supplied still.
  await moveTo('2026-12-31');
  await watch();
  expect((await listed(accountNo)).endingNo).toBeNull();
  await moveTo('2027-01-01');
  await watch();
  await watch();
  const { endingNo } = await listed(accountNo);
  const endings = await rowsOf(
    `SELECT case_no AS no, status, manager FROM applications WHERE kind_code = 'temporary-ending' AND account_id = $1`,
    [accountId],
  );
  expect(endings).toEqual([{ no: endingNo, status: 'open', manager: clerk.username }]);
  const opened = await rowsOf(
    `SELECT person_id AS id FROM notices WHERE event = 'application-opened' AND params ->> 'caseNo' = $1`,
    [endingNo],
  );
  expect(opened).toEqual([{ id: resident.personId }]);
  // It is the utility's, so it is not withdrawn.
  const kept = await me.ask('POST', `/${endingNo}/withdrawal`, { reason: '还要用' });
  expect([kept.status, kept.body.error]).toEqual([409, 'application-opened-by-hall']);
  const office = desk({ hall, resident, clerk });
  await office.must(`/${endingNo}/take`);
  await office.must(`/${endingNo}/moves`, { move: 'agreed' });
  await office.must(`/${endingNo}/reading`, { on: '2027-01-01', total: 5_012, peak: 3_008, valley: 2_004 });
  await office.must(`/${endingNo}/moves`, { move: 'read' });
  await office.must(`/${endingNo}/moves`, { move: 'close' });
  expect((await me.ask('GET', `/${endingNo}`)).body).toMatchObject({
    status: 'done',
    result: { accountNo, lastDay: '2027-01-01', finalBillFen: expect.any(Number) },
  });
  const closed = await rowsOf(
    `SELECT a.status, (SELECT sum(energy)::int FROM bills b WHERE b.holder_period_id = $2 AND b.live) AS energy FROM supply_accounts a WHERE a.id = $1`,
    [accountId, holderPeriodId],
  );
  expect(closed).toEqual([{ status: 'closed', energy: 5_000 }]);
  await watch();
  expect(await listed(accountNo)).toBeUndefined();
  expect(await openLedger({ db: { pool: hall.owner } }).differences()).toEqual([]);
});

it('an extension moves the end, is told of anew, and holds the ending back while it is being decided', async () => {
  const { resident, me, accountNo, holderPeriodId } = await temporary('2026-12-31');
  const office = desk({ hall, resident, clerk });
  const ask = async (until: string) => {
    const caseNo = await me.begin(kindOf('temporary-extension'), { accountNo }, today);
    await me.ask('PATCH', `/${caseNo}`, { form: { until } });
    await me.hand(caseNo, 'business-licence');
    return { caseNo, submitted: await me.ask('POST', `/${caseNo}/submission`) };
  };
  const past = await ask('2026-12-01');
  expect([past.submitted.status, past.submitted.body.details[0]]).toEqual([
    422,
    expect.objectContaining({ field: 'form.until', rule: 'ahead' }),
  ]);
  await me.ask('DELETE', `/${past.caseNo}`);
  await moveTo('2026-12-30');
  await watch();
  const { caseNo } = await ask('2027-02-28');
  await moveTo('2027-01-02');
  await watch();
  expect((await listed(accountNo)).endingNo).toBeNull();
  await office.must(`/${caseNo}/take`);
  // Returned for a paper it is not decided either.
  const items = [{ kind: 'paper', code: 'business-licence', what: '照片看不清' }];
  expect((await office.must(`/${caseNo}/return`, { items })).status).toBe('waiting');
  await watch();
  expect((await listed(accountNo)).endingNo).toBeNull();
  await me.hand(caseNo, 'business-licence');
  expect((await me.ask('POST', `/${caseNo}/answer`)).body.status).toBe('open');
  await office.must(`/${caseNo}/moves`, { move: 'accept' });
  await office.must(`/${caseNo}/moves`, { move: 'extend' });
  expect((await me.ask('GET', `/${caseNo}`)).body.result).toEqual({ until: '2027-02-28' });
  await watch();
  expect(await listed(accountNo)).toBeUndefined();
  await moveTo('2027-02-20');
  await watch();
  expect(
    (await toldOf('temporary-supply-ending', holderPeriodId)).map(({ params }) => params.untilOn),
  ).toEqual(['2026-12-31', '2027-02-28']);
});

it('what was opened before ends were watched is watched by the day of its form', async () => {
  const { accountNo, holderPeriodId, caseNo } = await temporary('2026-12-31');
  await hall.owner.query('DELETE FROM temporary_supplies WHERE holder_period_id = $1', [holderPeriodId]);
  await wasBegunUnder(await earlier(kindOf('temporary-supply'), { temporary: undefined }), caseNo);
  await moveTo('2026-12-16');
  await watch();
  await watch();
  expect(await listed(accountNo)).toMatchObject({ untilOn: '2026-12-31', told: true, openedBy: caseNo });
  expect(await toldOf('temporary-supply-ending', holderPeriodId)).toHaveLength(1);
});

it('however many have been told already, the next is told as well', async () => {
  const { holderPeriodId, caseNo } = await temporary('2026-12-31');
  const { premisesId, customerId } = await hall.world.household();
  await hall.owner.query(
    `WITH points AS (INSERT INTO metering_points (premises_id, code) SELECT $1, 'TOLD' || n FROM generate_series(1, 500) n RETURNING id),
       accounts AS (INSERT INTO supply_accounts (account_no, region_code, metering_point_id, category)
         SELECT '3799' || lpad(id::text, 9, '0'), 'weihai', id, 'commercial' FROM points RETURNING id),
       holders AS (INSERT INTO holder_periods (account_id, customer_id, contract_no, from_date)
         SELECT id, $2, 'TOLD' || id, '2026-11-01' FROM accounts RETURNING id)
     INSERT INTO temporary_supplies (holder_period_id, opened_by, until_on, told_of)
       SELECT holders.id, c.id, '2026-12-20', '2026-12-20' FROM holders, applications c WHERE c.case_no = $3`,
    [premisesId, customerId, caseNo],
  );
  await moveTo('2026-12-16');
  await watch();
  // And staff come to each of them, page by page; the count is of all.
  const seen = new Set<string>();
  for (let page = 1, more = true; more; page += 1) {
    const answer = await hall.call('GET', `/staff/temporary-supplies?page=${page}`, {
      cookie: clerk.cookie,
    });
    for (const supply of answer.body.supplies) seen.add(supply.accountNo);
    expect(answer.body.toEnd).toBeGreaterThan(500);
    more = answer.body.hasMore;
  }
  expect(seen.size).toBeGreaterThan(500);
  await hall.owner.query(`DELETE FROM temporary_supplies WHERE until_on = '2026-12-20'`);
  expect(await toldOf('temporary-supply-ending', holderPeriodId)).toHaveLength(1);
});

it('one whose applicant has left the hall ends all the same, and nobody takes it over for good', async () => {
  const { accountNo, caseNo } = await temporary('2026-12-31');
  const walk = { hall, resident: await hall.world.resident(), clerk };
  const [me, office] = [customer(walk), desk(walk)];
  const move = await me.begin(kindOf('holder-change'), { accountNo }, today);
  for (const paper of papersOf(kindOf('holder-change'))) await me.hand(move, paper);
  await me.ask('POST', `/${move}/submission`);
  await office.must(`/${move}/take`);
  const refused = await office.ask('POST', `/${move}/moves`, { move: 'accept' });
  expect([refused.status, refused.body.error]).toEqual([409, 'application-no-effect']);
  await me.ask('POST', `/${move}/withdrawal`, { reason: '另行申请' });
  await hall.owner.query('UPDATE applications SET form_enc = NULL WHERE case_no = $1', [caseNo]);
  await moveTo('2027-01-02');
  await watch();
  const { endingNo } = await listed(accountNo);
  const { body } = await office.ask('GET', `/${endingNo}`);
  expect([body.status, body.form.phone]).toEqual(['open', '139****5678']);
});

it('whoever has no temporary supply learns at once that there is nothing to extend', async () => {
  const { household, resident } = await heldHome();
  const me = customer({ hall, resident, clerk });
  const caseNo = await me.begin(kindOf('temporary-extension'), { accountNo: household.accountNo }, today);
  await me.ask('PATCH', `/${caseNo}`, { form: { until: '2027-06-30' } });
  await me.hand(caseNo, 'business-licence');
  const refused = await me.ask('POST', `/${caseNo}/submission`);
  expect([refused.status, refused.body.error]).toEqual([409, 'application-not-temporary']);
});
