/** Money that a partner, a desk or a file tells us of: booked once, refused where it may be, undone on its day only. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Fen } from '../../../server/src/shared/money.ts';
import { customerOf, openTill, type Till } from './till.ts';

let till: Till;
beforeAll(async () => {
  till = await openTill();
});
afterAll(() => till.close());

let trades = 0;
const newTrade = () => `T${String(++trades).padStart(8, '0')}`;

async function billed(amountFen = 8000) {
  const { household, bill, owed } = await customerOf(till, amountFen);
  const request = (tradeNo: string, fen = amountFen) => ({
    channel: 'bank-counter',
    source: 'partner:CCB',
    tradeNo,
    product: 'teller',
    description: '电费',
    items: [{ payableId: bill.payableId, amountFen: fen as Fen }],
    paidAt: new Date('2026-11-20T15:30:00Z'),
    clearingOn: '2026-11-20' as never,
    origin: 'partner',
    strict: true,
  });
  return { household, bill, request, owed };
}
const reversal = (tradeNo: string, amountFen: number, on: string | undefined) => ({
  source: 'partner:CCB',
  tradeNo,
  amountFen: amountFen as Fen,
  on: on as never,
  by: 'partner:CCB',
  reason: 'teller cancelled',
});
const booksAgree = async () => expect(await till.differences()).toEqual([]);

describe('a bank that took money for us', () => {
  it('settles the bill once, however often it tells us, and the money stands on the clearing day', async () => {
    const { request, owed } = await billed();
    const tradeNo = newTrade();
    const first = await till.module.reception.receive(request(tradeNo));
    const repeats = await Promise.all(
      Array.from({ length: 5 }, () => till.module.reception.receive(request(tradeNo))),
    );
    expect(first.result).toBe('settled');
    expect(repeats.map(({ result, paymentNo }) => [result, paymentNo])).toEqual(
      repeats.map(() => ['repeat', first.paymentNo]),
    );
    expect(await owed()).toBe(0);
    const { rows } = await till.owner.query(
      `SELECT t.business_date::text AS on, p.account_code, p.amount_fen::int FROM ledger_transactions t JOIN ledger_postings p ON p.transaction_id = t.id
        WHERE t.reference = $1 ORDER BY p.amount_fen DESC`,
      [`partner:CCB:${tradeNo}`],
    );
    expect(rows).toEqual([
      { on: '2026-11-20', account_code: 'partner-clearing', amount_fen: 8000 },
      { on: '2026-11-20', account_code: 'receivable', amount_fen: -8000 },
    ]);
    await booksAgree();
  });

  it('is told of a contradiction when the same trade names another sum', async () => {
    const { request } = await billed();
    const tradeNo = newTrade();
    await till.module.reception.receive(request(tradeNo));
    expect((await till.module.reception.receive(request(tradeNo, 5000))).result).toBe('conflict');
    await booksAgree();
  });

  it('is refused what is no longer owed, and two that pay in the same instant settle it once', async () => {
    const { request, owed } = await billed();
    const both = await Promise.allSettled([
      till.module.reception.receive(request(newTrade())),
      till.module.reception.receive(request(newTrade())),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const refused = both.find(({ status }) => status === 'rejected') as PromiseRejectedResult;
    expect(refused.reason.definition.code).toBe('payable-not-payable');
    expect(await owed()).toBe(0);
    await booksAgree();
  });

  it('is refused a bill that is out for debit, but money that is ours already is booked all the same', async () => {
    const { request, bill, owed } = await billed();
    await till.owner.query(
      `UPDATE payables SET locked_until = '2026-11-25', locked_for = 'debit-batch:1' WHERE id = $1`,
      [bill.payableId],
    );
    await expect(till.module.reception.receive(request(newTrade()))).rejects.toMatchObject({
      definition: { code: 'payable-locked' },
    });
    const booked = await till.module.reception.receive({ ...request(newTrade()), strict: false });
    expect(booked.result).toBe('settled');
    expect(await owed()).toBe(0);
    await booksAgree();
  });

  it('money for a bill that was paid meanwhile becomes the balance, and a person is told', async () => {
    const { request, household } = await billed();
    await till.module.reception.receive(request(newTrade()));
    const second = await till.module.reception.receive({ ...request(newTrade()), strict: false });
    expect(second.result).toBe('surplus');
    const { rows } = await till.owner.query(
      'SELECT balance_fen::int FROM customer_balances WHERE holder_period_id = $1',
      [household.holderPeriodId],
    );
    expect(rows).toEqual([{ balance_fen: 8000 }]);
    await booksAgree();
  });
});

describe('冲正', () => {
  it('makes the bill owed again, once, on the clearing day only and for the whole sum only', async () => {
    const { request, owed } = await billed();
    const tradeNo = newTrade();
    await till.module.reception.receive(request(tradeNo));
    await expect(till.module.reception.reverse(reversal(tradeNo, 8000, '2026-11-21'))).rejects.toMatchObject({
      definition: { code: 'reversal-other-day' },
    });
    await expect(till.module.reception.reverse(reversal(tradeNo, 7999, '2026-11-20'))).rejects.toMatchObject({
      definition: { code: 'reversal-amount' },
    });
    const results = await Promise.all([
      till.module.reception.reverse(reversal(tradeNo, 8000, '2026-11-20')),
      till.module.reception.reverse(reversal(tradeNo, 8000, '2026-11-20')),
    ]);
    expect(results.sort()).toEqual(['repeat', 'reversed']);
    expect(await owed()).toBe(8000);
    await booksAgree();
  });

  it('of a payment that never arrived succeeds, and blocks it when it arrives later', async () => {
    const { request, owed } = await billed();
    const tradeNo = newTrade();
    expect(await till.module.reception.reverse(reversal(tradeNo, 8000, '2026-11-20'))).toBe('unseen');
    await expect(till.module.reception.receive(request(tradeNo))).rejects.toMatchObject({
      definition: { code: 'reversed-before' },
    });
    expect(await owed()).toBe(8000);
    await booksAgree();
  });

  it('and the payment itself in the same instant leave the bill owed, whichever came first', async () => {
    const { request, owed } = await billed();
    for (let round = 0; round < 5; round++) {
      const tradeNo = newTrade();
      await Promise.allSettled([
        till.module.reception.receive(request(tradeNo)),
        till.module.reception.reverse(reversal(tradeNo, 8000, '2026-11-20')),
      ]);
      expect(await owed()).toBe(8000);
    }
    await booksAgree();
  });
});

it('a quote names what is owed, masked, and says what is locked', async () => {
  const { household, bill } = await billed(4321);
  await till.owner.query(
    `UPDATE payables SET locked_until = now() + interval '1 day', locked_for = 'debit-batch:2' WHERE id = $1`,
    [bill.payableId],
  );
  const quote = await till.module.quote(household.accountNo);
  expect(quote).toMatchObject({
    accountNo: household.accountNo,
    owedFen: 4321,
    items: [{ payableId: bill.payableId, outstandingFen: 4321, locked: true }],
  });
  expect(quote!.nameMasked).not.toBe(household.name);
  expect(await till.module.quote('0000000000000')).toBeUndefined();
});
