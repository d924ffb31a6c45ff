/** Every way in which money can come in, on time or not, once or often: it ends on the books once, and somebody knows. */
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { customerOf, openTill, type Till } from './till.ts';

let till: Till;
beforeAll(async () => {
  till = await openTill();
});
afterAll(() => till.close());

const collected = (paymentNo: string) =>
  till.one(
    'SELECT count(*)::int AS times, coalesce(sum(c.amount_fen), 0)::int AS sum FROM collections c JOIN payments p ON p.id = c.payment_id WHERE p.payment_no = $1',
    [paymentNo],
  );
const oddOf = async (paymentNo: string) =>
  (
    await till.owner.query(
      `SELECT o.kind, o.amount_fen::int AS amount FROM odd_payments o JOIN payments p ON p.id = o.payment_id WHERE p.payment_no = $1 AND o.status = 'open' ORDER BY o.id`,
      [paymentNo],
    )
  ).rows;

it('a hundred notifications of one payment at the same time book it once', async () => {
  const customer = await customerOf(till);
  const { paymentNo } = await customer.start();
  till.model.pay(paymentNo);
  const replies = await Promise.all(
    Array.from({ length: 100 }, (_, index) =>
      till.notify(till.model.message(paymentNo, index % 2 ? { eventId: `other-${index}` } : {})),
    ),
  );
  await till.idle();
  expect(new Set(replies)).toEqual(new Set([204]));
  expect(await collected(paymentNo)).toEqual({ times: 1, sum: 10_000 });
  expect(await customer.owed()).toBe(0);
  expect(await oddOf(paymentNo)).toEqual([]);
  const { events } = await till.one<{ events: number }>(
    `SELECT count(*)::int AS events FROM inbox_messages WHERE parsed ->> 'paymentNo' = $1`,
    [paymentNo],
  );
  expect(events).toBe(51);
  expect(await till.differences()).toEqual([]);
});

it('a notification and a query at the same time book it once', async () => {
  const customer = await customerOf(till);
  const { paymentNo } = await customer.start();
  till.model.pay(paymentNo);
  await Promise.all([
    till.notify(till.model.message(paymentNo)),
    till.call('post', '/payments/:paymentNo/check', { actor: customer.actor, params: { paymentNo } }),
    till.call('post', '/staff/payments/:paymentNo/query', { actor: till.clerk(), params: { paymentNo } }),
  ]);
  await till.idle();
  expect(await collected(paymentNo)).toEqual({ times: 1, sum: 10_000 });
});

it('two people pay one bill at the same moment: it is paid once, and the second money becomes balance', async () => {
  const customer = await customerOf(till);
  const wife = await till.world.resident();
  await till.world.bind(wife, customer.household, { level: 'pay-only' });
  const first = await customer.start();
  const second = await till.call('post', '/payments', {
    actor: till.resident(wife.personId),
    body: {
      channel: 'web-hall',
      method: 'wechat',
      items: [{ payableId: customer.bill.payableId, amountFen: 10_000 }],
    },
  });
  for (const { paymentNo } of [first, second]) till.model.pay(paymentNo);
  await Promise.all([first, second].map(({ paymentNo }) => till.notify(till.model.message(paymentNo))));
  await till.idle();
  expect(await customer.owed()).toBe(0);
  expect(await customer.balance()).toBe(10_000);
  const kinds = [...(await oddOf(first.paymentNo)), ...(await oddOf(second.paymentNo))];
  expect(kinds).toEqual([{ kind: 'surplus', amount: 10_000 }]);
  expect(await till.differences()).toEqual([]);
});

it('success after we closed the order is booked on the bill, and staff hear of it', async () => {
  const customer = await customerOf(till);
  const { paymentNo } = await customer.start();
  till.advance(31 * 60);
  await till.job('close-expired');
  expect(await customer.view(paymentNo)).toMatchObject({ status: 'closed', stage: 'closed' });
  till.model.pay(paymentNo, true);
  await till.notify(till.model.message(paymentNo));
  await till.idle();
  expect(await customer.view(paymentNo)).toMatchObject({ status: 'settled', stage: 'credited' });
  expect(await customer.owed()).toBe(0);
  expect(await oddOf(paymentNo)).toEqual([{ kind: 'late-success', amount: 10_000 }]);
  expect(await till.differences()).toEqual([]);
});

it('a payment that comes in while it is being closed is settled, not closed', async () => {
  const customer = await customerOf(till);
  const { paymentNo } = await customer.start();
  till.model.pay(paymentNo);
  till.advance(31 * 60);
  await till.job('close-expired');
  expect(await customer.view(paymentNo)).toMatchObject({ stage: 'credited' });
  expect(await oddOf(paymentNo)).toEqual([]);
});

it('a second success of the same order becomes balance as a whole', async () => {
  const customer = await customerOf(till);
  const { paymentNo } = await customer.start();
  till.model.pay(paymentNo);
  await till.notify(till.model.message(paymentNo));
  await till.idle();
  await till.notify(
    till.model.message(paymentNo, { tradeNo: `second-${paymentNo}`, eventId: `second-${paymentNo}` }),
  );
  await till.idle();
  expect(await collected(paymentNo)).toEqual({ times: 2, sum: 20_000 });
  expect(await customer.balance()).toBe(10_000);
  expect(await customer.view(paymentNo)).toMatchObject({
    surplusFen: 10_000,
    messageZh: expect.stringContaining('余额'),
  });
  expect(await oddOf(paymentNo)).toEqual([{ kind: 'second-success', amount: 10_000 }]);
  expect(await till.differences()).toEqual([]);
});

it('a validly signed message with a wrong sum is acknowledged and queued, and only what the gateway states itself is booked', async () => {
  const customer = await customerOf(till);
  const { paymentNo } = await customer.start();
  till.model.pay(paymentNo);
  expect(await till.notify(till.model.message(paymentNo, { amountFen: 1 }))).toBe(204);
  await till.idle();
  expect(await collected(paymentNo)).toEqual({ times: 0, sum: 0 });
  expect(await oddOf(paymentNo)).toEqual([{ kind: 'wrong-amount', amount: 1 }]);
  expect(await customer.view(paymentNo)).toMatchObject({ stage: 'paid', action: null });
  await till.job('query-back');
  expect(await collected(paymentNo)).toEqual({ times: 1, sum: 10_000 });
  expect(await customer.view(paymentNo)).toMatchObject({ stage: 'credited' });
  expect(await till.differences()).toEqual([]);
});

it.each([
  ['less than the order: it pays what it can', 4_000, 6_000, 0, 'underpaid'],
  ['more than the order: the rest becomes balance', 15_000, 0, 5_000, 'surplus'],
])('when the gateway itself states %s', async (_, paidFen, owed, balance, kind) => {
  const customer = await customerOf(till);
  const { paymentNo } = await customer.start();
  till.model.orders.get(paymentNo)!.amountFen = paidFen;
  till.model.pay(paymentNo);
  await till.notify(till.model.message(paymentNo));
  await till.idle();
  await till.job('query-back');
  expect(await customer.owed()).toBe(owed);
  expect(await customer.balance()).toBe(balance);
  expect((await oddOf(paymentNo)).map(odd => odd.kind)).toEqual(['wrong-amount', kind]);
  expect(await till.differences()).toEqual([]);
});

it('money for an order we do not know lies in suspense until a person credits, links or refunds it', async () => {
  const customer = await customerOf(till);
  const { paymentNo } = await customer.start();
  till.model.pay(paymentNo);
  const stranger = {
    ...till.model.message(paymentNo, { tradeNo: 'T-unknown', eventId: 'E-unknown' }),
    paymentNo: 'OTHER-SYSTEM-1',
  };
  expect(await till.notify(stranger as never)).toBe(204);
  await till.idle();
  const odd = await till.one<{ id: string; amount_fen: string }>(
    `SELECT * FROM odd_payments WHERE kind = 'unknown-payment' AND status = 'open'`,
  );
  expect(odd.amount_fen).toBe('10000');
  const resolve = (body: object) =>
    till.call('post', '/staff/odd-payments/:id/resolution', {
      actor: till.clerk(),
      params: { id: odd.id },
      body,
    });
  await expect(resolve({ action: 'dismiss', note: '不知道' })).rejects.toMatchObject({
    code: 'odd-payment-holds-money',
  });
  await expect(resolve({ action: 'credit', note: '没有户号' })).rejects.toMatchObject({
    code: 'account-needed',
  });
  expect(await resolve({ action: 'link', paymentNo, note: '客户来电' })).toMatchObject({
    status: 'resolved',
    resolution: 'link',
  });
  expect(await customer.owed()).toBe(0);
  await expect(resolve({ action: 'credit', note: '再来一次' })).rejects.toMatchObject({
    code: 'odd-payment-resolved',
  });
  const { rows: log } = await till.owner.query(
    `SELECT action, actor FROM audit_entries ORDER BY id DESC LIMIT 1`,
  );
  expect(log).toEqual([{ action: 'odd-payment.link', actor: 'staff:clerk1' }]);
  expect(await till.differences()).toEqual([]);
});

it('a bill corrected while it is being paid: the money becomes balance and pays the new bill', async () => {
  const customer = await customerOf(till);
  const { paymentNo } = await customer.start();
  const reversal = await till.one<{ id: string }>(
    `INSERT INTO bills (bill_no, holder_period_id, account_id, month, kind, reverses_id, reason, from_date, to_date, issued_at, due_on, energy, energy_fen, total_fen, content)
     SELECT bill_no || 'R', holder_period_id, account_id, month, 'reversal', id, '抄表有误', from_date, to_date, now(), due_on, -energy, -energy_fen, -total_fen, content
       FROM bills WHERE id = $1 RETURNING id`,
    [customer.bill.billId],
  );
  await till.owner.query('SELECT reverse_bill($1)', [reversal.id]);
  till.model.pay(paymentNo);
  await till.notify(till.model.message(paymentNo));
  await till.idle();
  expect(await customer.balance()).toBe(10_000);
  await till.world.bill(customer.household, { amountFen: 9_000 });
  expect(await customer.balance()).toBe(1_000);
  expect(await till.differences()).toEqual([]);
});

it('batches whose payments cross the same households never wait for each other in a circle', async () => {
  const customers = await Promise.all([1, 2, 3, 4].map(() => customerOf(till)));
  const all = customers.map(customer => customer.bill.payableId);
  const payments = await Promise.all(
    Array.from({ length: 24 }, async (_, index) => {
      const resident = await till.world.resident();
      for (const customer of customers)
        await till.world.bind(resident, customer.household, { level: 'pay-only' });
      const order = index % 2 ? all : [...all].reverse();
      const items = order.map(payableId => ({ payableId, amountFen: 2_500 }));
      return till.call('post', '/payments', {
        actor: till.resident(resident.personId),
        body: { channel: 'web-hall', method: 'wechat', items },
      });
    }),
  );
  for (const { paymentNo } of payments) till.model.pay(paymentNo);
  const ids = await Promise.all(
    payments.map(async ({ paymentNo }) => {
      const message = till.model.message(paymentNo);
      const { rows } = await till.owner.query(
        `INSERT INTO inbox_messages (source, event_id, kind, headers, body, parsed) VALUES ($1, $2, 'payment', '{}', '', $3) RETURNING id`,
        [till.model.gateway.source, message.eventId, JSON.stringify(message)],
      );
      return rows[0].id as string;
    }),
  );
  const odd = ids.filter((_, index) => index % 2);
  const even = ids.filter((_, index) => index % 2 === 0);
  await Promise.all(
    [odd, even, [...ids].reverse()].map(batch =>
      till.db.pool.query('SELECT * FROM handle_inbox($1)', [batch]),
    ),
  );
  await till.db.pool.query('SELECT * FROM handle_inbox($1)', [ids]);
  const { left } = await till.one<{ left: number }>(
    `SELECT count(*)::int AS left FROM inbox_messages WHERE status <> 'handled'`,
  );
  expect(left).toBe(0);
  for (const customer of customers)
    expect([await customer.owed(), await customer.balance()]).toEqual([0, 50_000]);
  expect(await till.differences()).toEqual([]);
});
