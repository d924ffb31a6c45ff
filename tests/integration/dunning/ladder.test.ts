/** The law of the ladder, read as a household lives it: from the first reminder to power restored, with the clock moved. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '../../support/hall.ts';
import { type Debtor, type DunningStory, dayOf, openDunning, plusDays } from './story.ts';

let story: DunningStory;

beforeAll(async () => {
  story = await openDunning();
});
afterAll(() => story.close());

describe('a case that opens just after midnight', () => {
  it('is reminded in the morning of that very day, once, and again on the seventh', async () => {
    const household = await story.hall.world.household({});
    const today = plusDays(dayOf(story.clock.now()), 1);
    const debtor = await story.debtorAt(household, 20_000, plusDays(today, -1));
    const toldOfDebt = async () =>
      (await story.notices(debtor)).filter(event => event === 'overdue' || event.startsWith('dunning'));
    const reminded = async () => (await story.notices(debtor, 'dunning-reminder')).length;
    story.clock.untilBeijing('00:05');
    await story.run();
    expect([await story.status(debtor), await reminded()]).toEqual(['reminding', 0]);
    const ahead = async () => {
      const [{ nextReminderOn, noticeFromOn }] = (await story.file(debtor)).cases;
      return [nextReminderOn, noticeFromOn];
    };
    expect(await ahead()).toEqual([today, plusDays(today, 30)]);
    story.clock.untilBeijing('09:00');
    await story.run();
    expect([dayOf(story.clock.now()), await reminded()]).toEqual([today, 1]);
    expect(await ahead()).toEqual([plusDays(today, 6), plusDays(today, 30)]);
    // The alert of the same morning leaves it at that.
    await story.hall.app.runJob('refresh-estimates');
    await story.hall.app.runJob('sweep-alerts');
    expect(await toldOfDebt()).toEqual(['dunning-reminder']);
    for (let day = 2; day <= 7; day += 1) {
      story.clock.untilBeijing('00:05');
      await story.run();
      expect(await reminded()).toBe(1);
    }
    story.clock.untilBeijing('09:00');
    await story.run();
    expect(await toldOfDebt()).toEqual(['dunning-reminder', 'dunning-reminder-second']);
    await story.pays(debtor);
    await story.run();
  });
});

describe('a household that does not pay', () => {
  let debtor: Debtor;
  let dueOn: string;

  beforeAll(async () => {
    debtor = await story.debtor(20_000);
    dueOn = plusDays(dayOf(story.clock.now()), -1);
  });

  it('is reminded three times before anything else happens', async () => {
    const file = await story.until(debtor, 'noticed');
    expect(file.step).toBe(3);
    expect(await story.notices(debtor)).toEqual([
      'dunning-reminder',
      'dunning-reminder-second',
      'dunning-reminder-last',
      'dunning-formal',
    ]);
  });

  it('each time in graver words, the last with the first day on which power may go', async () => {
    const { rows } = await story.hall.owner.query(
      `SELECT params ->> 'suspendOn' AS day FROM notices WHERE holder_period_id = $1 AND event = 'dunning-reminder-last'`,
      [debtor.household.holderPeriodId],
    );
    const [file] = (await story.file(debtor)).cases;
    expect(rows).toEqual([{ day: file.disconnectOn }]);
    await story.hall.app.runJob('deliver-notices');
    await story.hall.app.idle();
    const { body } = await story.hall.call('GET', '/messages', { token: debtor.resident.token });
    const words = body.messages
      .filter(({ event }: { event: string }) => event.startsWith('dunning-reminder'))
      .map((message: { body: string }) => message.body)
      .reverse();
    expect(words).toEqual([
      expect.stringContaining('请尽快缴纳'),
      expect.stringContaining('再次提醒'),
      expect.stringMatching(/最后一次提醒.*最早自.*起可以停止供电/),
    ]);
  });

  it('gets the formal notice after more than 30 days, at least seven days ahead of a working day', async () => {
    const [file] = (await story.file(debtor)).cases;
    const noticedOn = dayOf(story.clock.now());
    expect(noticedOn > plusDays(dueOn, 30)).toBe(true);
    expect(file.disconnectOn >= plusDays(noticedOn, 7)).toBe(true);
    const { rows } = await story.hall.owner.query('SELECT is_working_day($1) AS worked', [file.disconnectOn]);
    expect(rows[0].worked).toBe(true);
    expect(await story.page(debtor)).toMatchObject({
      stage: 'noticed',
      debtFen: 20_000,
      disconnectOn: file.disconnectOn,
      supply: { state: 'connected' },
    });
  });

  it('is proposed once the notice has arrived, with the whole chain of evidence, days before anything can happen', async () => {
    const file = await story.until(debtor, 'proposed');
    expect(dayOf(story.clock.now()) <= plusDays(file.noticedOn, 1)).toBe(true);
    const { body } = await story.hall.call('GET', `/staff/dunning/${file.caseNo}`, {
      cookie: story.desk.clerk.cookie,
    });
    expect(body.evidence).toMatchObject({ frozen: true, debts: [{ dueOn, outstandingFen: 20_000 }] });
    const formal = body.evidence.told.find((told: { event: string }) => told.event === 'dunning-formal');
    expect(formal.deliveries[0]).toMatchObject({
      channel: 'sms',
      state: 'delivered',
      recipient: expect.stringMatching(/^\d{3}\*{4}\d{4}$/),
    });
  });

  it('is never suspended by one person alone', async () => {
    const [{ caseNo }] = (await story.file(debtor)).cases;
    const at = (path: string, cookie: string, body: unknown) =>
      story.hall.call('POST', `/staff/dunning/${caseNo}/${path}`, { cookie, body });
    const approve = { decision: 'approve', reason: '同意停电' };
    const early = await at('decide', story.desk.supervisor.cookie, approve);
    expect([early.status, early.body.error]).toEqual([409, 'dunning-case-elsewhere']);
    expect((await at('submit', story.desk.supervisor.cookie, { note: '证据齐全' })).status).toBe(200);
    const alone = await at('decide', story.desk.supervisor.cookie, approve);
    expect([alone.status, alone.body.error]).toEqual([409, 'dunning-same-hand']);
    expect((await at('decide', story.desk.clerk.cookie, approve)).status).toBe(403);
    expect((await at('decide', story.second.cookie, approve)).status).toBe(200);
  });

  it('is left alone until the day the notice names, though all is decided', async () => {
    const [{ disconnectOn }] = (await story.file(debtor)).cases;
    await story.mornings(plusDays(disconnectOn, -1));
    expect(await story.status(debtor)).toBe('approved');
    expect(await story.notices(debtor, 'dunning-last-call')).toEqual([]);
    expect(await story.page(debtor)).toMatchObject({ stage: 'approved', disconnectOn });
  });

  it('is called once more on that day, and 30 minutes later, not sooner, power goes', async () => {
    const file = await story.until(debtor, 'last-call');
    expect(dayOf(story.clock.now())).toBe(file.disconnectOn);
    expect(Date.parse(file.disconnectAt) - story.clock.now().getTime()).toBeGreaterThan(29 * 60_000);
    story.clock.pass(25 * 60);
    await story.run();
    expect(await story.status(debtor)).toBe('last-call');
    expect(await story.moves(debtor)).toEqual([]);
    story.clock.pass(6 * 60);
    await story.becomes(debtor, 'suspended');
    expect(await story.moves(debtor)).toEqual(['suspended']);
    expect(await story.page(debtor)).toMatchObject({ stage: 'suspended', supply: { state: 'suspended' } });
    expect(await story.notices(debtor, 'supply-suspended')).toHaveLength(1);
  });

  it('has power again by itself as soon as the debt is paid, well within 24 hours', async () => {
    await story.pays(debtor);
    await story.becomes(debtor, 'closed');
    expect(await story.moves(debtor)).toEqual(['suspended', 'connected']);
    const file = await story.file(debtor);
    expect(file.cases[0]).toMatchObject({ status: 'closed', closeReason: 'restored' });
    expect(file.supply.state).toBe('connected');
    expect(await story.notices(debtor, 'supply-restored')).toHaveLength(1);
    expect((await story.page(debtor)).stage).toBeNull();
  });

  it('leaves books that balance', async () => {
    expect(await story.differences()).toEqual([]);
  });
});

describe('a holder who moves out owing', () => {
  const ofAccount = async ({ household }: Debtor) => {
    const { body } = await story.hall.call('GET', `/staff/dunning?accountNo=${household.accountNo}`, {
      cookie: story.desk.clerk.cookie,
    });
    return body.cases;
  };

  it('has the notice taken back; power stays on for the next one, who is told nothing', async () => {
    const debtor = await story.debtor();
    const { caseNo } = await story.until(debtor, 'noticed');
    const next = await story.hall.world.moveIn(debtor.household, dayOf(story.clock.now()));
    await story.mornings(plusDays(dayOf(story.clock.now()), 1));
    expect(await ofAccount(debtor)).toMatchObject([
      {
        caseNo,
        status: 'reminding',
        stops: [{ code: 'moved-out' }],
        nextReminderOn: null,
        noticeFromOn: null,
      },
    ]);
    expect((await story.notices(debtor)).at(-1)).toBe('dunning-withdrawn');
    await story.mornings(plusDays(dayOf(story.clock.now()), 12));
    expect(await story.moves(debtor)).toEqual([]);
    const newcomer = { ...debtor, household: next };
    expect([await story.notices(newcomer), (await story.file(newcomer)).cases]).toEqual([[], []]);
    await story.pays(debtor);
    await story.run();
    expect(await ofAccount(debtor)).toEqual([]);
  });

  it('is reminded of the last bill, which falls due only afterwards, three times and no further', async () => {
    const left = await story.hall.world.household();
    const next = await story.hall.world.moveIn(left, plusDays(dayOf(story.clock.now()), -10));
    const bill = await story.bill(left, 9_000, plusDays(dayOf(story.clock.now()), -1));
    const debtor = { household: left, amountFen: 9_000, ...bill } as Debtor;
    await story.mornings(plusDays(dayOf(story.clock.now()), 50));
    expect(await story.notices(debtor)).toEqual([
      'dunning-reminder',
      'dunning-reminder-second',
      'dunning-reminder-second',
    ]);
    expect(await story.notices({ household: next } as Debtor)).toEqual([]);
    expect(await story.moves(debtor)).toEqual([]);
    await story.pays(debtor);
    await story.run();
  });

  it('and is without power for it: it comes back, and what is owed is dunned on without it', async () => {
    const debtor = await story.debtor();
    await story.suspended(debtor);
    const next = await story.hall.world.moveIn(debtor.household, dayOf(story.clock.now()));
    // Who is without power is looked at every minute.
    story.clock.pass(61);
    const [file] = await eventually(
      async () => {
        await story.run();
        return ofAccount(debtor);
      },
      ([open]) => open?.status === 'reminding',
    );
    expect(file.stops).toEqual([{ code: 'moved-out' }]);
    expect(await story.moves(debtor)).toEqual(['suspended', 'connected']);
    expect((await story.file({ ...debtor, household: next })).supply.state).toBe('connected');
    await story.pays(debtor);
    await story.run();
  });
});

describe('a notice whose seven days pass before anybody has decided', () => {
  let debtor: Debtor;
  const decide = (caseNo: string) =>
    story.hall.call('POST', `/staff/dunning/${caseNo}/decide`, {
      cookie: story.desk.supervisor.cookie,
      body: { decision: 'approve', reason: '同意停电' },
    });

  it('is worth nothing any more: who decides on the eighth day is told so, and the household gets a new one', async () => {
    debtor = await story.debtor();
    const first = await story.until(debtor, 'proposed');
    await story.hall.call('POST', `/staff/dunning/${first.caseNo}/submit`, {
      cookie: story.desk.clerk.cookie,
      body: { note: '证据齐全' },
    });
    expect(first.lapsesOn).toBe(plusDays(first.noticedOn, 7));
    await story.mornings(first.lapsesOn);
    expect(await story.status(debtor)).toBe('submitted');
    const second = await story.until(debtor, 'noticed');
    expect([second.caseNo, second.round]).toEqual([first.caseNo, 2]);
    expect(dayOf(story.clock.now()) > first.lapsesOn).toBe(true);
    expect((await decide(first.caseNo)).body.error).toBe('dunning-case-elsewhere');
    expect((await story.notices(debtor)).slice(3)).toEqual([
      'dunning-formal',
      'dunning-withdrawn',
      'dunning-formal',
    ]);
    expect(await story.moves(debtor)).toEqual([]);
  });

  it('decided in time, cuts off three to seven days after the new one', async () => {
    await story.suspended(debtor);
    const [{ noticedOn }] = (await story.file(debtor)).cases;
    const today = dayOf(story.clock.now());
    expect(today >= plusDays(noticedOn, 3) && today <= plusDays(noticedOn, 7)).toBe(true);
    await story.pays(debtor);
    await story.becomes(debtor, 'closed');
  });
});

describe('a notice served on paper', () => {
  it('counts from the day it was handed over, which lies between the notice and today', async () => {
    const debtor = await story.debtor();
    const noticed = await story.until(debtor, 'noticed');
    await story.hall.owner.query(
      `UPDATE message_deliveries SET state = 'failed', receipt_at = NULL WHERE notice_id IN
         (SELECT id FROM notices WHERE event = 'dunning-formal' AND holder_period_id = $1)`,
      [debtor.household.holderPeriodId],
    );
    await story.mornings(plusDays(noticed.noticedOn, 5));
    const unproven = (await story.file(debtor)).cases[0];
    expect([unproven.status, unproven.stops]).toEqual(['noticed', [{ code: 'not-proven' }]]);
    const serve = (on: string) =>
      story.hall.call('POST', `/staff/dunning/${noticed.caseNo}/served`, {
        cookie: story.desk.clerk.cookie,
        body: { how: 'handed-over', on, note: '本人签收' },
      });
    for (const on of [plusDays(noticed.noticedOn, -1), plusDays(dayOf(story.clock.now()), 1)])
      expect((await serve(on)).body.error).toBe('dunning-served-when');
    expect((await serve(dayOf(story.clock.now()))).status).toBe(200);
    await story.run();
    await story.approve(noticed.caseNo);
    await story.mornings(noticed.lapsesOn);
    // Two days in the house by its last day: too few to cut anybody off.
    const late = (await story.file(debtor)).cases[0];
    expect([late.status, late.stops.map(({ code }: { code: string }) => code)]).toEqual([
      'approved',
      ['late-arrival'],
    ]);
    await story.mornings(plusDays(noticed.lapsesOn, 1));
    expect((await story.file(debtor)).cases[0].round).toBe(2);
    await story.pays(debtor);
    await story.run();
  });
});

describe('a payment in the last thirty minutes', () => {
  it('stops everything: no command is given', async () => {
    const debtor = await story.debtor();
    await story.lastCall(debtor);
    story.clock.pass(29 * 60);
    await story.pays(debtor);
    story.clock.pass(5 * 60);
    await story.run();
    expect((await story.file(debtor)).cases[0]).toMatchObject({ status: 'closed', closeReason: 'paid' });
    expect(await story.moves(debtor)).toEqual([]);
    expect(await story.notices(debtor, 'dunning-withdrawn')).toHaveLength(1);
  });

  it('that is still under way is waited for', async () => {
    const debtor = await story.debtor();
    await story.lastCall(debtor);
    story.clock.pass(29 * 60);
    const items = [{ payableId: debtor.payableId, amountFen: debtor.amountFen }];
    const started = await story.hall.call('POST', '/payments', {
      token: debtor.resident.token,
      key: story.key(),
      body: { channel: 'web-hall', method: 'wechat', product: 'native', items },
    });
    expect(started.status).toBe(201);
    story.clock.pass(3 * 60);
    await story.run();
    const [file] = (await story.file(debtor)).cases;
    expect([file.status, file.stops]).toEqual(['last-call', [{ code: 'payment-under-way' }]]);
    // Past its own time, and the gateway has said nothing yet: who may have paid is not cut off for our line to it.
    const { rows: began } = await story.hall.owner.query(
      'UPDATE payments SET expires_at = $2 WHERE payment_no = $1 RETURNING payment_no',
      [started.body.paymentNo, new Date(story.clock.now().getTime() - 60_000)],
    );
    expect(began).toHaveLength(1);
    story.clock.pass(3 * 60);
    await story.run();
    const [later] = (await story.file(debtor)).cases;
    expect([later.status, later.stops]).toEqual(['last-call', [{ code: 'payment-under-way' }]]);
    await story.hall.sandbox.post('/control/pay', { paymentNo: started.body.paymentNo });
    story.clock.pass(130);
    await story.hall.app.runJob('query-payments').catch(() => {});
    for (let tries = 0; tries < 50 && (await story.status(debtor)) !== 'closed'; tries += 1) {
      await new Promise(done => setTimeout(done, 100));
      await story.run();
    }
    expect((await story.file(debtor)).cases[0]).toMatchObject({ status: 'closed', closeReason: 'paid' });
    expect(await story.moves(debtor)).toEqual([]);
  });
});

describe('the term of giving power back', () => {
  it('runs from the payment, though nothing ran for hours after it', async () => {
    const debtor = await story.debtor();
    await story.suspended(debtor);
    const paidAt = story.clock.now().getTime();
    await story.pays(debtor);
    story.clock.pass(3 * 3_600);
    await story.becomes(debtor, 'closed');
    const { rows } = await story.hall.owner.query(
      `SELECT k.cleared_at AS "clearedAt", k.restore_by AS "restoreBy", s.due_at AS "dueAt"
         FROM dunning_cases k JOIN supply_commands s ON s.account_id = k.account_id AND s.action = 'connect' WHERE k.account_id = $1`,
      [debtor.household.accountId],
    );
    const { clearedAt, restoreBy, dueAt } = rows[0];
    // The payment is of the minute in which it was made.
    expect(Math.abs(clearedAt.getTime() - paidAt)).toBeLessThan(60_000);
    expect(restoreBy.getTime() - clearedAt.getTime()).toBe(24 * 3_600_000);
    expect(dueAt).toEqual(restoreBy);
  });
});

describe('a second bill', () => {
  it('that falls due without power, or a few yuan that are left, keep nobody in the dark', async () => {
    const [both, little] = [await story.debtor(), await story.debtor()];
    await story.suspended(both);
    await story.suspended(little);
    const second = await story.bill(both.household, 8_000, plusDays(dayOf(story.clock.now()), -1));
    await story.pays(both);
    await story.pays(little, little.amountFen - 999);
    await story.becomes(both, 'reminding');
    await story.becomes(little, 'reminding');
    for (const debtor of [both, little]) {
      expect(await story.moves(debtor)).toEqual(['suspended', 'connected']);
      expect((await story.file(debtor)).cases[1].closeReason).toBe('restored-owing');
    }
    await story.pays(both, 8_000, second.payableId);
    await story.pays(little, 999);
    await story.becomes(both, 'closed');
    await story.becomes(little, 'closed');
  });
});

describe('money we keep', () => {
  it('gives power back as a payment does, and pays the bill on the next day', async () => {
    const debtor = await story.debtor(8_000);
    await story.suspended(debtor);
    await story.prepays(debtor, 9_000);
    await story.becomes(debtor, 'closed');
    expect((await story.moves(debtor)).at(-1)).toBe('connected');
    const left = async () =>
      (
        await story.hall.owner.query(
          'SELECT (y.amount_fen - y.paid_fen)::int AS owed, b.prepaid_fen::int AS prepaid FROM payables y JOIN customer_balances b USING (holder_period_id) WHERE y.id = $1',
          [debtor.payableId],
        )
      ).rows[0];
    await story.hall.app.runJob('apply-balances');
    expect(await left()).toEqual({ owed: 8_000, prepaid: 9_000 });
    story.clock.untilBeijing('10:00');
    await story.hall.app.runJob('apply-balances');
    expect(await left()).toEqual({ owed: 0, prepaid: 1_000 });
    expect(await story.differences()).toEqual([]);
  });
});
