/** Where the money goes when a case comes to nothing, and when a holder has gone. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { loadReferenceData } from '../../../prisma/seed/reference-data.ts';
import { checkKind } from '../../../server/src/modules/applications/check-kind.ts';
import type { KindDefinition } from '../../../server/src/modules/applications/kind.ts';
import { shippedKinds } from '../../../server/src/modules/applications/kinds/index.ts';
import { openLedger } from '../../../server/src/modules/ledger/index.ts';
import { addDays, businessDate } from '../../../server/src/shared/dates.ts';
import { eventually, type RunningHall, startHall } from '../../support/hall.ts';
import { addMember, type DeskMember, openDesk } from '../access/scene.ts';
import { customer, desk, pay, payFees, startFees, type Walk, walkThrough } from './walker.ts';

const today = businessDate(new Date());
const yesterday = addDays(today, -1);
const feeFen = 2_000;

/** A fee first, and a look that may end in a refusal after it. */
const definition = {
  code: 'paid-look',
  version: 1,
  name: { zh: '收费查勘', en: 'Paid look' },
  summary: { zh: '先缴费再查勘', en: 'Paid for, then looked at' },
  group: 'new-supply',
  subject: 'new-place',
  category: 'residential',
  limit: { workingDays: 5, source: '测试' },
  fields: [{ code: 'phone', label: { zh: '电话', en: 'Phone' }, type: 'phone', required: true }],
  papers: [],
  fees: [
    {
      code: 'look',
      name: { zh: '查勘费', en: 'Look' },
      step: 'fees',
      how: 'fixed',
      fen: feeFen,
      source: '测试',
    },
  ],
  start: 'acceptance',
  steps: [
    {
      code: 'acceptance',
      name: { zh: '受理', en: 'Accept' },
      stage: 'accept',
      type: 'review',
      by: 'acceptance',
      workingDays: 1,
      moves: [{ code: 'accept', name: { zh: '受理', en: 'Accept' }, to: 'fees' }],
    },
    {
      code: 'fees',
      name: { zh: '缴费', en: 'Pay' },
      stage: 'pay',
      type: 'fee',
      by: 'customer',
      workingDays: 0,
      moves: [{ code: 'paid', name: { zh: '已缴', en: 'Paid' }, to: 'look' }],
    },
    {
      code: 'look',
      name: { zh: '查勘', en: 'Look' },
      stage: 'survey',
      type: 'work',
      by: 'survey',
      workingDays: 2,
      moves: [
        { code: 'fine', name: { zh: '可以', en: 'Fine' }, to: 'done' },
        { code: 'refuse', name: { zh: '不可以', en: 'Refuse' }, to: 'refused' },
      ],
    },
  ],
};

let hall: RunningHall;
let clerk: DeskMember;
let colleague: DeskMember;
let finance: DeskMember;

beforeAll(async () => {
  hall = await startHall();
  const client = await hall.owner.connect();
  await loadReferenceData(client);
  client.release();
  const members = await openDesk(hall);
  ({ clerk, finance } = members);
  // Who may judge what the clerk has refused.
  colleague = await addMember(hall, 'clerk');
  const cookie = members.administrator.cookie;
  const added = await hall.call('POST', '/staff/application-kinds', {
    cookie,
    key: randomUUID(),
    body: { definition },
  });
  expect(added.status).toBe(201);
});
afterAll(() => hall.close());

const approve = (refundNo: string) =>
  hall.call('POST', `/staff/refunds/${refundNo}/approval`, {
    cookie: finance.cookie,
    key: `approve-${refundNo}`,
    body: { approve: true },
  });
async function refundsOf(paymentNo: string) {
  const { rows } = await hall.owner.query(
    `SELECT f.refund_no AS "refundNo", f.status, f.amount_fen::int AS "amountFen" FROM refunds f JOIN payments p ON p.id = f.payment_id
      WHERE p.payment_no = $1`,
    [paymentNo],
  );
  return rows;
}

/** Handed in, taken, and waiting for its fee. */
async function waitingForFee() {
  const walk: Walk = { hall, resident: await hall.world.resident(), clerk };
  const me = customer(walk);
  const office = desk(walk);
  const kind = checkKind(definition).kind as KindDefinition;
  const caseNo = await me.begin(kind, { regionCode: 'weihai' }, today);
  await me.ask('POST', `/${caseNo}/submission`);
  await office.must(`/${caseNo}/take`);
  await office.must(`/${caseNo}/moves`, { move: 'accept' });
  return { walk, me, office, caseNo };
}

describe('a fee', () => {
  it('that was paid for what is withdrawn goes back once finance agrees, and is owed no more', async () => {
    const { walk, me, caseNo } = await waitingForFee();
    const paymentNo = await payFees(walk, caseNo);
    expect((await me.ask('GET', `/${caseNo}`)).body).toMatchObject({ status: 'open', step: 'look' });
    await me.ask('POST', `/${caseNo}/withdrawal`, { reason: '不办了' });
    await hall.app.runJob('return-left-money');
    await hall.app.runJob('return-left-money');
    const [refund, ...more] = await refundsOf(paymentNo);
    expect([refund.status, refund.amountFen, more]).toEqual(['awaiting-approval', feeFen, []]);
    expect((await approve(refund.refundNo)).status).toBe(200);
    await hall.app.runJob('return-left-money');
    const { rows } = await hall.owner.query(
      `SELECT y.status, y.paid_fen::int AS paid, a.status AS account FROM case_fees f JOIN payables y ON y.id = f.payable_id
         JOIN applications c ON c.id = f.case_id JOIN supply_accounts a ON a.id = c.account_id WHERE c.case_no = $1`,
      [caseNo],
    );
    expect(rows).toEqual([{ status: 'void', paid: 0, account: 'closed' }]);
  });

  it('that was paid for a refused case waits for the appeal, and goes back when nothing is left to decide', async () => {
    const { walk, me, office, caseNo } = await waitingForFee();
    const paymentNo = await payFees(walk, caseNo);
    await office.must(`/${caseNo}/moves`, { move: 'refuse', reason: '线路不到' });
    await hall.app.runJob('return-left-money');
    // It may still be appealed against: nothing goes back yet.
    expect(await refundsOf(paymentNo)).toEqual([]);
    await me.ask('POST', `/${caseNo}/appeal`, { reason: '线路已到' });
    const others = desk({ ...walk, clerk: colleague });
    await others.must(`/${caseNo}/take`);
    await others.must(`/${caseNo}/moves`, { move: 'accept' });
    // Paid is paid: the case goes on by itself.
    await hall.app.runJob('follow-applications');
    expect((await me.ask('GET', `/${caseNo}`)).body).toMatchObject({ status: 'open', step: 'look' });
    await others.must(`/${caseNo}/moves`, { move: 'refuse', reason: '线路还是不到' });
    await hall.app.runJob('return-left-money');
    expect(await refundsOf(paymentNo)).toHaveLength(1);
  });

  const feeOf = async (caseNo: string) => {
    const { rows } = await hall.owner.query(
      `SELECT y.status, y.amount_fen::int AS amount, y.paid_fen::int AS paid, b.balance_fen::int AS balance
         FROM case_fees f JOIN payables y ON y.id = f.payable_id JOIN applications c ON c.id = f.case_id
         JOIN customer_balances b ON b.holder_period_id = y.holder_period_id WHERE c.case_no = $1`,
      [caseNo],
    );
    return rows;
  };
  /** What finance gives back of a payment for a case that was withdrawn: asked for by itself, once. */
  async function givenBack(paymentNo: string) {
    await hall.app.runJob('return-left-money');
    await hall.app.runJob('return-left-money');
    const refunds = await refundsOf(paymentNo);
    for (const { refundNo } of refunds) expect((await approve(refundNo)).status).toBe(200);
    await hall.app.runJob('return-left-money');
    return refunds.map(({ amountFen }) => amountFen);
  }

  /** Staff cannot refuse while it waits for the customer; a definition may lead there by another way. */
  async function lookUnpaid(caseNo: string) {
    await hall.owner.query(
      `UPDATE applications SET status = 'open', wanted = NULL, step = 'look', stage = 'survey', duty = 'survey' WHERE case_no = $1`,
      [caseNo],
    );
    await hall.owner.query(
      `UPDATE case_stops SET to_on = from_on FROM applications c WHERE c.id = case_id AND c.case_no = $1`,
      [caseNo],
    );
  }

  it('that was paid in part is owed no more when the case is withdrawn, and what was paid goes back', async () => {
    const { walk, me, caseNo } = await waitingForFee();
    const paymentNo = await startFees(walk, caseNo, 1_500);
    await pay(walk, paymentNo);
    await hall.app.runJob('follow-applications');
    await me.ask('POST', `/${caseNo}/withdrawal`, { reason: '不办了' });
    expect(await feeOf(caseNo)).toEqual([{ status: 'open', amount: 1_500, paid: 1_500, balance: 0 }]);
    expect(await givenBack(paymentNo)).toEqual([1_500]);
    expect(await feeOf(caseNo)).toMatchObject([{ status: 'void', paid: 0, balance: 0 }]);
  });

  it('that was paid in part when the case was refused is owed in full again after an appeal', async () => {
    const { walk, me, office, caseNo } = await waitingForFee();
    await pay(walk, await startFees(walk, caseNo, 500));
    await lookUnpaid(caseNo);
    await office.must(`/${caseNo}/moves`, { move: 'refuse', reason: '线路不到' });
    const cut = [{ status: 'open', amount: 500, paid: 500, balance: 0 }];
    expect(await feeOf(caseNo)).toEqual(cut);
    await me.ask('POST', `/${caseNo}/appeal`, { reason: '线路已到' });
    const other = desk({ ...walk, clerk: colleague });
    await other.must(`/${caseNo}/take`);
    await other.must(`/${caseNo}/moves`, { move: 'accept' });
    expect(await feeOf(caseNo)).toMatchObject([{ status: 'open', amount: feeFen, paid: 500 }]);
    await me.ask('POST', `/${caseNo}/withdrawal`, { reason: '不办了' });
    expect(await feeOf(caseNo)).toEqual(cut);
  });

  it('that is paid after the case was withdrawn goes back as well', async () => {
    const { walk, me, caseNo } = await waitingForFee();
    const paymentNo = await startFees(walk, caseNo);
    await me.ask('POST', `/${caseNo}/withdrawal`, { reason: '不办了' });
    await pay(walk, paymentNo);
    expect(await feeOf(caseNo)).toMatchObject([{ status: 'void', paid: 0, balance: feeFen }]);
    expect(await givenBack(paymentNo)).toEqual([feeFen]);
    expect(await feeOf(caseNo)).toMatchObject([{ status: 'void', paid: 0, balance: 0 }]);
  });

  it('nobody had paid is void with the case, and owed again after an appeal', async () => {
    const { walk, me, office, caseNo } = await waitingForFee();
    await lookUnpaid(caseNo);
    const fee = async () => (await me.ask('GET', `/${caseNo}`)).body.fees[0];
    await office.must(`/${caseNo}/moves`, { move: 'refuse', reason: '线路不到' });
    expect(await fee()).toMatchObject({ payableId: null, paidFen: 0 });
    await me.ask('POST', `/${caseNo}/appeal`, { reason: '线路已到' });
    const others = desk({ ...walk, clerk: colleague });
    await others.must(`/${caseNo}/take`);
    await others.must(`/${caseNo}/moves`, { move: 'accept' });
    expect(await fee()).toMatchObject({ payableId: expect.any(Number), amountFen: feeFen });
    await me.ask('POST', `/${caseNo}/withdrawal`, { reason: '不办了' });
    expect(await fee()).toMatchObject({ payableId: null });
  });
});

describe('a closed account', () => {
  const closing = checkKind(shippedKinds.find(({ code }) => code === 'account-closing')).kind!;
  const monthBegan = `${yesterday.slice(0, 7)}-01`;

  async function heldHome(from = monthBegan) {
    const household = await hall.world.household({ from });
    await hall.owner.query(
      `INSERT INTO readings (meter_id, read_on, total, peak, valley, source) VALUES ($1, $2::date - 1, 100000, 60000, 40000, 'remote')`,
      [household.meterId, from],
    );
    const resident = await hall.world.resident({ phone: household.phone });
    await hall.world.bind(resident, household, { isHolder: true });
    return { household, resident };
  }
  const lastReading = { total: 101_000, peak: 60_500, valley: 40_500 };

  it('gives what is left of a prepayment back, less the final bill, by the way it came, and nothing of a neighbour’s', async () => {
    const { household, resident } = await heldHome();
    const neighbour = await hall.world.household();
    await hall.world.bind(resident, neighbour);
    const started = await hall.call('POST', '/payments', {
      token: resident.token,
      key: 'prepay-closing',
      body: {
        channel: 'web-hall',
        method: 'wechat',
        product: 'native',
        prepayments: [
          { accountNo: household.accountNo, amountFen: 30_000 },
          { accountNo: neighbour.accountNo, amountFen: 10_000 },
        ],
      },
    });
    const { paymentNo } = started.body;
    await hall.sandbox.post('/control/pay', { paymentNo });
    await eventually(
      async () => (await hall.call('GET', `/payments/${paymentNo}`, { token: resident.token })).body,
      view => view.stage === 'credited',
    );
    const caseNo = await walkThrough(
      { hall, resident, clerk },
      { kind: closing, about: { accountNo: household.accountNo }, today, yesterday, lastReading },
    );
    const { result } = (await hall.call('GET', `/applications/${caseNo}`, { token: resident.token })).body;
    expect(result.finalBillFen).toBeGreaterThan(0);
    const refunds = await refundsOf(paymentNo);
    expect(refunds.map(({ amountFen }) => amountFen)).toEqual([30_000 - result.finalBillFen]);
    // Asked for once, whoever looks again.
    await hall.app.runJob('return-left-money');
    expect(await refundsOf(paymentNo)).toHaveLength(1);
    const { rows } = await hall.owner.query(
      'SELECT prepaid_fen::int AS fen FROM customer_balances WHERE holder_period_id = ANY ($1) ORDER BY holder_period_id = $2',
      [[household.holderPeriodId, neighbour.holderPeriodId], neighbour.holderPeriodId],
    );
    expect(rows).toEqual([{ fen: 0 }, { fen: 10_000 }]);
  });

  it('has one case at a time that ends who holds it, and what one has settled no other settles again', async () => {
    const { household, resident } = await heldHome();
    const moving = checkKind(shippedKinds.find(({ code }) => code === 'holder-change')).kind!;
    const begin = async (who: typeof resident, kind: KindDefinition) => {
      const walk: Walk = { hall, resident: who, clerk };
      const me = customer(walk);
      const caseNo = await me.begin(kind, { accountNo: household.accountNo }, today);
      await me.hand(caseNo, 'identity-card');
      return { me, caseNo, office: desk(walk), submit: () => me.ask('POST', `/${caseNo}/submission`) };
    };
    const closed = await begin(resident, closing);
    const change = await begin(await hall.world.resident(), moving);
    const answers = [await closed.submit(), await change.submit()];
    expect(answers.map(({ status }) => status)).toEqual([200, 409]);
    expect(answers[1]!.body.error).toBe('application-account-busy');
    const second = await begin(resident, closing);
    expect((await second.submit()).body.error).toBe('application-account-busy');
    for (const { me, caseNo } of [closed, change])
      await me.ask('POST', `/${caseNo}/withdrawal`, { reason: '不办了' });
    await second.submit();
    await second.office.must(`/${second.caseNo}/take`);
    await second.office.must(`/${second.caseNo}/moves`, { move: 'accept' });
    await second.office.must(`/${second.caseNo}/reading`, { on: yesterday, ...lastReading });
    await second.office.must(`/${second.caseNo}/moves`, { move: 'read' });
    // As if another had been under way all along.
    await hall.owner.query('UPDATE holder_periods SET to_date = $2 WHERE id = $1', [
      household.holderPeriodId,
      addDays(today, 1),
    ]);
    const refused = await second.office.ask('POST', `/${second.caseNo}/moves`, { move: 'close' });
    expect([refused.status, refused.body.error]).toEqual([409, 'application-no-effect']);
  });

  it('is closed by its holder whatever a stranger hands in about it; of two the utility works on one', async () => {
    const { household, resident } = await heldHome();
    const moving = checkKind(shippedKinds.find(({ code }) => code === 'holder-change')).kind!;
    const begin = async (who: typeof resident, kind: KindDefinition) => {
      const walk: Walk = { hall, resident: who, clerk };
      const me = customer(walk);
      const caseNo = await me.begin(kind, { accountNo: household.accountNo }, today);
      await me.hand(caseNo, kind === moving ? 'property' : 'identity-card');
      expect((await me.ask('POST', `/${caseNo}/submission`)).body.status).toBe('open');
      await desk(walk).must(`/${caseNo}/take`);
      return { me, caseNo, office: desk(walk) };
    };
    const bogus = await begin(await hall.world.resident(), moving);
    const closed = await begin(resident, closing);
    // Once the holder's own is there, the stranger's does not get past its papers.
    await bogus.me.hand(bogus.caseNo, 'identity-card');
    const accepted = await bogus.office.ask('POST', `/${bogus.caseNo}/moves`, { move: 'accept' });
    expect([accepted.status, accepted.body.error]).toEqual([409, 'application-account-busy']);
    await closed.office.must(`/${closed.caseNo}/moves`, { move: 'accept' });
    await closed.office.must(`/${closed.caseNo}/reading`, { on: yesterday, ...lastReading });
    await closed.office.must(`/${closed.caseNo}/moves`, { move: 'read' });
    expect((await closed.office.must(`/${closed.caseNo}/moves`, { move: 'close' })).status).toBe('done');
    await bogus.office.must(`/${bogus.caseNo}/moves`, { move: 'refuse', reason: '该户已销户' });
  });

  it('is not kept by somebody whose papers were good and who never signs', async () => {
    const { household, resident } = await heldHome();
    const moving = checkKind(shippedKinds.find(({ code }) => code === 'holder-change')).kind!;
    const mover: Walk = { hall, resident: await hall.world.resident(), clerk };
    const caseNo = await customer(mover).begin(moving, { accountNo: household.accountNo }, today);
    for (const paper of ['identity-card', 'property']) await customer(mover).hand(caseNo, paper);
    await customer(mover).ask('POST', `/${caseNo}/submission`);
    await desk(mover).must(`/${caseNo}/take`);
    expect((await desk(mover).must(`/${caseNo}/moves`, { move: 'accept' })).status).toBe('waiting');
    await walkThrough(
      { hall, resident, clerk },
      { kind: closing, about: { accountNo: household.accountNo }, today, yesterday, lastReading },
    );
    const { sha256 } = (await customer(mover).ask('GET', `/${caseNo}/contract`)).body;
    const late = await customer(mover).ask('POST', `/${caseNo}/signature`, { sha256, agreed: true });
    expect([late.status, late.body.error]).toEqual([409, 'application-no-effect']);
    expect(
      (await customer(mover).ask('POST', `/${caseNo}/withdrawal`, { reason: '该户已销户' })).body.status,
    ).toBe('withdrawn');
  });

  it('is closed by its holder alone: who has moved out meanwhile closes nothing of the next one', async () => {
    const { household, resident } = await heldHome(addDays(yesterday, -40));
    const walk: Walk = { hall, resident, clerk };
    const me = customer(walk);
    const office = desk(walk);
    const caseNo = await me.begin(closing, { accountNo: household.accountNo }, today);
    await me.hand(caseNo, 'identity-card');
    await me.ask('POST', `/${caseNo}/submission`);
    await office.must(`/${caseNo}/take`);
    await office.must(`/${caseNo}/moves`, { move: 'accept' });
    // The meter was read from afar at the end of that day: the clerk's figure would not count, and is not taken for granted.
    await hall.owner.query(
      `INSERT INTO readings (meter_id, read_on, total, peak, valley, source) VALUES ($1, $2, $3, $4, $5, 'remote')`,
      [household.meterId, yesterday, lastReading.total, lastReading.peak, lastReading.valley],
    );
    const other = await office.ask('POST', `/${caseNo}/reading`, {
      on: yesterday,
      ...lastReading,
      total: 101_500,
    });
    expect([other.status, other.body.error]).toEqual([409, 'application-reading-stands']);
    expect(other.body.message).toContain('1010.00');
    await office.must(`/${caseNo}/reading`, { on: yesterday, ...lastReading });
    await office.must(`/${caseNo}/moves`, { move: 'read' });
    const next = await hall.world.moveIn(household, yesterday);
    const refused = await office.ask('POST', `/${caseNo}/moves`, { move: 'close' });
    expect([refused.status, refused.body.error]).toEqual([409, 'application-no-effect']);
    const { rows } = await hall.owner.query(
      'SELECT a.status, h.to_date FROM holder_periods h JOIN supply_accounts a ON a.id = h.account_id WHERE h.id = $1',
      [next.holderPeriodId],
    );
    expect(rows).toEqual([{ status: 'active', to_date: null }]);
  });
});

it('the books agree with all of it', async () => {
  expect(await openLedger({ db: { pool: hall.owner } }).differences()).toEqual([]);
});
