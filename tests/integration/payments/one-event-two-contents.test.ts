/** A gateway that says two things under one event number: the first counts, the second is kept and looked at by a person. */
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { customerOf, openTill, type Till } from './till.ts';

let till: Till;
beforeAll(async () => {
  till = await openTill();
});
afterAll(() => till.close());

async function paidOrder() {
  const customer = await customerOf(till);
  const { paymentNo } = await customer.start();
  till.model.pay(paymentNo);
  return { ...customer, paymentNo: paymentNo as string };
}
const kept = async (paymentNo: string) =>
  (
    await till.owner.query(
      `SELECT kind, status, result, repeats, convert_from(body, 'UTF8')::jsonb #>> '{outcome,tradeNo}' AS "tradeNo"
         FROM inbox_messages WHERE parsed ->> 'paymentNo' = $1 ORDER BY kind DESC`,
      [paymentNo],
    )
  ).rows;
const odd = async (paymentNo: string) =>
  (
    await till.owner.query(
      `SELECT o.kind, o.status FROM odd_payments o JOIN payments p ON p.id = o.payment_id WHERE p.payment_no = $1 ORDER BY o.id`,
      [paymentNo],
    )
  ).rows;
const collected = async (paymentNo: string) =>
  till.one(
    `SELECT count(*)::int AS times, sum(c.amount_fen)::int AS fen FROM collections c JOIN payments p ON p.id = c.payment_id WHERE p.payment_no = $1`,
    [paymentNo],
  );

it.each([
  ['one after the other', false],
  ['at the same moment', true],
])('two trades under one event number, %s: one is booked, the other kept and queued', async (_, together) => {
  const { paymentNo, owed, balance } = await paidOrder();
  const first = till.model.message(paymentNo);
  const second = till.model.message(paymentNo, { tradeNo: `other-${paymentNo}` });
  if (together) await Promise.all([till.notify(first), till.notify(second)]);
  else {
    await till.notify(first);
    await till.idle();
    await till.notify(second);
  }
  await till.idle();
  expect(await collected(paymentNo)).toEqual({ times: 1, fen: 10_000 });
  expect([await owed(), await balance()]).toEqual([0, 0]);
  const messages = await kept(paymentNo);
  expect(messages).toMatchObject([
    { kind: 'payment', status: 'handled', result: 'settled' },
    { kind: 'differing', status: 'handled', result: 'differing-message' },
  ]);
  expect(new Set(messages.map(({ tradeNo }) => tradeNo)).size).toBe(2);
  expect(await odd(paymentNo)).toEqual([{ kind: 'differing-message', status: 'open' }]);
  // However often it comes.
  for (let times = 0; times < 3; times++) await till.notify(second);
  await till.notify(first);
  await till.idle();
  expect(await kept(paymentNo)).toHaveLength(2);
  expect(await odd(paymentNo)).toHaveLength(1);
  expect(await collected(paymentNo)).toEqual({ times: 1, fen: 10_000 });
  const { inbox } = await till.call('get', '/staff/payments/:paymentNo', {
    actor: till.clerk(),
    params: { paymentNo },
  });
  expect(inbox.map((each: { kind: string }) => each.kind).sort()).toEqual(['differing', 'payment']);
  expect(await till.differences()).toEqual([]);
});

it('a second content that comes before the money has been booked makes the gateway be asked', async () => {
  const { paymentNo } = await paidOrder();
  const hint = { ...till.model.message(paymentNo), outcome: { status: 'pending' } };
  await till.notify(hint as never);
  await till.idle();
  await till.owner.query('UPDATE payments SET next_query_at = NULL WHERE payment_no = $1', [paymentNo]);
  await till.notify(till.model.message(paymentNo));
  await till.idle();
  expect(await odd(paymentNo)).toEqual([{ kind: 'differing-message', status: 'open' }]);
  expect(await collected(paymentNo)).toMatchObject({ times: 0 });
  await till.job('query-back');
  expect(await collected(paymentNo)).toEqual({ times: 1, fen: 10_000 });
  expect(await till.differences()).toEqual([]);
});

it('other bytes that say the same are a repeat: senders sign and date each try anew', async () => {
  const { paymentNo } = await paidOrder();
  const message = till.model.message(paymentNo);
  const turned = Object.fromEntries(Object.entries(message).reverse());
  await till.notify(message);
  await till.idle();
  await till.notify(turned as never);
  await Promise.all([till.notify(message), till.notify(turned as never)]);
  await till.idle();
  expect(await kept(paymentNo)).toMatchObject([{ kind: 'payment', repeats: 3 }]);
  expect(await odd(paymentNo)).toEqual([]);
});
