/** `ledger:verify` finds whatever does not agree with the books: each line here is one thing somebody could have got wrong. */
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type pg from 'pg';
import { openLedger } from '../../../server/src/modules/ledger/index.ts';
import { customerOf, openTill, type Till } from '../payments/till.ts';

let till: Till;
let client: pg.PoolClient;

beforeAll(async () => {
  till = await openTill({ refundApprovalAboveFen: 1_000_000 });
  await tellAStory();
  client = await till.owner.connect();
});
afterAll(async () => {
  client.release();
  await till.close();
});

/** Bills paid, overpaid, reversed and paid from balance; money of nobody; refunds under way, done, failed and by transfer. */
async function tellAStory() {
  const customer = await customerOf(till, 10_000);
  const { paymentNo } = await customer.start({
    prepayments: [{ accountNo: customer.household.accountNo, amountFen: 2_000 }],
  });
  till.model.pay(paymentNo);
  await till.notify(till.model.message(paymentNo));
  await till.idle();
  await till.notify(till.model.message(paymentNo, { tradeNo: 'T-second', eventId: 'E-second' }));
  await till.notify({
    ...till.model.message(paymentNo, { tradeNo: 'T-strange', eventId: 'E-strange' }),
    paymentNo: 'NOT-OURS',
  } as never);
  await till.idle();
  await till.world.bill(customer.household, { amountFen: 3_000, month: '2026-09' });
  await till.world.bill(customer.household, { amountFen: 50_000, month: '2026-08' });
  const refund = (amountFen: number) =>
    till.call('post', '/staff/payments/:paymentNo/refunds', {
      actor: till.clerk(),
      params: { paymentNo },
      body: { amountFen, reason: '退款', tradeNo: `T${paymentNo}-1` },
    });
  const reversed = await customerOf(till, 7_000);
  const { rows } = await till.owner.query(
    `INSERT INTO bills (bill_no, holder_period_id, account_id, month, kind, reverses_id, reason, from_date, to_date, issued_at, due_on, energy, energy_fen, total_fen, content)
     SELECT bill_no || 'R', holder_period_id, account_id, month, 'reversal', id, '抄表有误', from_date, to_date, now(), due_on, -energy, -energy_fen, -total_fen, content
       FROM bills WHERE id = $1 RETURNING id`,
    [reversed.bill.billId],
  );
  await till.owner.query('SELECT reverse_bill($1)', [rows[0].id]);
  await refund(1_000);
  till.advance(120);
  await till.job('send-refunds');
  await refund(500);
}

const tampering: Record<string, string> = {
  'a bill is said to be paid one fen more than it was': `UPDATE payables SET paid_fen = paid_fen + 1 WHERE id = (SELECT id FROM payables WHERE status = 'open' AND paid_fen < amount_fen AND kind = 'bill' LIMIT 1)`,
  'a bill is said to be paid one fen less': `UPDATE payables SET paid_fen = paid_fen - 1 WHERE id = (SELECT id FROM payables WHERE status = 'open' AND paid_fen > 0 AND kind = 'bill' LIMIT 1)`,
  'a prepayment is said to be paid one fen less': `UPDATE payables SET paid_fen = paid_fen - 1 WHERE id = (SELECT id FROM payables WHERE paid_fen > 0 AND kind = 'prepayment' LIMIT 1)`,
  'something is paid on a reversed bill': `UPDATE payables SET paid_fen = 1 WHERE status = 'void'`,
  'a bill is owed by one fen more than it was issued': `UPDATE payables SET amount_fen = amount_fen + 1, paid_fen = paid_fen + CASE WHEN paid_fen = amount_fen THEN 1 ELSE 0 END WHERE id = (SELECT id FROM payables WHERE status = 'open' AND kind = 'bill' LIMIT 1)`,
  "a customer's balance has one fen more": `UPDATE customer_balances SET balance_fen = balance_fen + 1 WHERE holder_period_id = (SELECT min(holder_period_id) FROM customer_balances)`,
  "a customer's prepayment has one fen more": `UPDATE customer_balances SET prepaid_fen = prepaid_fen + 1 WHERE holder_period_id = (SELECT min(holder_period_id) FROM customer_balances)`,
  "a customer's balance row is gone": `DELETE FROM customer_balances WHERE holder_period_id = (SELECT holder_period_id FROM ledger_postings WHERE account_code = 'receivable' LIMIT 1); UPDATE customer_balances SET balance_fen = 1`,
  'more is said to be refunded than was': `UPDATE collections SET refunded_fen = refunded_fen + 1 WHERE trade_no = 'T-second'`,
  'less is said to be refunded than was': `UPDATE collections SET refunded_fen = refunded_fen - 1 WHERE refunded_fen > 0`,
  'a collection has one fen more': `UPDATE collections SET amount_fen = amount_fen + 1 WHERE trade_no = 'T-second'`,
  'a collection is gone': `DELETE FROM allocations WHERE collection_id = (SELECT id FROM collections WHERE trade_no = 'T-second'); DELETE FROM receipts WHERE collection_id = (SELECT id FROM collections WHERE trade_no = 'T-second'); DELETE FROM collections WHERE trade_no = 'T-second'`,
  'a collection was never posted': `DELETE FROM ledger_postings WHERE transaction_id = (SELECT id FROM ledger_transactions WHERE reference LIKE '%T-second'); DELETE FROM ledger_transactions WHERE reference LIKE '%T-second'`,
  'a posting is missing': `DELETE FROM ledger_postings WHERE id = (SELECT max(id) FROM ledger_postings)`,
  'a posting is one fen off': `UPDATE ledger_postings SET amount_fen = amount_fen + 1 WHERE id = (SELECT max(id) FROM ledger_postings)`,
  'a transaction has lost all its postings': `DELETE FROM ledger_postings WHERE transaction_id = (SELECT max(id) FROM ledger_transactions)`,
  'an allocation lies on another account': `UPDATE allocations SET account_code = 'customer-prepaid' WHERE account_code = 'unidentified'`,
  'an allocation has been taken back by nobody': `UPDATE allocations SET taken_back_fen = 1 WHERE account_code = 'unidentified'`,
  'a receipt is gone': `DELETE FROM receipts WHERE id = (SELECT max(id) FROM receipts)`,
  'a refund that has left is said to have failed': `UPDATE refunds SET status = 'failed' WHERE status = 'succeeded'`,
  'a refund under way is said to have left': `UPDATE refunds SET status = 'succeeded' WHERE status = 'pending'`,
  'a refund is one fen larger': `UPDATE refunds SET amount_fen = amount_fen + 1 WHERE status = 'succeeded'`,
  'a refund is said to have gone by transfer': `UPDATE refunds SET way = 'payout', approved_by = 'x' WHERE status = 'succeeded'`,
  'a settled payment is said to be pending': `UPDATE payments SET status = 'pending' WHERE status = 'settled'`,
  'a payment without money is said to be settled': `INSERT INTO payments (payment_no, channel, gateway, product, amount_fen, status, description, expires_at) VALUES ('P-none', 'web-hall', 'wechat-pay', 'native', 1, 'settled', '电费', now())`,
  'a bill was never posted, and nobody owes it': `DELETE FROM ledger_postings WHERE transaction_id = (SELECT t.id FROM ledger_transactions t JOIN bills b ON b.bill_no = t.reference WHERE t.kind = 'bill-issued' AND b.month = '2026-08');
     DELETE FROM ledger_transactions t USING bills b WHERE b.bill_no = t.reference AND t.kind = 'bill-issued' AND b.month = '2026-08';
     UPDATE payables SET status = 'void', paid_fen = 0 WHERE id = (SELECT payable_id FROM bills WHERE month = '2026-08')`,
  'a holder has a bill of days that another has paid for': `WITH paid AS (SELECT * FROM bills WHERE live AND kind = 'bill' ORDER BY id LIMIT 1),
       other AS (INSERT INTO holder_periods (account_id, customer_id, contract_no, from_date, to_date)
         SELECT account_id, customer_id, 'C-other', '2022-01-01', '2022-12-31' FROM paid JOIN holder_periods h USING (account_id) RETURNING id)
     INSERT INTO bills (bill_no, holder_period_id, account_id, month, from_date, to_date, issued_at, due_on, energy, energy_fen, total_fen, content)
       SELECT 'B-twice', other.id, account_id, month, to_date, to_date, issued_at, due_on, 0, 0, 0, content FROM paid, other`,
  'income was invented': `WITH t AS (INSERT INTO ledger_transactions (kind, reference, business_date) VALUES ('manual', '1', '2026-11-22') RETURNING id)
     INSERT INTO ledger_postings (transaction_id, account_code, amount_fen) SELECT id, account, amount FROM t, (VALUES ('gateway-fees', 5), ('energy-income', -5)) AS v (account, amount)`,
  'money was moved from one gateway to the other': `WITH t AS (INSERT INTO ledger_transactions (kind, reference, business_date) VALUES ('manual', '2', '2026-11-22') RETURNING id)
     INSERT INTO ledger_postings (transaction_id, account_code, amount_fen) SELECT id, account, amount FROM t, (VALUES ('gateway:alipay', 5), ('gateway:wechat-pay', -5)) AS v (account, amount)`,
  'a debt was moved to a neighbour': `WITH t AS (INSERT INTO ledger_transactions (kind, reference, business_date) VALUES ('manual', '3', '2026-11-22') RETURNING id)
     INSERT INTO ledger_postings (transaction_id, account_code, holder_period_id, amount_fen)
       SELECT t.id, 'receivable', holder, amount FROM t, (SELECT min(id) AS holder, 5 AS amount FROM holder_periods UNION ALL SELECT max(id), -5 FROM holder_periods) v`,
};

const differences = () => openLedger({ db: { pool: till.owner } }).differences();

it('the story itself is in order', async () => {
  expect(await differences()).toEqual([]);
});

it.each(Object.keys(tampering))('it notices when %s', async what => {
  await client.query('BEGIN');
  try {
    // As the owner, with triggers and constraints between tables asleep: what a bug in them, or a hand in the database, could do.
    await client.query(`SET LOCAL session_replication_role = replica`);
    const before = await client.query('SELECT pg_current_xact_id_if_assigned() AS id');
    await client.query(tampering[what]!);
    const { rows } = await client.query('SELECT pg_current_xact_id_if_assigned() AS id');
    expect([before.rows[0].id, rows[0].id === null]).toEqual([null, false]);
    expect((await differencesSeenBy(client)).length).toBeGreaterThan(0);
  } finally {
    await client.query('ROLLBACK');
  }
});

/** The checks, in the transaction that tampered. */
async function differencesSeenBy(inside: pg.PoolClient) {
  const statements = {
    connect: async () => ({
      query: (sql: string, values?: unknown[]) =>
        /^(BEGIN|COMMIT|ROLLBACK)/.test(sql) ? undefined : inside.query(sql, values),
      release() {},
    }),
  };
  return openLedger({ db: { pool: statements as unknown as pg.Pool } }).differences();
}
