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
const transferred = (refundNo: string, bankReference = `ICBC-${refundNo}`) =>
  till.call('post', '/staff/refunds/:refundNo/payout', {
    actor: till.clerk('finance1'),
    params: { refundNo },
    body: { bankReference },
  });
const reported = (refundNo: string, bankReference?: string) =>
  till.call('post', '/staff/refunds/:refundNo/payout-return', {
    actor: till.clerk('finance1'),
    params: { refundNo },
    body: { reason: '收款账户已销户', bankReference },
  });
const decided = async (refundNo: string, by = 'finance2', approve = true, returnId?: number) =>
  till.call('post', '/staff/refunds/:refundNo/payout-return-approval', {
    actor: till.clerk(by),
    params: { refundNo },
    body: { returnId: returnId ?? (await lastReturn(refundNo)), approve, note: '与凭证不符' },
  });
/** Until a statement waits for what another transaction holds. */
async function somebodyWaits(): Promise<void> {
  const text = `SELECT count(*)::int AS count FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`;
  while ((await till.one(text)).count === 0);
}
async function lastReturn(refundNo: string): Promise<number> {
  const text = `SELECT coalesce(max(id), 1)::int AS id FROM payout_returns WHERE refund_id = (SELECT id FROM refunds WHERE refund_no = $1)`;
  return Number((await till.one(text, [refundNo])).id);
}
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

it('one transfer confirms one payout, also of two at once, and also after it has come back', async () => {
  const before = await balances();
  const [one, two, third] = [await asked(700), await asked(800), await asked(900)];
  for (const refundNo of [one, two, third]) await approve(refundNo);
  const both = await Promise.allSettled([transferred(one, 'ICBC-SAME'), transferred(two, 'ICBC-SAME')]);
  expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  const [first, second] = both[0]!.status === 'fulfilled' ? [one, two] : [two, one];
  await expect(transferred(second, ' icbc-same')).rejects.toMatchObject({ code: 'bank-reference-used' });
  await reported(first, 'ICBC-SAME-BACK');
  await decided(first);
  await expect(transferred(third, 'ICBC-SAME')).rejects.toMatchObject({ code: 'bank-reference-used' });
  expect((await balances()).bank).toBe(before.bank);
  for (const refundNo of [second, third]) await transferred(refundNo);
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

it('one the bank cannot carry out, or whose money comes back, lies where it was and waits to be decided anew', async () => {
  const [bounced, cameBack] = [await asked(1_000), await asked(1_000)];
  for (const refundNo of [bounced, cameBack]) await approve(refundNo);
  const before = await balances();
  await transferred(cameBack);
  for (const [refundNo, reference] of [
    [bounced, undefined],
    [cameBack, 'BACK-1'],
  ] as const) {
    const told = await reported(refundNo, reference);
    expect(told.payoutReturn).toEqual({
      id: await lastReturn(refundNo),
      bankReference: reference ?? null,
      reason: '收款账户已销户',
      reportedBy: 'staff:finance1',
      outcome: 'waiting',
    });
    expect(await decided(refundNo)).toMatchObject({ status: 'failed', failureReason: '收款账户已销户' });
    await expect(reported(refundNo, 'BACK-2')).rejects.toMatchObject({ code: 'refund-not-payable' });
    const queued = await till.one(
      `SELECT kind, status, amount_fen::int AS fen FROM odd_payments WHERE detail ->> 'refundNo' = $1`,
      [refundNo],
    );
    expect(queued).toEqual({ kind: 'refund-failed', status: 'open', fen: 1_000 });
    const news = await till.one(
      `SELECT payload ->> 'paymentNo' AS "paymentNo", (payload ->> 'amountFen')::int AS fen FROM outbox_messages
        WHERE kind = 'payout-returned' AND payload ->> 'refundNo' = $1`,
      [refundNo],
    );
    expect(news).toEqual({ paymentNo: told.paymentNo, fen: 1_000 });
  }
  expect(await balances()).toEqual({ ...before, payouts: before.payouts + 2_000 });
  await agree();
});

it('nothing of a return is booked or told before another person has confirmed it, and one entry of the bank is one return', async () => {
  const refundNo = await asked(700);
  await approve(refundNo);
  await transferred(refundNo);
  const before = await balances();
  const told = () =>
    till.owner.query(
      `SELECT FROM outbox_messages WHERE kind = 'payout-returned' AND payload ->> 'refundNo' = $1`,
      [refundNo],
    );
  // What has left the bank comes back by an entry on the bank's account, and by one that was not told before.
  await expect(reported(refundNo)).rejects.toMatchObject({ code: 'bank-reference-needed' });
  await expect(reported(refundNo, 'BACK-1')).rejects.toMatchObject({ code: 'bank-reference-used' });
  await expect(decided(refundNo)).rejects.toMatchObject({ code: 'payout-return-not-waiting' });
  await reported(refundNo, 'BACK-3');
  await expect(reported(refundNo, 'BACK-4')).rejects.toMatchObject({ code: 'payout-return-waits' });
  await expect(decided(refundNo, 'finance1')).rejects.toMatchObject({ code: 'four-eyes' });
  expect(await decided(refundNo, 'finance2', false)).toMatchObject({
    status: 'succeeded',
    payoutReturn: null,
  });
  expect(await balances()).toEqual(before);
  expect((await told()).rowCount).toBe(0);

  // The reference of what was rejected is free again.
  const rejected = await lastReturn(refundNo);
  await reported(refundNo, 'BACK-3');
  // What was read is what is decided, not what was reported since.
  await expect(decided(refundNo, 'finance2', true, rejected)).rejects.toMatchObject({
    code: 'payout-return-not-waiting',
  });
  expect((await decided(refundNo)).payoutReturn).toMatchObject({
    bankReference: 'BACK-3',
    outcome: 'confirmed',
  });
  expect((await told()).rowCount).toBe(1);
  expect(await balances()).toEqual({ ...before, bank: before.bank + 700 });
  await agree();
});

it('a payout is not transferred while its return waits, and is when that was rejected', async () => {
  const refundNo = await asked(500);
  await approve(refundNo);
  await reported(refundNo);
  await expect(transferred(refundNo)).rejects.toMatchObject({ code: 'payout-return-waits' });
  await decided(refundNo, 'supervisor1', false);
  expect(await transferred(refundNo)).toMatchObject({ status: 'succeeded' });
  await agree();
});

it('of two reports at once that name one entry of the bank, the second is told so', async () => {
  const [first, second] = [await asked(100), await asked(100)];
  for (const refundNo of [first, second]) {
    await approve(refundNo);
    await transferred(refundNo);
  }
  const client = await till.owner.connect();
  await client.query('BEGIN');
  await client.query(`SELECT report_payout_return($1, 'BACK-9', '收款账户已销户', 'staff:finance3')`, [
    first,
  ]);
  const late = reported(second, 'BACK-9').catch(error => error.code);
  await somebodyWaits();
  await client.query('COMMIT');
  client.release();
  expect(await late).toBe('bank-reference-used');
});

it('a payout is not transferred while a report of its return is being written', async () => {
  const refundNo = await asked(100);
  await approve(refundNo);
  const client = await till.owner.connect();
  await client.query('BEGIN');
  await client.query(`SELECT report_payout_return($1, NULL, '收款账户已销户', 'staff:finance3')`, [refundNo]);
  const late = transferred(refundNo).catch(error => error.code);
  await somebodyWaits();
  await client.query('COMMIT');
  client.release();
  expect(await late).toBe('payout-return-waits');
});
