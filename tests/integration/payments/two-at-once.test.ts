/**
 * The three ways in which money is booked (told by a gateway, ours already, asked before it changes hands), two at the same
 * instant for the same bill, under the name of every channel, on real PostgreSQL with real concurrency: the bill is settled
 * once, and nothing of the other's money is lost. Through their real doors: tests/contract/pairs.
 */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { channelRegistry } from '../../../server/src/modules/payments/channels/registry.ts';
import type { Fen } from '../../../server/src/shared/money.ts';
import { customerOf, openTill, type Till } from './till.ts';

/**
 * `told`: an order was placed before, a notification tells of the money. `ours`: the money is in our hands (a result file, a
 * card charged, notes in a box). `asked`: whoever collects asks first, and is refused while nothing has changed hands.
 */
type Door = { by: 'told' } | { by: 'ours' | 'asked'; source: string };
const doors: Record<string, Door> = {
  wechat: { by: 'told' },
  alipay: { by: 'told' },
  'web-hall': { by: 'told' },
  app: { by: 'told' },
  'online-bank': { by: 'told' },
  sms: { by: 'told' },
  'bank-debit': { by: 'ours', source: 'debit-bank:TST' },
  kiosk: { by: 'ours', source: 'partner:kiosk' },
  pos: { by: 'ours', source: 'acquirer:000' },
  'recharge-card': { by: 'ours', source: 'partner:card' },
  counter: { by: 'asked', source: 'partner:counter' },
  agent: { by: 'asked', source: 'partner:AG' },
  postal: { by: 'asked', source: 'partner:PO' },
  'mobile-bank': { by: 'asked', source: 'partner:MB' },
  'financial-terminal': { by: 'asked', source: 'partner:FT' },
  'bank-counter': { by: 'asked', source: 'partner:BC' },
  'bank-kiosk': { by: 'asked', source: 'partner:BK' },
  'wechat-bill': { by: 'asked', source: 'partner:WB' },
};
const amountFen = 10_000;

let till: Till;
beforeAll(async () => {
  till = await openTill();
});
afterAll(() => till.close());

type Customer = Awaited<ReturnType<typeof customerOf>>;
let trades = 0;

/** Everything up to the instant in which the money arrives. What is returned makes it arrive: true when it was taken. */
async function ready(channel: string, { household, bill }: Customer): Promise<() => Promise<boolean>> {
  const door = doors[channel]!;
  const tradeNo = `two-${++trades}`;
  if (door.by === 'told') {
    const person = await till.world.resident();
    await till.world.bind(person, household);
    const { paymentNo } = await till.call('post', '/payments', {
      actor: till.resident(person.personId),
      body: { channel, method: 'wechat', items: [{ payableId: bill.payableId, amountFen }] },
    });
    till.model.pay(paymentNo);
    return async () => (await till.notify(till.model.message(paymentNo))) < 300;
  }
  return () =>
    till.module.reception
      .receive({
        channel,
        source: door.source,
        tradeNo,
        product: 'test',
        description: '电费',
        items: [{ payableId: bill.payableId, amountFen: amountFen as Fen }],
        paidAt: new Date(),
        origin: 'test',
        strict: door.by === 'asked',
      })
      .then(
        () => true,
        error => {
          expect(error.definition.code).toBe('payable-not-payable');
          return false;
        },
      );
}

test('every registered way has its door', () => {
  expect(Object.keys(doors).sort()).toEqual(channelRegistry.map(({ code }) => code).sort());
});

const codes = Object.keys(doors);
describe.each(codes)('%s and', first => {
  test.each(codes.slice(codes.indexOf(first)))(
    '%s: the bill is settled once, and no fen is lost',
    async second => {
      const customer = await customerOf(till, amountFen);
      const arrivals = [await ready(first, customer), await ready(second, customer)];
      const taken = (await Promise.all(arrivals.map(arrive => arrive()))).filter(Boolean).length;
      await till.idle();
      expect(taken).toBeGreaterThan(0);
      expect(await customer.owed()).toBe(0);
      expect(await customer.balance()).toBe((taken - 1) * amountFen);
      const { rows } = await till.owner.query(
        `SELECT a.account_code, sum(a.amount_fen)::int AS sum FROM allocations a JOIN collections c ON c.id = a.collection_id
         JOIN payment_items i ON i.payment_id = c.payment_id WHERE i.payable_id = $1 GROUP BY 1 ORDER BY 1 DESC`,
        [customer.bill.payableId],
      );
      expect(rows).toEqual([
        { account_code: 'receivable', sum: amountFen },
        ...(taken === 2 ? [{ account_code: 'customer-balance', sum: amountFen }] : []),
      ]);
    },
  );
});

test('and at the end the books agree', async () => {
  expect(await till.differences()).toEqual([]);
});
