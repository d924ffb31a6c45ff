/** Money of nobody who was signed in finds its bill paid: the household's holder has the choice that a payer in the hall has. */
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Resident } from '../../support/world.ts';
import { type Customer, type DeskStory, freshKey, openDeskStory } from './desk-story.ts';
import { enrolled } from './machine.ts';

let story: DeskStory;
beforeAll(async () => {
  story = await openDeskStory();
});
afterAll(() => story.close());

/** Fen of 06: the card takes three seconds, in which somebody pays the bill in cash. */
const amountFen = 12_306;
async function cardAfterCash(customer: Customer): Promise<string> {
  const [seller, cashier, terminal] = [await story.clerk(), await story.clerk(), await story.terminal()];
  const selling = story.post(seller, '/staff/desk/card-sales', { ...story.pays(customer), terminal });
  const asked = () =>
    story.hall.owner.query(`SELECT FROM pos_sales WHERE account_no = $1`, [customer.household.accountNo]);
  while ((await asked()).rowCount === 0) await new Promise(done => setTimeout(done, 50));
  const cash = await story.post(cashier, '/staff/desk/takings', { ...story.pays(customer), tender: 'cash' });
  expect(cash.status).toBe(201);
  const { body } = await selling;
  expect(body.status).toBe('approved');
  return body.paymentNo;
}
/** The holder of a household whose bill somebody may pay at the till. */
async function paidAtTheTill(amount: number) {
  const [customer, holder] = [await story.customer(amount), await story.hall.world.resident()];
  await story.hall.world.bind(holder, customer.household, { isHolder: true });
  const pay = async () => {
    const order = { ...story.pays(customer), tender: 'cash' };
    const taken = await story.post(await story.clerk(), '/staff/desk/takings', order);
    expect(taken.status).toBe(201);
  };
  return { customer, holder, pay };
}
const hall = (person: Resident, method: string, path: string) =>
  story.hall.call(method, path, { token: person.token, ...(method === 'POST' ? { key: freshKey() } : {}) });

it('a card that came second lies on the balance; the holder, and nobody else, sees it and takes it back, by a transfer of two persons', async () => {
  const { world } = story.hall;
  const customer = await story.customer(amountFen);
  const [holder, tenant, payer, stranger] = [
    await world.resident(),
    await world.resident(),
    await world.resident(),
    await world.resident(),
  ];
  await world.bind(holder, customer.household, { isHolder: true });
  await world.bind(tenant, customer.household);
  await world.bind(payer, customer.household, { level: 'pay-only' });
  const paymentNo = await cardAfterCash(customer);
  expect([await story.owed(customer), await story.balance(customer)]).toEqual([0, amountFen]);

  for (const person of [tenant, payer, stranger]) {
    expect((await hall(person, 'GET', `/payments/${paymentNo}`)).status).toBe(404);
    expect((await hall(person, 'POST', `/payments/${paymentNo}/surplus-return`)).status).toBe(404);
    expect((await hall(person, 'GET', '/payments')).body.payments).toEqual([]);
  }
  // The cash paid the bill and left nothing: of others' payments a holder is shown only what lies on the balance.
  const { body: history } = await hall(holder, 'GET', '/payments');
  expect(history.payments).toMatchObject([
    { paymentNo, channel: 'pos', surplusFen: amountFen, receiptNo: null },
  ]);
  // On the bill the cash stands for both who see it in full; only the holder, for whom it was taken, may open it.
  const billPath = `/households/${customer.household.accountNo}/bills/${customer.bill.billNo}`;
  for (const [person, mine] of [
    [holder, true],
    [tenant, false],
  ] as const) {
    const [cash] = (await hall(person, 'GET', billPath)).body.payments;
    expect(cash).toMatchObject({ amountFen, mine });
    expect((await hall(person, 'GET', `/payments/${cash.paymentNo}`)).status).toBe(mine ? 200 : 404);
  }
  // What cannot be accounted for is not done: the entry stands in the transaction that asks for the money.
  await story.hall.owner.query(
    `ALTER TABLE audit_entries ADD CONSTRAINT no_room CHECK (action <> 'surplus.return') NOT VALID`,
  );
  expect((await hall(holder, 'POST', `/payments/${paymentNo}/surplus-return`)).status).toBe(500);
  await story.hall.owner.query('ALTER TABLE audit_entries DROP CONSTRAINT no_room');
  expect(await story.balance(customer)).toBe(amountFen);
  const returned = await hall(holder, 'POST', `/payments/${paymentNo}/surplus-return`);
  expect(returned).toMatchObject({ status: 201, body: { amountFen, status: 'awaiting-approval' } });
  expect((await hall(holder, 'POST', `/payments/${paymentNo}/surplus-return`)).body.error).toBe('no-surplus');
  const { rows: audited } = await story.hall.owner.query(
    `SELECT actor, detail ->> 'refundNo' AS "refundNo" FROM audit_entries WHERE action = 'surplus.return'`,
  );
  expect(audited).toEqual([{ actor: `person:${holder.personId}`, refundNo: returned.body.refundNo }]);
  const [supervisor, finance] = [await story.member('supervisor'), await story.member('finance')];
  const refund = `/staff/refunds/${returned.body.refundNo}`;
  expect((await story.post(supervisor, `${refund}/approval`, { approve: true })).status).toBe(200);
  const sent = await story.post(finance, `${refund}/payout`, { bankReference: 'TT20261122009' });
  expect(sent.body).toMatchObject({ status: 'succeeded', way: 'payout' });
  expect([await story.owed(customer), await story.balance(customer)]).toEqual([0, 0]);
  expect(await story.differences()).toEqual([]);
});

it('notes for a bill that was paid a moment before may be had back by the holder, once; what is fed beyond what was owed stays', async () => {
  const machine = await enrolled(story);
  const { customer, holder, pay } = await paidAtTheTill(10_000);
  await pay();
  await machine.report(machine.notes(customer.household.accountNo, [10_000, 2_000]));
  const { payments } = (await hall(holder, 'GET', '/payments')).body;
  expect(payments).toMatchObject([{ channel: 'kiosk', surplusFen: 10_000 }]);
  const back = `/payments/${payments[0].paymentNo}/surplus-return`;
  const [first, second] = [await hall(holder, 'POST', back), await hall(holder, 'POST', back)];
  expect(first).toMatchObject({ status: 201, body: { amountFen: 10_000 } });
  expect(second.body.error).toBe('no-surplus');
  // Where nobody else has paid, what was fed beyond the bill was meant to be put by.
  const knowing = await paidAtTheTill(10_000);
  await machine.report(machine.notes(knowing.customer.household.accountNo, [10_000, 10_000]));
  const { rows } = await story.hall.owner.query(
    `SELECT DISTINCT p.payment_no FROM payments p JOIN payment_items i ON i.payment_id = p.id WHERE i.payable_id = $1`,
    [knowing.customer.bill.payableId],
  );
  const kept = await hall(knowing.holder, 'POST', `/payments/${rows[0].payment_no}/surplus-return`);
  expect(kept.body.error).toBe('no-surplus');
  expect(await story.differences()).toEqual([]);
});

it('notes that a machine without a line tells of in the evening may be had back where the bill was paid elsewhere meanwhile', async () => {
  const machine = await enrolled(story);
  const { customer, holder, pay } = await paidAtTheTill(10_000);
  const hours = (many: number) => new Date(story.clock.now().getTime() + many * 3_600_000).toISOString();
  // Issued yesterday, fed for eight hours ago, and paid at the till two hours later.
  await story.hall.owner.query('UPDATE payables SET created_at = $2 WHERE id = $1', [
    customer.bill.payableId,
    hours(-24),
  ]);
  const told = machine
    .notes(customer.household.accountNo, [10_000])
    .map(event => ({ ...event, at: hours(-8) }));
  await pay();
  await story.hall.owner.query(
    `UPDATE collections c SET created_at = $2 FROM allocations a WHERE a.collection_id = c.id AND a.payable_id = $1`,
    [customer.bill.payableId, hours(-6)],
  );
  await machine.report(told);
  const { payments } = (await hall(holder, 'GET', '/payments')).body;
  expect(payments).toMatchObject([{ channel: 'kiosk', surplusFen: 10_000 }]);
  const back = await hall(holder, 'POST', `/payments/${payments[0].paymentNo}/surplus-return`);
  expect(back).toMatchObject({ status: 201, body: { amountFen: 10_000 } });
  expect(await story.differences()).toEqual([]);
});
