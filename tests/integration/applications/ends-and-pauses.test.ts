/** A pause begins and ends on the days that were named, and an account is closed on its own. */
import { expect, it } from '@jest/globals';
import { addDays } from '../../../server/src/shared/dates.ts';
import {
  accepted,
  bill,
  clerk,
  decide,
  draft,
  earlier,
  finance,
  hall,
  heldHome,
  moveTo,
  rowsOf,
  setTheScene,
  today,
  wasBegunUnder,
} from './named-days-story.ts';
import { kindOf } from './office.ts';
import { walkThrough } from './walker.ts';

setTheScene();

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
