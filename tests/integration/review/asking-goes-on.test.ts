/** A payment is asked about as long as money may still come, and no longer. */
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { customerOf, openTill, type Till } from '../payments/till.ts';

let till: Till;
beforeAll(async () => {
  till = await openTill();
});
afterAll(() => till.close());

const dueAt = async (paymentNo: string) =>
  (
    await till.one<{ at: Date | null }>('SELECT next_query_at AS at FROM payments WHERE payment_no = $1', [
      paymentNo,
    ])
  ).at;
const check = (customer: Awaited<ReturnType<typeof customerOf>>, paymentNo: string) =>
  till.call('post', '/payments/:paymentNo/check', { actor: customer.actor, params: { paymentNo } });
const cancel = (customer: Awaited<ReturnType<typeof customerOf>>, paymentNo: string) =>
  till.call('post', '/payments/:paymentNo/cancel', { actor: customer.actor, params: { paymentNo } });

it('a contradicting message about a settled payment asks the gateway once, not every minute for ever', async () => {
  const customer = await customerOf(till);
  const { paymentNo } = await customer.start();
  till.model.pay(paymentNo);
  await till.notify(till.model.message(paymentNo));
  await till.idle();
  await till.notify(till.model.message(paymentNo, { amountFen: 1, eventId: `lie-${paymentNo}` }));
  await till.idle();
  expect(await dueAt(paymentNo)).not.toBeNull();
  await till.job('query-back');
  expect(await dueAt(paymentNo)).toBeNull();
});

it('an order that its gateway never saw, given up and checked again, is still looked at once after its expiry', async () => {
  const customer = await customerOf(till);
  const { paymentNo } = await customer.start();
  // Alipay knows a trade only once the payer has opened its cashier.
  const order = till.model.orders.get(paymentNo)!;
  till.model.orders.delete(paymentNo);
  expect(await cancel(customer, paymentNo)).toMatchObject({ status: 'closed' });
  till.advance(5);
  await check(customer, paymentNo);
  till.model.orders.set(paymentNo, order);
  till.model.pay(paymentNo);
  till.advance(33 * 60);
  await till.job('query-back');
  expect(await customer.view(paymentNo)).toMatchObject({ stage: 'credited' });
  expect(await till.differences()).toEqual([]);
});

it('a payer whose card was declined and who tries again in the same order is found, also when nobody tells', async () => {
  const customer = await customerOf(till);
  const { paymentNo } = await customer.start();
  const { query } = till.model.gateway;
  till.model.gateway.query = async () => ({ status: 'failed', reason: 'PAYERROR' });
  till.advance(11);
  await till.job('query-back');
  till.model.gateway.query = query;
  expect(await customer.view(paymentNo)).toMatchObject({ status: 'failed' });
  till.model.pay(paymentNo);
  till.advance(33 * 60);
  await till.job('query-back');
  expect(await customer.view(paymentNo)).toMatchObject({ stage: 'credited' });
});

it('an ended payment without money is left in peace after its last look', async () => {
  const customer = await customerOf(till);
  const { paymentNo } = await customer.start();
  till.model.orders.delete(paymentNo);
  await cancel(customer, paymentNo);
  till.advance(33 * 60);
  await till.job('query-back');
  expect(await dueAt(paymentNo)).toBeNull();
});
