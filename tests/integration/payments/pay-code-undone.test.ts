/** A pay code that is being undone: whoever books its money in, and wherever the process dies, the money that went back is booked out. */
import { afterAll, afterEach, beforeAll, expect, it } from '@jest/globals';
import type { PaymentNo } from '../../../server/src/shared/ids.ts';
import type { Fen } from '../../../server/src/shared/money.ts';
import { Crash, customerOf, openTill, type Till } from './till.ts';

let till: Till;
let requests = 0;
beforeAll(async () => {
  till = await openTill();
});
afterEach(() => {
  till.crashAt(undefined);
  till.model.tellsUndoneAs = 'closed';
});
afterAll(() => till.close());

type Customer = Awaited<ReturnType<typeof customerOf>>;
/** The code is scanned; the customer has not confirmed it. */
const scan = (customer: Customer): Promise<PaymentNo> =>
  till.module.desk.chargeCode(till.model.gateway, '130000000000000000', {
    channel: 'counter',
    items: [{ payableId: customer.bill.payableId, amountFen: 10_000 as Fen }],
    prepayments: [],
    description: '电费',
    ip: '127.0.0.1',
    requestKey: `scan-${++requests}`,
  });
const booked = (paymentNo: string) =>
  till.one<{ in: number; out: number }>(
    `SELECT coalesce(sum(c.amount_fen), 0)::int AS "in", coalesce(sum(c.refunded_fen), 0)::int AS out
       FROM payments p LEFT JOIN collections c ON c.payment_id = p.id WHERE p.payment_no = $1`,
    [paymentNo],
  );
const isAskedStill = async (paymentNo: string) =>
  (
    await till.one<{ due: boolean }>(
      'SELECT next_query_at IS NOT NULL AS due FROM payments WHERE payment_no = $1',
      [paymentNo],
    )
  ).due;
const goOn = async () => {
  till.advance(130);
  await till.job('close-expired');
  await till.job('query-back');
};
async function noMoneyStays(customer: Customer, paymentNo: string): Promise<void> {
  expect(await booked(paymentNo)).toEqual({ in: 10_000, out: 10_000 });
  expect([await customer.owed(), await customer.balance()]).toEqual([10_000, 0]);
  expect(await isAskedStill(paymentNo)).toBe(false);
  expect(await till.differences()).toEqual([]);
}
/** What happens between our last question and the reversal. */
const beforeReversal = (deed: (paymentNo: PaymentNo) => unknown) => {
  const { payCode } = till.model.gateway;
  const { reverse } = payCode!;
  payCode!.reverse = async paymentNo => {
    payCode!.reverse = reverse;
    await deed(paymentNo);
    return reverse(paymentNo);
  };
};
const told = async (paymentNo: string) => {
  await till.notify(till.model.message(paymentNo));
  await till.idle();
};

it.each(['paid', 'closed'] as const)(
  'that a message settles while it is undone (told as %s), the process dying there, ends without money',
  async says => {
    till.model.tellsUndoneAs = says;
    const customer = await customerOf(till);
    const paymentNo = await scan(customer);
    beforeReversal(async () => {
      till.model.pay(paymentNo);
      await told(paymentNo);
      expect(await customer.owed()).toBe(0);
    });
    till.crashAt('pay-code-undone');
    await expect(till.module.desk.giveUp(paymentNo)).rejects.toBeInstanceOf(Crash);
    expect(till.model.orders.get(paymentNo)!.state).toBe('undone');
    await goOn();
    await noMoneyStays(customer, paymentNo);
  },
);

it('whose message comes when all is over ends without money', async () => {
  const customer = await customerOf(till);
  const paymentNo = await scan(customer);
  beforeReversal(() => till.model.pay(paymentNo));
  expect(await till.module.desk.giveUp(paymentNo)).toBe('closed');
  await goOn();
  await told(paymentNo);
  await goOn();
  await noMoneyStays(customer, paymentNo);
});

it('is booked in and out together: nobody sees the bill paid in between', async () => {
  till.model.tellsUndoneAs = 'paid';
  const customer = await customerOf(till);
  const paymentNo = await scan(customer);
  beforeReversal(() => till.model.pay(paymentNo));
  till.crashAt('pay-code-booked');
  await expect(till.module.desk.giveUp(paymentNo)).rejects.toBeInstanceOf(Crash);
  expect(await booked(paymentNo)).toEqual({ in: 10_000, out: 10_000 });
  expect(await customer.owed()).toBe(10_000);
  await goOn();
  await noMoneyStays(customer, paymentNo);
});

it('whose charge answers "paid" after it was undone ends without money', async () => {
  const customer = await customerOf(till);
  const { payCode } = till.model.gateway;
  const { charge } = payCode!;
  let answer = () => {};
  payCode!.charge = async order => {
    await charge(order);
    till.model.pay(order.paymentNo);
    const outcome = await charge(order);
    await new Promise<void>(done => {
      answer = done;
    });
    return outcome;
  };
  const scanning = scan(customer);
  const paymentNo = await new Promise<string>(found => {
    const looking = setInterval(() => {
      const [last] = [...till.model.orders.entries()].at(-1) ?? [];
      if (!last || till.model.orders.get(last)!.state !== 'paid') return;
      clearInterval(looking);
      found(last);
    }, 20);
  });
  payCode!.charge = charge;
  // Asked and undone by somebody else, before the money is heard of.
  const { query } = till.model.gateway;
  till.model.gateway.query = async () => ({ status: 'pending' });
  await till.module.desk.giveUp(paymentNo);
  till.model.gateway.query = query;
  expect(till.model.orders.get(paymentNo)!.state).toBe('undone');
  answer();
  await scanning;
  await goOn();
  await noMoneyStays(customer, paymentNo);
});

it('whose money is on the books before it is undone is not undone', async () => {
  const customer = await customerOf(till);
  const paymentNo = await scan(customer);
  const { query } = till.model.gateway;
  till.model.gateway.query = async asked => {
    till.model.gateway.query = query;
    const before = await query(asked);
    till.model.pay(paymentNo);
    await told(paymentNo);
    return before;
  };
  expect(await till.module.desk.giveUp(paymentNo)).toBe('settled');
  expect(till.model.orders.get(paymentNo)!.state).toBe('paid');
  await goOn();
  expect(await booked(paymentNo)).toEqual({ in: 10_000, out: 0 });
  expect(await customer.owed()).toBe(0);
});
