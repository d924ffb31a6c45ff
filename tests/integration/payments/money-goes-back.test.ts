/** Refunds: never more than came in, under one number however often they are sent, and by two persons where the rules say so. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { refundStatuses, refundTransitions } from '../../../server/src/modules/payments/refund.ts';
import { fen } from '../../../server/src/shared/money.ts';
import { customerOf, openTill, type Till } from './till.ts';

let till: Till;
beforeAll(async () => {
  till = await openTill({ refundApprovalAboveFen: 8_000 });
});
afterAll(() => till.close());

async function paidCustomer(amountFen = 10_000) {
  const customer = await customerOf(till, amountFen);
  const { paymentNo } = await customer.start();
  till.model.pay(paymentNo);
  await till.notify(till.model.message(paymentNo));
  await till.idle();
  return { ...customer, paymentNo: paymentNo as string };
}

const request = (paymentNo: string, amountFen: number, actor = till.clerk()) =>
  till.call('post', '/staff/payments/:paymentNo/refunds', {
    actor,
    params: { paymentNo },
    body: { amountFen, reason: '重复缴费' },
  });
const decide = (refundNo: string, approve: boolean, actor = till.clerk('supervisor1')) =>
  till.call('post', '/staff/refunds/:refundNo/approval', {
    actor,
    params: { refundNo },
    body: { approve, note: '与凭证不符' },
  });
const refundOf = async (refundNo: string) =>
  (await till.one<{ status: string }>('SELECT status FROM refunds WHERE refund_no = $1', [refundNo])).status;
const sentTo = (paymentNo: string) => [...till.model.orders.get(paymentNo)!.refunds.values()];

it('five parts asked for at once by one person give back no more than one person may', async () => {
  const { paymentNo } = await paidCustomer();
  const answers = await Promise.all(Array.from({ length: 5 }, () => request(paymentNo, 2_000)));
  const alone = answers.filter(({ status }) => status !== 'awaiting-approval');
  expect(alone).toHaveLength(4);
  expect(sentTo(paymentNo).map(refund => refund.amountFen)).toEqual([2_000, 2_000, 2_000, 2_000]);
});

it('ten refunds asked for at once never give back more than came in', async () => {
  const { paymentNo } = await paidCustomer();
  const answers = await Promise.allSettled(Array.from({ length: 10 }, () => request(paymentNo, 3_000)));
  expect(answers.filter(answer => answer.status === 'fulfilled')).toHaveLength(3);
  for (const answer of answers)
    if (answer.status === 'rejected') expect(answer.reason).toMatchObject({ code: 'refund-too-large' });
  // The third would come to more than one person may give back.
  expect(sentTo(paymentNo).map(refund => refund.amountFen)).toEqual([3_000, 3_000]);
  expect(await till.differences()).toEqual([]);
});

it('the database itself refuses to give back more than came in', async () => {
  const { paymentNo } = await paidCustomer();
  const overdraw = till.db.pool.query(
    'UPDATE collections SET refunded_fen = amount_fen + 1 WHERE payment_id = (SELECT id FROM payments WHERE payment_no = $1)',
    [paymentNo],
  );
  await expect(overdraw).rejects.toMatchObject({ constraint: 'collections_refundable_check' });
});

it.each(['lost-request', 'lost-reply'] as const)(
  'a refund whose answer is lost (%s) is tried again under the same number and leaves once',
  async mode => {
    const { paymentNo, owed } = await paidCustomer();
    till.model.mode = mode;
    const { refundNo, status } = await request(paymentNo, 4_000);
    expect(status).toBe('pending');
    till.model.mode = 'honest';
    for (let tries = 0; tries < 4 && (await refundOf(refundNo)) === 'pending'; tries++) {
      till.advance(120);
      await till.job('send-refunds');
    }
    expect(await refundOf(refundNo)).toBe('succeeded');
    expect(sentTo(paymentNo)).toEqual([{ amountFen: 4_000, status: 'succeeded' }]);
    expect(await owed()).toBe(4_000);
    expect(await till.differences()).toEqual([]);
  },
);

it('a refund cut off between the answer and our books is finished later, once', async () => {
  const { paymentNo } = await paidCustomer();
  till.crashAt('refund-in-flight');
  const { refundNo } = await request(paymentNo, 4_000);
  expect(sentTo(paymentNo)).toHaveLength(1);
  for (let tries = 0; tries < 3; tries++) {
    till.advance(120);
    await till.job('send-refunds');
  }
  expect(await refundOf(refundNo)).toBe('succeeded');
  expect(sentTo(paymentNo)).toHaveLength(1);
});

it('the notification of a refund books it, and its repeat changes nothing', async () => {
  const { paymentNo } = await paidCustomer();
  const { refundNo } = await request(paymentNo, 4_000);
  sentTo(paymentNo)[0]!.status = 'succeeded';
  for (let times = 0; times < 2; times++) await till.notify(till.model.refundMessage(paymentNo, refundNo));
  await till.idle();
  expect(await refundOf(refundNo)).toBe('succeeded');
  expect(await till.differences()).toEqual([]);
});

it('a refund that the gateway refuses puts the money back on the bill, and staff hear of it', async () => {
  const { paymentNo, owed } = await paidCustomer();
  till.model.refundsFail = true;
  const { status, refundNo } = await request(paymentNo, 4_000);
  till.model.refundsFail = false;
  expect(status).toBe('failed');
  expect(await owed()).toBe(0);
  const odd = await till.one<{ kind: string }>(
    `SELECT kind FROM odd_payments WHERE detail ->> 'refundNo' = $1`,
    [refundNo],
  );
  expect(odd.kind).toBe('refund-failed');
  expect(await till.differences()).toEqual([]);
});

it('a refused refund of a bill that was paid otherwise meanwhile becomes balance, so that nobody pays twice', async () => {
  const customer = await paidCustomer();
  const { refundNo } = await request(customer.paymentNo, 4_000);
  const again = await customer.start({ items: [{ payableId: customer.bill.payableId, amountFen: 4_000 }] });
  till.model.pay(again.paymentNo);
  await till.notify(till.model.message(again.paymentNo));
  await till.idle();
  sentTo(customer.paymentNo)[0]!.status = 'failed';
  till.advance(120);
  await till.job('send-refunds');
  expect(await refundOf(refundNo)).toBe('failed');
  expect([await customer.owed(), await customer.balance()]).toEqual([0, 4_000]);
  expect(await till.differences()).toEqual([]);
});

it('a large refund waits for another person, who cannot be the one who asked', async () => {
  const { paymentNo, owed } = await paidCustomer();
  const { refundNo, status } = await request(paymentNo, 9_000);
  expect(status).toBe('awaiting-approval');
  expect(sentTo(paymentNo)).toEqual([]);
  expect(await owed()).toBe(0);
  await expect(request(paymentNo, 2_000)).rejects.toMatchObject({ code: 'refund-too-large' });
  await expect(decide(refundNo, true, till.clerk('clerk1'))).rejects.toMatchObject({ code: 'four-eyes' });
  expect(await decide(refundNo, true)).toMatchObject({ status: 'pending', approvedBy: 'staff:supervisor1' });
  expect(sentTo(paymentNo)).toHaveLength(1);
  await expect(decide(refundNo, false)).rejects.toMatchObject({ code: 'refund-not-awaiting-approval' });
  expect(await till.differences()).toEqual([]);
});

it('a rejected refund frees what it had reserved', async () => {
  const { paymentNo } = await paidCustomer();
  const { refundNo } = await request(paymentNo, 10_000);
  expect(await decide(refundNo, false)).toMatchObject({ status: 'rejected' });
  expect(await request(paymentNo, 8_000)).toMatchObject({ status: 'pending' });
  expect(await till.differences()).toEqual([]);
});

it('past the gateway’s term the money is paid out by transfer, under four eyes', async () => {
  const { paymentNo } = await paidCustomer();
  await till.owner.query(
    `UPDATE collections SET paid_at = paid_at - interval '400 days' WHERE payment_id = (SELECT id FROM payments WHERE payment_no = $1)`,
    [paymentNo],
  );
  const { refundNo, way, status } = await request(paymentNo, 1_000);
  expect([way, status]).toEqual(['payout', 'awaiting-approval']);
  const pay = () =>
    till.call('post', '/staff/refunds/:refundNo/payout', {
      actor: till.clerk('finance1'),
      params: { refundNo },
      body: { bankReference: 'BANK-1' },
    });
  await expect(pay()).rejects.toMatchObject({ code: 'refund-not-payable' });
  await decide(refundNo, true);
  expect(sentTo(paymentNo)).toEqual([]);
  expect(await pay()).toMatchObject({ status: 'succeeded', channelRefundNo: 'BANK-1' });
  expect(await till.differences()).toEqual([]);
});

it('money that became balance and has paid another bill since cannot be refunded as well', async () => {
  const customer = await paidCustomer();
  await till.notify(
    till.model.message(customer.paymentNo, {
      tradeNo: `again-${customer.paymentNo}`,
      eventId: `again-${customer.paymentNo}`,
    }),
  );
  await till.idle();
  await till.world.bill(customer.household, { amountFen: 7_000, month: '2026-09' });
  expect(await customer.balance()).toBe(3_000);
  await expect(request(customer.paymentNo, 5_000)).rejects.toMatchObject({ code: 'refund-balance-used' });
  expect(await request(customer.paymentNo, 3_000)).toMatchObject({ status: 'pending' });
  expect(await customer.balance()).toBe(0);
  expect(await till.differences()).toEqual([]);
});

it('a refund of several bills makes the last one owed again first', async () => {
  const customer = await paidCustomer();
  const bills = [
    customer.bill,
    await till.world.bill(customer.household, { amountFen: 6_000, month: '2026-09' }),
  ];
  const second = await till.world.bill(customer.household, { amountFen: 2_000, month: '2026-08' });
  const { paymentNo } = await customer.start({
    items: [
      { payableId: bills[1]!.payableId, amountFen: 6_000 },
      { payableId: second.payableId, amountFen: 2_000 },
    ],
  });
  till.model.pay(paymentNo);
  await till.notify(till.model.message(paymentNo));
  await till.idle();
  await request(paymentNo, 3_000);
  const owed = await till.owner.query(
    'SELECT (amount_fen - paid_fen)::int AS owed FROM payables WHERE id = ANY ($1) ORDER BY id',
    [[bills[1]!.payableId, second.payableId]],
  );
  expect(owed.rows.map(row => row.owed)).toEqual([1_000, 2_000]);
  expect(await till.differences()).toEqual([]);
});

describe('the refund of a balance', () => {
  type Account = 'customer-balance' | 'customer-prepaid';
  /** As when an account ends: always for a second person to decide. */
  const giveBack = (paymentNo: string, amountFen: number, account: Account, holderPeriodId: number) => {
    const balance = { account, holderPeriodId };
    const wish = { paymentNo, amountFen: fen(amountFen), reason: '销户', fourEyes: true, balance };
    return till.module.refund('system', { ...wish, requestKey: `${paymentNo}:${holderPeriodId}` }, 'test');
  };
  const held = async (holderPeriodId: number) =>
    till.one(
      'SELECT balance_fen::int + prepaid_fen::int AS fen FROM customer_balances WHERE holder_period_id = $1',
      [holderPeriodId],
    );

  it('leaves no second one to be asked for, and never makes a paid bill owed again', async () => {
    const customer = await customerOf(till, 7_000);
    const { paymentNo } = await customer.start();
    till.model.orders.get(paymentNo)!.amountFen = 10_000;
    till.model.pay(paymentNo);
    await till.notify(till.model.message(paymentNo));
    await till.idle();
    await till.job('query-back');
    expect(await customer.balance()).toBe(3_000);
    const holder = customer.household.holderPeriodId;
    const asked = await giveBack(paymentNo, 3_000, 'customer-balance', holder);
    expect(asked.status).toBe('awaiting-approval');
    const { actor } = customer;
    const surplus = till.call('post', '/payments/:paymentNo/surplus-return', {
      actor,
      params: { paymentNo },
    });
    await expect(surplus).rejects.toMatchObject({ code: 'no-surplus' });
    // The payer reads that it is under way: nothing has left, and nothing is offered twice.
    expect(await till.call('get', '/payments/:paymentNo', { actor, params: { paymentNo } })).toMatchObject({
      refundedFen: 0,
      surplusFen: 0,
      refunds: [{ refundNo: asked.refundNo, amountFen: 3_000, status: 'awaiting-approval', ofSurplus: true }],
    });
    const again = till.db.pool.query(
      `SELECT request_refund('R2-again', collection_id, 1, 'gateway', 'pending', '', 'system', p_balance_account => 'customer-balance')
         FROM refunds WHERE refund_no = $1`,
      [asked.refundNo],
    );
    await expect(again).rejects.toMatchObject({ message: 'refund-balance-used' });
    // Whoever may give back anything takes the same money meanwhile: then it is gone, and the bill stays paid.
    expect(await request(paymentNo, 3_000)).toMatchObject({ status: 'pending' });
    await expect(decide(asked.refundNo, true)).rejects.toMatchObject({ code: 'refund-balance-used' });
    await decide(asked.refundNo, false);
    expect([await customer.owed(), await customer.balance()]).toEqual([0, 0]);
    expect(sentTo(paymentNo).map(refund => refund.amountFen)).toEqual([3_000]);
    expect(await till.differences()).toEqual([]);
  });

  it('takes nothing from the other household that the same payment was for', async () => {
    const customer = await customerOf(till);
    const neighbour = await till.world.household();
    await till.world.bind(customer.resident, neighbour);
    const prepayments = [customer.household, neighbour].map(({ accountNo }) => ({
      accountNo,
      amountFen: 10_000,
    }));
    const { paymentNo } = await customer.start({ items: [], prepayments });
    till.model.pay(paymentNo);
    await till.notify(till.model.message(paymentNo));
    await till.idle();
    const leaving = customer.household.holderPeriodId;
    await expect(giveBack(paymentNo, 10_001, 'customer-prepaid', leaving)).rejects.toMatchObject({
      code: 'refund-balance-used',
    });
    const { refundNo } = await giveBack(paymentNo, 10_000, 'customer-prepaid', leaving);
    await decide(refundNo, true);
    expect([await held(leaving), await held(neighbour.holderPeriodId)]).toEqual([
      { fen: 0 },
      { fen: 10_000 },
    ]);
    expect(await till.differences()).toEqual([]);
  });
});

it('the transition table and the database allow the same steps', async () => {
  const { paymentNo } = await paidCustomer();
  const { refundNo } = await request(paymentNo, 1_000);
  for (const from of refundStatuses) {
    for (const to of refundStatuses.filter(status => status !== from)) {
      const client = await till.owner.connect();
      await client.query('BEGIN');
      // As it would stand there, however it came to.
      await client.query('SET LOCAL session_replication_role = replica');
      await client.query('UPDATE refunds SET status = $2 WHERE refund_no = $1', [refundNo, from]);
      await client.query('SET LOCAL session_replication_role = origin');
      const refusedBy = await client
        .query('UPDATE refunds SET status = $2 WHERE refund_no = $1', [refundNo, to])
        .then(
          () => undefined,
          error => error.constraint,
        );
      await client.query('ROLLBACK');
      client.release();
      expect([from, to, refusedBy !== 'refunds_transition']).toEqual([
        from,
        to,
        refundTransitions[from].includes(to),
      ]);
    }
  }
});
