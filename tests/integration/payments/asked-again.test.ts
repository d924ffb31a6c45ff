/** Staff see what a gateway said each time it was asked, and not twenty lines where it said the same twenty times. */
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Mode } from './model-gateway.ts';
import { customerOf, openTill, type Till } from './till.ts';

let till: Till;
beforeAll(async () => {
  till = await openTill();
});
afterAll(() => till.close());

it('every query stands in the timeline with its answer, equal ones in a row as one with their count', async () => {
  const customer = await customerOf(till);
  const { paymentNo } = await customer.start();
  const ask = async (mode: Mode = 'honest') => {
    till.model.mode = mode;
    // However far apart the schedule would ask.
    await till.one('UPDATE payments SET next_query_at = created_at WHERE payment_no = $1', [paymentNo]);
    await till.job('query-back');
    till.model.mode = 'honest';
  };
  for (let times = 0; times < 3; times++) await ask();
  await ask('lost-reply');
  const byStaff = { actor: till.clerk(), params: { paymentNo } };
  await till.call('post', '/staff/payments/:paymentNo/query', byStaff);
  till.model.pay(paymentNo);
  await ask();
  const { events } = await till.call('get', '/staff/payments/:paymentNo', byStaff);
  expect(events).toMatchObject([
    { kind: 'created', times: 1 },
    { kind: 'gateway-answered', times: 1 },
    { kind: 'queried', detail: { status: 'pending' }, times: 3 },
    { kind: 'query-unanswered', times: 1 },
    { kind: 'queried-by-staff', detail: { by: 'staff:clerk1', status: 'pending' }, times: 1 },
    {
      kind: 'queried',
      detail: { status: 'paid', tradeNo: expect.any(String), amountFen: 10_000 },
      times: 1,
    },
    { kind: 'settled', times: 1 },
  ]);
  const [, , merged] = events;
  expect(merged.lastAt.getTime()).toBeGreaterThan(merged.at.getTime());
});

it('what an end was decided upon stands before it', async () => {
  const customer = await customerOf(till);
  const { paymentNo } = await customer.start();
  till.advance(31 * 60);
  await till.job('close-expired');
  const { events } = await till.call('get', '/staff/payments/:paymentNo', {
    actor: till.clerk(),
    params: { paymentNo },
  });
  expect(events.slice(2)).toMatchObject([
    { kind: 'queried', detail: { status: 'pending' } },
    { kind: 'close-asked' },
    { kind: 'queried', detail: { status: 'closed' } },
    { kind: 'closed' },
  ]);
});
