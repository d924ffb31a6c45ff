/** Money we keep for a holder pays the bills that are due: from the next day on, the oldest first, and never what is asked back. */
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { addDays, businessDate } from '../../../server/src/shared/dates.ts';
import type { Fen } from '../../../server/src/shared/money.ts';
import type { Household } from '../../support/world.ts';
import { customerOf, openTill, type Till } from './till.ts';

let till: Till;
beforeAll(async () => {
  till = await openTill({ refundApprovalAboveFen: 4_000 });
});
afterAll(() => till.close());

const today = () => businessDate(new Date());
const daysAgo = (days: number) => addDays(today(), -days);
let trades = 0;

/** A prepayment that came on that day. @returns how it is reversed */
async function prepays(household: Household, amountFen: number, on = daysAgo(1)) {
  trades += 1;
  const money = { source: 'partner:CCB', tradeNo: `KEPT${trades}` };
  const { result } = await till.module.reception.receive({
    ...money,
    channel: 'bank-counter',
    product: 'cheque',
    description: '预存电费',
    items: [],
    prepayments: [{ holderPeriodId: household.holderPeriodId, amountFen: amountFen as Fen }],
    paidAt: new Date(`${on}T10:00:00+08:00`),
    clearingOn: on,
    origin: 'partner',
    strict: true,
  });
  expect(result).toBe('settled');
  const why = { amountFen: amountFen as Fen, by: 'partner:CCB', reason: '支票退票' };
  return () => till.module.reception.reverse({ ...money, ...why });
}

const owed = async (payableId: number) =>
  (
    await till.one<{ fen: number }>(
      'SELECT (amount_fen - paid_fen)::int AS fen FROM payables WHERE id = $1',
      [payableId],
    )
  ).fen;
const kept = ({ holderPeriodId }: Household) =>
  till.one(
    'SELECT balance_fen::int AS balance, prepaid_fen::int AS prepaid FROM customer_balances WHERE holder_period_id = $1',
    [holderPeriodId],
  );
const apply = () => till.job('apply-balances');
const booksAgree = async () => expect(await till.differences()).toEqual([]);

it('a prepayment made while owing pays what is due, the oldest first, and leaves what is not due yet', async () => {
  const household = await till.world.household();
  const old = await till.world.bill(household, { amountFen: 5_000, month: '2026-09', dueOn: daysAgo(40) });
  const due = await till.world.bill(household, { amountFen: 4_000, month: '2026-10', dueOn: today() });
  const later = await till.world.bill(household, {
    amountFen: 3_000,
    month: '2026-11',
    dueOn: addDays(today(), 9),
  });
  await prepays(household, 20_000);
  expect([await owed(old.payableId), await owed(due.payableId)]).toEqual([5_000, 4_000]);
  await Promise.all([apply(), apply()]);
  expect([await owed(old.payableId), await owed(due.payableId), await owed(later.payableId)]).toEqual([
    0, 0, 3_000,
  ]);
  expect(await kept(household)).toEqual({ balance: 0, prepaid: 11_000 });
  await apply();
  expect(await kept(household)).toEqual({ balance: 0, prepaid: 11_000 });
  await booksAgree();
});

it('too little pays a part, and the rest when more has come: each time is a transaction of its own', async () => {
  const household = await till.world.household();
  const { billId, payableId } = await till.world.bill(household, { amountFen: 9_000, dueOn: daysAgo(10) });
  await prepays(household, 2_000);
  await apply();
  await prepays(household, 3_000);
  await apply();
  expect(await owed(payableId)).toBe(4_000);
  const { rows } = await till.owner.query(
    `SELECT reference FROM ledger_transactions WHERE kind = 'balance-applied' AND starts_with(reference, $1) ORDER BY id`,
    [`payable:${payableId}`],
  );
  expect(rows.map(({ reference }) => reference)).toEqual([`payable:${payableId}`, `payable:${payableId}:2`]);
  // And the late fee counts both as of the day before: kept money is not late for paying on the next.
  await till.owner.query(
    `INSERT INTO dunning_rules (name, value, valid_from, edition, reason, set_by)
     SELECT name, value || '{"enabled": true}', $1, 'test', 'test', 'test' FROM dunning_rules WHERE name = 'lateFee' ORDER BY valid_from DESC LIMIT 1`,
    [daysAgo(20)],
  );
  const { parts } = await till.one<{ parts: { from: string; to: string; outstandingFen: number }[] }>(
    'SELECT parts FROM late_fee_of($1, $2)',
    [billId, addDays(today(), 1)],
  );
  expect(parts.map(({ from, to, outstandingFen }) => [from, to, outstandingFen])).toEqual([
    [daysAgo(9), daysAgo(1), 9_000],
    [today(), addDays(today(), 1), 4_000],
  ]);
  await booksAgree();
});

it('money of today and money asked back are left alone', async () => {
  const fresh = await till.world.household();
  const bill = await till.world.bill(fresh, { amountFen: 5_000, dueOn: daysAgo(3) });
  const undo = await prepays(fresh, 5_000, today());
  await apply();
  expect(await owed(bill.payableId)).toBe(5_000);
  expect(await undo()).toBe('reversed');

  const wanted = await till.world.household();
  const open = await till.world.bill(wanted, { amountFen: 5_000, dueOn: daysAgo(3) });
  await prepays(wanted, 5_000);
  const { paymentNo } = await till.one<{ paymentNo: string }>(
    'SELECT p.payment_no AS "paymentNo" FROM payments p JOIN payment_items i ON i.payment_id = p.id JOIN payables y ON y.id = i.payable_id WHERE y.holder_period_id = $1',
    [wanted.holderPeriodId],
  );
  const asked = await till.call('post', '/staff/payments/:paymentNo/refunds', {
    actor: till.clerk(),
    params: { paymentNo },
    body: { amountFen: 5_000, reason: '不再预存' },
  });
  expect(asked.status).toBe('awaiting-approval');
  await apply();
  expect(await owed(open.payableId)).toBe(5_000);
  await booksAgree();
});

it('a bill that is being paid, however silent its gateway, or that lies at the bank, is left alone', async () => {
  const { household, start } = await customerOf(till, 7_000);
  const bill = await till.world.bill(household, { amountFen: 5_000, month: '2026-09', dueOn: daysAgo(3) });
  await prepays(household, 5_000);
  const { paymentNo } = await start({ items: [{ payableId: bill.payableId, amountFen: 5_000 }] });
  till.model.mode = 'lost-request';
  till.advance(3 * 3_600);
  await till.job('close-expired');
  await apply();
  expect(await owed(bill.payableId)).toBe(5_000);
  till.model.mode = 'honest';
  till.model.pay(paymentNo);
  till.advance(3_600);
  await till.job('close-expired');
  expect([await owed(bill.payableId), await kept(household)]).toEqual([0, { balance: 0, prepaid: 5_000 }]);

  const locked = await till.world.household();
  const away = await till.world.bill(locked, { amountFen: 5_000, dueOn: daysAgo(3) });
  const lock = (until: string) =>
    till.owner.query(`UPDATE payables SET locked_until = now() + $2::interval WHERE id = $1`, [
      away.payableId,
      until,
    ]);
  await lock('1 day');
  await prepays(locked, 5_000);
  await apply();
  expect(await owed(away.payableId)).toBe(5_000);
  await lock('-1 second');
  await apply();
  expect(await owed(away.payableId)).toBe(0);
  await booksAgree();
});

it('a cheque that bounces after it has paid a bill makes the bill owed again', async () => {
  const household = await till.world.household();
  const { payableId } = await till.world.bill(household, { amountFen: 6_000, dueOn: daysAgo(2) });
  const bounce = await prepays(household, 8_000);
  await apply();
  expect([await owed(payableId), await kept(household)]).toEqual([0, { balance: 0, prepaid: 2_000 }]);
  await bounce();
  expect([await owed(payableId), await kept(household)]).toEqual([6_000, { balance: 0, prepaid: 0 }]);
  await booksAgree();
  // The bill can be paid from a balance once more.
  await prepays(household, 6_000);
  await apply();
  expect(await owed(payableId)).toBe(0);
  await booksAgree();
});

it('one holder whose money does not fit holds up nobody', async () => {
  const [broken, sound] = [await till.world.household(), await till.world.household()];
  const bills = [];
  for (const household of [broken, sound]) {
    bills.push(await till.world.bill(household, { amountFen: 1_000, dueOn: daysAgo(5) }));
    await prepays(household, 1_000);
  }
  // The place of its entry is taken already.
  await till.owner.query(
    `SELECT post_transaction('balance-applied', $1, $2, '{bank,payouts}', '{null,null}'::bigint[], '{1,-1}'::bigint[])`,
    [`payable:${bills[0]!.payableId}`, today()],
  );
  await apply();
  expect([await owed(bills[0]!.payableId), await owed(bills[1]!.payableId)]).toEqual([1_000, 0]);
});
