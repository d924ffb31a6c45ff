/** The queue of odd payments moves no large sum by one person's word: refunds count together, credits and links are agreed to by another. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
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

/** Money for an order we have never heard of. */
async function strangeMoney(amountFen: number): Promise<string> {
  const orderNo = `OTHER-${Math.random().toString(36).slice(2)}`;
  till.model.orders.set(orderNo, { amountFen, state: 'not-paid', refunds: new Map() });
  till.model.pay(orderNo);
  await till.notify(till.model.message(orderNo));
  await till.idle();
  return open('unknown-payment');
}

/** Somebody gave money back in the merchant's portal: the message names neither sum nor number. */
async function foreignRefund(paymentNo: string): Promise<string> {
  const eventId = `portal-${Math.random()}`;
  const outcome = { status: 'pending' };
  await till.notify({ kind: 'refund', eventId, mismatches: [], paymentNo, outcome } as never);
  await till.idle();
  return open('foreign-refund');
}

const open = async (kind: string) =>
  (
    await till.one<{ id: string }>(
      `SELECT id FROM odd_payments WHERE kind = $1 AND status = 'open' ORDER BY id DESC LIMIT 1`,
      [kind],
    )
  ).id;
const resolve = (id: string, body: object, username = 'clerk1') =>
  till.call('post', '/staff/odd-payments/:id/resolution', {
    actor: till.clerk(username),
    params: { id },
    body: { note: '已核实', ...body },
  });
const decide = (id: string, approve: boolean, username = 'supervisor1') =>
  till.call('post', '/staff/odd-payments/:id/approval', {
    actor: till.clerk(username),
    params: { id },
    body: { approve, note: '与凭证不符' },
  });
const refund = (paymentNo: string, amountFen: number) =>
  till.call('post', '/staff/payments/:paymentNo/refunds', {
    actor: till.clerk(),
    params: { paymentNo },
    body: { amountFen, reason: '重复缴费' },
  });
/** What of a payment's money has been given back without a second person. */
const givenAlone = async (paymentNo: string) =>
  (
    await till.one<{ fen: number }>(
      `SELECT coalesce(sum(f.amount_fen), 0)::int AS fen FROM refunds f JOIN payments p ON p.id = f.payment_id
        WHERE p.payment_no = $1 AND f.approved_by IS NULL AND f.status IN ('pending', 'succeeded')`,
      [paymentNo],
    )
  ).fen;

it('a refund out of the queue and another of the same money at the same moment come to no more than one person may give back', async () => {
  for (let round = 0; round < 5; round++) {
    const { paymentNo } = await paidCustomer();
    till.model.refundsFail = true;
    await refund(paymentNo, 3_000);
    till.model.refundsFail = false;
    const odd = await open('refund-failed');
    const answers = await Promise.all([resolve(odd, { action: 'refund' }), refund(paymentNo, 6_000)]);
    expect(answers).toHaveLength(2);
    expect(await givenAlone(paymentNo)).toBeLessThanOrEqual(8_000);
    const { waiting } = await till.one<{ waiting: number }>(
      `SELECT count(*)::int AS waiting FROM refunds f JOIN payments p ON p.id = f.payment_id WHERE p.payment_no = $1 AND f.status = 'awaiting-approval'`,
      [paymentNo],
    );
    expect(waiting).toBe(1);
  }
  expect(await till.differences()).toEqual([]);
});

describe('a large sum of unknown money', () => {
  it('is credited to a household only once another person agrees', async () => {
    const odd = await strangeMoney(9_000);
    const customer = await customerOf(till);
    const { accountNo } = customer.household;
    const proposed = await resolve(odd, { action: 'credit', accountNo });
    expect(proposed).toMatchObject({
      status: 'open',
      proposal: { action: 'credit', accountNo, note: '已核实' },
      proposedBy: 'staff:clerk1',
      actions: [],
    });
    expect(await customer.balance()).toBe(0);
    await expect(decide(odd, true, 'clerk1')).rejects.toMatchObject({ code: 'four-eyes' });
    for (const action of ['credit', 'refund', 'dismiss'])
      await expect(resolve(odd, { action })).rejects.toMatchObject({
        code: 'odd-payment-proposed',
      });
    expect(await decide(odd, true)).toMatchObject({
      status: 'resolved',
      resolution: 'credit',
      proposedBy: 'staff:clerk1',
      resolvedBy: 'staff:supervisor1',
    });
    expect(await customer.balance()).toBe(9_000);
    await expect(decide(odd, true)).rejects.toMatchObject({ code: 'odd-payment-resolved' });
    const { rows } = await till.owner.query(
      `SELECT action, actor FROM audit_entries WHERE subject = $1 ORDER BY id`,
      [`odd-payment:${odd}`],
    );
    expect(rows).toEqual([
      { action: 'odd-payment.credit', actor: 'staff:clerk1' },
      { action: 'odd-payment.approve', actor: 'staff:supervisor1' },
    ]);
    expect(await till.differences()).toEqual([]);
  });

  it('goes on lying in suspense when the other person says no, and may be proposed anew', async () => {
    const odd = await strangeMoney(9_000);
    const { household, balance } = await customerOf(till);
    await resolve(odd, { action: 'credit', accountNo: household.accountNo });
    expect(await decide(odd, false)).toMatchObject({
      status: 'open',
      proposal: null,
      actions: ['credit', 'refund', 'link'],
    });
    await expect(decide(odd, true)).rejects.toMatchObject({ code: 'odd-payment-not-proposed' });
    expect(await balance()).toBe(0);
    await resolve(odd, { action: 'credit', accountNo: household.accountNo }, 'clerk2');
    await decide(odd, true, 'clerk1');
    expect(await balance()).toBe(9_000);
    expect(await till.differences()).toEqual([]);
  });

  it('is linked to a payment by two persons, too; a small one by one', async () => {
    const [large, small] = [await strangeMoney(9_000), await strangeMoney(8_000)];
    const [one, two] = [await customerOf(till, 9_000), await customerOf(till, 8_000)];
    const { paymentNo } = await one.start();
    expect(await resolve(large, { action: 'link', paymentNo })).toMatchObject({ status: 'open' });
    expect(await one.owed()).toBe(9_000);
    await decide(large, true);
    expect(await one.owed()).toBe(0);
    const order = await two.start();
    expect(await resolve(small, { action: 'link', paymentNo: order.paymentNo })).toMatchObject({
      status: 'resolved',
    });
    expect(await two.owed()).toBe(0);
    expect(await till.differences()).toEqual([]);
  });

  it('is not proposed for what cannot be done', async () => {
    const odd = await strangeMoney(9_000);
    await expect(resolve(odd, { action: 'credit' })).rejects.toMatchObject({ code: 'account-needed' });
    const paymentNo = 'P2026112200000000000000';
    await expect(resolve(odd, { action: 'link', paymentNo })).rejects.toMatchObject({
      code: 'payment-not-found',
    });
    expect(await resolve(odd, { action: 'refund' })).toMatchObject({ resolution: 'refund' });
  });
});

/** Paid after it was closed: the bill is paid all the same. */
async function lateSuccess(amountFen: number) {
  const customer = await customerOf(till, amountFen);
  const { paymentNo } = await customer.start();
  till.advance(31 * 60);
  await till.job('close-expired');
  till.model.pay(paymentNo, true);
  await till.notify(till.model.message(paymentNo));
  await till.idle();
  expect(await customer.owed()).toBe(0);
  return { ...customer, paymentNo: paymentNo as string, odd: await open('late-success') };
}

describe('money that has paid a bill', () => {
  // By one person, and above what needs two: it is not even proposed.
  it.each([5_000, 10_000])(
    'of %i fen is not credited to another household: nothing moves, and the entry stays open',
    async amountFen => {
      const [late, other] = [await lateSuccess(amountFen), await customerOf(till)];
      const { oddPayments } = await till.call('get', '/staff/odd-payments', {
        actor: till.clerk(),
        query: { status: 'open' },
      });
      expect(oddPayments.find((odd: { id: number }) => odd.id === Number(late.odd)).lies).toEqual([
        { accountCode: 'receivable', accountNo: late.household.accountNo, isBill: true, amountFen },
      ]);
      await expect(
        resolve(late.odd, { action: 'credit', accountNo: other.household.accountNo }),
      ).rejects.toMatchObject({ code: 'odd-payment-on-bill' });
      expect([await other.balance(), await late.owed()]).toEqual([0, 0]);
      expect(
        await till.one(`SELECT status, resolution, proposal FROM odd_payments WHERE id = $1`, [late.odd]),
      ).toEqual({ status: 'open', resolution: null, proposal: null });
      // Where nobody is named it stays with its bill, and only that is recorded.
      expect(await resolve(late.odd, { action: 'credit' })).toMatchObject({
        status: 'resolved',
        resolution: 'credit',
      });
      expect([await late.balance(), await late.owed()]).toEqual([0, 0]);
      expect(await till.differences()).toEqual([]);
    },
  );
});

describe('a refund made in the merchant’s portal, whose sum a person types', () => {
  it('is booked by one person up to the limit, and by two above it', async () => {
    const { paymentNo, owed } = await paidCustomer();
    const odd = await foreignRefund(paymentNo);
    expect(await resolve(odd, { action: 'link', paymentNo, amountFen: 9_000 })).toMatchObject({
      status: 'open',
      proposal: { action: 'link', paymentNo, amountFen: 9_000 },
    });
    expect(await owed()).toBe(0);
    await decide(odd, true);
    expect(await owed()).toBe(9_000);
    expect(await till.differences()).toEqual([]);
  });

  it('counts with what was given back of the same money before, also at the same moment', async () => {
    const { paymentNo, owed } = await paidCustomer();
    const odds = [await foreignRefund(paymentNo), await foreignRefund(paymentNo)];
    const answers = await Promise.all(
      odds.map(id => resolve(id, { action: 'link', paymentNo, amountFen: 5_000 })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual(['open', 'resolved']);
    expect(await owed()).toBe(5_000);
    expect(await till.differences()).toEqual([]);
  });
});
