/**
 * Two ways to pay, one bill, the same instant, each through its real door: the bill is settled once, the other's money is
 * refused before it changes hands or lies on the balance, from which its payer may have it back, and the books agree. Any two of the
 * eighteen, and each with itself.
 */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { channelRegistry } from '../../../server/src/modules/payments/channels/registry.ts';
import type { Customer } from '../../integration/desk/desk-story.ts';
import { eventually } from '../../support/hall.ts';
import { amountFen, type Doors, openDoors } from './doors.ts';
import { keepOutcomes, type PairOutcomes, pairOf } from './outcomes.ts';

let bazaar: Doors;
beforeAll(async () => {
  bazaar = await openDoors();
}, 120_000);
afterAll(() => bazaar.close());

const all = channelRegistry.map(({ code }) => code);
const outcomes: PairOutcomes = {};
afterAll(() => keepOutcomes(outcomes));

/** Of what came in twice one lies on the balance. Whoever paid it, or else the household's holder, may have it back instead. */
async function takeBack({ household }: Customer): Promise<void> {
  const { hall, sessionOf } = bazaar;
  const holder = await hall.world.resident();
  await hall.world.bind(holder, household, { isHolder: true });
  const { rows } = await hall.owner.query(
    `SELECT DISTINCT p.payment_no, p.person_id FROM payments p JOIN collections c ON c.payment_id = p.id JOIN allocations a ON a.collection_id = c.id, surplus_of(c.id)
      WHERE a.holder_period_id = $1`,
    [household.holderPeriodId],
  );
  expect(rows).toHaveLength(1);
  const [{ payment_no: paymentNo, person_id: personId }] = rows;
  const token = (personId && sessionOf(personId)) || holder.token;
  const path = `/payments/${paymentNo}/surplus-return`;
  const returned = await hall.call('POST', path, { token, key: randomUUID() });
  expect(returned).toMatchObject({ status: 201, body: { amountFen } });
  expect((await hall.call('POST', path, { token, key: randomUUID() })).body.error).toBe('no-surplus');
}

/** Money that came in for a household, and where it lies. */
async function books(holderPeriodId: number) {
  const { rows } = await bazaar.hall.owner.query(
    `WITH came AS (SELECT DISTINCT c.id, c.amount_fen FROM collections c JOIN payment_items i ON i.payment_id = c.payment_id
                     JOIN payables y ON y.id = i.payable_id WHERE y.holder_period_id = $1)
     SELECT count(*)::int AS times, coalesce(sum(amount_fen), 0)::int AS fen,
            (SELECT coalesce(sum(a.amount_fen - a.taken_back_fen), 0)::int FROM allocations a JOIN came ON came.id = a.collection_id WHERE a.account_code = 'receivable') AS "toBill",
            (SELECT coalesce(sum(balance_fen + prepaid_fen), 0)::int FROM customer_balances WHERE holder_period_id = $1) AS balance
       FROM came`,
    [holderPeriodId],
  );
  return rows[0] as { times: number; fen: number; toBill: number; balance: number };
}

test('every registered way has its door', () => {
  expect(Object.keys(bazaar.doors).sort()).toEqual([...all].sort());
});

describe.each(all)('%s and', first => {
  test.each(all.slice(all.indexOf(first)))('%s', async second => {
    outcomes[pairOf(first, second)] = 'failed';
    const customer = await bazaar.story.customer(amountFen);
    const { holderPeriodId } = customer.household;
    // A bill that somebody is paying goes to no bank: its file is out, and past its deadline, before anybody else begins.
    const inOrder = [first, second].sort(
      (one, other) => Number(other === 'bank-debit') - Number(one === 'bank-debit'),
    );
    const arrivals = [];
    for (const channel of inOrder) arrivals.push(await bazaar.doors[channel]!(customer));
    const answers = await Promise.all(arrivals.map(arrive => arrive()));
    // What a bank has debited is booked, whoever has paid meanwhile.
    if (inOrder[0] === 'bank-debit' && first !== second) expect(answers[0]).toBe(true);
    const taken = answers.filter(Boolean).length;
    expect(taken).toBeGreaterThan(0);
    await eventually(
      () => books(holderPeriodId),
      ({ times }) => times === taken,
    );
    expect(await books(holderPeriodId)).toEqual({
      times: taken,
      fen: taken * amountFen,
      toBill: amountFen,
      balance: (taken - 1) * amountFen,
    });
    expect(await bazaar.story.owed(customer)).toBe(0);
    if (taken === 2) await takeBack(customer);
    expect(await bazaar.story.owed(customer)).toBe(0);
    outcomes[pairOf(first, second)] = taken === 2 ? 'balance' : 'refused';
  });
});

test("a reversal by staff of an agent's payment waits for the prefund first, and holds no customer while it waits", async () => {
  const { hall, agent, story } = bazaar;
  const customer = await story.customer(amountFen);
  expect(await (await bazaar.doors['agent']!(customer))()).toBe(true);
  const { rows } = await hall.owner.query(
    `SELECT c.trade_no FROM collections c JOIN payment_items i ON i.payment_id = c.payment_id WHERE i.payable_id = $1`,
    [customer.bill.payableId],
  );
  const paying = await hall.owner.connect();
  try {
    // As a payment of the agent does, before it comes to the customer.
    await paying.query('BEGIN');
    await paying.query('SELECT FROM partner_prefunds WHERE partner_id = $1 FOR NO KEY UPDATE', [agent.id]);
    const reversing = hall.owner.query(
      `SELECT reverse_collection($1, $2, 'R2026112299999999999999', $3, NULL, 'staff:finance', '对账差异') AS result`,
      [`agent:${agent.code}`, rows[0].trade_no, amountFen],
    );
    await eventually(
      () =>
        hall.owner.query(
          `SELECT FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE '%reverse_collection%'`,
        ),
      ({ rowCount }) => rowCount === 1,
    );
    await paying.query('SELECT FROM customer_balances WHERE holder_period_id = $1 FOR NO KEY UPDATE NOWAIT', [
      customer.household.holderPeriodId,
    ]);
    await paying.query('COMMIT');
    expect((await reversing).rows[0].result).toBe('reversed');
  } finally {
    paying.release();
  }
  expect(await story.owed(customer)).toBe(amountFen);
});

test('and at the end the books agree', async () => {
  expect(await bazaar.story.differences()).toEqual([]);
});
