/** A refund by bank transfer on the books: owed once it is approved, gone from the bank account once it is transferred. */
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { openLedger } from '../../../server/src/modules/ledger/index.ts';
import { customerOf, openTill, type Till } from './till.ts';

let till: Till;
beforeAll(async () => {
  till = await openTill();
});
afterAll(() => till.close());

/** Of a payment past the gateway's term. */
async function asked(amountFen: number): Promise<string> {
  const customer = await customerOf(till);
  const { paymentNo } = await customer.start();
  till.model.pay(paymentNo);
  await till.notify(till.model.message(paymentNo));
  await till.idle();
  await till.owner.query(
    `UPDATE collections SET paid_at = paid_at - interval '400 days' WHERE payment_id = (SELECT id FROM payments WHERE payment_no = $1)`,
    [paymentNo],
  );
  const body = { amountFen, reason: '前年误缴' };
  const refund = await till.call('post', '/staff/payments/:paymentNo/refunds', {
    actor: till.clerk(),
    params: { paymentNo },
    body,
  });
  expect(refund).toMatchObject({ way: 'payout', status: 'awaiting-approval' });
  return refund.refundNo;
}
const approve = (refundNo: string) =>
  till.call('post', '/staff/refunds/:refundNo/approval', {
    actor: till.clerk('supervisor1'),
    params: { refundNo },
    body: { approve: true },
  });
const transferred = (refundNo: string) =>
  till.call('post', '/staff/refunds/:refundNo/payout', {
    actor: till.clerk('finance1'),
    params: { refundNo },
    body: { bankReference: `ICBC-${refundNo}` },
  });
const balances = async () => {
  const rows = await openLedger({ db: { pool: till.owner } }).trialBalance();
  const of = (code: string) => Number(rows.find(row => row.code === code)!.balanceFen);
  return { bank: of('bank'), payouts: of('payouts'), inFlight: of('refunds-in-flight') };
};
const agree = async () => expect(await till.differences()).toEqual([]);

it('is no debt while it waits for a second person, then a debt, then gone from the bank account', async () => {
  const refundNo = await asked(1_000);
  expect(await balances()).toEqual({ bank: 0, payouts: 0, inFlight: 0 });
  await approve(refundNo);
  expect(await balances()).toEqual({ bank: 0, payouts: -1_000, inFlight: 0 });
  await agree();
  await transferred(refundNo);
  expect(await balances()).toEqual({ bank: -1_000, payouts: 0, inFlight: 0 });
  await agree();
});

it('what was booked before is put right by transactions of its own', async () => {
  const [done, waiting] = [await asked(2_000), await asked(300)];
  for (const refundNo of [done, waiting]) await approve(refundNo);
  await transferred(done);
  const before = await balances();
  // As the books stood: approved in flight, and the debt kept when the bank had paid.
  const client = await till.owner.connect();
  await client.query('SET session_replication_role = replica');
  const booked = (kind: string, account: string, from: string) =>
    client.query(
      `UPDATE ledger_postings SET account_code = $2 WHERE account_code = $3
          AND transaction_id IN (SELECT id FROM ledger_transactions WHERE kind = $1 AND reference = ANY ($4))`,
      [kind, account, from, [done, waiting]],
    );
  await booked('refund-requested', 'refunds-in-flight', 'payouts');
  await booked('refund-succeeded', 'refunds-in-flight', 'payouts');
  await booked('refund-succeeded', 'payouts', 'bank');
  await client.query('SET session_replication_role = DEFAULT');
  client.release();
  expect((await till.differences()).map(({ check }) => check)).toEqual(
    expect.arrayContaining(['refunds owed by transfer', 'refunds in flight']),
  );
  await till.owner.query(
    readFileSync('prisma/migrations/20261130007010_payouts_booked_before/migration.sql', 'utf8'),
  );
  expect(await balances()).toEqual(before);
  await agree();
  await transferred(waiting);
  expect(await balances()).toMatchObject({ payouts: 0, inFlight: 0 });
  await agree();
});
