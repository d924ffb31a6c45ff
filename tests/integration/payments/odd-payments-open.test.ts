/** What waits for a person is a figure that an operator can watch, whichever door it came through, until somebody has decided. */
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { customerOf, openTill, type Till } from './till.ts';

let till: Till;
beforeAll(async () => {
  till = await openTill();
});
afterAll(() => till.close());

async function waiting(): Promise<Record<string, number>> {
  const text = await till.metrics.registry.metrics();
  const figures = text.matchAll(/^hall_odd_payments_open\{kind="([\w-]+)"\} (\d+)$/gm);
  return Object.fromEntries([...figures].map(([, kind, count]) => [kind, Number(count)]));
}

async function paidCustomer() {
  const customer = await customerOf(till);
  const { paymentNo } = await customer.start();
  till.model.pay(paymentNo);
  await till.notify(till.model.message(paymentNo));
  await till.idle();
  return { ...customer, paymentNo: paymentNo as string };
}

it('odd payments are counted from a notification, a desk and a refund alike, and no longer once decided', async () => {
  expect(await waiting()).toEqual({});

  till.model.orders.set('OTHER-1', { amountFen: 500, state: 'not-paid', refunds: new Map() });
  till.model.pay('OTHER-1');
  await till.notify(till.model.message('OTHER-1'));
  await till.idle();
  expect(await waiting()).toEqual({ 'unknown-payment': 1 });

  const customer = await paidCustomer();
  const { payableId } = customer.bill;
  await till.module.reception.receive({
    channel: 'counter',
    source: 'shift:1',
    tradeNo: 'T-1',
    product: 'cash',
    description: '电费',
    items: [{ payableId, amountFen: 10_000 as never }],
    paidAt: new Date(),
    origin: 'desk',
    strict: false,
  });
  expect(await waiting()).toEqual({ 'unknown-payment': 1, surplus: 1 });

  till.model.refundsFail = true;
  await till.call('post', '/staff/payments/:paymentNo/refunds', {
    actor: till.clerk(),
    params: { paymentNo: customer.paymentNo },
    body: { amountFen: 4_000, reason: '多缴' },
  });
  till.model.refundsFail = false;
  expect(await waiting()).toEqual({ 'unknown-payment': 1, surplus: 1, 'refund-failed': 1 });

  const { id } = await till.one<{ id: string }>(`SELECT id FROM odd_payments WHERE kind = 'surplus'`);
  await till.call('post', '/staff/odd-payments/:id/resolution', {
    actor: till.clerk(),
    params: { id },
    body: { action: 'dismiss', note: '已核实' },
  });
  expect(await waiting()).toEqual({ 'unknown-payment': 1, 'refund-failed': 1 });
});
