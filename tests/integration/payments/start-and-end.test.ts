/** How payments begin and end: nobody pays for others' homes, nobody is asked to pay twice, and no start is lost. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mayBecome, paymentStatuses } from '../../../server/src/modules/payments/payment.ts';
import { customerOf, openTill, type Till } from './till.ts';

let till: Till;
beforeAll(async () => {
  till = await openTill();
});
afterAll(() => till.close());

it('a bill of a household the person is not bound to cannot be paid, nor can one that is unbound since', async () => {
  const customer = await customerOf(till);
  const stranger = await till.world.resident();
  const body = {
    channel: 'web-hall',
    method: 'wechat',
    items: [{ payableId: customer.bill.payableId, amountFen: 10_000 }],
  };
  await expect(
    till.call('post', '/payments', { actor: till.resident(stranger.personId), body }),
  ).rejects.toMatchObject({ code: 'payable-not-payable' });
  await till.owner.query(
    'UPDATE bindings SET removed_at = now(), removed_by = person_id::text WHERE person_id = $1',
    [customer.resident.personId],
  );
  await expect(customer.start()).rejects.toMatchObject({ code: 'payable-not-payable' });
});

it('no more than what is owed can be paid for a bill; a prepayment is for that', async () => {
  const customer = await customerOf(till);
  const items = [{ payableId: customer.bill.payableId, amountFen: 10_001 }];
  await expect(customer.start({ items })).rejects.toMatchObject({ code: 'amount-too-large' });
  const tooSmall = { items: [], prepayments: [{ accountNo: customer.household.accountNo, amountFen: 1 }] };
  await expect(customer.start(tooSmall)).rejects.toMatchObject({ code: 'prepayment-out-of-bounds' });
});

it('while a payment is open, its payer is not asked to pay the same again', async () => {
  const customer = await customerOf(till);
  const { paymentNo } = await customer.start();
  await expect(customer.start()).rejects.toMatchObject({
    code: 'payment-in-progress',
    problems: [{ field: 'paymentNo', message: { zh: paymentNo } }],
  });
  const both = await Promise.allSettled([
    customer.start({ replace: paymentNo }),
    customer.start({ replace: paymentNo }),
  ]);
  expect(both.filter(answer => answer.status === 'fulfilled')).toHaveLength(1);
  expect(await customer.view(paymentNo)).toMatchObject({ status: 'closed' });
  expect(till.model.orders.get(paymentNo)!.state).toBe('closed');
});

it('a payment to be replaced that has been paid meanwhile is settled, and no second one starts', async () => {
  const customer = await customerOf(till);
  const { paymentNo } = await customer.start();
  till.model.pay(paymentNo);
  await expect(customer.start({ replace: paymentNo })).rejects.toMatchObject({ code: 'already-paid' });
  expect(await customer.view(paymentNo)).toMatchObject({ stage: 'credited' });
});

it('a payment cannot be replaced while the gateway does not say what became of it', async () => {
  const customer = await customerOf(till);
  const { paymentNo } = await customer.start();
  till.model.mode = 'lost-reply';
  await expect(customer.start({ replace: paymentNo })).rejects.toMatchObject({ code: 'payment-in-progress' });
  till.model.mode = 'honest';
  expect(await customer.view(paymentNo)).toMatchObject({ status: 'pending' });
});

describe.each(['lost-request', 'lost-reply'] as const)('a start whose answer never came (%s)', mode => {
  it('stays pending, gets its parameters on asking, and is paid under the same number', async () => {
    const customer = await customerOf(till);
    till.model.mode = mode;
    const started = await customer.start();
    expect(started).toMatchObject({ status: 'pending', action: null, messageZh: expect.any(String) });
    till.model.mode = 'honest';
    const checked = await till.call('post', '/payments/:paymentNo/check', {
      actor: customer.actor,
      params: { paymentNo: started.paymentNo },
    });
    expect(checked.action).toEqual({ kind: 'qr', gateway: 'wechat-pay', text: started.paymentNo });
    till.model.pay(started.paymentNo);
    till.advance(70);
    await till.job('query-back');
    expect(await customer.view(started.paymentNo)).toMatchObject({ stage: 'credited' });
  });
});

it('a start cut off before its answer was written down is found by the next query', async () => {
  const customer = await customerOf(till);
  till.crashAt('gateway-answered');
  await expect(customer.start()).rejects.toThrow('gateway-answered');
  const { payments } = await till.call('get', '/payments', { actor: customer.actor });
  expect(payments[0]).toMatchObject({ status: 'created' });
  till.model.pay(payments[0].paymentNo);
  till.advance(70);
  await till.job('query-back');
  expect(await customer.view(payments[0].paymentNo)).toMatchObject({ stage: 'credited' });
});

it('a notification that overtakes the answer to the start settles the payment for good', async () => {
  const customer = await customerOf(till);
  const initiate = till.model.gateway.initiate.bind(till.model.gateway);
  till.model.gateway.initiate = async order => {
    const outcome = await initiate(order);
    till.model.pay(order.paymentNo);
    await till.notify(till.model.message(order.paymentNo));
    await till.idle();
    return outcome;
  };
  const started = await customer.start();
  till.model.gateway.initiate = initiate;
  expect(started).toMatchObject({ stage: 'credited', action: null });
});

it('an expired payment stays open as long as the gateway is silent, and is asked about again and again', async () => {
  const customer = await customerOf(till);
  const { paymentNo } = await customer.start();
  till.advance(31 * 60);
  till.model.mode = 'lost-request';
  await till.job('close-expired');
  expect(await customer.view(paymentNo)).toMatchObject({ status: 'pending' });
  till.model.mode = 'honest';
  till.model.pay(paymentNo);
  till.advance(700);
  await till.job('close-expired');
  expect(await customer.view(paymentNo)).toMatchObject({ stage: 'credited' });
});

it('an order the gateway never saw is looked at once more after we gave it up', async () => {
  const customer = await customerOf(till);
  till.model.mode = 'lost-request';
  const { paymentNo } = await customer.start();
  till.model.mode = 'honest';
  await till.call('post', '/payments/:paymentNo/cancel', { actor: customer.actor, params: { paymentNo } });
  expect(await customer.view(paymentNo)).toMatchObject({ status: 'closed' });
  await till.model.gateway.initiate({ paymentNo, amountFen: 10_000 } as never);
  till.model.pay(paymentNo);
  till.advance(35 * 60);
  await till.job('query-back');
  expect(await customer.view(paymentNo)).toMatchObject({ stage: 'credited' });
  expect(await till.differences()).toEqual([]);
});

it('a message left unhandled by a crash is handled by the job', async () => {
  const customer = await customerOf(till);
  const { paymentNo } = await customer.start();
  till.model.pay(paymentNo);
  till.crashAt('notification-stored');
  await till.notify(till.model.message(paymentNo));
  expect(await customer.view(paymentNo)).toMatchObject({ stage: 'waiting' });
  await till.owner.query(
    `UPDATE inbox_messages SET received_at = now() - interval '10 seconds' WHERE status = 'stored'`,
  );
  await till.job('handle-inbox');
  await till.idle();
  expect(await customer.view(paymentNo)).toMatchObject({ stage: 'credited' });
});

it('a message that cannot be handled is kept and tried again, and holds up no other', async () => {
  const customer = await customerOf(till);
  const { paymentNo } = await customer.start();
  till.model.pay(paymentNo);
  const broken = {
    ...till.model.message(paymentNo),
    eventId: 'broken',
    outcome: { status: 'paid', tradeNo: 'T', amountFen: 'x', paidAt: new Date() },
  };
  await Promise.all([till.notify(broken as never), till.notify(till.model.message(paymentNo))]);
  await till.idle();
  expect(await customer.view(paymentNo)).toMatchObject({ stage: 'credited' });
  expect(await till.one(`SELECT status, attempts FROM inbox_messages WHERE event_id = 'broken'`)).toEqual({
    status: 'failed',
    attempts: 1,
  });
  await till.owner.query(`DELETE FROM inbox_messages WHERE event_id = 'broken'`);
});

it('the transition table and the database allow the same steps', async () => {
  const customer = await customerOf(till);
  for (const from of paymentStatuses) {
    for (const to of paymentStatuses.filter(status => status !== from)) {
      const client = await till.owner.connect();
      await client.query('BEGIN');
      const { rows } = await client.query(
        `INSERT INTO payments (payment_no, person_id, channel, gateway, product, amount_fen, status, description, expires_at)
         VALUES ($1, $2, 'web-hall', 'wechat-pay', 'native', 1, $3, 'x', now()) RETURNING id`,
        [`P-${from}-${to}`, customer.resident.personId, from],
      );
      const step = await client.query('UPDATE payments SET status = $2 WHERE id = $1', [rows[0].id, to]).then(
        () => true,
        () => false,
      );
      await client.query('ROLLBACK');
      client.release();
      expect([from, to, step]).toEqual([from, to, mayBecome(from, to)]);
    }
  }
});
