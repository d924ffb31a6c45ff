/** A gateway that does not say what became of a payment: it is asked without end, and after two hours people know. */
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { customerOf, openTill, type Till } from './till.ts';

let till: Till;
beforeAll(async () => {
  till = await openTill();
});
afterAll(() => till.close());

it('is put before people once, settles all the same when the gateway speaks again, and then waits for nobody', async () => {
  const customer = await customerOf(till);
  const { paymentNo } = await customer.start();
  const entries = async () =>
    (
      await till.owner.query(
        `SELECT o.status, o.amount_fen::int AS fen FROM odd_payments o JOIN payments p ON p.id = o.payment_id WHERE p.payment_no = $1 AND o.kind = 'undecided'`,
        [paymentNo],
      )
    ).rows;
  till.model.mode = 'lost-request';
  till.advance(31 * 60);
  await till.job('close-expired');
  expect(await entries()).toEqual([]);
  till.advance(2 * 3_600);
  await till.job('close-expired');
  till.advance(3_600);
  await till.job('close-expired');
  expect(await entries()).toEqual([{ status: 'open', fen: 10_000 }]);
  expect(await till.metrics.registry.metrics()).toContain('hall_odd_payments_open{kind="undecided"} 1');
  expect((await customer.view(paymentNo)).stage).toBe('waiting');

  till.model.mode = 'honest';
  till.model.pay(paymentNo);
  till.advance(3_600);
  await till.job('close-expired');
  await till.job('close-expired');
  expect(await entries()).toEqual([{ status: 'resolved', fen: 10_000 }]);
  expect([(await customer.view(paymentNo)).stage, await customer.owed()]).toEqual(['credited', 0]);
  expect(await till.differences()).toEqual([]);
});
