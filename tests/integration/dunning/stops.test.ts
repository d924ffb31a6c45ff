/** What stops the clock, as it happens in the hall: each stop condition holds a household's power, and says so to staff. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { loadReferenceData } from '../../../prisma/seed/reference-data.ts';
import { kindOf } from '../applications/office.ts';
import { customer, papersOf } from '../applications/walker.ts';
import { type Debtor, type DunningStory, dayOf, openDunning, plusDays } from './story.ts';

let story: DunningStory;

beforeAll(async () => {
  story = await openDunning();
});
afterEach(() => story.everybodyLeaves());
afterAll(() => story.close());

async function stops(debtor: Debtor): Promise<string[]> {
  await story.run();
  const [file] = (await story.file(debtor)).cases;
  return [file.status, ...file.stops.map(({ code }: { code: string }) => code)];
}

const withdrawn = (debtor: Debtor) => story.notices(debtor, 'dunning-withdrawn');

/** What ends a round leaves the household where it was before the notice, with power. */
async function isCalledOff(debtor: Debtor, code: string): Promise<void> {
  expect(await stops(debtor)).toEqual(['reminding', code]);
  expect(await withdrawn(debtor)).toHaveLength(1);
  expect(await story.moves(debtor)).toEqual([]);
}

describe('a household of special needs', () => {
  it('is never proposed, and is spared even in its last half hour', async () => {
    const debtor = await story.debtor();
    await story.lastCall(debtor);
    await story.inFile(debtor, 'special-needs', { kind: 'medical-device', consent: true, note: '制氧机' });
    story.clock.pass(31 * 60);
    await isCalledOff(debtor, 'special-need');
    story.clock.pass(60 * 86_400);
    expect(await stops(debtor)).toEqual(['reminding', 'special-need']);
  });

  it('is spared after a change of holder until somebody has asked whether the need is gone', async () => {
    const before = await story.hall.world.household();
    const need = { kind: 'medical-device', consent: true, note: '制氧机' };
    const told = { household: before } as Debtor;
    const { needs } = await story.inFile(told, 'special-needs', need);
    const moved = plusDays(dayOf(story.clock.now()), -1);
    const debtor = await story.debtorAt(await story.hall.world.moveIn(before, moved));
    for (let day = 0; day < 33; day += 1) {
      await story.run();
      story.clock.untilBeijing('10:00');
    }
    expect(await stops(debtor)).toEqual(['reminding', 'special-need']);
    // What was told in confidence is not read out of the next one's file.
    expect((await story.file(debtor)).needs).toEqual([
      expect.objectContaining({ kind: 'medical-device', note: null, earlierHolder: true }),
    ]);
    await story.hall.call('POST', `/staff/special-needs/${needs[0].id}/end`, {
      cookie: story.desk.clerk.cookie,
      body: { reason: '现户主确认家中无人使用' },
    });
    await story.until(debtor, 'noticed');
  });

  it('keeps its note sealed, and loses it when the record ends', async () => {
    const debtor = await story.debtor();
    const { needs } = await story.inFile(debtor, 'special-needs', {
      kind: 'elderly',
      consent: true,
      note: '独居八十六岁',
    });
    expect(needs).toEqual([expect.objectContaining({ kind: 'elderly', note: '独居八十六岁' })]);
    const { rows } = await story.hall.owner.query('SELECT note_enc FROM special_needs WHERE id = $1', [
      needs[0].id,
    ]);
    expect(rows[0].note_enc.toString('utf8')).not.toContain('独居');
    const { rows: log } = await story.hall.owner.query(
      `SELECT detail FROM audit_entries WHERE action = 'special-need.add' ORDER BY id DESC LIMIT 1`,
    );
    expect(log[0].detail).toEqual({ consent: true });
    await story.hall.call('POST', `/staff/special-needs/${needs[0].id}/end`, {
      cookie: story.desk.clerk.cookie,
      body: { reason: '本人撤回同意' },
    });
    const { rows: after } = await story.hall.owner.query(
      'SELECT note_enc, ended_by FROM special_needs WHERE id = $1',
      [needs[0].id],
    );
    expect(after[0]).toMatchObject({ note_enc: null, ended_by: `staff:${story.desk.clerk.username}` });
  });
});

describe('an open dispute', () => {
  it('calls the suspension off until it is answered', async () => {
    const debtor = await story.debtor(20_000);
    const proposed = await story.until(debtor, 'proposed');
    await story.pays(debtor, 5_000);
    const { rows } = await story.hall.owner.query(
      `SELECT payment_no FROM payments WHERE id = (SELECT payment_id FROM payment_items WHERE payable_id = $1 LIMIT 1)`,
      [debtor.payableId],
    );
    await story.hall.owner.query('UPDATE payments SET person_id = $2 WHERE payment_no = $1', [
      rows[0].payment_no,
      debtor.resident.personId,
    ]);
    const claim = await story.hall.call('POST', '/claims', {
      token: debtor.resident.token,
      key: story.key(),
      body: { paymentNo: rows[0].payment_no, reason: '这笔是给另一户交的，户号输错了' },
    });
    expect(claim.status).toBe(200);
    story.clock.pass(86_400);
    await isCalledOff(debtor, 'other');
    expect((await story.approve(proposed.caseNo))[0].body.error).toBe('dunning-case-elsewhere');
    const answered = await story.hall.call('POST', `/staff/claims/${claim.body.claimNo}/answer`, {
      cookie: story.desk.clerk.cookie,
      body: { outcome: 'refused', answer: '核对无误，款项属于本户' },
    });
    expect(answered.status).toBe(200);
    const again = await story.until(debtor, 'noticed');
    expect(again.round).toBe(2);
  });
});

describe('an open complaint', () => {
  it('about the household calls the suspension off until it is answered', async () => {
    const debtor = await story.debtor();
    await story.until(debtor, 'proposed');
    const said = await story.hall.call('POST', '/cases', {
      token: debtor.resident.token,
      key: story.key(),
      body: {
        kind: 'complaint',
        complaintClass: 'service',
        accountNo: debtor.household.accountNo,
        words: '催费电话在深夜打来，请查明并答复',
      },
    });
    expect(said.status).toBe(201);
    story.clock.pass(86_400);
    await isCalledOff(debtor, 'other');
    const act = async (body: object) => {
      const path = `/staff/cases/${said.body.caseNo}`;
      const { cookie } = story.desk.clerk;
      const { version } = (await story.hall.call('GET', path, { cookie })).body;
      const answer = await story.hall.call('POST', `${path}/acts`, { cookie, body: { version, ...body } });
      expect(answer.status).toBe(200);
    };
    await act({ act: 'take' });
    await act({ act: 'contact', words: '已电话联系客户，客户情绪平稳' });
    await act({
      act: 'answer',
      outcome: 'upheld',
      words: '已向您致歉，今后不在夜间致电',
      cause: '外呼时段设置有误',
      remedy: '已改正外呼时段',
      responsibility: 'utility',
    });
    expect((await story.until(debtor, 'noticed')).round).toBe(2);
  });

  it('that was joined to another case stops the clock as long as that one waits', async () => {
    const debtor = await story.debtor();
    await story.until(debtor, 'proposed');
    const says = async (more: object): Promise<string> => {
      const { status, body } = await story.hall.call('POST', '/cases', {
        token: debtor.resident.token,
        key: story.key(),
        body: { words: '电表走得太快，请查明', ...more },
      });
      expect(status).toBe(201);
      return body.caseNo;
    };
    const acts = async (caseNo: string, body: object) => {
      const path = `/staff/cases/${caseNo}`;
      const { cookie } = story.desk.supervisor;
      const { version } = (await story.hall.call('GET', path, { cookie })).body;
      const answer = await story.hall.call('POST', `${path}/acts`, { cookie, body: { version, ...body } });
      expect([body, answer.status]).toEqual([body, 200]);
    };
    const complaint = await says({
      kind: 'complaint',
      complaintClass: 'business',
      accountNo: debtor.household.accountNo,
    });
    // Of the same person, and about no household.
    const root = await says({ kind: 'complaint', complaintClass: 'quality' });
    await acts(complaint, { act: 'merge', into: root });
    story.clock.pass(86_400);
    await isCalledOff(debtor, 'other');
    await acts(root, { act: 'take' });
    await acts(root, { act: 'contact', words: '已电话联系客户' });
    await acts(root, { act: 'answer', outcome: 'not-upheld', words: '已核对电表，读数无误' });
    expect((await story.until(debtor, 'noticed')).round).toBe(2);
  });
});

describe('the bill that the notice was about', () => {
  it('paid, calls the suspension off: nobody is cut off for the next one, which is reminded of by itself', async () => {
    const debtor = await story.debtor();
    const { caseNo, disconnectOn } = await story.until(debtor, 'proposed');
    await story.approve(caseNo);
    await story.bill(debtor.household, 8_000, plusDays(dayOf(story.clock.now()), -2));
    await story.mornings(disconnectOn);
    const reminders = (await story.notices(debtor, 'dunning-reminder')).length;
    await story.pays(debtor);
    story.clock.pass(31 * 60);
    expect(await stops(debtor)).toEqual(['reminding']);
    expect(await withdrawn(debtor)).toHaveLength(1);
    expect(await story.moves(debtor)).toEqual([]);
    expect((await story.notices(debtor, 'dunning-reminder')).length).toBe(reminders + 1);
    // Unpaid, it comes to a notice of its own, and not before its own thirty days.
    const again = await story.until(debtor, 'noticed');
    expect([again.round, again.debtFen]).toEqual([2, 8_000]);
  });
});

describe('an open meter test', () => {
  it('calls the suspension off until its end', async () => {
    const client = await story.hall.owner.connect();
    await loadReferenceData(client);
    client.release();
    const debtor = await story.debtor();
    await story.until(debtor, 'proposed');
    const { household, resident } = debtor;
    const walk = { hall: story.hall, resident, clerk: story.desk.clerk };
    const kind = kindOf('meter-test');
    const me = customer(walk);
    const caseNo = await me.begin(kind, { accountNo: household.accountNo }, dayOf(story.clock.now()));
    expect((await stops(debtor))[0]).toBe('proposed');
    for (const paper of papersOf(kind)) await me.hand(caseNo, paper);
    expect((await me.ask('POST', `/${caseNo}/submission`)).body.status).toBe('open');
    story.clock.pass(3_600);
    await isCalledOff(debtor, 'other');
    expect((await me.ask('POST', `/${caseNo}/withdrawal`, { reason: '不再需要' })).status).toBe(200);
    expect((await story.until(debtor, 'noticed')).round).toBe(2);
  });
});

describe('instalments', () => {
  const parts = (debtor: Debtor) => {
    const today = dayOf(story.clock.now());
    const half = debtor.amountFen / 2;
    return [
      { dueOn: plusDays(today, 10), amountFen: half },
      { dueOn: plusDays(today, 40), amountFen: half },
    ];
  };

  it('kept, stop the clock to the end', async () => {
    const debtor = await story.debtor();
    await story.until(debtor, 'noticed');
    await story.inFile(debtor, 'instalments', { parts: parts(debtor), note: '分两期' });
    await isCalledOff(debtor, 'instalments');
    story.clock.pass(9 * 86_400);
    // Money kept for them counts as money for the bill does.
    await story.prepays(debtor, debtor.amountFen / 2);
    story.clock.pass(6 * 86_400);
    await story.run();
    expect((await story.file(debtor)).plans[0]).toMatchObject({
      status: 'agreed',
      paidFen: debtor.amountFen / 2,
    });
    story.clock.pass(23 * 86_400);
    await story.pays(debtor, debtor.amountFen / 2);
    await story.run();
    await story.run();
    const { plans, cases } = await story.file(debtor);
    expect([plans[0].status, cases[0].closeReason]).toEqual(['kept', 'paid']);
  });

  it('broken, let it go on from the beginning, with a new notice', async () => {
    const debtor = await story.debtor();
    await story.until(debtor, 'noticed');
    await story.inFile(debtor, 'instalments', { parts: parts(debtor), note: '分两期' });
    await isCalledOff(debtor, 'instalments');
    const list = await story.hall.call('GET', `/staff/instalments?accountNo=${debtor.household.accountNo}`, {
      cookie: story.desk.finance.cookie,
    });
    expect(list.body).toMatchObject({ total: 1, plans: [{ status: 'agreed', paidFen: 0 }] });
    story.clock.pass(14 * 86_400);
    story.clock.untilBeijing('10:00');
    const file = await story.until(debtor, 'noticed');
    expect([file.round, (await story.file(debtor)).plans[0].status]).toEqual([2, 'broken']);
  });

  it('agreed on without power bring it back, and dunning does not press meanwhile', async () => {
    const debtor = await story.debtor();
    await story.suspended(debtor);
    await story.inFile(debtor, 'instalments', { parts: parts(debtor), note: '分两期' });
    await story.becomes(debtor, 'reminding');
    expect(await story.moves(debtor)).toEqual(['suspended', 'connected']);
    const { cases } = await story.file(debtor);
    expect(cases.map(({ status, closeReason }: Record<string, string>) => [status, closeReason])).toEqual([
      ['reminding', null],
      ['closed', 'restored-owing'],
    ]);
    expect(await story.notices(debtor, 'supply-restored')).toHaveLength(1);
    await story.pays(debtor);
    await story.becomes(debtor, 'closed');
  });

  it('must make up the debt to the fen', async () => {
    const debtor = await story.debtor();
    await story.until(debtor, 'reminding');
    const [first, second] = parts(debtor);
    const wrong = [first, { ...second, amountFen: second!.amountFen - 1 }];
    await expect(story.inFile(debtor, 'instalments', { parts: wrong, note: '分两期' })).rejects.toThrow(
      'instalment-plan-sum',
    );
  });
});

describe('days and hours', () => {
  it('on a cold day nobody is cut off, whatever was approved; the notice lapses', async () => {
    const debtor = await story.debtor();
    const proposed = await story.until(debtor, 'proposed');
    await story.approve(proposed.caseNo);
    await story.rule('coldDays', { months: [], dates: [proposed.disconnectOn] });
    await story.mornings(proposed.disconnectOn);
    expect(await stops(debtor)).toEqual(['approved', 'cold-day']);
    await story.mornings(plusDays(proposed.disconnectOn, 1));
    expect((await story.until(debtor, 'noticed')).round).toBe(2);
    await story.rule('coldDays', { months: [], dates: [] });
    expect((await story.lastCall(debtor)).caseNo).toBe(proposed.caseNo);
  });

  it('over a festival whose notice came late power stays on, and no new day is named in it', async () => {
    const debtor = await story.debtor();
    const { caseNo, disconnectOn } = await story.until(debtor, 'proposed');
    await story.approve(caseNo);
    const days = Array.from({ length: 10 }, (_, index) => plusDays(disconnectOn, index));
    for (const year of new Set(days.map(day => Number(day.slice(0, 4)))))
      await story.holidays(
        year,
        days.filter(day => day.startsWith(`${year}-`)),
      );
    await story.mornings(disconnectOn);
    expect(await stops(debtor)).toEqual(['approved', 'holiday']);
    await story.mornings(plusDays(disconnectOn, 1));
    expect(await stops(debtor)).toEqual(['reminding', 'holiday']);
    expect(await withdrawn(debtor)).toHaveLength(1);
    const called = dayOf(new Date((await story.lastCall(debtor)).disconnectAt));
    expect(called > days.at(-1)!).toBe(true);
    const { rows } = await story.hall.owner.query('SELECT is_working_day($1) AS worked', [called]);
    expect(rows[0].worked).toBe(true);
  });

  it('outside the hours there is no last call, nor on the morning after: the notice is past its days', async () => {
    const debtor = await story.debtor();
    const { caseNo, disconnectOn } = await story.until(debtor, 'proposed');
    await story.approve(caseNo);
    await story.mornings(plusDays(disconnectOn, -1));
    story.clock.untilBeijing('20:00');
    story.clock.untilBeijing('20:00');
    expect(await stops(debtor)).toEqual(['approved', 'outside-hours']);
    story.clock.untilBeijing('10:00');
    expect((await stops(debtor))[0]).toBe('noticed');
    expect(await story.notices(debtor, 'dunning-last-call')).toHaveLength(0);
  });

  it('where the rules name the third day, the days up to the seventh are left for it', async () => {
    const suspension = {
      overdueDays: 30,
      minimumDebtFen: 1000,
      noticeDays: 3,
      lastCallMinutes: 30,
      proof: 'delivered',
    };
    await story.rule('suspension', suspension);
    const debtor = await story.debtor();
    const { caseNo, noticedOn, disconnectOn } = await story.until(debtor, 'proposed');
    await story.rule('suspension', { ...suspension, noticeDays: 7 });
    await story.approve(caseNo);
    await story.rule('coldDays', { months: [], dates: [disconnectOn] });
    await story.mornings(disconnectOn);
    expect(await stops(debtor)).toEqual(['approved', 'cold-day']);
    const called = await story.until(debtor, 'last-call');
    const day = dayOf(story.clock.now());
    expect(called.round === 1 && day > disconnectOn && day <= plusDays(noticedOn, 7)).toBe(true);
    await story.rule('coldDays', { months: [], dates: [] });
  });
});

describe('a hold by staff', () => {
  it('rests until its day, and says until when', async () => {
    const debtor = await story.debtor();
    const file = await story.until(debtor, 'noticed');
    const until = plusDays(dayOf(story.clock.now()), 20);
    const hold = (day: string) =>
      story.hall.call('POST', `/staff/dunning/${file.caseNo}/hold`, {
        cookie: story.desk.clerk.cookie,
        body: { until: day, reason: '户主住院，家属月底缴费' },
      });
    const past = await hold(plusDays(dayOf(story.clock.now()), -1));
    expect([past.status, past.body.error]).toEqual([422, 'dunning-hold-in-the-past']);
    await hold(until);
    await isCalledOff(debtor, 'hold');
    expect((await story.file(debtor)).cases[0].stops).toEqual([{ code: 'hold', until }]);
  });
});

describe('a supply that its customer has paused', () => {
  it('is not cut off: the notice is taken back, and goes on as the pause ends', async () => {
    const debtor = await story.debtor();
    await story.until(debtor, 'noticed');
    const { accountId, accountNo, holderPeriodId } = debtor.household;
    const walk = { hall: story.hall, resident: debtor.resident, clerk: story.desk.clerk };
    const today = dayOf(story.clock.now());
    const caseNo = await customer(walk).begin(kindOf('supply-suspension'), { accountNo }, today);
    await story.hall.owner.query(
      `INSERT INTO supply_pauses (account_id, holder_period_id, case_id, from_on) SELECT $1, $2, id, $4 FROM applications WHERE case_no = $3`,
      [accountId, holderPeriodId, caseNo, today],
    );
    story.clock.pass(3_600);
    await isCalledOff(debtor, 'supply-paused');
    await story.hall.owner.query('UPDATE supply_pauses SET to_on = from_on WHERE holder_period_id = $1', [
      holderPeriodId,
    ]);
    await story.until(debtor, 'noticed');
  });
});

describe('an important user', () => {
  it('is reminded and never proposed, a large one no more than any', async () => {
    const debtors: Debtor[] = [];
    for (const importance of ['important', 'important-large']) {
      const debtor = await story.debtor();
      await story.hall.owner.query('UPDATE supply_accounts SET importance = $2 WHERE id = $1', [
        debtor.household.accountId,
        importance,
      ]);
      debtors.push(debtor);
    }
    for (let day = 0; day < 40; day += 1) {
      await story.run();
      story.clock.untilBeijing('10:00');
    }
    for (const debtor of debtors) {
      expect(await stops(debtor)).toEqual(['reminding', 'important-user']);
      expect(await story.notices(debtor)).toEqual([
        'dunning-reminder',
        // No notice may follow: nothing is called the last.
        'dunning-reminder-second',
        'dunning-reminder-second',
      ]);
    }
  });
});

describe('a household without power', () => {
  it('gets it back by a supervisor’s word though it owes, and is dunned and noticed anew afterwards', async () => {
    const debtor = await story.debtor();
    await story.suspended(debtor);
    const [{ caseNo }] = (await story.file(debtor)).cases;
    const ask = (cookie: string) =>
      story.hall.call('POST', `/staff/dunning/${caseNo}/restore`, {
        cookie,
        body: { reason: '户内有人使用呼吸机' },
      });
    expect((await ask(story.desk.clerk.cookie)).status).toBe(403);
    expect((await ask(story.desk.supervisor.cookie)).status).toBe(200);
    await story.becomes(debtor, 'reminding');
    // Not in one breath with the first reminder.
    await story.until(debtor, 'noticed');
    expect(await story.moves(debtor)).toEqual(['suspended', 'connected']);
    const { cases } = await story.file(debtor);
    expect(cases.map(({ status, closeReason }: Record<string, string>) => [status, closeReason])).toEqual([
      ['noticed', null],
      ['closed', 'restored-owing'],
    ]);
    expect(await story.notices(debtor, 'supply-restored')).toHaveLength(1);
    const { body } = await story.hall.call('GET', `/staff/dunning/${caseNo}`, {
      cookie: story.desk.clerk.cookie,
    });
    expect(body.events).toContainEqual(
      expect.objectContaining({ kind: 'restore', actor: `staff:${story.desk.supervisor.username}` }),
    );
    expect((await ask(story.desk.supervisor.cookie)).body.error).toBe('dunning-case-elsewhere');
  });
});
