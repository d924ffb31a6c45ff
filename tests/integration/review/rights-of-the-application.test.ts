/** What the application's own role may not do, even if somebody gets to run SQL as it: history stays, sums stay. */
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { customerOf, openTill, type Till } from '../payments/till.ts';

let till: Till;
beforeAll(async () => {
  till = await openTill();
  const customer = await customerOf(till);
  const { paymentNo } = await customer.start();
  till.model.pay(paymentNo);
  await till.notify(till.model.message(paymentNo));
  await till.idle();
  await till.call('post', '/staff/payments/:paymentNo/refunds', {
    actor: till.clerk(),
    params: { paymentNo },
    body: { amountFen: 1_000, reason: '退款' },
  });
});
afterAll(() => till.close());

const kept = [
  'payables',
  'payments',
  'payment_items',
  'collections',
  'allocations',
  'refunds',
  'odd_payments',
  'inbox_messages',
  'receipts',
  'customer_balances',
  'bills',
  'ledger_transactions',
  'ledger_postings',
  'payment_events',
  'audit_entries',
];

it.each(kept)('it deletes nothing from %s, one by one or all at once', async table => {
  await expect(till.db.pool.query(`DELETE FROM ${table}`)).rejects.toMatchObject({ code: '42501' });
  await expect(till.db.pool.query(`TRUNCATE ${table} CASCADE`)).rejects.toMatchObject({ code: '42501' });
});

it.each([
  'payables SET amount_fen = 1',
  'payables SET holder_period_id = holder_period_id',
  "payables SET credit_account = 'customer-prepaid'",
  'payments SET amount_fen = 1',
  "payments SET payment_no = 'P'",
  'payment_items SET amount_fen = 1',
  'collections SET amount_fen = 1',
  "collections SET trade_no = 'T', source = 'S'",
  'collections SET paid_at = now()',
  'allocations SET amount_fen = 1',
  'allocations SET holder_period_id = 1',
  'refunds SET amount_fen = 1',
  'refunds SET requested_by = $$staff:somebody$$',
  'odd_payments SET amount_fen = 1',
  "inbox_messages SET body = '', parsed = '{}'",
  "receipts SET receipt_no = 'SJ1', check_code = 'x'",
  'customer_balances SET holder_period_id = 1',
  'bills SET total_fen = 1',
])('it does not rewrite what happened: %s', async change => {
  await expect(till.db.pool.query(`UPDATE ${change}`)).rejects.toMatchObject({ code: '42501' });
});
