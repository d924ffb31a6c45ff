import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '../../support/hall.ts';
import { type Household, openTown, type Town } from './town.ts';

let town: Town;
let homes: Record<'plain' | 'family' | 'night' | 'silent' | 'jump' | 'idle' | 'swapped' | 'gap', Household>;

const run = (body: object, member = town.clerk) => town.staff(member, 'POST', '/staff/billing-runs', body);
const october = { regionCode: 'weihai', month: '2026-10' };

async function billsOf(household: Household) {
  const { rows } = await town.owner.query(
    `SELECT bill_no, month, kind, live, from_date::text, to_date::text, total_fen::int, energy::int, estimated, content FROM bills WHERE holder_period_id = $1 ORDER BY id`,
    [household.holderPeriodId],
  );
  return rows;
}

async function draftOf(run: number, { accountNo, holderPeriodId }: Household) {
  const { rows } = await town.owner.query(
    `SELECT exception, content ->> 'waitsFor' AS "waitsFor" FROM bill_drafts WHERE run_id = $1 AND holder_period_id = $2`,
    [run, holderPeriodId],
  );
  const { body } = await town.staff(town.auditor, 'GET', `/staff/billing-runs/${run}/drafts?only=all`);
  const shown = body.drafts.filter((draft: { accountNo: string }) => draft.accountNo === accountNo);
  if (rows[0]) expect(shown).toContainEqual(expect.objectContaining(rows[0]));
  return rows[0];
}

const approveBy = (member: typeof town.finance, id: number) =>
  town.staff(member, 'POST', `/staff/billing-runs/${id}/approval`);

async function owedBy(household: Household): Promise<number> {
  const { rows } = await town.owner.query(
    `SELECT coalesce(sum(amount_fen), 0)::int AS owed FROM ledger_postings WHERE account_code = 'receivable' AND holder_period_id = $1`,
    [household.holderPeriodId],
  );
  return rows[0].owed;
}

beforeAll(async () => {
  town = await openTown();
  const home = () => town.world.household();
  homes = {
    plain: await home(),
    family: await home(),
    night: await home(),
    silent: await home(),
    jump: await home(),
    idle: await home(),
    swapped: await home(),
    gap: await home(),
  };
  const { plain, family, night, silent, jump, idle, swapped, gap } = homes;
  await town.read(plain, [
    ['2026-08-31', 900],
    ['2026-09-30', 1000],
    ['2026-10-31', 1200],
  ]);
  await town.grant(family, 'large-household', '2026-01-01', 5);
  await town.read(family, [
    ['2026-08-31', 0],
    ['2026-09-30', 400],
    ['2026-10-31', 900],
  ]);
  await town.grant(night, 'time-of-use', '2026-01-01');
  await town.read(night, [
    ['2026-08-31', 300, 100],
    ['2026-09-30', 500, 200],
    ['2026-10-31', 700, 300],
  ]);
  await town.read(silent, [
    ['2026-08-31', 10],
    ['2026-09-30', 20],
  ]);
  await town.read(jump, [
    ['2026-08-31', 100],
    ['2026-09-30', 200],
    ['2026-10-31', 2000],
  ]);
  await town.read(idle, [
    ['2026-08-31', 100],
    ['2026-09-30', 200],
    ['2026-10-31', 200],
  ]);
  await town.read(swapped, [
    ['2026-08-31', 100],
    ['2026-09-30', 200],
    ['2026-10-13', 260],
  ]);
  const newMeter = await town.changeMeter(swapped, '2026-10-14');
  await town.read({ ...swapped, meterId: newMeter }, [
    ['2026-10-13', 1],
    ['2026-10-31', 91],
  ]);
  await town.read(gap, [
    ['2026-08-31', 100],
    ['2026-09-30', 200],
    ['2026-10-26', 330],
    ['2026-11-03', 370],
  ]);
});
afterAll(() => town.close());

describe('a month is billed under four eyes', () => {
  it('September is drafted, approved by a colleague and issued', async () => {
    const made = await run({ regionCode: 'weihai', month: '2026-09' });
    expect(made).toMatchObject({
      status: 201,
      body: { status: 'preview', summary: { ready: 8, exceptions: {} }, issued: 0 },
    });
    expect(await billsOf(homes.plain)).toEqual([]);
    const approved = await town.staff(town.finance, 'POST', `/staff/billing-runs/${made.body.id}/approval`);
    expect(approved).toMatchObject({
      status: 200,
      body: { status: 'issued', approvedBy: town.finance.username, issued: 8 },
    });
    // 100 kWh at 0.5469
    expect(await billsOf(homes.plain)).toMatchObject([
      { month: '2026-09', live: true, total_fen: 5469, energy: 10_000 },
    ]);
    expect(await owedBy(homes.plain)).toBe(5469);
  });

  let october_run: { id: number };

  it('October shows who needs a look, and why', async () => {
    const made = await run(october);
    october_run = made.body;
    expect(made.body.summary).toMatchObject({
      ready: 5,
      exceptions: { 'missing-reading': 1, spike: 1, 'zero-use': 1 },
      estimated: 1,
    });
    const { body } = await town.staff(town.auditor, 'GET', `/staff/billing-runs/${made.body.id}/drafts`);
    const found = new Map(body.drafts.map((draft: { accountNo: string }) => [draft.accountNo, draft]));
    expect(found.get(homes.silent.accountNo)).toMatchObject({ exception: 'missing-reading', totalFen: null });
    expect(found.get(homes.jump.accountNo)).toMatchObject({ exception: 'spike', energy: '1800.00' });
    expect(found.get(homes.idle.accountNo)).toMatchObject({ exception: 'zero-use', totalFen: 0 });
    expect(found.size).toBe(3);
  });

  it('a second run of the same month cannot be opened beside it', async () => {
    expect(await run(october)).toMatchObject({ status: 409, body: { error: 'billing-run-open' } });
  });

  it('an exception with a price can be let through, one without cannot', async () => {
    const accept = (home: Household) =>
      town.staff(
        town.clerk,
        'POST',
        `/staff/billing-runs/${october_run.id}/drafts/${home.accountNo}/acceptance`,
        { note: '已上门核实' },
      );
    expect(await accept(homes.jump)).toMatchObject({ status: 200, body: { summary: { ready: 6 } } });
    expect(await accept(homes.silent)).toMatchObject({
      status: 409,
      body: { error: 'draft-not-acceptable' },
    });
    expect(await accept(homes.plain)).toMatchObject({ status: 409 });
  });

  it('neither its maker nor a clerk may approve it, not even in the database', async () => {
    const own = await run({ regionCode: 'jiaxing', month: '2026-10' }, town.finance);
    const approve = (member: typeof town.finance, id: number) =>
      town.staff(member, 'POST', `/staff/billing-runs/${id}/approval`);
    expect(await approve(town.finance, own.body.id)).toMatchObject({
      status: 403,
      body: { error: 'second-person-needed' },
    });
    expect(await approve(town.clerk, october_run.id)).toMatchObject({ status: 403 });
    const cheat = `UPDATE billing_runs SET status = 'approved', approved_by = created_by, approved_at = now() WHERE id = $1`;
    await expect(town.owner.query(cheat, [own.body.id])).rejects.toThrow('billing_runs_second_person');
    await town.staff(town.finance, 'POST', `/staff/billing-runs/${own.body.id}/discard`, {
      reason: '试算',
    });
  });

  it('whoever let an exception through may not approve the run either', async () => {
    const made = await run({ regionCode: 'weihai', month: '2026-08' });
    // Also at the same instant: the approval is under way when the acceptance is written.
    const accepting = await town.owner.connect();
    await accepting.query('BEGIN');
    await accepting.query('SELECT FROM billing_runs WHERE id = $1 FOR UPDATE', [made.body.id]);
    const atOnce = approveBy(town.finance, made.body.id);
    await eventually(
      async () =>
        (
          await town.owner.query(
            `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
          )
        ).rowCount,
      waiting => waiting === 1,
    );
    await accepting.query(
      `UPDATE bill_drafts SET accepted_by = $2, accepted_note = 'ok', exception = 'spike', total_fen = 1 WHERE run_id = $1`,
      [made.body.id, town.finance.username],
    );
    await accepting.query('COMMIT');
    accepting.release();
    for (const approval of [await atOnce, await approveBy(town.finance, made.body.id)])
      expect(approval).toMatchObject({ status: 403, body: { error: 'second-person-needed' } });
    await town.staff(town.clerk, 'POST', `/staff/billing-runs/${made.body.id}/discard`, {
      reason: '试算',
    });
  });

  it('approval issues the bills that are ready', async () => {
    const approved = await town.staff(
      town.supervisor,
      'POST',
      `/staff/billing-runs/${october_run.id}/approval`,
    );
    expect(approved.body).toMatchObject({ status: 'issued', issued: 6 });
    expect(await billsOf(homes.silent)).toHaveLength(1);
    expect(await billsOf(homes.jump)).toHaveLength(2);
  });

  it('the bill of a time-of-use home names peak and valley', async () => {
    const [, bill] = await billsOf(homes.night);
    expect(bill.content.lines).toMatchObject([
      { period: 'peak', energy: 10_000, price: 5769, amountFen: 5769 },
      { period: 'valley', energy: 10_000, price: 3769, amountFen: 3769 },
    ]);
    expect(bill.content.readings.map((reading: { register: string }) => reading.register)).toEqual([
      'total',
      'peak',
      'valley',
    ]);
  });

  it('a meter change gives one bill over both meters', async () => {
    const [, bill] = await billsOf(homes.swapped);
    expect(bill.energy).toBe(60_00 + 90_00);
    expect(bill.content.readings).toHaveLength(2);
  });

  it('a reading missing at the end of the month is estimated between its neighbours, marked, and kept', async () => {
    const [, bill] = await billsOf(homes.gap);
    // 130 kWh to the 26th, then 5 of 8 days of 40 kWh.
    expect(bill).toMatchObject({ energy: 155_00, estimated: true });
    const { rows } = await town.owner.query(
      `SELECT total::int, quality, source FROM readings WHERE meter_id = $1 AND read_on = '2026-10-31'`,
      [homes.gap.meterId],
    );
    expect(rows).toEqual([{ total: 355_00, quality: 'estimated', source: 'estimate' }]);
  });

  it('run again, nothing changes: only those without a bill are drafted', async () => {
    const again = await run(october);
    expect(again.body.summary).toMatchObject({
      ready: 0,
      exceptions: { 'missing-reading': 1, 'zero-use': 1 },
    });
    const approved = await town.staff(
      town.supervisor,
      'POST',
      `/staff/billing-runs/${again.body.id}/approval`,
    );
    expect(approved.body).toMatchObject({ status: 'issued', issued: 0 });
    expect(await billsOf(homes.plain)).toHaveLength(2);
  });

  it('a month that is not over is not billed, and an unknown region neither', async () => {
    expect(await run({ regionCode: 'weihai', month: '2026-11' })).toMatchObject({
      status: 409,
      body: { error: 'month-not-over' },
    });
    expect(await run({ regionCode: 'atlantis', month: '2026-10' })).toMatchObject({ status: 404 });
  });
});

describe('a wrong bill is reversed and billed anew, never edited', () => {
  it('the database refuses to change or delete an issued bill', async () => {
    const [bill] = await billsOf(homes.plain);
    const change = (sql: string) => town.owner.query(sql, [bill.bill_no]);
    await expect(change('UPDATE bills SET total_fen = 1, energy_fen = 1 WHERE bill_no = $1')).rejects.toThrow(
      'never changed',
    );
    await expect(change('UPDATE bills SET due_on = due_on + 9 WHERE bill_no = $1')).rejects.toThrow(
      'never changed',
    );
    await expect(change('DELETE FROM bills WHERE bill_no = $1')).rejects.toThrow('never changed');
  });

  it('a reversal books the bill back, and a corrected reading gives a new bill', async () => {
    const [, wrong] = await billsOf(homes.plain);
    const reversal = await town.staff(town.finance, 'POST', `/staff/bills/${wrong.bill_no}/reversal`, {
      reason: '抄表差错',
    });
    expect(reversal).toMatchObject({
      status: 201,
      body: { billNo: wrong.bill_no, reversalNo: expect.stringMatching(/^BR202610/) },
    });
    expect(await owedBy(homes.plain)).toBe(5469);
    await town.owner.query(
      `UPDATE readings SET total = 110000 WHERE meter_id = $1 AND read_on = '2026-10-31'`,
      [homes.plain.meterId],
    );
    const rebilled = await run(october);
    await town.staff(town.finance, 'POST', `/staff/billing-runs/${rebilled.body.id}/approval`);
    const bills = await billsOf(homes.plain);
    expect(bills.map(bill => [bill.kind, bill.live, bill.total_fen])).toEqual([
      ['bill', true, 5469],
      ['bill', false, 10_938],
      ['reversal', true, -10_938],
      ['bill', true, 5469],
    ]);
    expect(await owedBy(homes.plain)).toBe(2 * 5469);
  });

  it('a bill is reversed once', async () => {
    const [, wrong] = await billsOf(homes.plain);
    const again = await town.staff(town.finance, 'POST', `/staff/bills/${wrong.bill_no}/reversal`, {
      reason: '再来一次',
    });
    expect(again).toMatchObject({ status: 409, body: { error: 'bill-reversed' } });
  });

  it('the same bill, reversed by ten people at once, is reversed once', async () => {
    const [bill] = await billsOf(homes.family);
    const tries = Array.from({ length: 10 }, () =>
      town.staff(town.finance, 'POST', `/staff/bills/${bill.bill_no}/reversal`, { reason: '同时' }),
    );
    const statuses = (await Promise.all(tries)).map(({ status }) => status).sort();
    expect(statuses).toEqual([201, ...Array(9).fill(409)]);
  });
});

it('a run cut off between approval and issue is finished by the job, once', async () => {
  const late = await town.world.household();
  await town.read(late, [
    ['2026-06-30', 10],
    ['2026-07-31', 60],
  ]);
  const made = await run({ regionCode: 'weihai', month: '2026-07' });
  await town.owner.query(
    `UPDATE billing_runs SET status = 'approved', approved_by = 'someone', approved_at = now() WHERE id = $1`,
    [made.body.id],
  );
  await Promise.all([town.app.runJob('continue-billing-runs'), town.app.runJob('continue-billing-runs')]);
  await town.app.runJob('continue-billing-runs');
  expect(await billsOf(late)).toHaveLength(1);
  expect((await town.staff(town.auditor, 'GET', `/staff/billing-runs/${made.body.id}`)).body).toMatchObject({
    status: 'issued',
    issued: 1,
  });
});

it('who has moved out since the draft was made gets no bill of days after that, who left with its last day gets the closing one', async () => {
  const [moved, stayed] = [await town.world.household(), await town.world.household()];
  for (const [home, used] of [
    [moved, 50],
    [stayed, 1_300],
  ] as const)
    await town.read(home, [
      ['2026-05-31', 10],
      ['2026-06-30', 10 + used],
    ]);
  const june = { regionCode: 'weihai', month: '2026-06' };
  const made = await run(june);
  expect(made.body.summary).toMatchObject({ ready: 2 });
  const came = await town.world.moveIn(moved, '2026-06-20');
  await town.world.moveIn(stayed, '2026-07-01');
  const approved = await approveBy(town.finance, made.body.id);
  expect(approved.body).toMatchObject({
    status: 'issued',
    issued: 0,
    summary: { ready: 0, exceptions: { 'holder-changed': 1, 'basis-changed': 1 } },
  });
  expect([await billsOf(moved), await billsOf(stayed)]).toEqual([[], []]);
  expect(await draftOf(made.body.id, moved)).toEqual({ exception: 'holder-changed', waitsFor: null });
  // The month is open for both: whoever came is not billed for July before it.
  const july = await run({ regionCode: 'weihai', month: '2026-07' });
  expect(await draftOf(july.body.id, came)).toEqual({ exception: 'earlier-month', waitsFor: '2026-06' });
  await town.staff(town.clerk, 'POST', `/staff/billing-runs/${july.body.id}/discard`, { reason: '试算' });
  const again = await run(june);
  expect((await approveBy(town.finance, again.body.id)).body).toMatchObject({ status: 'issued', issued: 3 });
  // Half a year grants 1260 kWh of the 1st tier, not 2520: 40 kWh are dearer by 0.05.
  expect(await billsOf(stayed)).toMatchObject([{ energy: 1_300_00, total_fen: 71_097 + 200 }]);
  // 50 kWh in the month, 19 days of 30 by the one who left.
  expect([...(await billsOf(moved)), ...(await billsOf(came))]).toMatchObject([
    { from_date: '2026-06-01', to_date: '2026-06-19', energy: 31_67 },
    { from_date: '2026-06-20', to_date: '2026-06-30', energy: 18_33 },
  ]);
});

it('a bill says what stands when it is issued: a plan or meter changed in the preview sets it aside', async () => {
  const may = { regionCode: 'weihai', month: '2026-05' };
  const [granted, steady, changed, twice] = [
    await town.world.household(),
    await town.world.household(),
    await town.world.household(),
    await town.world.household(),
  ];
  const late = await town.world.household({ from: '2026-05-01' });
  for (const home of [granted, steady, changed, twice])
    await town.read(home, [
      ['2026-04-30', 0],
      ['2026-05-31', 100],
    ]);
  // The contract begins on the 1st, the meter is hung on the 11th.
  await town.owner.query(`UPDATE meter_installations SET installed_on = '2026-05-11' WHERE meter_id = $1`, [
    late.meterId,
  ]);
  await town.read(late, [
    ['2026-05-10', 0],
    ['2026-05-31', 42],
  ]);
  // Told of the move by other means than the hall's own, after the whole month was billed to the holder before.
  const { billNo } = await town.world.bill(twice, { month: '2026-05' });
  const came = await town.world.moveIn(twice, '2026-05-20');

  const made = await run(may);
  expect(made.body.summary).toMatchObject({ ready: 4 });
  expect(await draftOf(made.body.id, came)).toEqual({ exception: 'days-billed', waitsFor: billNo });
  const change = (home: Household, body: object) =>
    town.staff(town.clerk, 'POST', `/staff/accounts/${home.accountNo}/plan`, { reason: '客户申请', ...body });
  const lowIncome = { kind: 'low-income', granted: true, from: '2026-05-01' };
  expect((await change(granted, lowIncome)).status).toBe(204);
  // From the month after on it is none of this bill's.
  expect((await change(steady, { kind: 'flat', from: '2026-06-01' })).status).toBe(204);
  const newMeter = await town.changeMeter(changed, '2026-05-21');
  await town.read(changed, [['2026-05-20', 60]]);
  await town.read({ ...changed, meterId: newMeter }, [
    ['2026-05-20', 0],
    ['2026-05-31', 30],
  ]);
  expect((await approveBy(town.finance, made.body.id)).body).toMatchObject({ issued: 2 });
  for (const home of [granted, changed])
    expect(await draftOf(made.body.id, home)).toEqual({ exception: 'basis-changed', waitsFor: null });
  expect(await billsOf(late)).toMatchObject([
    { from_date: '2026-05-11', to_date: '2026-05-31', energy: 42_00 },
  ]);

  const again = await run(may);
  expect((await approveBy(town.finance, again.body.id)).body).toMatchObject({ issued: 2 });
  const [bill] = await billsOf(granted);
  // 15 kWh of 100 at 0.5469 are free.
  expect(bill).toMatchObject({ energy: 100_00, total_fen: 5469 - 820 });
  expect(await billsOf(changed)).toMatchObject([{ energy: 90_00 }]);
});

it('the database bills no day of an account twice', async () => {
  const left = await town.world.household();
  await town.world.bill(left, { month: '2026-03' });
  const came = await town.world.moveIn(left, '2026-03-20');
  await expect(town.world.bill(came, { month: '2026-03' })).rejects.toThrow('bills_days_once');
});
