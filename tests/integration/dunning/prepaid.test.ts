/** The prepaid rule: off unless switched on, and for nobody without a signed agreement. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '../../support/hall.ts';
import type { Household } from '../../support/world.ts';
import { type Debtor, type DunningStory, dayOf, openDunning } from './story.ts';

let story: DunningStory;
beforeAll(async () => {
  story = await openDunning();
});
afterAll(() => story.close());

/** A household that has used up what it paid in, as the forecast of today says. */
async function belowZero({ signed }: { signed: boolean }): Promise<Household> {
  const household = await story.hall.world.household();
  const today = dayOf(story.clock.now());
  await story.hall.owner.query(`UPDATE holder_periods SET prepaid = true WHERE id = $1`, [
    household.holderPeriodId,
  ]);
  await story.hall.owner.query(
    `INSERT INTO account_estimates (account_id, holder_period_id, payment_mode, used_fen, as_of, stale, refreshed_on, refreshed_at)
     VALUES ($1, $2, 'prepaid', 3000, $3, false, $3, now())`,
    [household.accountId, household.holderPeriodId, today],
  );
  if (signed)
    await story.hall.owner.query(
      `INSERT INTO prepaid_agreements (holder_period_id, agreement_no, signed_on, recorded_by) VALUES ($1, 'YF-1', '2026-01-01', 'staff:story')`,
      [household.holderPeriodId],
    );
  return household;
}

/** Money comes from the resident's wallet for what will be used. */
async function topUp({ household, resident }: Debtor, amountFen: number): Promise<void> {
  const started = await story.hall.call('POST', '/payments', {
    token: resident.token,
    key: story.key(),
    body: {
      channel: 'web-hall',
      method: 'wechat',
      product: 'native',
      items: [],
      prepayments: [{ accountNo: household.accountNo, amountFen }],
    },
  });
  expect(started.status).toBe(201);
  await story.hall.sandbox.post('/control/pay', { paymentNo: started.body.paymentNo });
  await eventually(
    async () => {
      const { body } = await story.hall.call('GET', `/payments/${started.body.paymentNo}`, {
        token: resident.token,
      });
      return body.status;
    },
    status => status === 'settled',
  );
  // Whatever is off is looked at every minute.
  story.clock.pass(61);
  await story.run();
}

async function caseOf({ accountNo }: Household) {
  await story.run();
  const { body } = await story.hall.call('GET', `/staff/accounts/${accountNo}/dunning`, {
    cookie: story.desk.clerk.cookie,
  });
  return body.cases[0];
}

it('is off by default: nobody is dunned for a balance below zero', async () => {
  expect(await caseOf(await belowZero({ signed: true }))).toBeUndefined();
});

describe('switched on', () => {
  let debtor: Debtor;
  beforeAll(() => story.rule('prepaid', { enabled: true, graceHours: 24 }));

  it('leaves alone whoever has signed no agreement', async () => {
    expect(await caseOf(await belowZero({ signed: false }))).toBeUndefined();
  });

  it('gives whoever signed one a day’s notice, and then the same two persons, last call and checks', async () => {
    const household = await belowZero({ signed: true });
    const resident = await story.hall.world.resident({ phone: household.phone });
    await story.hall.world.bind(resident, household, { isHolder: true });
    await story.hall.owner.query(`UPDATE sessions SET expires_at = '2100-01-01'`);
    debtor = { household, resident, billId: 0, payableId: 0, amountFen: 3_000 };
    story.clock.untilBeijing('10:00');
    const file = await caseOf(household);
    expect(file).toMatchObject({ kind: 'prepaid', status: 'noticed', debtFen: 3_000 });
    expect(file.disconnectOn > dayOf(story.clock.now())).toBe(true);
    const { rows } = await story.hall.owner.query(
      `SELECT DISTINCT event FROM notices WHERE holder_period_id = $1 AND event LIKE 'dunning-%'`,
      [household.holderPeriodId],
    );
    expect(rows).toEqual([{ event: 'dunning-prepaid' }]);
    await story.until(debtor, 'proposed');
    const [submitted, decided] = await story.approve(file.caseNo);
    expect([submitted.status, decided.status]).toEqual([200, 200]);
    expect(await story.moves(debtor)).toEqual([]);
  });

  it('is cut off after the last call, on the day the notice named or the next that suits', async () => {
    const called = await story.until(debtor, 'last-call');
    expect(dayOf(story.clock.now()) >= called.disconnectOn).toBe(true);
    story.clock.pass(29 * 60);
    await story.run();
    expect(await story.moves(debtor)).toEqual([]);
    story.clock.pass(2 * 60);
    await story.becomes(debtor, 'suspended');
    expect(await story.moves(debtor)).toEqual(['suspended']);
    expect(await story.page(debtor)).toMatchObject({ supply: { state: 'suspended' }, debtFen: 3_000 });
  });

  it('stays off for a top-up that does not reach, and has power back by itself for one that does', async () => {
    await topUp(debtor, 2_000);
    expect(await story.status(debtor)).toBe('suspended');
    await topUp(debtor, 1_000);
    await story.becomes(debtor, 'closed');
    expect(await story.moves(debtor)).toEqual(['suspended', 'connected']);
    expect((await story.file(debtor)).cases[0].closeReason).toBe('restored');
    expect(await story.notices(debtor, 'supply-restored')).toHaveLength(1);
    expect(await story.differences()).toEqual([]);
  });

  it('lets go of whoever has ended the agreement, though the balance is below zero still', async () => {
    const household = await belowZero({ signed: true });
    story.clock.untilBeijing('10:00');
    expect((await caseOf(household)).status).toBe('noticed');
    const ended = await story.hall.call(
      'POST',
      `/staff/accounts/${household.accountNo}/prepaid-agreements/end`,
      {
        cookie: story.desk.supervisor.cookie,
        key: story.key(),
        body: { reason: '改为后付费' },
      },
    );
    expect(ended.status).toBe(200);
    story.clock.pass(3_600);
    expect(await caseOf(household)).toMatchObject({ status: 'closed', closeReason: 'not-prepaid' });
    const { rows } = await story.hall.owner.query(
      `SELECT event FROM notices WHERE holder_period_id = $1 AND event LIKE 'dunning-%' ORDER BY id`,
      [household.holderPeriodId],
    );
    expect(rows.map(({ event }) => event)).toEqual(['dunning-prepaid', 'dunning-withdrawn']);
  });

  describe('while the estimate is being worked out, and counts a bill twice that was just taken from the balance', () => {
    const claimed = ({ holderPeriodId }: Household) =>
      story.hall.owner.query(
        `UPDATE account_estimates SET stale = false, refreshed_on = '-infinity' WHERE holder_period_id = $1`,
        [holderPeriodId],
      );
    const kept = ({ holderPeriodId }: Household) =>
      story.hall.owner.query('UPDATE account_estimates SET refreshed_on = $2 WHERE holder_period_id = $1', [
        holderPeriodId,
        dayOf(story.clock.now()),
      ]);

    it('nobody gets a case', async () => {
      const household = await belowZero({ signed: true });
      await claimed(household);
      expect(await caseOf(household)).toBeUndefined();
      await kept(household);
      expect(await caseOf(household)).toMatchObject({ kind: 'prepaid', debtFen: 3_000 });
    });

    it('a case goes no step further, and says why', async () => {
      const household = await belowZero({ signed: true });
      const resident = await story.hall.world.resident({ phone: household.phone });
      await story.hall.world.bind(resident, household, { isHolder: true });
      story.clock.untilBeijing('10:00');
      expect((await caseOf(household)).status).toBe('noticed');
      await claimed(household);
      await story.deliver();
      story.clock.pass(3_600);
      expect(await caseOf(household)).toMatchObject({
        status: 'noticed',
        stops: [{ code: 'estimate-old' }],
      });
      await kept(household);
      story.clock.pass(3_600);
      expect(await caseOf(household)).toMatchObject({ status: 'proposed', stops: [] });
    });
  });

  describe('whose estimate grows old between the order and its telling', () => {
    /** The disconnect is ordered while the head-end cannot be reached, and then the estimate is worked out anew. */
    async function orderedAndOld(): Promise<Debtor> {
      const household = await belowZero({ signed: true });
      const resident = await story.hall.world.resident({ phone: household.phone });
      await story.hall.owner.query(`UPDATE sessions SET expires_at = '2100-01-01'`);
      await story.hall.world.bind(resident, household, { isHolder: true });
      const ordered = { household, resident, billId: 0, payableId: 0, amountFen: 3_000 };
      story.clock.untilBeijing('10:00');
      await story.lastCall(ordered);
      story.headEnd.fault = 'down';
      story.clock.pass(31 * 60);
      await story.becomes(ordered, 'disconnecting');
      // What is told in the background has found nobody there.
      await story.hall.app.idle();
      await story.hall.owner.query('UPDATE account_estimates SET stale = true WHERE holder_period_id = $1', [
        household.holderPeriodId,
      ]);
      story.headEnd.fault = 'none';
      // Longer than the pause after an answer that did not come.
      story.clock.pass(5 * 60);
      await story.run();
      await story.run();
      expect([await story.status(ordered), await story.moves(ordered)]).toEqual(['disconnecting', []]);
      return ordered;
    }
    const fresh = ({ household: { holderPeriodId } }: Debtor, usedFen: number) =>
      story.hall.owner.query(
        'UPDATE account_estimates SET stale = false, refreshed_on = $2, used_fen = $3 WHERE holder_period_id = $1',
        [holderPeriodId, dayOf(story.clock.now()), usedFen],
      );
    const calls = ({ household: { holderPeriodId } }: Debtor) =>
      story.hall.owner
        .query(`SELECT FROM notices WHERE holder_period_id = $1 AND event = 'dunning-last-call'`, [
          holderPeriodId,
        ])
        .then(({ rowCount }) => rowCount);
    afterEach(() => {
      story.headEnd.fault = 'none';
    });

    it('the order waits, and is told when the estimate is of today', async () => {
      const ordered = await orderedAndOld();
      await fresh(ordered, 3_000);
      story.clock.pass(2 * 60);
      await story.becomes(ordered, 'suspended');
      expect(await story.moves(ordered)).toEqual(['suspended']);
      // The half hour was not said a second time: it is the same order.
      expect(await calls(ordered)).toBe(1);
    });

    it('nobody is cut off where the new estimate owes nothing', async () => {
      const ordered = await orderedAndOld();
      await fresh(ordered, 0);
      story.clock.pass(2 * 60);
      await story.becomes(ordered, 'closed');
      expect(await story.moves(ordered)).toEqual([]);
    });

    it('the order is lost with its hour: then the last call is said anew', async () => {
      const ordered = await orderedAndOld();
      story.clock.pass(60 * 60);
      await eventually(
        async () => {
          await story.run();
          return story.status(ordered);
        },
        status => status === 'approved' || status === 'last-call',
      );
      expect(await story.moves(ordered)).toEqual([]);
    });
  });

  it('lets go as soon as the balance is above zero again', async () => {
    const household = await belowZero({ signed: true });
    story.clock.untilBeijing('10:00');
    expect((await caseOf(household)).status).toBe('noticed');
    await story.hall.owner.query('UPDATE account_estimates SET used_fen = 0 WHERE holder_period_id = $1', [
      household.holderPeriodId,
    ]);
    story.clock.pass(86_400);
    expect(await caseOf(household)).toMatchObject({ status: 'closed', closeReason: 'paid' });
  });
});
