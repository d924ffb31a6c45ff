/** Gateways change their minds, and people refund in the merchant's portal: what left must be on the books, what stays must not be lost. */
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { customerOf, openTill, type Till } from '../payments/till.ts';

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

/** Money for an order we have never heard of, and its entry in the queue. */
async function strangeMoney(amountFen = 5_000) {
  const orderNo = `OTHER-${Math.random().toString(36).slice(2)}`;
  till.model.orders.set(orderNo, { amountFen, state: 'not-paid', refunds: new Map() });
  till.model.pay(orderNo);
  await till.notify(till.model.message(orderNo));
  await till.idle();
  return { orderNo, odd: await openEntry('unknown-payment', orderNo) };
}

const openEntry = async (kind: string, orderNo?: string) =>
  till.one<{ id: string; actions: string[] }>(
    `SELECT o.id FROM odd_payments o LEFT JOIN collections c ON c.id = o.collection_id
      WHERE o.kind = $1 AND o.status = 'open' AND ($2::text IS NULL OR c.order_no = $2) ORDER BY o.id DESC LIMIT 1`,
    [kind, orderNo ?? null],
  );
const resolve = (id: string, body: object, username = 'clerk1') =>
  till.call('post', '/staff/odd-payments/:id/resolution', {
    actor: till.clerk(username),
    params: { id },
    body: { note: '已核实', ...body },
  });
const actionsFor = async (id: string): Promise<string[]> => {
  const { oddPayments } = await till.call('get', '/staff/odd-payments', {
    actor: till.clerk(),
    query: { status: 'open' },
  });
  return oddPayments.find((odd: { id: number }) => odd.id === Number(id))?.actions;
};
const refund = (paymentNo: string, amountFen: number) =>
  till.call('post', '/staff/payments/:paymentNo/refunds', {
    actor: till.clerk(),
    params: { paymentNo },
    body: { amountFen, reason: '重复缴费' },
  });
const statusOf = async (refundNo: string) =>
  (await till.one<{ status: string }>('SELECT status FROM refunds WHERE refund_no = $1', [refundNo])).status;
const gatewayAccount = async () =>
  (
    await till.one<{ sum: number }>(
      `SELECT coalesce(sum(amount_fen), 0)::int AS sum FROM ledger_postings WHERE account_code = 'gateway:wechat-pay'`,
    )
  ).sum;

/** Refused by the gateway at first, the money back on the bill. */
async function failedRefund(amountFen = 4_000) {
  const customer = await paidCustomer();
  till.model.refundsFail = true;
  const { refundNo } = await refund(customer.paymentNo, amountFen);
  till.model.refundsFail = false;
  expect(await statusOf(refundNo)).toBe('failed');
  return { ...customer, refundNo: refundNo as string };
}
const told = (paymentNo: string, refundNo: string | undefined, outcome: object, eventId: string) =>
  till.notify({ kind: 'refund', eventId, mismatches: [], paymentNo, refundNo, outcome } as never);
const succeeded = (amountFen: number) => ({
  status: 'succeeded',
  gatewayRefundNo: 'G-late',
  amountFen,
  at: new Date(),
});

it('unidentified money whose refund the gateway refused can be sent back again', async () => {
  const { orderNo, odd } = await strangeMoney();
  till.model.refundsFail = true;
  await resolve(odd.id, { action: 'refund' });
  till.model.refundsFail = false;
  const again = await openEntry('refund-failed', orderNo);
  expect(await actionsFor(again.id)).toEqual(['credit', 'refund']);
  await resolve(again.id, { action: 'refund' });
  till.advance(120);
  await till.job('send-refunds');
  const refunds = [...till.model.orders.get(orderNo)!.refunds.values()];
  expect(refunds.map(each => each.status)).toEqual(['failed', 'succeeded']);
  expect(await till.differences()).toEqual([]);
});

it('unidentified money whose refund the second person rejects comes back into the queue', async () => {
  const { orderNo, odd } = await strangeMoney(9_000);
  await resolve(odd.id, { action: 'refund' });
  const { refund_no } = await till.one<{ refund_no: string }>(
    `SELECT refund_no FROM refunds f JOIN collections c ON c.id = f.collection_id WHERE c.order_no = $1`,
    [orderNo],
  );
  await till.call('post', '/staff/refunds/:refundNo/approval', {
    actor: till.clerk('supervisor1'),
    params: { refundNo: refund_no },
    body: { approve: false, note: '与凭证不符' },
  });
  const back = await openEntry('refund-rejected', orderNo);
  const { household } = await customerOf(till);
  await resolve(back.id, { action: 'credit', accountNo: household.accountNo });
  await till.call('post', '/staff/odd-payments/:id/approval', {
    actor: till.clerk('supervisor1'),
    params: { id: back.id },
    body: { approve: true },
  });
  const { balance_fen } = await till.one<{ balance_fen: string }>(
    'SELECT balance_fen FROM customer_balances WHERE holder_period_id = $1',
    [household.holderPeriodId],
  );
  expect(balance_fen).toBe('9000');
  expect(await till.differences()).toEqual([]);
});

it('a refund that succeeds after it was told failed is queued, and on the books once a person has confirmed it', async () => {
  const { paymentNo, refundNo, owed } = await failedRefund();
  const before = await gatewayAccount();
  await told(paymentNo, refundNo, succeeded(4_000), `late-${refundNo}`);
  await till.idle();
  const odd = await openEntry('refund-conflict');
  expect(await actionsFor(odd.id)).toEqual(['link', 'dismiss']);
  expect(await owed()).toBe(0);
  const other = await paidCustomer();
  await expect(resolve(odd.id, { action: 'link', paymentNo: other.paymentNo })).rejects.toMatchObject({
    code: 'odd-payment-not-linkable',
  });
  await resolve(odd.id, { action: 'link', paymentNo });
  expect(await statusOf(refundNo)).toBe('succeeded');
  expect(await owed()).toBe(4_000);
  expect((await gatewayAccount()) - before).toBe(10_000 - 4_000);
  expect(await till.differences()).toEqual([]);
});

it('a gateway that only hints at the late refund (as Alipay does) is heard as well', async () => {
  const { paymentNo, refundNo } = await failedRefund();
  await told(paymentNo, refundNo, { status: 'pending' }, `hint-${refundNo}`);
  await till.idle();
  const { count } = await till.one<{ count: number }>(
    `SELECT count(*)::int AS count FROM odd_payments WHERE kind = 'refund-conflict' AND status = 'open' AND detail ->> 'refundNo' = $1`,
    [refundNo],
  );
  expect(count).toBe(1);
});

it('a failure told after the success is not believed, and not ignored', async () => {
  const { paymentNo } = await paidCustomer();
  const { refundNo } = await refund(paymentNo, 4_000);
  await told(paymentNo, refundNo, succeeded(4_000), `first-${refundNo}`);
  await told(paymentNo, refundNo, { status: 'failed', reason: 'CLOSED' }, `second-${refundNo}`);
  await till.idle();
  expect(await statusOf(refundNo)).toBe('succeeded');
  const odd = await openEntry('refund-conflict');
  expect(await actionsFor(odd.id)).toEqual(['dismiss']);
  expect(await till.differences()).toEqual([]);
});

it('success and failure of a refund told at the same moment end in one of the two, and the books agree', async () => {
  const { paymentNo } = await paidCustomer();
  const { refundNo } = await refund(paymentNo, 4_000);
  await Promise.all([
    told(paymentNo, refundNo, { status: 'failed', reason: 'CLOSED' }, `race-a-${refundNo}`),
    told(paymentNo, refundNo, succeeded(4_000), `race-b-${refundNo}`),
    till.job('send-refunds'),
  ]);
  await till.idle();
  expect(['succeeded', 'failed']).toContain(await statusOf(refundNo));
  const { count } = await till.one<{ count: number }>(
    `SELECT count(*)::int AS count FROM odd_payments WHERE kind = 'refund-conflict' AND detail ->> 'refundNo' = $1`,
    [refundNo],
  );
  expect(count).toBe(1);
  expect(await till.differences()).toEqual([]);
});

it("a refund made by hand in the merchant's portal is queued, and linked to its payment it is on the books", async () => {
  const { paymentNo, owed } = await paidCustomer();
  await told(paymentNo, 'PORTAL-1', succeeded(2_500), 'portal-1');
  await till.idle();
  const odd = await openEntry('unknown-refund');
  expect(await actionsFor(odd.id)).toEqual(['link', 'dismiss']);
  await resolve(odd.id, { action: 'link', paymentNo });
  expect(await statusOf('PORTAL-1')).toBe('succeeded');
  expect(await owed()).toBe(2_500);
  await told(paymentNo, 'PORTAL-1', succeeded(2_500), 'portal-1-again');
  await till.idle();
  expect(await owed()).toBe(2_500);
  expect(await till.differences()).toEqual([]);
});

it('a message that names our refund but another order books nothing', async () => {
  const { paymentNo } = await paidCustomer();
  const { refundNo } = await refund(paymentNo, 4_000);
  const other = await paidCustomer();
  await told(other.paymentNo, refundNo, succeeded(4_000), `astray-${refundNo}`);
  await till.idle();
  expect(await statusOf(refundNo)).toBe('pending');
  expect((await openEntry('wrong-refund')).id).toBeDefined();
});

it('a refund that left before midnight and is told after it belongs to the day on which it left, in Beijing', async () => {
  const { paymentNo } = await paidCustomer();
  const { refundNo } = await refund(paymentNo, 4_000);
  const at = new Date('2026-11-20T15:59:59Z');
  await told(paymentNo, refundNo, { ...succeeded(4_000), at }, `midnight-${refundNo}`);
  await till.idle();
  const { day } = await till.one<{ day: string }>(
    `SELECT business_date::text AS day FROM ledger_transactions WHERE kind = 'refund-succeeded' AND reference = $1`,
    [refundNo],
  );
  expect(day).toBe('2026-11-20');
});

it('a bill reversed while its refund is under way: a failed refund becomes balance, a good one leaves once', async () => {
  for (const fails of [true, false]) {
    const customer = await paidCustomer();
    const { refundNo } = await refund(customer.paymentNo, 4_000);
    const reversal = await till.one<{ id: string }>(
      `INSERT INTO bills (bill_no, holder_period_id, account_id, month, kind, reverses_id, reason, from_date, to_date, issued_at, due_on, energy, energy_fen, total_fen, content)
       SELECT bill_no || 'R', holder_period_id, account_id, month, 'reversal', id, '抄表有误', from_date, to_date, now(), due_on, -energy, -energy_fen, -total_fen, content
         FROM bills WHERE id = $1 RETURNING id`,
      [customer.bill.billId],
    );
    await till.owner.query('SELECT reverse_bill($1)', [reversal.id]);
    const outcome = fails ? { status: 'failed', reason: 'CLOSED' } : succeeded(4_000);
    await told(customer.paymentNo, refundNo, outcome, `after-reversal-${refundNo}`);
    await till.idle();
    expect(await customer.balance()).toBe(fails ? 10_000 : 6_000);
    expect(await till.differences()).toEqual([]);
  }
});

it('a refund that takes a balance back and a new bill that uses it up never both get it', async () => {
  for (let round = 0; round < 5; round++) {
    const customer = await paidCustomer();
    const message = till.model.message(customer.paymentNo, {
      tradeNo: `twice-${customer.paymentNo}`,
      eventId: `twice-${customer.paymentNo}`,
    });
    await till.notify(message);
    await till.idle();
    expect(await customer.balance()).toBe(10_000);
    await Promise.allSettled([
      refund(customer.paymentNo, 7_000),
      till.world.bill(customer.household, { amountFen: 8_000, month: '2026-09' }),
    ]);
    expect(await customer.balance()).toBeGreaterThanOrEqual(0);
    expect(await till.differences()).toEqual([]);
  }
});
